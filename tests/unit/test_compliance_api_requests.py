"""A parameter that cannot be meant is refused by its name, with what it may be."""

from datetime import UTC, datetime

import pytest

from lambdas.compliance_api.parameters import read_request
from lambdas.compliance_api.problems import BadRequestError
from lambdas.compliance_api.requests import EventsRequest, StatesRequest, SummaryRequest
from shared.domain.filters import Filters, Window


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("account=12345", "account must be the id of an account, 12 digits"),
        ("account=" + "%D9%A1" * 12, "account must be"),
        ("account=", "account must be"),
        ("region=mars", "region must be the name of a region"),
        ("region=eu-central-1%0A", "region must be"),
        ("rule_name=", "rule_name must be"),
        ("resource_type=", "resource_type must be"),
        ("resource_id=" + "x" * 769, "resource_id must be a resource id, 1 to 768 characters"),
        ("status=compliant", "status must be one of COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE"),
        ("limit=0", "limit must be a whole number from 1 to 100"),
        ("limit=101", "limit must be"),
        ("limit=ten", "limit must be"),
        ("limit=1.0", "limit must be"),
        ("limit=%2B5", "limit must be"),
        ("cursor=", "cursor must be"),
        ("start_date=yesterday", "start_date must be an instant in ISO 8601"),
        ("end_date=2026-13-01", "end_date must be"),
        ("end_date=" + "9" * 12, "end_date must be"),
        ("start_date=9999-12-31T12:00:00Z", "start_date must be an instant in ISO 8601"),
        ("start_date=9999-01-01", "start_date must be an instant in ISO 8601"),
        ("end_date=1969-12-31T23:59:59Z", "end_date must be an instant in ISO 8601"),
        ("end_date=0001-01-01T00:00:00%2B05:00", "end_date must be an instant in ISO 8601"),
        ("start_date=2026-11-20&end_date=2026-11-20", "start_date must be before end_date"),
        ("colour=red", "colour is not a parameter here; there are account, region"),
        ("=x", " is not a parameter here"),
        ("x" * 99 + "=1", "x" * 64 + "… is not a parameter here"),
        ("account=222222222222&account=222222222222", "account is given more than once"),
        ("resource_id=%FF", "the query string is not readable"),
        ("&".join(["limit=1"] * 60), "the query string is not readable"),
    ],
)
def test_what_is_wrong_is_said(query: str, said: str) -> None:
    with pytest.raises(BadRequestError) as refusal:
        read_request(EventsRequest, query)
    assert str(refusal.value).startswith(said)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadRequestError) as refusal:
        read_request(EventsRequest, "limit=1&limit=0&account=1&colour=red")
    for said in ("limit is given more than once", "account must", "limit must", "colour is not"):
        assert said in str(refusal.value)


def test_states_know_no_dates_and_a_summary_no_pages() -> None:
    with pytest.raises(BadRequestError, match="start_date is not a parameter here"):
        read_request(StatesRequest, "start_date=2026-11-20")
    for name in ("limit=5", "status=COMPLIANT", "cursor=x"):
        with pytest.raises(BadRequestError, match="is not a parameter here"):
            read_request(SummaryRequest, name)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T09:30:00Z", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00.250", datetime(2026, 11, 20, 9, 30, 0, 250_000, tzinfo=UTC)),
        ("2026-11-20T09:30:00%2B01:00", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00+01:00", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00-0500", datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("1795167000", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("1795167000.5", datetime(2026, 11, 20, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_an_instant_can_be_given_in_these_forms(given: str, meant: datetime) -> None:
    assert read_request(EventsRequest, f"start_date={given}").window == Window(start=meant)


def test_what_is_given_is_what_is_asked_for() -> None:
    asked = read_request(
        EventsRequest,
        "account=222222222222&region=us-gov-west-1&rule_name=r&resource_type=AWS::EC2::VPC"
        "&resource_id=arn:aws:x::/y%2Cz&status=NON_COMPLIANT&source=aws.config&limit=7",
    )
    assert asked.filters == Filters(
        account="222222222222",
        region="us-gov-west-1",
        rule_name="r",
        resource_type="AWS::EC2::VPC",
        resource_id="arn:aws:x::/y,z",
        status="NON_COMPLIANT",
        source="aws.config",
    )
    assert (asked.limit, asked.window) == (7, Window())


def test_nothing_given_asks_for_everything_fifty_at_a_time() -> None:
    asked = read_request(StatesRequest, "")
    assert (asked.filters, asked.limit, asked.cursor) == (Filters(), 50, None)
