"""Believing what comes, once, and answering it."""

from dataclasses import dataclass

from shared.adapters.secrets_bot_credentials import BotCredentials
from shared.adapters.slack_web_api import Credentials
from shared.domain.delivery import RetryLater, Unavailable
from shared.domain.interaction_reading import read_interaction
from shared.domain.interactions import Unread
from shared.domain.signed_requests import Refusal, SignedRequest, forgotten_at, refusal_of
from shared.observability import logger
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError
from shared.ports.interacting import SeenRequests
from shared.usecases.answer_interaction import Answer, InteractionDesk, answer_interaction

# Another signing secret may be in the secret by now, which makes a request good after all.
_MENDED_BY_ANOTHER = (Refusal.FORGED, Refusal.UNVERIFIABLE)


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
    held = reception.credentials.read()
    refusal = refusal_of(request, _signing_secret(held), now)
    if refusal in _MENDED_BY_ANOTHER and isinstance(held, BotCredentials):
        renewed = reception.credentials.renew(held)
        refusal = refusal_of(request, _signing_secret(renewed), now)
    if refusal is not None:
        return refusal
    if not reception.seen.is_first(request.name, forgotten_at(request)):
        return Refusal.REPLAYED
    interaction = read_interaction(request.body)
    if isinstance(interaction, Unread):
        logger.warning("an interaction was not understood", why=interaction.why)
    return answer_interaction(interaction, now, reception.desk)


def _signing_secret(held: BotCredentials | Unavailable | RetryLater) -> str:
    match held:
        case BotCredentials(signing_secret=secret):
            return secret
        case RetryLater(reason=reason):
            raise StoreUnavailableError(reason)
        case _:
            return ""
