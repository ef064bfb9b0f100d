"""What people read of violations and their ends."""

import re
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.alert import Alert
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.console_links import Portal, use_console
from shared.domain.delivery import Message
from shared.domain.endings import Ending
from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.outbox import Fate, OutboxEntry
from tests.builders.notices import ended, opened
from tests.builders.observations import key
from tests.builders.slack_payloads import markup, problems, texts
from tests.fakes.fixed_links import FixedLinks

WRITER = JinjaMessages()


def shown(message: Message) -> str:
    """Return what stands in the blocks."""
    return "\n".join(texts(list(message.blocks)))


def on_a_line(text: str) -> str:
    """Return a text with its commands beside what they are about, as in the plain text."""
    return f"{text}\n".replace("`", "").replace("*\n", ": ").replace("*", "")


def entries_of(alerts: list[Alert]) -> tuple[OutboxEntry[Alert], ...]:
    return tuple(OutboxEntry(alert, Fate.WAITING) for alert in alerts)


def links(message: Message) -> list[str]:
    return [text for text in texts(list(message.blocks)) if "https://" in text]


def both(message: Message) -> tuple[str, str]:
    assert not problems(message)
    return message.text, shown(message)


def test_one_violation_is_told_with_everything_that_is_known_of_it() -> None:
    for text in both(WRITER.violations([opened(3, why="Read access is open to <everyone>.")])):
        for part in (
            "🔴 Critical violation of the rule: S3 buckets cannot be read by everyone",
            "222222222222",
            "eu-central-1",
            "s3-bucket-public-read-prohibited",
            "bucket-1",
            "AWS::S3::Bucket",
            "NON_COMPLIANT",
            "2026-11-20 09:03:00 UTC",
            "Read access is open to &lt;everyone&gt;.",
            "Turn on Block Public Access",
            "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-public-read",
            "https://eu-central-1.console.aws.amazon.com/config/home?region=eu-central-1",
        ):
            assert part in text


def test_variants_of_a_rule_are_named_in_one_message() -> None:
    names = "restricted-ssh", "securityhub-restricted-ssh-0a1b2c3d"
    both_names = [opened(of=key(f"{n}", name)) for n, name in enumerate((*names, names[0]))]
    ends = [ended(of=alert.key) for alert in both_names]
    endings = [Ending(end, alert) for end, alert in zip(ends, both_names, strict=True)]
    for message in (
        WRITER.violations(both_names),
        WRITER.reminders(both_names),
        WRITER.endings(endings),
    ):
        for text in both(message):
            assert ", ".join(names) in text


def test_what_is_held_back_of_variants_of_a_rule_is_counted_together() -> None:
    keys = [key("a", "restricted-ssh"), key("b", "securityhub-restricted-ssh-0a1b2c3d")]
    entries = tuple(OutboxEntry(opened(of=each), Fate.WAITING) for each in keys)
    for text in both(WRITER.rolled_up(RollUp(entries))):
        assert "securityhub" not in text
        assert re.search("restricted-ssh`?: 2", text)


def test_what_is_held_back_alone_is_one_alert() -> None:
    alone = RollUp((OutboxEntry(opened(), Fate.WAITING),))
    for text in both(WRITER.rolled_up(alone)):
        assert "Held back: 1 alert" in text
        assert "1 alerts" not in text
        assert "1 violation began" in text


def test_a_violation_without_a_reason_says_so() -> None:
    for text in both(WRITER.violations([opened()])):
        assert "AWS Config gave no reason." in text


def test_a_rule_of_somebody_else_is_told_by_its_name() -> None:
    own = key("bucket-1", "securityhub-our-own-rule-0a1b2c3d")
    for text in both(WRITER.violations([opened(of=own)])):
        assert "🟡 Medium violation of the rule: our-own-rule" in text
        assert "securityhub-our-own-rule-0a1b2c3d" in text


SEEN: dict[str, Any] = {
    "rules": ("one", "two", "<!here>"),
    "more_rules": 2,
    "regions": 5,
    "flaps": 4,
}


def test_what_several_rules_and_regions_show_is_said_of_one_violation() -> None:
    seen, plain = replace(opened(), **SEEN), opened(1, "bucket-2")
    over = Ending(replace(ended(), **SEEN), opened())
    for message in (
        *(WRITER.violations([seen]), WRITER.violations([seen, plain])),
        *(WRITER.reminders([seen]), WRITER.endings([over])),
    ):
        for text in both(message):
            said = text.replace("`", "")
            assert "Seen by 5 rules (one, two, &lt;!here&gt; and 2 others) in 5 regions." in said
            assert "Reopened 4 times within the flap window: one violation." in said


def test_what_one_rule_shows_in_one_region_is_not_said_to_be_seen_by_others() -> None:
    alone = replace(opened(), rules=("one",), regions=1)
    for text in both(WRITER.violations([alone])):
        assert "Seen" not in text
        assert "Reopened" not in text
    for text in both(WRITER.violations([replace(alone, regions=2, flaps=1)])):
        assert "Seen in 2 regions. Reopened once" in text


