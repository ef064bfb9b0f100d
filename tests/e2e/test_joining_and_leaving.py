"""An account comes and goes, in a deployment of its own: a scheduled run there is of all accounts.

Elsewhere it would close the accounts that other tests have for themselves.
"""

from local.aws import Account
from local.deploy.connect import connect_slack
from tests.e2e.elsewhere import NAMES, Elsewhere, somebody, without
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.leaving import OFTEN
from tests.e2e.running import Json, Running, eventually
from tests.e2e.unwatched import Unwatched

HERE = Elsewhere(somebody("5"), (somebody("8"), somebody("9")))
OLD, NEW = HERE.agents
NOTHING_DUE = {"finished": True, "run": None}


def test_an_account_enrols_itself_with_its_first_event_and_is_closed_when_it_is_taken_out(
    running: Running,
) -> None:
    here = deployed(running)
    was_compared_before(here)
    new = Unwatched(here, NEW)
    resources = enrols_itself(here, new)
    goes(here, new)
    history = here.list_all("/events", account=NEW)
    assert {event["resource_id"] for event in history} == {*resources, None}
    assert history[0]["annotation"] == "the account is no longer watched"


def deployed(running: Running) -> Running:
    """Deploy a master and two agents, and tell the master where Slack is."""
    here = Running(HERE.deploy(HERE.stacks(), running.stack))
    master = Account(HERE.master, here.stack.region, here.stack.endpoint)
    connect_slack(master, here.outputs()["SlackSecretArn"], here.stack.slack_url)
    return here


def was_compared_before(here: Running) -> None:
    """Let the first run of the deployment be over; one account has spoken by then."""
    old = Watched(OLD, unique("sg"))
    here.deliver(old.becomes(COMPLIANT, 200))
    eventually(lambda: here.state(old.resource_id), 30, "the state of the old account")
    report = scheduled(here)["report"]
    assert (report["places"], [each["account"] for each in report["unknown"]]) == (1, [NEW])


def scheduled(here: Running) -> Json:
    """Invoke Reconcile as its schedule does, every 15 minutes."""
    answer: Json = here.invoke("reconcile", {})
    return answer


def enrols_itself(here: Running, new: Unwatched) -> set[str]:
    """See the account known by its first event, filled and told of; return its resources."""
    first, *unheard = (new.resource(unique("sg")) for _ in range(3))
    new.happens(*(resource.becomes(NON_COMPLIANT, 300) for resource in unheard))
    here.deliver(first.becomes(COMPLIANT, 10))
    eventually(lambda: NEW in registry(here), 30, "the account in the registry")

    new.changes({"source": new.place() | {"status": "OUTDATED"}})
    assert scheduled(here) == NOTHING_DUE
    assert new.states() == {first.resource_id: COMPLIANT}

    new.changes({"source": new.place() | {"status": "SUCCEEDED"}})
    for _ in range(2):
        assert scheduled(here) == NOTHING_DUE
    expected = {first.resource_id: COMPLIANT} | {r.resource_id: NON_COMPLIANT for r in unheard}
    eventually(lambda: new.states() == expected, 30, "what was there before")
    eventually(lambda: here.alerts(NEW), 60, "the summary")
    [told] = here.alerts(NEW)
    assert "Results: 3 (1 compliant, 2 non-compliant)" in told["payload"]["text"]
    enrolled = [line for line in here.log("reconcile") if "are enrolled" in line.get("message", "")]
    assert [line["accounts"] for line in enrolled] == [[NEW]]
    return set(expected)


def registry(here: Running) -> set[str]:
    """Return the accounts that spoke."""
    listed = here.list_all("/accounts")
    return {each["account"] for each in listed if each["last_heard"]}


def goes(here: Running, new: Unwatched) -> None:
    """Take the account out: its agent first, then the master's settings; see it closed."""
    agent = here.client("cloudformation", NEW)
    agent.delete_stack(StackName=NAMES[1])
    agent.get_waiter("stack_delete_complete").wait(StackName=NAMES[1], WaiterConfig=OFTEN)
    master, *_ = HERE.stacks()
    HERE.deploy([without(master, NEW)], here.stack)
    answer = here.invoke("reconcile", {"force": True})
    assert answer["finished"], answer
    assert (answer["report"]["found"]["account_gone"], answer["report"]["closed"]) == (1, 3)
    eventually(lambda: not new.states(), 30, "the account without states")
    assert NEW not in registry(here)
    assert len(here.alerts(NEW)) == 1
