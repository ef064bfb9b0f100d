"""What settings allow and whoever chose them has probably not meant: said, not refused."""

import re
from collections.abc import Iterator

from stacks.operations_settings import operations_warnings
from stacks.rollout_settings import rollout_warnings
from stacks.routing_checks import routing_warnings
from stacks.settings import DeploymentSettings

# Secrets Manager puts a hyphen and six characters behind a name, and takes a name that ends so for
# a whole ARN (API reference, CreateSecret, "Name").
_LIKE_AN_ARN = re.compile(r"-[A-Za-z0-9]{6}$")


def setting_warnings(settings: DeploymentSettings) -> Iterator[str]:
    """Yield a line for each thing that is allowed and probably not meant."""
    yield from routing_warnings(settings)
    yield from operations_warnings(settings.operations_subscribers, settings.runbook_url)
    yield from rollout_warnings(settings.rollout)
    yield from _boundary(settings)
    yield from _secrets(settings)


def _boundary(settings: DeploymentSettings) -> Iterator[str]:
    records = settings.manages_recorder and settings.recorder_role == "own"
    if settings.permissions_boundary and records:
        yield (
            "permissions_boundary: bounds the role of AWS Config's recorder too, which reads all"
            " that it records (AWS_ConfigRole); what the boundary leaves out is not recorded:"
            ' let it through, or set recorder_role = "service_linked", which nothing bounds'
        )


def _secrets(settings: DeploymentSettings) -> Iterator[str]:
    names: dict[str, str | None] = {"slack_secret_name": settings.slack_secret_name}
    names |= {f"channels[{n}][secret_name]": c.secret_name for n, c in settings.channels.items()}
    for place, name in names.items():
        if name and _LIKE_AN_ARN.search(name):
            yield (
                f"{place}: {name!r} ends with a hyphen and six characters, as the ARN of a secret"
                " does; Secrets Manager may take one for the other: choose another name"
            )
