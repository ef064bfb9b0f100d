"""What is done to a function of one account leaves those of other accounts that are named like it.

MiniStack ends the processes of a function whose settings change, or whose stack goes, in whatever
account it is: a request that one of another account is answering then fails.
"""

from typing import Any

from ministack.services import lambda_svc

_invalidate = lambda_svc.invalidate_worker


def install() -> None:
    """Let processes end in the account alone that asks for it."""
    lambda_svc.invalidate_worker = invalidate


def invalidate(name: str, *, account: str | None = None, **more: Any) -> None:
    """End the processes of a function of an account; of the present one where none is named."""
    _invalidate(name, account=account or lambda_svc.get_account_id(), **more)
