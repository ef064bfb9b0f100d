"""What is logged of the outcomes of posting to Slack: nothing that is secret."""

from shared.domain.delivery import Change, Gone, Refused, RetryLater, Unavailable
from shared.observability import logger


def log_outcome(change: Change, through: str) -> None:
    """Log what became of a message that went through a webhook or a bot."""
    match change:
        case Unavailable(reason=reason):
            logger.error(
                f"Slack cannot be reached through the {through}: alerts wait until the secret holds"
                f" a {through} that works and may post",
                reason=reason,
            )
        case RetryLater(reason=reason) | Refused(reason=reason):
            logger.warning("a message was not taken", reason=reason)
        case Gone(reason=reason):
            logger.warning("a message cannot be answered or changed", reason=reason)
        case _:
            logger.debug("a message was taken")
