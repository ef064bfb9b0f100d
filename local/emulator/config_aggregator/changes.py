"""Changes that no event tells of, asked for through the local AWS's own route.

A rule or resource that is gone without a word, an account that left, a source that an aggregator
cannot read: what a comparison with AWS Config has to find.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from local.emulator.config_aggregator.model import STATUSES, Source, SourceModel
from local.emulator.config_aggregator.place import Scope
from local.emulator.config_aggregator.reading import Json, moment, write_moment

ACCOUNT = re.compile(r"\d{12}")
PLACE = ("account", "region")


def problems(body: object) -> list[str]:
    """Say what keeps a body from being a list of changes, one line per problem."""
    if not isinstance(body, list):
        return ["the body must be a JSON list of changes"]
    return [f"[{n}] {why}" for n, change in enumerate(body) for why in _wrong(change)]


def apply(model: SourceModel, changes: Iterable[Json]) -> list[int]:
    """Make all changes; returns how many results went with each."""
    return [_CHANGES[kind][2](model, said) for change in changes for kind, said in change.items()]


def describe(model: SourceModel) -> Json:
    """Return all that AWS Config knows, whether or not an aggregator has it."""
    return {
        "sources": [_source(source) for source in model.sources()],
        "results": [row for source in model.sources() for row in _results(source)],
    }


def _wrong(change: object) -> list[str]:
    if not isinstance(change, dict) or len(change) != 1 or not set(change) <= set(_CHANGES):
        return [f"is not an object with one of: {', '.join(_CHANGES)}"]
    [(kind, said)] = change.items()
    needed, possible, _change = _CHANGES[kind]
    if kind == "delete_account":
        needed, said = ("account",), {"account": said}
    if not isinstance(said, dict):
        return [f"{kind} is not a JSON object"]
    wrong = [f"{kind} has no {name} (a text)" for name in needed if not _is_text(said.get(name))]
    wrong += [f"{kind} knows no {name}" for name in said if name not in (*needed, *possible)]
    return wrong or [f"{kind}: {why}" for why in _wrong_values(said)]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _wrong_values(said: Json) -> Iterable[str]:
    if not ACCOUNT.fullmatch(said["account"]):
        yield f"account {said['account']!r} does not have 12 digits"
    if "status" in said and said["status"] not in STATUSES:
        yield f"status {said['status']!r} is none of: {', '.join(STATUSES)}"
    if said.get("last_update") is not None:
        try:
            moment(said["last_update"])
        except ValueError:
            yield f"last_update {said['last_update']!r} is not an ISO 8601 instant"
    if said.get("error") is not None and not _is_text(said["error"]):
        yield "error is not a text"


def _end(model: SourceModel, said: Json, scope: Scope) -> int:
    place = model.known(said["account"], said["region"])
    return place.end_now(scope) if place else 0


def _set_source(model: SourceModel, said: Json) -> int:
    source = model.source(said["account"], said["region"])
    at = moment(said["last_update"]) if said.get("last_update") else None
    source.becomes(said["status"], at, said.get("error"))
    return 0


def _source(source: Source) -> Json:
    said = {"account": source.account, "region": source.region, "status": source.status}
    return {**said, "last_update": write_moment(source.updated), "error": source.error}


def _results(source: Source) -> Iterable[Json]:
    for result in sorted(source.place.results_of(None), key=lambda r: (r.rule, r.resource)):
        yield {
            "account": source.account,
            "region": source.region,
            "rule": result.rule,
            "resource_type": result.resource[0],
            "resource_id": result.resource[1],
            "compliance": result.compliance,
            "recorded": write_moment(result.recorded),
            "annotation": result.annotation,
        }


type Change = Callable[[SourceModel, Any], int]
_CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...], Change]] = {
    "delete_rule": ((*PLACE, "rule"), (), lambda model, said: _end(model, said, said["rule"])),
    "delete_resource": (
        (*PLACE, "resource_type", "resource_id"),
        (),
        lambda model, said: _end(model, said, (said["resource_type"], said["resource_id"])),
    ),
    "delete_account": ((), (), lambda model, account: model.delete_account(account)),
    "source": ((*PLACE, "status"), ("last_update", "error"), _set_source),
    "forget": (("account",), (), lambda model, said: model.forget(said["account"])),
}
