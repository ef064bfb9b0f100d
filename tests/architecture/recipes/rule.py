"""A managed rule of AWS Config that the catalogue does not have: by default it is deployed."""

from pathlib import Path

from tests.architecture.recipes.copying import change

_ENTRY = """RULES = (
    RuleInfo(
        name="recipe-rule",
        identifier="RECIPE_RULE",
        title="Recipes are tried",
        severity=Severity.HIGH,
        remediation="Try it.",
        resource_types=("AWS::S3::Bucket",),
    ),
"""


def carry_out(root: Path) -> None:
    change(root, "shared/domain/catalogue/secrets.py", "RULES = (\n", _ENTRY)
