"""Each message about violations with everything in it at its worst stays within Slack's limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate
from urllib.parse import quote_plus

import pytest

from shared.adapters.jinja_html import TEMPLATES
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.message_links import MessageLinks
from shared.domain import threads as steps
from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.delivery import Message
from shared.domain.endings import Ending
from shared.domain.observations import PlaceKey, StateKey, Version
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Fate, OutboxEntry
from shared.domain.recorder import START, RecorderCall, RecorderNews
from shared.domain.thread_keys import group_of
from shared.domain.threads import Person, Thread
from shared.domain.violation_keys import violation_shown_by
from tests.builders.slack_payloads import markup, problems
from tests.fakes.clock import NOW

LONGEST, ALERTS, MANY = 3100, 12, 10**6
LINKS = MessageLinks("https://api.example", lambda: b"k" * 64, timedelta(days=7), lambda: NOW)
PLAIN, LINKING = JinjaMessages(), JinjaMessages(links=LINKS)
TEXTS = {
    "ampersands": "&" * LONGEST,
    "angle brackets": "<" * LONGEST,
    "emoji": ("😀👩‍👩‍👧🏳️‍🌈" * LONGEST)[:LONGEST],
    "right to left": ("\u202e\u05e9\u05dc\u05dd \u0645\u0631\u062d\u0628\u202c" * LONGEST)[
        :LONGEST
    ],
    "lines": ("a\r\n`\u2028> b\n\n" * LONGEST)[:LONGEST],
}


def linked(text: str, longest: int) -> str:
    """Return as much of a text as takes up to so many characters of an address."""
    ends = accumulate(len(quote_plus(character)) for character in text)
    return text[: sum(end <= longest for end in ends)]


@dataclass(frozen=True)
class Worst:
    """Alerts that say everything with one text, of the same `reason` or each of another."""

    text: str
    key: StateKey

    def alerts(self, *, reasons: str = "one", kind: AlertKind = AlertKind.OPENED) -> list[Alert]:
        return [
            Alert(
                kind=kind,
                violation=violation_shown_by(self.key),
                period=number,
                channel="default",
                key=self.key,
                version=Version(NOW, NOW, "e"),
                status=self.text,
                since=NOW,
                reason=self.text + (str(number) if reasons == "many" else ""),
                number=MANY,
                first_result=True,
                out_of_shadow=True,
                out_of_mute=True,
                sightings=MANY,
                rules=(self.text,) * 3,
                more_rules=MANY,
                regions=MANY,
                flaps=MANY,
            )
            for number in range(ALERTS)
        ]

    @property
    def entries(self) -> tuple[OutboxEntry[Alert], ...]:
        return tuple(OutboxEntry(alert, Fate.WAITING) for alert in self.alerts())

    def threads(self) -> list[Thread]:
        """Return a thread of one, and of many: open, over in part and all over."""
        alike, others = self.alerts(), self.alerts(reasons="many")
        return [
            self._thread(alike[:1]),
            self._thread(alike),
            steps.ended(self._thread(others), others[:9], NOW + timedelta(days=400)),
            steps.ended(self._thread(alike), alike, NOW + timedelta(days=400)),
        ]

    def _thread(self, alerts: Sequence[Alert]) -> Thread:
        who = Person("U1", self.text, NOW)
        thread = steps.following(None, group_of(alerts[0]), alerts[0])
        return replace(steps.joined(thread, alerts, NOW), acknowledged=who, assigned=who)


def endings(worst: Worst) -> list[Ending]:
    ends = worst.alerts(reasons="many", kind=AlertKind.RESOLVED)
    return [Ending(end, replace(end, kind=AlertKind.OPENED), NOW) for end in ends]


def onboarded(worst: Worst) -> AccountSummary:
    text = worst.text
    rules = ((text, MANY),) * ALERTS
    return AccountSummary(text, text, (text,) * 40, MANY, MANY, MANY, rules, NOW, MANY)


def recorders(writer: JinjaMessages, worst: Worst) -> list[Message]:
    place = PlaceKey(worst.text, worst.text)
    stop = RecorderCall(NOW - timedelta(days=400), "StopConfigurationRecorder", worst.text)
    stopped = RecorderNews(place=place, call=stop)
    again = RecorderNews(place=place, call=RecorderCall(NOW, START, worst.text), stopped=stop)
    return [
        message for one in (stopped, again) for message in sizes(writer.recorders, [one] * ALERTS)
    ]


def answers_for(writer: JinjaMessages, worst: Worst) -> list[Message]:
    [thread, *_] = worst.threads()
    return [writer.acknowledged(thread), writer.assigned(thread)]


def sizes[T](write: Callable[[Sequence[T]], Message], some: Sequence[T]) -> list[Message]:
    return [write(some[:1]), write(some)]


TRIED: dict[str, Callable[[JinjaMessages, Worst], list[Message]]] = {
    "violation": lambda writer, worst: [writer.violations(worst.alerts()[:1])],
    "violations": lambda writer, worst: [
        writer.violations(worst.alerts(reasons=reasons)) for reasons in ("one", "many")
    ],
    "reminder": lambda writer, worst: sizes(writer.reminders, worst.alerts(reasons="many")),
    "resolved": lambda writer, worst: sizes(writer.endings, endings(worst)),
    "first_results": lambda writer, worst: [
        writer.first_results(FirstResults(account, rule, worst.entries, shadow))
        for account, rule, shadow in ((worst.text, None, False), (None, worst.text, True))
    ],
    "rolled_up": lambda writer, worst: [writer.rolled_up(RollUp(worst.entries))],
    "onboarded": lambda writer, worst: [writer.onboarded(onboarded(worst))],
    "recorders": recorders,
    "thread": lambda writer, worst: [writer.thread(thread) for thread in worst.threads()],
    "more": lambda writer, worst: sizes(
        lambda opened: writer.more(worst.threads()[-2], opened), worst.alerts(reasons="many")
    ),
    "answered_for": answers_for,
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("template", TRIED)
def test_whatever_is_said_at_length_stays_within_the_limits(template: str, text: str) -> None:
    worst = Worst(TEXTS[text], StateKey(*(TEXTS[text],) * 5))
    check(TRIED[template](PLAIN, worst))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("template", TRIED)
def test_so_it_does_with_the_longest_links(template: str, text: str) -> None:
    said = TEXTS[text]
    account, rule, kind = linked(said, 300), linked(said, 2400), linked(said, 300)
    key = StateKey(account, said, rule, kind, linked(said, 2100))
    for address in (LINKS.timeline(key), LINKS.open_violations(account, rule)):
        assert address
        assert len(address) > 2700
    check(TRIED[template](LINKING, Worst(said, key)))


def check(messages: list[Message]) -> None:
    assert not [problem for message in messages for problem in problems(message)]
    assert all(text["verbatim"] for message in messages for text in markup(message))


def test_every_message_about_violations_is_tried() -> None:
    # The digest has its own worst case, what pressed buttons are answered with no lists.
    others = {"digest", "steps", "muted", "mute_form", "whisper"}
    assert {path.name.partition(".")[0] for path in TEMPLATES.glob("*.json.j2")} == {
        *TRIED,
        *others,
    }
