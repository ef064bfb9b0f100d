"""Believing what comes, once, and answering it."""

from dataclasses import dataclass

from shared.adapters.secrets_bot_credentials import BotCredentials
from shared.adapters.slack_web_api import Credentials
from shared.domain.delivery import RetryLater
from shared.domain.interaction_reading import read_interaction
from shared.domain.interactions import Unread
from shared.domain.signed_requests import Refusal, SignedRequest, forgotten_at, refusal_of
from shared.observability import logger
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError
from shared.ports.interacting import SeenRequests
from shared.usecases.answer_interaction import Answer, InteractionDesk, answer_interaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What requests are checked with, and the desk where they are answered."""

    credentials: Credentials
    seen: SeenRequests
    clock: Clock
    desk: InteractionDesk


def receive(request: SignedRequest, reception: Reception) -> Answer | Refusal:
    """Answer a request that is Slack's, new, and of now; others are refused.

    Raises:
        StoreUnavailableError: it cannot be checked, or not be handed over.

    """
    now = reception.clock.now()
    refusal = refusal_of(request, _signing_secret(reception.credentials), now)
    if refusal is not None:
        return refusal
    if not reception.seen.is_first(request.name, forgotten_at(request)):
        return Refusal.REPLAYED
    interaction = read_interaction(request.body)
    if isinstance(interaction, Unread):
        logger.warning("an interaction was not understood", why=interaction.why)
    return answer_interaction(interaction, now, reception.desk)


def _signing_secret(credentials: Credentials) -> str:
    match credentials.read():
        case BotCredentials(signing_secret=secret):
            return secret
        case RetryLater(reason=reason):
            raise StoreUnavailableError(reason)
        case _:
            return ""
