"""Messages that nobody can understand, of every kind that somebody thought of; seeded."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests.builders.events import api_call, changed, compliance_change, envelope, item_change

SEED = 2026
NEW = "detail/newEvaluationResult"
ITEM = "detail/configurationItem"
MEBIBYTE = 1024 * 1024
# Members that an event cannot do without.
RESULT = (
    *("account", "region", "id", "detail", NEW, f"{NEW}/complianceType"),
    *(f"{NEW}/resultRecordedTime", "detail/configRuleName", "detail/resourceId"),
)
CHANGED_ITEM = (
    *("account", ITEM, f"{ITEM}/resourceId", f"{ITEM}/resourceType"),
    *(f"{ITEM}/configurationItemCaptureTime", f"{ITEM}/configurationItemStatus"),
)
NEEDED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (compliance_change(), RESULT),
    (item_change(), CHANGED_ITEM),
    (api_call(), ("region", "detail/eventName", "detail/eventTime")),
)
NAMES = ("id", "detail/configRuleName", "detail/resourceType", "detail/resourceId")
WRONG: tuple[Any, ...] = (
    0,
    -1,
    1.5,
    True,
    [],
    ["COMPLIANT"],
    10**400,
    float("nan"),
    float("inf"),
    -0.0,
)
OBJECT = {"S": "COMPLIANT"}


def truncated(chance: random.Random) -> Iterator[str]:
    for event in (compliance_change(old="COMPLIANT"), item_change(), api_call()):
        whole = json.dumps(event)
        yield from (whole[: chance.randrange(1, len(whole))] for _ in range(8))


def wrong_types(chance: random.Random) -> Iterator[str]:
    for event, paths in NEEDED:
        for path in paths:
            yield from (changed(event, path, value) for value in chance.sample(WRONG, 3))
            yield changed(event, path, OBJECT)
    for name in ("detail-type", "source"):
        yield from (changed(compliance_change(), name, value) for value in (None, *WRONG[:3]))


def huge_fields(chance: random.Random) -> Iterator[str]:
    sizes = (769, chance.randrange(1_000, 100_000), 500_000)
    for path in (*NAMES, f"{NEW}/complianceType", f"{NEW}/resultRecordedTime", "account"):
        yield from (changed(compliance_change(), path, "x" * size) for size in sizes)
    yield changed(compliance_change(), "account", "2" * 5_000)


def control_characters(chance: random.Random) -> Iterator[str]:
    characters = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
    for path in (*NAMES, "account", "region", f"{NEW}/complianceType"):
        for character in chance.sample(characters, 4):
            yield changed(compliance_change(), path, f"a{character}b")
    yield from (f'{{"id": "{chr(code)}"}}' for code in (0, 7, 10, 27))


def half_pairs(_chance: random.Random) -> Iterator[str]:
    for half in ("\ud800", "\udfff", "\udc00\ud800"):
        yield changed(compliance_change(), "detail/resourceId", half)
        yield json.dumps(compliance_change(), ensure_ascii=False)[:-1] + f', "a": "{half}"}}'
        yield half


def a_mebibyte(chance: random.Random) -> Iterator[str]:
    yield "x" * MEBIBYTE
    yield json.dumps({"detail": "x" * MEBIBYTE})
    yield json.dumps(compliance_change() | {"padding": "y" * MEBIBYTE})[:MEBIBYTE]
    yield changed(compliance_change(), "detail/resourceId", "€" * (MEBIBYTE // 6))
    yield "".join(chance.choices('abc{}[]",:0 \n', k=MEBIBYTE))


def deep_nesting(_chance: random.Random) -> Iterator[str]:
    for depth in (100_000, 300_000):
        yield "[" * depth
        yield "[" * depth + "]" * depth
        yield '{"detail":' * depth + "1" + "}" * depth
    whole = json.dumps(compliance_change())
    for name in ("detail", "account", "id", "region"):
        for depth in (500, 5_000, 20_000, 100_000):
            yield whole[:-1] + f', "{name}": {"[" * depth}{"]" * depth}}}'


def no_concern(_chance: random.Random) -> Iterator[str]:
    """Yield what is understood as far as is needed to see that it is about something else."""
    types = (
        "Config Rules Re-evaluation Status",
        "config rules compliance change",
        "",
        "\x00?",
        "x",
    )
    for name in filter(None, types):
        yield json.dumps(envelope(name, {}))
        yield json.dumps(envelope(name, {}, account=["2"], region=5, id={}))
    yield json.dumps(compliance_change() | {"source": "my.app"})
    yield json.dumps(compliance_change() | {"source": "AWS.CONFIG", "account": [[[]]]})
    nested = "[" * 5_000 + "]" * 5_000
    yield f'{{"source": "my.app", "detail-type": "x", "account": {nested}}}'


def wrong_accounts(_chance: random.Random) -> Iterator[str]:
    accounts = ("", " ", "1234", "2222222222222", "22222222222a", "\uff12" * 12)
    for account in (*accounts, "222222222222 ", "222222222222\n", "-22222222222", "*"):
        yield changed(compliance_change(), "account", account)
    for region in ("", "nowhere", "eu-central", "EU-CENTRAL-1", "eu-central-1\n", "../eu-west-1"):
        yield changed(compliance_change(), "region", region)


def wrong_times(_chance: random.Random) -> Iterator[str]:
    for moment in (
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00Z"),
        *("9999-12-31T23:59:59Z", "2013-12-31T23:59:59Z", "2100-01-01T00:00:00Z"),
        *("2026-02-30T00:00:00Z", "2026-11-20T25:00:00Z", "2026-11-20", "now", "1795168800", ""),
        *(
            "2026-11-20T09:00:00+99:00",
            "\u0968026-11-20T09:00:00Z",
            "T",
            " ",
            "0000-00-00T00:00:00Z",
        ),
    ):
        yield changed(compliance_change(), f"{NEW}/resultRecordedTime", moment)
        yield changed(item_change(), f"{ITEM}/configurationItemCaptureTime", moment)


def no_event(_chance: random.Random) -> Iterator[str]:
    yield from ("", " ", "\n", "null", "true", "0", "-1e999", "NaN", '"text"', "[]", "{}", "[{}]")
    yield from ("\ufeff{}", "{'id': 1}", '{"id": 1,}', "<xml/>", "id=1&account=2", "{}{}", "{1: 2}")
    yield f'{{"id": {"9" * 5_000}}}'
    yield json.dumps({"Type": "Notification", "Message": json.dumps(compliance_change())})
    yield json.dumps(json.dumps(compliance_change()))
    yield json.dumps([compliance_change()])


def statuses(_chance: random.Random) -> Iterator[str]:
    for status in ("compliant", "maybe?", "NON-COMPLIANT", " COMPLIANT", "<b>", "COMPLIANT\n", "Ä"):
        yield changed(compliance_change(), f"{NEW}/complianceType", status)


KINDS: dict[str, Callable[[random.Random], Iterator[str]]] = {
    kind.__name__: kind
    for kind in (
        *(truncated, wrong_types, huge_fields, control_characters, half_pairs, a_mebibyte),
        *(deep_nesting, no_concern, wrong_accounts, wrong_times, no_event, statuses),
    )
}


@cache
def messages(kind: str) -> list[str]:
    """Return the messages of a kind; always the same."""
    return list(KINDS[kind](random.Random(SEED)))
