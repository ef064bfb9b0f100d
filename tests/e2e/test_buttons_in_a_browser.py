"""The local Slack's page in a real browser: its buttons reach the deployed function."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.browser import CHROMIUM, Browser, browser
from tests.e2e.bots import Bot
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT
from tests.e2e.running import eventually

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.bot,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

SAYS = "document.getElementById('messages').innerText.includes({words!r})"


@pytest.fixture
def page(bot: Bot, tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path / "browser") as chromium:
        chromium.look(1200, 1100)
        chromium.open(bot.stack.slack_url)
        yield chromium


def test_a_thread_is_acknowledged_muted_and_closed_on_the_page(
    bot: Bot, page: Browser, tmp_path: Path
) -> None:
    group, message = bot.told()
    here = f"document.querySelector('article[data-ts=\"{message['ts']}\"]')"
    page.until(f"{here} !== null")
    page.run(f"{here}.querySelector('[data-action=acknowledge]').click()")
    page.until(SAYS.format(words="Acknowledged by ada. No reminders"))
    page.until(f"{here}.querySelector('[data-action=acknowledge]') === null")

    page.run(
        f"{{const menu = {here}.querySelector('select[data-action=mute]'); menu.value = '7';"
        " menu.dispatchEvent(new Event('change', {bubbles: true}))}"
    )
    page.until("document.querySelector('form.modal') !== null")
    page.picture(tmp_path / "modal.png")
    page.run(
        "document.querySelector('.modal [data-action=reason]').value = 'It ends on Friday.';"
        "document.querySelector('form.modal').requestSubmit()"
    )
    page.until("document.querySelector('form.modal') === null")
    page.until(SAYS.format(words="Only visible to ada"))
    page.until(SAYS.format(words="Muted until"))

    bot.deliver(group.becomes(COMPLIANT, 0, NON_COMPLIANT))
    eventually(lambda: bot.answers(message, "Resolved"), 75, "the end in the thread")
    page.until(f"{here}.querySelector('.header').innerText.includes('Resolved')")
    page.until(f"{here}.querySelector('.edited') !== null")
    assert page.run(f"{here}.querySelectorAll('.actions button').length") == 0
    page.run(f"{here}.scrollIntoView()")
    page.picture(tmp_path / "thread.png")
