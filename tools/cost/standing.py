"""What there is to pay by the month where nothing changes."""

from collections.abc import Iterator

from tools.cost import metrics
from tools.cost.bill import Line
from tools.cost.comparison import used_in_a_month
from tools.cost.lines import COMPARING, SERVICES, TELLING, Known, stored
from tools.cost.resources import DAYS_OF_A_MONTH

SECONDS_OF_A_MONTH = DAYS_OF_A_MONTH * 86_400


def of_a_month(known: Known, accounts: int) -> list[Line]:
    """Return what there is to pay when nothing changes."""
    have, assumed = known.resources, known.assumed
    polls = have.queues_polled * assumed["lambda"]["queue_pollers"]
    polls *= SECONDS_OF_A_MONTH / assumed["lambda"]["poll_seconds"]
    runs = have.scheduled[SERVICES[TELLING]]
    idle = {name: runs * each for name, each in known.idle().items()}
    states = assumed["organisation"]["states_of_an_account"]
    compared = used_in_a_month(known.units["comparing"], states, accounts, have)
    return [
        metrics.of_each_hour(known.units),
        Line("metrics that alarms look at", "alarm_month", have.watched),
        Line("the same in watched accounts", "alarm_month", have.watched_by_an_agent, accounts),
        Line("dashboards", "dashboard_month", have.dashboards),
        Line("secrets", "secret_month", have.secrets),
        Line("keys", "key_month", have.keys),
        Line("requests to keys, at most", "key_request", _key_requests(known)),
        Line("the queue, polled while it is empty", "sqs_request", polls),
        Line("schedules", "scheduler_invocation", sum(have.scheduled.values())),
        *_named("the run of each minute", known.of_function(TELLING, idle)),
        *_named("comparing with AWS Config", known.of_function(COMPARING, compared)),
        *stored("states kept", known.state_bytes() * states * accounts),
    ]


def _key_requests(known: Known) -> float:
    """Return what AWS asks of a key of one's own where all that uses it is always busy."""
    have, assumed = known.resources, known.assumed["key"]
    if not have.keys:
        return 0
    users: float = have.tables_used + have.queues_polled * assumed["users_of_a_queue"]
    secrets = have.scheduled[SERVICES[TELLING]] * known.idle()["GetSecretValue"]
    times: float = SECONDS_OF_A_MONTH / assumed["data_key_seconds"]
    return users * times + secrets


def _named(what: str, lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        yield Line(what, line.price, line.quantity)
