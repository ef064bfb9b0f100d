"""The organisation, from its root down: a page of accounts for each unit, not a call for each.

AWS Organizations API reference, ListRoots, ListOrganizationalUnitsForParent and
ListAccountsForParent: they answer the management account and delegated administrators alone, and a
page may be empty and still have a token.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.account_units import Units
from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError

_FOR_GOOD = {
    "AccessDeniedException": "the master is neither the management account of the organisation"
    " nor a delegated administrator, or the function's role may not ask",
    "AWSOrganizationsNotInUseException": "the master's account is in no organisation",
}


class Client(Protocol):
    """What is used of a client of AWS Organizations."""

    def get_paginator(self, operation_name: str, /) -> Any:
        """Return what reads all pages of an operation."""
        ...


class OrganizationsTree:
    """Implements Organisation."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def accounts(self) -> Iterator[tuple[str, Units]]:
        """Yield every account and its units; see the port."""
        roots = list(self._pages("list_roots", "Roots"))
        if not roots:
            raise SourceUnavailableError("AWS Organizations: it names no root")
        for root in roots:
            yield from self._below(root["Id"], "", ())

    def _below(self, parent: str, path: str, units: Units) -> Iterator[tuple[str, Units]]:
        for account in self._pages("list_accounts_for_parent", "Accounts", ParentId=parent):
            yield account["Id"], units
        inner = self._pages(
            "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent
        )
        for unit in inner:
            here = f"{path}/{unit['Name']}" if path else unit["Name"]
            yield from self._below(unit["Id"], here, (*units, unit["Id"], here))

    def _pages(self, operation: str, member: str, **question: Any) -> Iterator[Any]:
        pages = self._client.get_paginator(operation).paginate(**question)
        with _organizations_errors():
            for page in pages:
                yield from page.get(member, ())


@contextmanager
def _organizations_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if meaning := _FOR_GOOD.get(error.response["Error"]["Code"]):
            said = f"AWS Organizations: {meaning}. It says: {error}"
            raise SourceRefusedError(said) from error
        raise SourceUnavailableError(f"AWS Organizations: {error}") from error
    except BotoCoreError as error:
        raise SourceUnavailableError(f"AWS Organizations: {error}") from error
