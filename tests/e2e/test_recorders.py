"""A recorder that is stopped is told of at once, shown as unknown, and told of when it is back."""

from datetime import timedelta

from tests.e2e.happenings import NOW, recorder_call
from tests.e2e.running import Json, Running, eventually

STOPPED, AGAIN = "AWS Config records no longer", "AWS Config records again"


def test_a_stop_is_told_and_shown_until_the_recorder_is_started_again(running: Running) -> None:
    region, account = running.stack.region, running.account

    def told(what: str) -> int:
        return len(running.alerts(what, account))

    def place() -> Json:
        [item] = running.ask("/accounts", account=account)["items"]
        found: Json = next(each for each in item["regions"] if each["region"] == region)
        return found

    # On a local AWS that was up before, others may have tried the same.
    before = told(STOPPED), told(AGAIN)
    stop = recorder_call(account, "StopConfigurationRecorder", NOW - timedelta(seconds=3))
    running.deliver(stop, stop)
    eventually(lambda: told(STOPPED) > before[0], 60, "the stop is told")
    assert place()["recorder"] == "stopped"
    assert place()["recorder_by"] == stop["detail"]["userIdentity"]["arn"]
    summary = running.ask("/compliance/summary", account=account)
    assert (summary["complete"], summary["not_recorded"]) == (False, {account: [region]})
    running.deliver(recorder_call(account, "StartConfigurationRecorder", NOW))
    eventually(lambda: told(AGAIN) > before[1], 60, "the start is told")
    assert place()["recorder"] == "recording"
    assert running.ask("/compliance/summary", account=account)["complete"]
    assert (told(STOPPED), told(AGAIN)) == (before[0] + 1, before[1] + 1)
