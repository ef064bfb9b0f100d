"""Messages lead to what became of a resource: by a link for that one alone, which expires."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from shared.adapters.message_links import MessageLinks, named
from shared.adapters.signed_links import LeadsTo, SignedLinks
from shared.domain.observations import StateKey
from shared.ports.errors import ExpiredLinkError, InvalidLinkError, StoreUnavailableError
from tests.builders.hostile_text import hostile
from tests.fakes.clock import NOW, FakeClock

CHECKS = SignedLinks(lambda: b"k" * 64, LeadsTo.TIMELINE)
WEEK = timedelta(days=7)


@dataclass
class Desk:
    """Links, and what they depend on."""

    clock: FakeClock = field(default_factory=FakeClock)
    seconds: float = 0.0
    asked: int = 0
    trouble: Exception | None = None

    def key(self) -> bytes:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return b"k" * 64

    @property
    def address(self) -> Callable[[StateKey], str | None]:
        return self.links.timeline

    @property
    def links(self) -> MessageLinks:
        return MessageLinks(
            "https://api.example", self.key, WEEK, self.clock.now, lambda: self.seconds
        )


def state(
    account: str = "222222222222", kind: str = "AWS::S3::Bucket", name: str = "b"
) -> StateKey:
    return StateKey(account, "eu-central-1", "a-rule", kind, name)


def resource(account: str, kind: str, name: str) -> str:
    return named({"account": account, "resource_type": kind, "resource_id": name})


def parts(address: str | None, page: str = "/timeline") -> dict[str, str]:
    assert address is not None
    asked = urlsplit(address)
    assert (asked.scheme, asked.netloc, asked.path) == ("https", "api.example", page)
    return {name: values[0] for name, values in parse_qs(asked.query).items()}


def test_a_link_names_the_resource_and_is_signed_for_it() -> None:
    found = parts(Desk().address(state(name="a/b c&d")))
    of = [found[name] for name in ("account", "resource_type", "resource_id")]
    assert of == ["222222222222", "AWS::S3::Bucket", "a/b c&d"]
    CHECKS.check(resource(*of), found["expires"], found["signature"], NOW)


def test_a_link_leads_to_no_other_resource_and_to_no_report() -> None:
    found = parts(Desk().address(state()))
    for of in (("222222222222", "AWS::S3::Bucket", "c"), ("333333333333", "AWS::S3::Bucket", "b")):
        with pytest.raises(InvalidLinkError):
            CHECKS.check(resource(*of), found["expires"], found["signature"], NOW)
    reports = SignedLinks(lambda: b"k" * 64)
    with pytest.raises(InvalidLinkError):
        reports.check(
            resource("222222222222", "AWS::S3::Bucket", "b"),
            found["expires"],
            found["signature"],
            NOW,
        )


def test_what_violates_a_rule_is_led_to_under_all_names_of_the_rule() -> None:
    found = parts(
        Desk().links.open_violations("222222222222", "securityhub-restricted-ssh-0a1b2c3d"),
        "/violations",
    )
    of = {"account": "222222222222", "rule_name": "restricted-ssh"}
    assert found.items() >= of.items()
    lists = SignedLinks(lambda: b"k" * 64, LeadsTo.VIOLATIONS)
    lists.check(named(of), found["expires"], found["signature"], NOW)
    with pytest.raises(InvalidLinkError):
        CHECKS.check(named(of), found["expires"], found["signature"], NOW)


def test_it_holds_at_least_as_long_as_it_should_and_at_most_a_day_longer() -> None:
    found = parts(Desk().address(state()))
    of = resource("222222222222", "AWS::S3::Bucket", "b")
    CHECKS.check(of, found["expires"], found["signature"], NOW + WEEK)
    with pytest.raises(ExpiredLinkError):
        CHECKS.check(of, found["expires"], found["signature"], NOW + WEEK + timedelta(days=1))


def test_a_message_that_is_written_again_on_the_same_day_is_the_same() -> None:
    desk = Desk()
    before = desk.address(state())
    desk.clock.time = desk.clock.time.replace(hour=23, minute=59)
    assert desk.address(state()) == before


@pytest.mark.parametrize(
    "trouble", [StoreUnavailableError("Secrets Manager is out"), ValueError("too short")]
)
def test_without_its_key_a_message_has_no_link_and_does_not_wait_for_it_each_time(
    trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(trouble=trouble)
    address = desk.address
    assert [address(state()) for _ in range(3)] == [None] * 3
    assert desk.asked == 1
    desk.trouble, desk.seconds = None, 60.0
    assert address(state()) is not None
    assert "k" * 64 not in caplog.text


def test_an_address_that_slack_would_not_take_is_none() -> None:
    assert Desk().address(state(name="€" * 768)) is None
    longest = Desk().address(state(name="a" * 768))
    assert longest is not None


@given(hostile, hostile, hostile)
def test_whatever_a_resource_is_called_its_link_is_its_own(
    account: str, kind: str, name: str
) -> None:
    address = Desk().address(state(account, kind, name))
    if address is None:
        return
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    of = [asked[each][0] for each in ("account", "resource_type", "resource_id")]
    assert of == [account, kind, name]
    CHECKS.check(resource(*of), asked["expires"][0], asked["signature"][0], NOW)
