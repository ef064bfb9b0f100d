"""A report's name is one part of a path, and nothing else can pass for it."""

import pytest

from shared.domain.audience import ORGANISATION
from shared.domain.reports import read_report_name, report_name
from shared.domain.sending import digest_name
from tests.builders.snapshots import LAST_WEEK, PAYMENTS, YESTERDAY


def test_a_name_is_read_from_its_id() -> None:
    for period in (YESTERDAY, LAST_WEEK):
        for audience in (ORGANISATION, PAYMENTS):
            name = report_name(period, audience, "a page")
            assert read_report_name(name.id) == name


def test_it_says_of_what_and_for_whom_the_report_is() -> None:
    name = report_name(LAST_WEEK, PAYMENTS, "a page")
    assert name.path.startswith("weekly/2026-11-15/team-payments-")
    assert name.path.endswith(".html")


def test_another_page_has_another_name() -> None:
    names = {report_name(YESTERDAY, ORGANISATION, page) for page in ("one", "two", "one")}
    assert len(names) == 2


@pytest.mark.parametrize(
    "other",
    [
        "",
        "../exports/secret",
        "daily_2026-02-30_organisation-" + "0" * 20,
        "hourly_2026-02-03_organisation-" + "0" * 20,
        "daily_2026-02-03_../x-" + "0" * 20,
        "daily_2026-02-03_organisation-" + "0" * 20 + "\n",
    ],
)
def test_what_is_no_name_is_none(other: str) -> None:
    assert read_report_name(other) is None


def test_digests_are_remembered_by_kind_day_and_audience() -> None:
    assert digest_name(YESTERDAY, ORGANISATION) == "daily#2026-11-19#organisation"
    assert digest_name(LAST_WEEK, PAYMENTS) == "weekly#2026-11-15#team-payments"
