"""Slack's Web API: what a call comes to is a value, and the token is in no log."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from shared.adapters.secrets_bot_credentials import BotCredentials
from shared.adapters.slack_errors import OF_THE_TOKEN, read_error
from shared.domain.delivery import Change, Delivered, RetryLater, Unavailable

# Slack can take seconds and still succeed; giving up early would tell twice.
TIMEOUT_SECONDS = 10
# What the SDK logs can hold the token.
_SILENT = logging.getLogger("slack-web-api")
_SILENT.setLevel(logging.CRITICAL + 1)

type Answer = Mapping[str, Any]


class Credentials(Protocol):
    """Where the bot's token is kept."""

    def read(self) -> BotCredentials | Unavailable | RetryLater:
        """Return it, or why there is none."""
        ...

    def renew(self, refused: BotCredentials) -> BotCredentials | Unavailable | RetryLater:
        """Return what is in place of it by now, itself if nothing is."""
        ...


class SlackWebApi:
    """Calls methods as a bot."""

    def __init__(self, credentials: Credentials, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._credentials = credentials
        self._timeout_seconds = timeout_seconds

    def token(self) -> str:
        """Return the token, empty where there is none."""
        read = self._credentials.read()
        return read.token if isinstance(read, BotCredentials) else ""

    def trouble(self) -> str:
        """Return why there is no token if that is for a person to mend, else nothing."""
        read = self._credentials.read()
        return read.reason if isinstance(read, Unavailable) else ""

    def call(
        self, method: str, arguments: Mapping[str, Any], *, elsewhere: bool = False
    ) -> Answer | Change:
        """Call a method; return what it answers, or why it did not do what was asked.

        `elsewhere`: it is about a message of another channel than the one to post to.
        """
        return self._ask(
            lambda client: client.api_call(method, json=dict(arguments)), elsewhere=elsewhere
        )

    def ask(self, method: str, arguments: Mapping[str, str]) -> Answer | Change:
        """Call a method that only reads: those take no JSON."""
        return self._ask(
            lambda client: client.api_call(method, http_verb="GET", params=dict(arguments)),
            elsewhere=True,
        )

    def _ask(self, ask: Callable[[WebClient], Any], *, elsewhere: bool) -> Answer | Change:
        credentials = self._credentials.read()
        if not isinstance(credentials, BotCredentials):
            return credentials
        answer = self._once(ask, credentials)
        if isinstance(answer, SlackApiError) and _is_of_the_token(answer):
            renewed = self._credentials.renew(credentials)
            if isinstance(renewed, BotCredentials) and renewed != credentials:
                answer = self._once(ask, renewed)
        if isinstance(answer, SlackApiError):
            said = answer.response
            return read_error(said.status_code, said.data, said.headers, elsewhere=elsewhere)
        return answer

    def _once(
        self, ask: Callable[[WebClient], Any], credentials: BotCredentials
    ) -> Answer | SlackApiError | RetryLater:
        try:
            answer: Answer = ask(self._client(credentials)).data
        except SlackApiError as error:
            return error
        except Exception as error:  # noqa: BLE001 - of many kinds, and its text can hold the token
            return RetryLater(f"no answer: {type(error).__name__}")
        return answer

    def _client(self, credentials: BotCredentials) -> WebClient:
        # The SDK would repeat what may have arrived; repeating is for the outbox to decide.
        return WebClient(
            token=credentials.token,
            base_url=credentials.api_url,
            timeout=self._timeout_seconds,
            logger=_SILENT,
            retry_handlers=[],
        )


def _is_of_the_token(error: SlackApiError) -> bool:
    said = error.response.data
    return isinstance(said, Mapping) and said.get("error") in OF_THE_TOKEN


def outcome(answer: Answer | Change) -> Change:
    """Return what an answer means where nothing of it is needed."""
    return Delivered() if isinstance(answer, Mapping) else answer
