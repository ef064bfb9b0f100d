"""Open violations by time: of an account, rule, severity, resource type or region, or of all."""

import string
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_access import Access, Regions
from shared.adapters.dynamodb_conditions import ANYTHING, Condition, both, condition_of
from shared.adapters.dynamodb_items import Item, marshal, read_record
from shared.adapters.dynamodb_merge import Merge
from shared.adapters.dynamodb_ranges import Batch, Range, RangeReader
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.domain.filters import Filters
from shared.domain.pages import Page, Position
from shared.domain.rule_names import normalise
from shared.domain.state import Record
from shared.domain.violations import ViolationsQuestion

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, condition expressions: operands of IN.
_OPERANDS = 100
# Rules of a severity that are read each for itself: two shards of each are 96 queries for a page.
# With more, all open violations are read with a condition, if it refuses less than half of them.
MOST_RULES = 48
# Partitions that a condition names, in 4 bytes each: an expression has at most 4 KB.
MOST_NAMED = 900
_DIGITS = string.digits + string.ascii_uppercase  # other names are in lower case


class DynamoDbViolations:
    """Implements ViolationQueries; partitions are read at the same time, as the pool allows."""

    def __init__(self, client: "DynamoDBClient", table: str, pool: Executor) -> None:
        self._reader = RangeReader(client, table)
        self._regions = DynamoDbRegions(client, table)
        self._pool = pool

    def violations(
        self, question: ViolationsQuestion, limit: int, after: Position | None
    ) -> Page[Record]:
        """Return a page of violations; see the port."""
        newest_first = question.newest_first
        access = access_to_violations(question, self._regions)
        condition = both(
            condition_of(question.filters, access.implied, ANYTHING), _severity(question, access)
        )

        def read(part: Range, size: int, resume: Item | None) -> Batch:
            return self._reader.batch(
                part, condition, newest_first=newest_first, size=size, resume=resume
            )

        size = access.first_read(limit, selective=condition.selective)
        merge = Merge(read, self._pool, newest_first=newest_first)
        page = merge.page(access.ranges, limit, after, size)
        return Page([read_record(item) for item in page.items], page.next)


def access_to_violations(question: ViolationsQuestion, regions: Regions) -> Access:
    """Return where the violations are that are asked for: the narrowest that the filters allow."""
    filters = question.filters
    nothing = question.needs_rules and not question.rules
    if nothing or question.contradicts_itself or filters.chosen == ():
        return Access([], frozenset())
    if _goes_by_account(question):
        ranges = [of_account(account) for account in filters.chosen or ()]
        return Access(ranges, frozenset({"account"}))
    if filters.rule_name is not None:
        implied = {"severity", "rule_name"} if filters.every_variant else {"severity"}
        return Access(list(_of_rules([normalise(filters.rule_name)])), frozenset(implied))
    if question.severity is not None and not _goes_by_condition(question):
        return Access(list(_of_rules(question.rules)), frozenset({"severity"}))
    return _of_type_or_region(filters, regions)


def _goes_by_condition(question: ViolationsQuestion) -> bool:
    """Return whether it is worth while to read the violations of other rules too."""
    many, nameable = len(question.rules) > MOST_RULES, len(_partitions(question)) <= MOST_NAMED
    return many and nameable and not question.outnumbered


def _of_type_or_region(filters: Filters, regions: Regions) -> Access:
    if filters.resource_type is not None:
        return Access(_of_type(filters.resource_type), frozenset({"resource_type"}))
    there = [filters.region] if filters.region else regions()
    ranges = [part for region in there for part in of_region(region)]
    return Access(ranges, frozenset({"region"}))


def of_region(region: str) -> list[Range]:
    """Return where the open violations of a region are, by time."""
    return [_by_time(pk) for pk in keys.open_pks(region)]


def of_others(region: str, status: str) -> list[Range]:
    """Return where a region's states of a status are that is neither compliant nor a violation."""
    return [_by_time(pk) for pk in keys.other_pks(region, status)]


def _by_time(pk: str) -> Range:
    return Range(pk=pk, index="open_violations", pk_name="open_pk", sk_name="open_sk")


def _goes_by_account(question: ViolationsQuestion) -> bool:
    """Return whether accounts are asked for, and the condition on rules is not too long."""
    return question.filters.chosen is not None and len(_partitions(question)) <= MOST_NAMED


def of_account(account: str) -> Range:
    """Return where the open violations of an account are, by time."""
    return Range(
        pk=keys.part(account),
        index="violations_by_account",
        pk_name="open_account_pk",
        sk_name="open_sk",
    )


def _of_rules(names: Iterable[str]) -> Iterator[Range]:
    for name in names:
        for pk in keys.open_rule_pks(name):
            yield Range(
                pk=pk,
                index="violations_by_rule",
                pk_name="open_rule_pk",
                sk_name="open_sk",
            )


def _of_type(resource_type: str) -> list[Range]:
    names = {"index": "violations_by_type", "pk_name": "open_type_pk", "sk_name": "open_sk"}
    return [Range(pk=pk, **names) for pk in keys.type_pks(resource_type)]


def _severity(question: ViolationsQuestion, access: Access) -> Condition:
    """Return the condition on the severity, as one on the rule: items keep it in `open_rule_pk`.

    A rule that is named is of that severity, or nothing is read.
    """
    if not question.needs_rules or "severity" in access.implied:
        return ANYTHING
    named = _one_of(_partitions(question))
    return replace(named, expression=f"({named.expression})")


def _partitions(question: ViolationsQuestion) -> list[str]:
    """Return what `open_rule_pk` is of the rules of the severity, in the shards of the accounts."""
    chosen = question.filters.chosen
    if chosen is None:
        return [pk for rule in question.rules for pk in keys.open_rule_pks(rule)]
    shards = sorted({keys.shard(each, keys.OPEN_RULE_SHARDS) for each in chosen})
    return [keys.rule_shard_pk(rule, number) for rule in question.rules for number in shards]


def _one_of(partitions: list[str]) -> Condition:
    names = [f":{a}{b}" for a, b in islice(product(_DIGITS, repeat=2), len(partitions))]
    lists = (names[at : at + _OPERANDS] for at in range(0, len(names), _OPERANDS))
    expression = " OR ".join(f"#rule IN ({','.join(some)})" for some in lists)
    values = marshal(**dict(zip(names, partitions, strict=True)))
    return Condition(expression, {"#rule": "open_rule_pk"}, values, selective=True)
