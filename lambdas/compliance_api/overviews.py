"""The routes over the organisation: day by day, by account, by rule."""

from dataclasses import replace

from lambdas.compliance_api import bootstrap, items, shapes
from lambdas.compliance_api.answers import answer, page, rows
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.problems import BadRequestError, ForbiddenError
from lambdas.compliance_api.requests import AccountsRequest, Format, RulesRequest, TrendRequest
from shared.domain.filters import Filters
from shared.domain.silence import Watched
from shared.domain.trend import LONGEST_DAYS, Subject, TrendOf
from shared.usecases.list_accounts import list_accounts
from shared.usecases.list_rules import list_rules
from shared.usecases.show_trend import show_trend


def trend(call: Call[TrendRequest]) -> HttpResponse:
    """Show how things stood, day by day."""
    asked = call.asked
    days = asked.span(call.now.date())
    if days is None:
        raise BadRequestError(
            f"start_date must be before end_date, and at most {LONGEST_DAYS} days before it"
        )
    found = show_trend(_visible(call), days, call.have.snapshots)
    listed = [items.day(one) for one in found]
    if asked.format is Format.JSON:
        return answer({"items": listed})
    return rows(asked.format, shapes.DayAnswer, listed)


def _visible(call: Call[TrendRequest]) -> Subject:
    """Return what the trend is of, as far as the caller may see it."""
    subject, visible = call.asked.subject, call.visible
    if visible.accounts is None:
        return subject
    match subject.of:
        case TrendOf.ORGANISATION:
            return replace(subject, accounts=visible.accounts)
        case TrendOf.ACCOUNT:
            return subject if visible.admits(subject.name) else Subject(accounts=())
        case TrendOf.RULE | TrendOf.RESOURCE_TYPE:
            raise ForbiddenError(
                "The trend of a rule or resource type is of all accounts together, and you may"
                " see only some; ask for the trend of an account, or of all that you may see."
            )


def accounts(call: Call[AccountsRequest]) -> HttpResponse:
    """List the accounts that are watched or known."""
    asked, have = call.asked, call.have
    settings = bootstrap.settings()
    found = list_accounts(
        call.visible.narrow(Filters(account=asked.account)).chosen,
        Watched(settings.agent_accounts, settings.agent_regions),
        asked.limit,
        asked.cursor,
        have.registry,
        have.totals,
        have.cursors,
        call.now,
    )
    listed = [items.account(line) for line in found.items]
    return page(call, asked.format, shapes.AccountAnswer, listed, found.next_cursor)


def rules(call: Call[RulesRequest]) -> HttpResponse:
    """List the rules of the catalogue and those that are seen."""
    asked, have = call.asked, call.have
    found = list_rules(call.visible.accounts, asked.limit, asked.cursor, have.totals, have.cursors)
    listed = [items.rule(line) for line in found.items]
    return page(call, asked.format, shapes.RuleAnswer, listed, found.next_cursor)
