"""The command that shows what became of a resource: it can be pasted into a shell."""

import shlex

from shared.domain.observations import StateKey


def timeline_command(key: StateKey) -> str | None:
    """Return the command; None where what it would have to name cannot be pasted safely.

    In a message other text is shown for what cannot be printed, for backticks and for several
    spaces: a text that is changed after it was quoted could say something else to the shell.
    """
    named = (key.account, key.resource_type, key.resource_id)
    if any(not text.isprintable() or "`" in text or "  " in text for text in named):
        return None
    account, resource_type, resource_id = map(shlex.quote, named)
    return (
        f"python -m tools.api timeline --account={account} --resource-type={resource_type}"
        f" --resource-id={resource_id}"
    )
