"""Looks at every alarm, again and again, and sets its state where the metrics say another one.

The state is set as somebody would by SetAlarmState, so that actions and history follow from it; one
that was set by hand lasts until the next look.
"""

import logging
import threading
import time

from ministack.core.responses import request_scope
from ministack.services import cloudwatch

from local.emulator.alarms.definitions import read_alarm
from local.emulator.alarms.evaluation import judged
from local.emulator.alarms.measured import values_of
from local.emulator.alarms.queues import measure_queues
from local.emulator.calls import Properties

log = logging.getLogger("local.alarms")

EVERY_SECONDS = 2


def install() -> None:
    """Start to look; the emulator's own look, at any metric of that name, is left out."""
    cloudwatch._evaluate_alarm = lambda _alarm: None
    threading.Thread(target=_look_for_ever, daemon=True, name="alarms").start()


def _look_for_ever() -> None:
    while True:
        time.sleep(EVERY_SECONDS)
        for scope in {key[:2] for key, _alarm in cloudwatch._alarms.all_items()}:
            try:
                with request_scope(*scope):
                    look(time.time())
            except Exception:  # whatever comes, the next look may be better
                log.exception("looking at the alarms of %s", scope)


def look(now: float) -> None:
    """Measure what is read and not told, and evaluate the alarms of the account and region."""
    measure_queues(now)
    for alarm in list(cloudwatch._alarms.values()):
        try:
            evaluate(alarm, now)
        except Exception:  # others are looked at all the same
            log.exception("evaluating %s", alarm.get("AlarmName"))


def evaluate(alarm: Properties, now: float) -> None:
    """Set the state of one alarm, if it is another one."""
    definition = read_alarm(alarm)
    verdict = judged(definition, values_of(definition, now))
    if verdict is None or verdict.state == alarm["StateValue"]:
        return
    wanted = {
        "AlarmName": alarm["AlarmName"],
        "StateValue": verdict.state,
        "StateReason": verdict.reason,
    }
    cloudwatch._set_alarm_state({}, wanted, is_cbor=False, is_json=True)
