"""What the errors of Slack's Web API mean, and what a person can do about those that need one.

Source: docs.slack.dev/reference/methods, "Errors" of each method that is used. A word that stands
in no table is tried later: it may be about one message, and must neither lose it nor stop others.
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.adapters.slack_answers import read_answer, retry_after
from shared.domain.delivery import Change, Gone, Refused, RetryLater, Unavailable

# The message, thread, moment, or group of users that a call refers to.
GONE: Final = frozenset(
    {
        "message_not_found",
        "thread_not_found",
        "cant_update_message",
        "edit_window_closed",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
        "expired_trigger_id",
        "exchanged_trigger_id",
        "invalid_trigger_id",
        "user_not_in_channel",
        "no_such_subteam",
    }
)
# The message itself: sent again it is refused again.
REFUSED: Final = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_attachments",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "too_many_attachments",
        "block_mismatch",
        "invalid_arguments",
        "invalid_arg_name",
        "invalid_array_arg",
        "invalid_charset",
        "invalid_form_data",
        "invalid_json",
        "json_not_object",
        "invalid_post_type",
        "missing_post_type",
        "view_too_large",
        "duplicate_external_id",
    }
)
# The channel that is posted to.
OF_THE_CHANNEL: Final[Mapping[str, str]] = {
    "channel_not_found": "the bot sees no channel of that id: mend the setting, or invite the bot"
    " if the channel is private",
    "invalid_channel": "the bot sees no channel of that id: mend the setting",
    "not_in_channel": "invite the bot into the channel",
    "is_archived": "the channel is archived: restore it, or choose another one",
    "is_inactive": "the channel is archived: restore it, or choose another one",
    "posting_to_channel_denied": "let the bot post into the channel",
    "restricted_action": "let the bot post into the channel: a setting of the workspace forbids it",
    "restricted_action_read_only_channel": "let the bot post into the channel: it is read-only",
    "restricted_action_thread_only_channel": "choose a channel that takes more than threads",
    "restricted_action_non_threadable_channel": "choose a channel that takes threads",
}
_TOKEN = "put the token of a bot that is installed into the secret"  # noqa: S105 - no token
_SCOPES = "give the bot the scopes that it needs and install it again"
_ADMIN = "an administrator of the workspace has to allow the bot"
# The token itself: another one may be in the secret by now.
OF_THE_TOKEN: Final = (
    "not_authed",
    "invalid_auth",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
)
_OF_THE_BOT: Final[Mapping[str, str]] = {
    **dict.fromkeys(OF_THE_TOKEN, _TOKEN),
    "missing_scope": _SCOPES,
    "no_permission": _SCOPES,
    "access_denied": _ADMIN,
    "accesslimited": _ADMIN,
    "ekm_access_denied": _ADMIN,
    "enterprise_is_restricted": _ADMIN,
    "team_access_not_granted": _ADMIN,
    "two_factor_setup_required": _ADMIN,
}
WORDS: Final = {**OF_THE_CHANNEL, **_OF_THE_BOT}
_LONGEST_CODE = 100


def read_error(
    status: int,
    body: Mapping[str, Any] | str,
    headers: Mapping[str, Any],
    *,
    elsewhere: bool = False,
) -> Change:
    """Return what a call that did not succeed means; what Slack said is kept for the log.

    `elsewhere` says that it was about a message in another channel than the one to post to: that
    channel's troubles are no reason to post nothing here.
    """
    # The SDK puts the beginning of an answer there that is not Slack's.
    code = str(body.get("error", ""))[:_LONGEST_CODE] if isinstance(body, Mapping) else ""
    if code in GONE or (elsewhere and code in OF_THE_CHANNEL):
        return Gone(code)
    if code in REFUSED:
        return Refused(_detailed(code, body))
    if code in WORDS:
        return Unavailable(f"{_detailed(code, body)}: {WORDS[code]}")
    if status == 200:  # noqa: PLR2004 - as HTTP has it
        return RetryLater(code or "an answer that is not Slack's", retry_after(headers))
    return read_answer(status, code or str(body), headers)


def _detailed(code: str, body: Mapping[str, Any] | str) -> str:
    """Return the error with what Slack says of it: which scope is needed, which block is wrong."""
    if not isinstance(body, Mapping):
        return code
    metadata = body.get("response_metadata")
    said = metadata.get("messages", ()) if isinstance(metadata, Mapping) else ()
    details = [str(body["needed"])] if "needed" in body else [str(each)[:100] for each in said][:3]
    return f"{code} ({'; '.join(details)})" if details else code
