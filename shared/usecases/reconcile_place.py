"""Compare one place with AWS Config and send what differs."""

from datetime import datetime

from shared.domain.differences import DECIDED, Resource, Stored, Terms
from shared.domain.observations import RuleKey
from shared.domain.places import Compare
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import HELD_BACK, UnknownSource
from shared.domain.survey import Survey
from shared.domain.tallies import Tally
from shared.usecases.finds import Finds, stored_as
from shared.usecases.reconcile_desk import ReconcileDesk, while_there_is_time

# Closing more states of a place than this share, and more than so many, takes somebody's consent.
LARGEST_SHARE, ALWAYS_CLOSED = 0.5, 1_000


def reconcile_place(task: Compare, run: Run, until: datetime, desk: ReconcileDesk) -> Tally:
    """Repair what differs in a place and return what that was.

    Missed results are sent as they are found: a place that takes longer than one invocation is
    nearer to its end when the next one compares it.

    Raises:
        OutOfTimeError: there is no time left to be done with it.
        SourceUnavailableError: AWS Config did not answer.

    """
    place, survey = task.place, _survey(task, run, desk)
    finds = Finds(survey, run, run.begin(place), until, desk)
    for name in survey.to_read(desk.config.rules(place), _overview(survey, until, desk)):
        told = desk.config.results(RuleKey(place.account, place.region, name))
        finds.add(survey.read(name, while_there_is_time(told, until, desk.clock)))
    finds.send()
    postponed = _close_what_is_gone(survey, finds, until)
    is_first = survey.is_empty or desk.stored.mark_reconciled(place, run.run, desk.clock.now())
    if survey.terms.watched_since is None and is_first:
        run.add_backfill(survey, finds.all.backfilled)
    return finds.all + Tally(places=1, compared=survey.compared, postponed=postponed)


def _survey(task: Compare, run: Run, desk: ReconcileDesk) -> Survey:
    stored: dict[str, dict[Resource, Stored]] = {}
    for record in desk.stored.states_of(task.place):
        resource = record.key.resource_type, record.key.resource_id
        stored.setdefault(record.key.rule_name, {})[resource] = stored_as(record)
    known = task.registered
    first_time = known.first_run in {None, run.run}
    watched_since = None if first_time else known.first_reconciled
    terms = Terms(task.place, task.settled, desk.stored.ended(task.place), watched_since)
    return Survey(terms, stored)


def _overview(
    survey: Survey, until: datetime, desk: ReconcileDesk
) -> dict[str, dict[Resource, str]]:
    """Return what AWS Config records of its own results, where there is anything to compare."""
    overview: dict[str, dict[Resource, str]] = {}
    if survey.decided:
        told = desk.config.overview(survey.terms.place)
        for rule, resource, status in while_there_is_time(told, until, desk.clock):
            if status in DECIDED:
                overview.setdefault(rule, {})[resource] = status
    return overview


def _close_what_is_gone(survey: Survey, finds: Finds, until: datetime) -> int:
    """Send what closes states that are gone; return how many of them are left as they are."""
    run, desk, place = finds.run, finds.desk, survey.terms.place
    inventory = {
        kind: frozenset(while_there_is_time(desk.config.resources(place, kind), until, desk.clock))
        for kind in sorted(survey.types_in_doubt())
    }
    gone = survey.gone(inventory)
    if not run.closes:
        return len(gone)
    if not run.confirmed and len(gone) > max(ALWAYS_CLOSED, LARGEST_SHARE * survey.decided):
        reason = f"{len(gone)} of {survey.decided} states would be closed at once"
        run.leave(UnknownSource(place.account, place.region, HELD_BACK, reason))
        return len(gone)
    finds.add(gone, at_once=True)
    finds.send()
    return 0
