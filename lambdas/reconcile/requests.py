"""What the function may be asked."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.usecases.reconcile import Asked

# The checkpoint and the report of a run that is limited to accounts name them all.
MOST_ACCOUNTS = 100


class BadRequestError(ValueError):
    """An event that asks for what there is not; the message says what may be asked."""


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    force: bool = False
    accounts: list[Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]] = Field(
        default=[], max_length=MOST_ACCOUNTS
    )
    confirm_closing: bool = False


def read_request(event: dict[str, Any]) -> Asked:
    """Return what an event asks for.

    Raises:
        BadRequestError: it cannot be asked for.

    """
    try:
        request = _Request.model_validate(event)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise BadRequestError(
            f'{wrong}. An event is {{}}, or {{"force": true}} with "accounts" (a list of up to'
            f' {MOST_ACCOUNTS} ids of 12 digits) and "confirm_closing" (true or false)'
        ) from None
    if (request.accounts or request.confirm_closing) and not request.force:
        raise BadRequestError('"accounts" and "confirm_closing" go with "force": true')
    accounts = tuple(sorted(set(request.accounts)))
    return Asked(now=request.force, accounts=accounts, confirmed=request.confirm_closing)
