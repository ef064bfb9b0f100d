"""Violations and routes of which only what a test names is special, and any of them."""

from typing import Any

from hypothesis import strategies as st

from shared.domain.routing import Mode, Route, Routing, Subject, TagCondition
from shared.domain.severity import Severity

HERE, OTHER = "222222222222", "333333333333"


def subject(**given: Any) -> Subject:
    """Return a violation of which everything is known."""
    plain: dict[str, Any] = {
        "account": HERE,
        "rule_name": "restricted-ssh",
        "severity": Severity.CRITICAL,
        "region": "eu-central-1",
        "resource_type": "AWS::EC2::SecurityGroup",
        "resource_id": "sg-1",
        "organisational_units": ("ou-1", "Workloads", "ou-2", "Workloads/Production"),
        "tags": {"team": "payments"},
    }
    return Subject(**{**plain, **given})


def route(name: str = "one", channel: str | None = None, **given: Any) -> Route:
    """Return a route to a channel of its own name, or to the one given."""
    return Route(name=name, channel=channel or name, **given)


def tag(key: str = "team", *values: str) -> TagCondition:
    return TagCondition(key, values or ("*",))


_RULES = ("restricted-ssh", "s3-bucket-logging", "s3-bucket-encrypted", "my-rule")
_TYPES = ("AWS::S3::Bucket", "AWS::EC2::SecurityGroup")
_UNITS = (("Workloads",), ("Workloads", "Workloads/Production"), ("Sandbox",), ())
_TAGS: tuple[dict[str, str], ...] = ({}, {"team": "a"}, {"team": "b", "stage": "x"})


def _some(*values: Any, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True).map(tuple)


_CONDITIONS = st.builds(
    TagCondition, st.sampled_from(("team", "stage")), _some("a", "*", "x", least=1)
)

_ASKED = {
    "mode": st.sampled_from((None, *Mode)),
    "batch_minutes": st.sampled_from((5, 15, 60)),
    "accounts": _some(HERE, OTHER),
    "organisational_units": _some("Workloads", "Production", "Workloads/Production"),
    "regions": _some("eu-central-1", "global"),
    "rules": _some(*_RULES, "s3-*", "*", "*-bucket-*", "s3-*-logging"),
    "severities": _some(*Severity),
    "resource_types": _some(*_TYPES, "AWS::*", "AWS::S3::*"),
    "tags": st.lists(_CONDITIONS, max_size=2, unique_by=lambda tag: tag.key).map(tuple),
}


@st.composite
def drawn_routes(draw: st.DrawFn, name: str = "one") -> Route:
    """Draw a route with few conditions, so that it takes something now and then."""
    asked = draw(st.lists(st.sampled_from(sorted(_ASKED)), max_size=3, unique=True))
    channel = draw(st.sampled_from(("c1", "c2", "c3")))
    return Route(name=name, channel=channel, **{each: draw(_ASKED[each]) for each in asked})


SUBJECTS = st.builds(
    Subject,
    account=st.sampled_from((HERE, OTHER)),
    rule_name=st.sampled_from((*_RULES, "securityhub-restricted-ssh-1a2b3c4d")),
    severity=st.sampled_from(Severity),
    region=st.sampled_from(("eu-central-1", "us-east-1", "")),
    resource_type=st.sampled_from(_TYPES),
    resource_id=st.just("one"),
    organisational_units=st.sampled_from(_UNITS),
    tags=st.sampled_from(_TAGS),
)


@st.composite
def routings(draw: st.DrawFn, *, every_match: bool | None = None) -> Routing:
    """Draw routes whose names say their places."""
    number = draw(st.integers(0, 4))
    named = tuple(draw(drawn_routes(f"r{at}")) for at in range(number))
    every = draw(st.booleans()) if every_match is None else every_match
    return Routing(named, every_match=every, fallback=draw(st.sampled_from(("c1", "last"))))
