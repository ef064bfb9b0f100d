"""A recorder that is stopped is told of at once, shown as unknown, and told of when it is back."""

from datetime import timedelta

from tests.e2e.happenings import NOW, recorder_call
from tests.e2e.running import Json, Running, eventually


def test_a_stop_is_told_and_shown_until_the_recorder_is_started_again(running: Running) -> None:
    region, account = running.stack.region, running.account
    stop = recorder_call(account, "StopConfigurationRecorder", NOW - timedelta(minutes=5))
    running.deliver(stop, stop)
    eventually(lambda: running.alerts("records no longer", account), 60, "the stop is told")

    def place() -> Json:
        [item] = running.ask("/accounts", account=account)["items"]
        return next(each for each in item["regions"] if each["region"] == region)

    assert place()["recorder"] == "stopped"
    assert place()["recorder_by"] == stop["detail"]["userIdentity"]["arn"]
    summary = running.ask("/compliance/summary", account=account)
    assert (summary["complete"], summary["not_recorded"]) == (False, {account: [region]})
    running.deliver(recorder_call(account, "StartConfigurationRecorder", NOW))
    eventually(lambda: running.alerts("records again", account), 60, "the start is told")
    assert place()["recorder"] == "recording"
    assert running.ask("/compliance/summary", account=account)["complete"]
    assert len(running.alerts("records no longer", account)) == 1
