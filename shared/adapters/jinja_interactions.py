"""What one person is shown who pressed a button: forms, and sentences for them alone."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shared.adapters.jinja_block_kit import block_kit_templates
from shared.adapters.jinja_html import TEMPLATES
from shared.adapters.slack_buttons import in_days
from shared.adapters.slack_text import code, escaped
from shared.domain.buttons import About
from shared.domain.catalogue import rule_info
from shared.domain.delivery import Message
from shared.domain.errands import Said
from shared.domain.interaction_reading import write_form
from shared.domain.interactions import FORM, Place
from shared.domain.mute_rules import LEAST_REASON, LONGEST_REASON
from shared.domain.mutes import Mute
from shared.domain.threads import Person

_SENTENCES: Mapping[Said, str] = {
    Said.NOT_UNDERSTOOD: "This button is of another release and does nothing any more. Newer"
    " messages have buttons that do.",
    Said.TOO_LATE: "This took too long, and Slack opens nothing after 3 seconds: press again.",
    Said.MAY_NOT_MUTE: "You may not mute from here.",
    Said.NOT_KEPT: "This is too long ago: nothing is kept of it any more.",
    Said.OVER: "This is over already.",
}
_MOST_NAMED = 10


class JinjaInteractions:
    """Implements InteractionWriter."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._templates = block_kit_templates(folder)
        self._templates.filters["in_days"] = in_days

    def mute_form(
        self, about: About, place: Place, days: int | None, offered: Sequence[int]
    ) -> Mapping[str, Any]:
        """Return the form that asks for a mute; see the port."""
        return self._rendered(
            "mute_form.json.j2",
            about=about,
            form=FORM,
            metadata=write_form(about, place),
            offered=offered,
            chosen=days if days in offered else offered[0],
            least_reason=LEAST_REASON,
            longest_reason=LONGEST_REASON,
        )

    def steps(self, about: About) -> Mapping[str, Any]:
        """Return how to mend a violation; see the port."""
        name = about.thread.rule
        return self._rendered("steps.json.j2", rule=rule_info(name), name=name)

    def muted(self, mute: Mute) -> Message:
        """Return that something is muted; see the port."""
        return _message(self._rendered("muted.json.j2", mute=mute))

    def not_muted(self, why: str) -> Message:
        """Return that something could not be muted; see the port."""
        words = "Nothing was muted:"
        return self._whisper(f"{words} {escaped(why, 500)}.", f"{words} {code(why, 500)}")

    def was_first(self, taken: Person) -> Message:
        """Return that somebody else was first; see the port."""
        words = "had taken this on before you."
        return self._whisper(f"{escaped(taken.name, 80)} {words}", f"<@{taken.user}> {words}")

    def said(self, said: Said, ask: Sequence[str] = ()) -> Message:
        """Return something that is said when nothing is done; see the port."""
        sentence = _SENTENCES[said]
        if said is not Said.MAY_NOT_MUTE:
            return self._whisper(sentence)
        if not ask:
            return self._whisper(f"{sentence} Ask whoever looks after this deployment.")
        named = ask[:_MOST_NAMED]
        plain, markup = ", ".join(named), ", ".join(map(_mention, named))
        asking = f"{sentence} Ask one of:"
        return self._whisper(f"{asking} {plain}.", f"{asking} {markup}.")

    def _whisper(self, plain: str, markup: str | None = None) -> Message:
        return _message(self._rendered("whisper.json.j2", plain=plain, markup=markup or plain))

    def _rendered(self, template: str, **values: Any) -> Mapping[str, Any]:
        read: Mapping[str, Any] = json.loads(
            self._templates.get_template(template).render(**values)
        )
        return read


def _message(rendered: Mapping[str, Any]) -> Message:
    return Message(rendered["text"], tuple(rendered["blocks"]))


def _mention(name: str) -> str:
    """Return a mention of a user or a group; only settings and Slack itself give such names."""
    return f"<!subteam^{name}>" if name.startswith("S") else f"<@{name}>"
