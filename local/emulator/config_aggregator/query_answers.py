"""Queries over what an aggregator has.

Stands for: 25 documents per page unless more are asked for, 500 of what is counted, never more than
100 when asked; each is a JSON text. A page may be empty and have a token. A document that is there
all the time is told once, whatever comes and goes between two pages, unless an order is asked for.
"""

import json
from collections.abc import Iterable, Iterator

from local.emulator.calls import Properties
from local.emulator.config_aggregator.aggregators import sources_of
from local.emulator.config_aggregator.documents import (
    COMPLIANCE,
    Document,
    documents_of,
    found_at,
    merged,
    projected,
)
from local.emulator.config_aggregator.model import Source
from local.emulator.config_aggregator.pages import Key, Request, Row, Walk, every_third
from local.emulator.config_aggregator.query import ALL, COUNT, Query
from local.emulator.config_aggregator.query_reader import read_query

IDENTITY = ("accountId", "awsRegion", "resourceType", "resourceId")
SCALARS = (*IDENTITY, "configurationItemCaptureTime")


def select_aggregate_resource_config(request: Request) -> Properties:
    """Answer a query."""
    sources = sources_of(request)
    query = read_query(request.get("Expression"))
    walk = Walk(
        action="SelectAggregateResourceConfig",
        request=request,
        most=100,
        default=500 if query.is_count else 25,
    )
    if query.is_count or query.order:
        rows = _in_order(query, sources)
    else:
        rows = _by_identity(query, sources, walk.position.after)
    fields = [{"Name": name} for name in query.fields]
    return {**walk.page("Results", rows, every_third), "QueryInfo": {"SelectFields": fields}}


def _by_identity(query: Query, sources: Iterable[Source], after: Key) -> Iterator[Row[str]]:
    for source in sources:
        if (source.account, source.region) < after[:2]:
            continue
        for document in _matching(query, source):
            key = tuple(str(document[name]) for name in IDENTITY)
            if key > after:
                yield key, _json(_told(query, document))


def _in_order(query: Query, sources: Iterable[Source]) -> Iterator[Row[str]]:
    found = [document for source in sources for document in _matching(query, source)]
    if query.is_count:
        found = _counts(query, found)
    for path, greatest_first in reversed(query.order):
        found.sort(key=lambda document: found_at(document, path), reverse=greatest_first)
    for number, document in enumerate(found):
        yield (f"{number:09}",), _json(_told(query, document))


def _matching(query: Query, source: Source) -> Iterator[Document]:
    if not query.may_hold({"accountId": source.account, "awsRegion": source.region}):
        return
    compliance = query.may_hold({"resourceType": COMPLIANCE})
    for document in documents_of(source, compliance=compliance):
        if query.holds(document):
            yield document


def _counts(query: Query, documents: Iterable[Document]) -> list[Document]:
    """Return a document per group, with its members and how many documents are in it."""
    groups: dict[str, Document] = {}
    for document in documents:
        members = _projection(document, query.groups)
        group = groups.setdefault(_json(members), {**members, COUNT: 0})
        group[COUNT] += 1
    return [group for _members, group in sorted(groups.items())]


def _told(query: Query, document: Document) -> Document:
    fields = [name for field in query.fields for name in (SCALARS if field == ALL else (field,))]
    return _projection(document, fields)


def _projection(document: Document, paths: Iterable[str]) -> Document:
    told: Document = {}
    for path in paths:
        told = merged(told, projected(document, path))
    return told


def _json(document: Document) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
