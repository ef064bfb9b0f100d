"""How an organisation's accounts get their agents, and what may not stand beside that."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from stacks.setting_types import unique

# Organizations API reference: the patterns of ids of organisational units and of roots.
TargetId = Annotated[
    str, StringConstraints(pattern=r"^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32})$")
]
_ROOT = "r-"


def _some(targets: tuple[str, ...]) -> tuple[str, ...]:
    if not targets:
        raise ValueError("names none")
    return targets


Targets = Annotated[tuple[TargetId, ...], AfterValidator(unique), AfterValidator(_some)]


class Rollout(BaseModel):
    """A StackSet that gives each account of some organisational units its agent."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    organisational_units: Targets = Field(
        description="a list of one or more ids of organisational units (ou-ab12-cdefgh34), none"
        " twice, or of the root alone (r-ab12)"
    )
    failure_tolerance_percent: int = Field(
        default=10, ge=0, le=100, description="whole percent, from 0 to 100"
    )
    concurrency_percent: int = Field(
        default=10, ge=1, le=100, description="whole percent, from 1 to 100"
    )
    call_as: Literal["self", "delegated_admin"] = Field(
        default="self", description='"self" or "delegated_admin"'
    )
    retain_on_removal: bool = Field(default=False, description="true or false")


def rollout_warnings(rollout: Rollout | None) -> Iterator[str]:
    """Yield that fewer accounts get their agent at the same time than is wanted.

    With strict tolerance no more do than may fail, and one (CloudFormation API reference,
    `StackSetOperationPreferences`): a thousand accounts one by one, for instance.
    """
    if rollout and rollout.failure_tolerance_percent < rollout.concurrency_percent:
        tolerated = rollout.failure_tolerance_percent
        at_once = f"{tolerated} % of the accounts" if tolerated else "one account"
        yield (
            f"rollout[concurrency_percent]: {rollout.concurrency_percent} is not reached; hardly"
            f" more than {at_once} at the same time, since no more than that may fail"
            f" (failure_tolerance_percent = {tolerated})"
        )


def rollout_contradictions(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a rollout beside the other settings, a line for each problem."""
    rollout = given.get("rollout")
    if not isinstance(rollout, dict):
        return
    if not given.get("organisation_id"):
        yield (
            "rollout: is for the accounts of an organisation; set organisation_id, or list"
            " agent_accounts and deploy their stacks one by one"
        )
    if given.get("agent_accounts"):
        yield (
            "rollout, agent_accounts: an account gets its agent in one way; list no accounts, or"
            " leave the rollout out and deploy the stacks of those listed"
        )
    units = rollout.get("organisational_units")
    if isinstance(units, list) and len(units) > 1 and any(str(u).startswith(_ROOT) for u in units):
        yield "rollout[organisational_units]: the root is all accounts already; name it alone"
