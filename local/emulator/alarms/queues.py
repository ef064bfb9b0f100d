"""What SQS measures of each queue: how much waits in it, and for how long."""

from ministack.services import sqs

from local.emulator.alarms.measured import record_reading

SQS = "AWS/SQS"


def measure_queues(now: float) -> None:
    """Measure the queues of the account and region in scope."""
    with sqs._queues_lock:
        seen = {
            url.rsplit("/", 1)[-1]: [(m["visible_at"], m["sent_at"]) for m in queue["messages"]]
            for url, queue in sqs._queues.items()
        }
    for name, messages in seen.items():
        visible = sum(visible_at <= now for visible_at, _sent_at in messages)
        oldest = max((now - sent_at for _visible_at, sent_at in messages), default=0)
        named = {"QueueName": name}
        record_reading(SQS, "ApproximateNumberOfMessagesVisible", visible, named, now)
        record_reading(SQS, "ApproximateAgeOfOldestMessage", max(oldest, 0), named, now)
