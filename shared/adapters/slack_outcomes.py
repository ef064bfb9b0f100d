"""What is logged of the outcomes of posting to Slack: nothing that is secret."""

from shared.domain.delivery import Change, Gone, Refused, RetryLater
from shared.observability import logger


def log_outcome(change: Change) -> None:
    """Log what became of a message; that a person has to mend the way is for each run to say."""
    match change:
        case RetryLater(reason=reason) | Refused(reason=reason):
            logger.warning("a message was not taken", reason=reason)
        case Gone(reason=reason):
            logger.warning("a message cannot be answered or changed", reason=reason)
        case _:
            logger.debug("a message was taken, or waits for somebody to mend the way to Slack")
