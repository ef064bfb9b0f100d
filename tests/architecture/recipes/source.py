"""Another engine that judges resources, and says so in the form of AWS Config."""

from pathlib import Path

from tests.architecture.recipes.copying import change

_PATTERN = """        "Recipe": {
            "source": [names.RECIPE],
            "detail-type": [names.COMPLIANCE_CHANGE],
        },
"""


def carry_out(root: Path) -> None:
    change(
        root,
        "stacks/names.py",
        "COMPLIANCE_CHANGE: Final",
        'RECIPE: Final = "recipe.engine"\nCOMPLIANCE_CHANGE: Final',
    )
    forwarding = "stacks/constructs/event_forwarding.py"
    change(root, forwarding, '        "SilencingCalls":', f'{_PATTERN}        "SilencingCalls":')
    intake = "stacks/constructs/event_intake.py"
    change(root, intake, "source=[names.EVENT_SOURCE]", "source=[names.EVENT_SOURCE, names.RECIPE]")
    change(
        root,
        intake,
        '"events:source": names.EVENT_SOURCE,',
        '"events:source": [names.EVENT_SOURCE, names.RECIPE],',
    )
    reading = "shared/adapters/eventbridge_observations.py"
    change(root, reading, "if source != AWS_CONFIG:", "if source not in {AWS_CONFIG, RECIPE}:")
    change(
        root,
        reading,
        "from shared.domain.observations import (\n    AWS_CONFIG,\n",
        "from shared.domain.observations import (\n    AWS_CONFIG,\n    RECIPE,\n",
    )
    change(
        root,
        "shared/domain/observations.py",
        'AWS_CONFIG = "aws.config"',
        'RECIPE = "recipe.engine"\nAWS_CONFIG = "aws.config"',
    )
