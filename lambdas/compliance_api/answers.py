"""Answers as they are sent: one document, or a page of a list in the format that is asked for."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from itertools import chain
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from pydantic_core import to_json

from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.requests import Format
from lambdas.compliance_api.shapes import CountsAnswer
from shared.adapters.row_formats import csv_rows, ndjson_rows

_COUNTS = "counts"


def answer(
    body: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a body as the answer."""
    return _response("application/json", to_json(body).decode(), headers, status)


def page(
    call: Call[Any],
    wanted: Format,
    shape: type,
    items: Sequence[Mapping[str, Any]],
    next_cursor: str | None,
) -> HttpResponse:
    """Return a page of a list; `shape` is what its items are."""
    if wanted is Format.JSON:
        return answer({"items": items, "next_cursor": next_cursor})
    return rows(wanted, shape, items, _links(call, next_cursor) if next_cursor else {})


def rows(
    wanted: Format,
    shape: type,
    items: Sequence[Mapping[str, Any]],
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return items as rows for other programs."""
    if wanted is Format.CSV:
        flat = [_flat(item) for item in items]
        text = csv_rows(columns(shape), flat, header=True)
        return _response("text/csv; charset=utf-8", text, headers)
    return _response("application/x-ndjson", ndjson_rows(items), headers)


def columns(shape: type) -> list[str]:
    """Return the names of the columns of items: counts are columns of their own, in their place."""
    counts = tuple(CountsAnswer.__annotations__)
    names = (counts if name == _COUNTS else (name,) for name in shape.__annotations__)
    return list(chain.from_iterable(names))


def _flat(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**item, **cast("Mapping[str, Any]", item.get(_COUNTS) or {})}


def _links(call: Call[Any], cursor: str) -> dict[str, str]:
    """Return where the next page is: relative to this one, wherever the API is served."""
    kept = parse_qsl(call.request.query, keep_blank_values=True)
    query = urlencode([*(pair for pair in kept if pair[0] != "cursor"), ("cursor", cursor)])
    return {"link": f'<?{query}>; rel="next"', "x-next-cursor": cursor}


def _response(
    content_type: str,
    text: str,
    headers: Mapping[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    return HttpResponse(
        status=status,
        content_type=content_type,
        headers={"cache-control": "no-store", **(headers or {})},
        body=text,
    )
