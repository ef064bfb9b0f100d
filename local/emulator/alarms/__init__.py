"""Alarms go off, and end, by what really happens on the local AWS.

Stands for: Lambda, SQS and API Gateway publish metrics, CloudWatch reads those that functions write
into their logs (embedded metric format), and evaluates alarms on them. MiniStack has few of these
metrics, none of the formats, looks at no dimensions, and refuses an alarm on an expression.

Measured is what alarms of this product look at, with the dimensions that AWS gives it:

- `AWS/Lambda` by `FunctionName`: Invocations, Errors, Throttles, Duration, and IteratorAge of
  streams;
- `AWS/SQS` by `QueueName`: ApproximateNumberOfMessagesVisible, ApproximateAgeOfOldestMessage;
- `AWS/ApiGateway` by `ApiId`: Count, 5xx;
- whatever functions write in the embedded metric format, and what is put by PutMetricData.

Different from AWS on purpose: periods end now instead of at full minutes, and are looked at every
two seconds, so that a beginning is seen at once; an alarm looks at its own periods alone, where
CloudWatch may look at older ones when the newest have no data.
"""

from local.emulator.alarms import creating, invocations, measured, watching


def install() -> None:
    """Measure what happens, take alarms on expressions, and look at all alarms for ever."""
    measured.install()
    invocations.install()
    creating.install()
    watching.install()