@pytest.mark.parametrize(("number", "rest"), [(2, None), (10, None), (11, 1), (500, 490)])
def test_many_violations_say_how_many_and_list_the_first(number: int, rest: int | None) -> None:
    notices = [opened(n, f"bucket-<{n}>", why="open") for n in range(number)]
    for text in both(WRITER.violations(notices)):
        assert f"({number} resources)" in text
        assert "bucket-&lt;0&gt;" in text
        listed = text.partition("What became of the first of them")[0]
        assert listed.count("bucket-&lt;") == min(number, 10)
        assert (f"and {rest} more" in text) if rest else ("more" not in text)
        assert "2026-11-20 09:01:00 UTC" in text


def test_a_reason_that_all_share_is_said_once() -> None:
    for why, said in (("Port 22 is open.", "Port 22 is open."), ("", "gave no reason")):
        notices = [opened(n, f"bucket-{n}", why=why) for n in range(3)]
        for text in both(WRITER.violations(notices)):
            assert text.count(said) == 1


def test_each_resource_keeps_a_reason_of_its_own() -> None:
    notices = [opened(n, f"bucket-{n}", why=f"Port {n} is open.") for n in range(2)]
    for text in both(WRITER.violations([*notices, opened(5, "bucket-5")])):
        assert "Port 0 is open." in text
        assert "Port 1 is open." in text


def test_a_resolved_violation_says_how_long_it_lasted_and_why_it_ended() -> None:
    ending = Ending(ended(185, why="Access is blocked now."), opened(0))
    for text in both(WRITER.endings([ending])):
        for part in (
            "✅ Resolved: S3 buckets cannot be read by everyone",
            "bucket-1",
            "3 h 5 min",
            "compliant",
            "Access is blocked now.",
        ):
            assert part in text


@pytest.mark.parametrize(
    ("why", "said"),
    [(DELETED, "The resource was deleted."), (RULE_DELETED, "The rule was deleted.")],
)
def test_what_was_deleted_is_named_as_the_reason(why: str, said: str) -> None:
    ending = Ending(ended(1, status="CLOSED", why=why), opened(0))
    for text in both(WRITER.endings([ending])):
        assert said in text


def test_what_failed_again_in_the_meantime_is_not_said_to_be_over() -> None:
    for text in both(WRITER.endings([Ending(ended(1), opened(0), reopened=opened(2).since)])):
        assert "non-compliant again since 2026-11-20 09:02:00 UTC" in text


@pytest.mark.parametrize(("number", "rest"), [(3, None), (12, 2)])
def test_many_resolved_violations_are_one_message(number: int, rest: int | None) -> None:
    endings = [Ending(ended(9, f"bucket-{n}"), opened(n, f"bucket-{n}")) for n in range(number)]
    for text in both(WRITER.endings(endings)):
        assert f"({number} resources)" in text
        assert (f"and {rest} more" in text) if rest else ("more" not in text)


def test_a_link_that_slack_would_refuse_is_left_out() -> None:
    message = WRITER.violations([opened(of=key("€" * 768))])
    assert not problems(message)
    assert not any(block["type"] == "actions" for block in message.blocks)
    assert "€" * 768 in shown(message)


def test_what_is_not_listed_has_a_command_that_lists_it() -> None:
    which = "--account=222222222222 --rule-name=s3-bucket-public-read-prohibited"
    many = [opened(n, f"bucket-{n}") for n in range(12)]
    endings = [Ending(ended(9, f"bucket-{n}"), opened(n, f"bucket-{n}")) for n in range(12)]
    for message, question in (
        (WRITER.violations(many), "violations"),
        (WRITER.reminders(many), "violations"),
        (WRITER.endings(endings), "events"),
    ):
        for text in both(message):
            assert f"and 2 more: python -m tools.api {question} {which}\n" in on_a_line(text)


def test_what_cannot_be_named_in_a_command_is_counted_all_the_same() -> None:
    rule = key("b", "a`rule")
    for text in both(WRITER.violations([opened(n, of=rule) for n in range(12)])):
        assert "and 2 more" in text
        assert "tools.api violations" not in text


def test_what_is_held_back_is_counted_and_led_to_by_a_command_alone() -> None:
    held = [opened(n, f"bucket-{n}") for n in range(3)]
    message = WRITER.rolled_up(RollUp(entries_of(held)))
    for text in both(message):
        assert "Held back: 3 alerts" in text
        assert "first: python -m tools.api violations --order=newest" in on_a_line(text)
    assert not links(message)


@pytest.mark.parametrize(
    ("account", "rule", "asked"),
    [("222222222222", None, "--account=222222222222"), (None, "our-rule", "--rule-name=our-rule")],
)
def test_first_results_are_led_to_by_a_command_and_say_where_they_are(
    account: str | None, rule: str | None, asked: str
) -> None:
    here = [opened(n, f"bucket-{n}") for n in range(3)]
    there = opened(4, of=replace(key("bucket-9"), region="us-east-1"))
    for alerts, where in ((here, "In eu-central-1\n"), ([*here, there], "In 2 regions\n")):
        message = WRITER.first_results(FirstResults(account, rule, entries_of(alerts)))
        for text in both(message):
            assert where in text.replace("`", "")
            assert "only just begun to give results there" in text
            assert f"What is open: python -m tools.api violations {asked}" in on_a_line(text)
        assert not links(message)


