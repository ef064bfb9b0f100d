"""The registry: the accounts and regions that were heard from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import text
from shared.adapters.dynamodb_ranges import LOWEST, Range, RangeReader, prefixed
from shared.domain.filters import Filters

# Read at a time: an account has fewer regions.
_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Place:
    """A region of an account, which is one partition; places are read in the order of `label`."""

    account: str
    region: str

    @property
    def pk(self) -> str:
        """The partition of its states, rollups and activity."""
        return keys.account_pk(self.account, self.region)

    @property
    def label(self) -> str:
        """Its sort key in the registry."""
        return keys.joined(self.account, self.region)


def places(
    reader: RangeReader, filters: Filters, start: str = LOWEST, *, at_once: int = _AT_ONCE
) -> Iterator[Place]:
    """Yield the places that the filters admit, in order, from a label on, read some `at_once`."""
    if filters.chosen is None:
        yield from _registered(reader, filters, "", start, at_once)
        return
    for account in filters.chosen:
        if filters.region is None:
            prefix = keys.joined(account) + "#"
            yield from _registered(reader, filters, prefix, start, at_once)
        elif (place := Place(account, filters.region)).label >= start:
            yield place


def _registered(
    reader: RangeReader, filters: Filters, prefix: str, start: str, at_once: int
) -> Iterator[Place]:
    lowest, highest = prefixed(prefix)
    if start > highest:
        return
    part = Range(pk=keys.ACCOUNTS, lowest=max(lowest, start), highest=highest)
    if filters.region is not None:
        pk = keys.region_pk(filters.region)
        part = replace(part, pk=pk, index="by_rule", pk_name="rule_pk", sk_name="rule_sk")
    for item in reader.items(part, size=at_once):
        yield Place(text(item, "account"), text(item, "region"))
