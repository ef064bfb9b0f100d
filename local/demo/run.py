"""`python -m local demo`: the local AWS, the story on it, and where to look next."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from rich.console import Console

from local import up as local_aws
from local.demo.narrator import Narrator
from local.demo.telling import Telling
from local.demo.world import REPORT, DemoError, World
from local.progress import Progress
from local.settings import DEPLOYMENT
from local.stack_file import PATH

if TYPE_CHECKING:
    from local.stack_file import StackFile

WITH_BOT = "local-bot"


def demo() -> int:
    """Play the story; returns 0 when all of it arrived. KEEP=1 leaves everything up."""
    began = time.monotonic()
    running = local_aws.running()
    if not _has_bot(running):
        print("The demo needs a bot, and the local AWS has none: make down, then make demo.")
        return 1
    stack = running or local_aws.up(Progress())
    try:
        told = _tell(stack, fresh=running is None)
    finally:
        kept = running is not None or os.environ.get("KEEP", "") not in ("", "0")
        if kept:
            _where_to_look(stack)
        else:
            local_aws.down()
    seconds = f"{time.monotonic() - began:.1f} s"
    if not told:
        return 1
    state = "everything is still up (`make down` stops it)" if kept else "KEEP=1 leaves it all up"
    print(f"The demo is over after {seconds}: all of it arrived; {state}.")
    return 0


def _has_bot(running: StackFile | None) -> bool:
    return "slack_interactions" in running.functions if running else DEPLOYMENT == WITH_BOT


def _tell(stack: StackFile, *, fresh: bool) -> bool:
    console, world = Console(highlight=False), World(stack)
    telling = Telling(world=world, narrator=Narrator(world=world, console=console), fresh=fresh)
    try:
        telling.tell()
    except DemoError as error:
        console.print(f"[red]The demo failed:[/red] {error}. The log is .local/emulator.log")
        return False
    return True


def _where_to_look(stack: StackFile) -> None:
    print(f"""
Where to look next:
  Slack page   {stack.slack_url}/
  report       {REPORT}
  API          .venv/bin/python -m local get /compliance/summary
               .venv/bin/python -m local get '/compliance/states?status=NON_COMPLIANT'
               .venv/bin/python -m local get '/events?limit=5'
  dead letters .venv/bin/python -m tools.dlq list --local
  tables       AWS_ACCESS_KEY_ID={stack.master_account} AWS_SECRET_ACCESS_KEY=local \\
               AWS_DEFAULT_REGION={stack.region} AWS_ENDPOINT_URL={stack.endpoint} \\
               aws dynamodb scan --table-name {stack.tables["config_compliance"]}
  everything   {PATH}
""")
