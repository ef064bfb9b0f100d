"""Open violations by time: of an account, of a rule, of the rules of a severity, or of all."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
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
from shared.domain.severity import Severity
from shared.domain.state import Record
from shared.domain.violations import UNCLASSIFIED, ViolationsQuestion, rules_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, condition expressions: operands of IN.
_OPERANDS = 100
# Rules of a severity that are read each for itself: two shards of each are 96 queries for a page.
# With more, the shards of all open violations are the narrower choice.
MOST_RULES = 48


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
    if question.contradicts_itself or filters.chosen == ():
        return Access([], frozenset())
    if filters.chosen is not None:
        ranges = [of_account(account) for account in filters.chosen]
        return Access(ranges, frozenset({"account"}))
    if filters.rule_name is not None:
        implied = {"severity", "rule_name"} if filters.every_variant else {"severity"}
        return Access(list(_of_rules([normalise(filters.rule_name)])), frozenset(implied))
    if question.severity is not None and question.severity != UNCLASSIFIED:
        names = rules_of(question.severity)
        if len(names) <= MOST_RULES:
            return Access(list(_of_rules(names)), frozenset({"severity"}))
    return _of_type_or_region(filters, regions)


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
    """Return the condition on the severity, as one on the rule: items keep it in `rule_pk`.

    What the catalogue does not know has the severity of what is in none of the others.
    """
    if question.severity is None or "severity" in access.implied:
        return ANYTHING
    if question.filters.rule_name is not None:  # it is of that severity, or nothing is read
        return ANYTHING
    if question.severity != UNCLASSIFIED:
        named = _one_of(_partitions(question.filters, rules_of(question.severity)))
        return replace(named, expression=f"({named.expression})")
    others = [name for other in Severity if other != UNCLASSIFIED for name in rules_of(other)]
    known = _one_of(_partitions(question.filters, others))
    return replace(known, expression=f"NOT ({known.expression})")


def _partitions(filters: Filters, rules: Iterable[str]) -> list[str]:
    """Return what `rule_pk` is of the rules, in the shards of the accounts."""
    shards = range(keys.RULE_SHARDS)
    if filters.chosen is not None and len(filters.chosen) == 1:
        shards = range(first := keys.shard(filters.chosen[0], keys.RULE_SHARDS), first + 1)
    return [keys.rule_shard_pk(rule, number) for rule in rules for number in shards]


def _one_of(partitions: list[str]) -> Condition:
    # An expression holds 4 KB: with names as short as these, some 200 rules with 4 shards each.
    names = [f":s{number:x}" for number in range(len(partitions))]
    lists = (names[at : at + _OPERANDS] for at in range(0, len(names), _OPERANDS))
    expression = " OR ".join(f"#rule_pk IN ({','.join(some)})" for some in lists)
    values = marshal(**dict(zip(names, partitions, strict=True)))
    return Condition(expression, {"#rule_pk": "rule_pk"}, values, selective=True)