def test_first_results_say_in_how_many_accounts_or_of_how_many_rules_they_are() -> None:
    keys = [replace(key("b", f"rule-{n}"), account=f"{n:012}") for n in range(60)]
    entries = entries_of([opened(n, of=each) for n, each in enumerate(keys)])
    for text in both(WRITER.first_results(FirstResults(None, "our-rule", entries))):
        assert "Violations in 60 accounts" in text
    for text in both(WRITER.first_results(FirstResults("222222222222", None, entries))):
        assert "Violations of 60 rules" in text
    for text in both(WRITER.first_results(FirstResults(None, "our-rule", entries[:1]))):
        assert "Violations by account" in text


def test_what_comes_out_of_shadow_is_not_called_a_first_result() -> None:
    alerts = [opened(n, f"bucket-{n}") for n in range(3)]
    entries = entries_of(alerts)
    for text in both(WRITER.first_results(FirstResults(None, "our-rule", entries, True))):  # noqa: FBT003 - a member
        assert "3 violations of the rule our-rule come out of shadow" in text
        assert "nobody was told while these were in shadow" in text
        assert "first results" not in text
    for text in both(WRITER.first_results(FirstResults(None, "our-rule", entries))):
        assert "3 first results of the rule our-rule are violations" in text
        assert "shadow" not in text


def test_of_what_is_still_open_it_is_said_that_the_mute_is_over_where_there_was_one() -> None:
    one, two = opened(), opened(1, "bucket-2")
    muted = [replace(each, out_of_mute=True) for each in (one, two)]
    for text in both(WRITER.reminders(muted)):
        assert "The mute is over." in text
    for text in both(WRITER.reminders([one, muted[1]])):
        assert "The mute of 1 of them is over." in text
    for text in both(WRITER.reminders([one, two])):
        assert "mute" not in text


def test_every_alert_says_how_to_see_what_became_of_its_resource() -> None:
    command = (
        "python -m tools.api timeline --account=222222222222 --resource-type=AWS::S3::Bucket"
        " --resource-id=bucket-1"
    )
    one, two = [opened()], [opened(), opened(1, "bucket-2")]
    endings = [Ending(ended(), opened(), None), Ending(ended(resource="bucket-2"), opened(), None)]
    for alone, together in (
        (WRITER.violations(one), WRITER.violations(two)),
        (WRITER.reminders(one), WRITER.reminders(two)),
        (WRITER.endings(endings[:1]), WRITER.endings(endings)),
    ):
        for text in both(alone):
            assert re.search(rf"What became of it\*?:?\s`?{command}", text)
        for text in both(together):
            assert re.search(rf"What became of the first of them\*?:?\s`?{command}", text)


def test_an_alert_leads_to_what_became_of_its_resource_where_a_link_can_be_made() -> None:
    writer = JinjaMessages(links=FixedLinks())
    one, two = [opened()], [opened(), opened(1, "bucket-2")]
    endings = [Ending(ended(), opened(), None), Ending(ended(resource="bucket-2"), opened(), None)]
    for words, messages in (
        ("it", (writer.violations(one), writer.reminders(one), writer.endings(endings[:1]))),
        ("the first of them", (writer.violations(two), writer.endings(endings))),
    ):
        for message in messages:
            (row,) = [block for block in message.blocks if block["type"] == "actions"]
            led = {each["text"]["text"]: each["url"] for each in row["elements"]}
            assert led[f"What became of {words}"] == FixedLinks().timeline(key())
            assert "What became of" not in "".join(t["text"] for t in markup(message))
            assert "signature=1" in message.text
            assert not problems(message)


def test_what_is_not_listed_is_behind_a_link_where_one_can_be_made() -> None:
    writer, many = JinjaMessages(links=FixedLinks()), [opened(n, f"b-{n}") for n in range(12)]
    for message in (writer.violations(many), writer.reminders(many)):
        (row,) = [block for block in message.blocks if block["type"] == "actions"]
        led = {each["text"]["text"]: each["url"] for each in row["elements"]}
        assert "/violations?account=222222222222&rule_name=s3-b" in led["All that are open"]
        assert "and 2 more: https://api.example/violations" in message.text
        assert "tools.api" not in shown(message)
        assert not problems(message)
    (row,) = [each for each in writer.violations(many[:10]).blocks if each["type"] == "actions"]
    assert "All that are open" not in str(row)


def test_links_of_alerts_lead_through_the_access_portal_where_there_is_one() -> None:
    one, ending = opened(), Ending(ended(), opened(), None)
    use_console(Portal("https://example.awsapps.com/start"))
    try:
        messages = [
            *(WRITER.violations([one]), WRITER.violations([one, opened(1, "b")])),
            *(WRITER.endings([ending]), WRITER.endings([ending, ending]), WRITER.reminders([one])),
        ]
    finally:
        use_console()
    through = "https://example.awsapps.com/start/#/console?account_id=222222222222&destination="
    assert all(through in shown(message) for message in messages)
