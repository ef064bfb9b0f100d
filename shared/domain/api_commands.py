"""Commands that ask the API what a message cannot say: they can be pasted into a shell."""

import shlex

from shared.domain.observations import StateKey
from shared.domain.rule_names import normalise


def timeline_command(key: StateKey) -> str | None:
    """Return the command that shows what became of a resource; None where there is none."""
    return api_command(
        "timeline",
        account=key.account,
        resource_type=key.resource_type,
        resource_id=key.resource_id,
    )


def violations_command(
    *, account: str | None = None, rule_name: str | None = None, order: str | None = None
) -> str | None:
    """Return the command that lists open violations, of all variants of a rule; None as above."""
    rule = normalise(rule_name) if rule_name else rule_name
    return api_command("violations", account=account, rule_name=rule, order=order)


def events_command(*, account: str, rule_name: str) -> str | None:
    """Return the command that lists what happened under a rule in an account; None as above."""
    return api_command("events", account=account, rule_name=normalise(rule_name))


def api_command(question: str, **asked: str | None) -> str | None:
    """Return the command of a question; None where what it has to name cannot be pasted safely.

    In a message other text is shown for what cannot be printed, for backticks and for several
    spaces: a text that is changed after it was quoted could say something else to the shell.
    """
    named = {name: text for name, text in asked.items() if text is not None}
    if any(not text.isprintable() or "`" in text or "  " in text for text in named.values()):
        return None
    options = (f"--{name.replace('_', '-')}={shlex.quote(text)}" for name, text in named.items())
    return " ".join(("python -m tools.api", question, *options))
