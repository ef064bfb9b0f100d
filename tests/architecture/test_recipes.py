"""The recipes in CONTRIBUTING.md: each is carried out in a copy, and names the files it takes."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.recipes import channel, copying, function, outcome, rule, source
from tests.builders.events import compliance_change

CONTRIBUTING = (copying.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = {
    "A rule": rule,
    "A source of events": source,
    "A function": function,
    "A channel": channel,
}
ITEM = re.compile(r"^- (?P<sometimes>\([^)]*\) )?(?P<names>`[^`]+`(, `[^`]+`)*):", re.MULTILINE)
# Not tried: tests and docs are for people, and a lock is written by a command.
FOR_PEOPLE = ("tests/", "docs/", "stacks/deployments/", "README.md", "uv.lock")
DEPLOYMENT = """
master_account = "111111111111"
master_region = "eu-central-1"
agent_accounts = ["222222222222"]
agent_regions = ["eu-central-1"]
slack_mode = "kept"
"""


def items(recipe: str) -> Iterator[tuple[str, bool]]:
    """Yield the files that a recipe names, and whether it always takes them."""
    section = CONTRIBUTING.partition(f"\n### {recipe}\n")[2].partition("\n#")[0]
    for item in ITEM.finditer(section):
        for name in re.findall(r"`([^`]+)`", item["names"]):
            yield name, not item["sometimes"]


def fits(pattern: str, name: str) -> bool:
    """Return whether a file is one that a recipe names, with <words> for what is chosen."""
    parts = re.split(r"<[^>]+>", pattern)
    return re.fullmatch("[^/]+".join(map(re.escape, parts)), name) is not None


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_names_the_files_that_it_takes_and_no_others(recipe: str, tmp_path: Path) -> None:
    copying.copy(tmp_path)
    RECIPES[recipe].carry_out(tmp_path)
    changed = copying.changed(tmp_path)
    named = dict(items(recipe))
    assert not {name for name in changed if not any(fits(each, name) for each in named)}
    always = {each for each, is_always in named.items() if is_always}
    tried = {each for each in always if not each.startswith(FOR_PEOPLE)}
    assert not {each for each in tried if not any(fits(each, name) for name in changed)}


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_files_that_a_recipe_names_are_there(recipe: str) -> None:
    named = [name for name, _ in items(recipe)]
    assert named
    patterns = [re.sub(r"<[^>]+>", "*", name) for name in named]
    assert not [name for name in patterns if not any(copying.ROOT.glob(name))]


@pytest.fixture(scope="module")
def come_of_it(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what is there when all recipes have been carried out in one copy."""
    root = tmp_path_factory.mktemp("recipes")
    copying.copy(root)
    for recipe in RECIPES.values():
        recipe.carry_out(root)
    (root / "chosen.toml").write_text(DEPLOYMENT, encoding="utf-8")
    shutil.copy(str(outcome.__file__), root)
    event = json.dumps({**compliance_change(), "source": "recipe.engine"})
    done = subprocess.run(
        [sys.executable, "outcome.py", event, "chosen.toml"],
        cwd=root,
        env={**os.environ, "RETENTION_DAYS": "90", "POWERTOOLS_LOG_LEVEL": "ERROR"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert Path(said["where"]).is_relative_to(root)
    return said


def test_a_rule_that_was_added_is_deployed_and_explained(come_of_it: dict[str, Any]) -> None:
    agent = come_of_it["templates"]["ConfigMonitoringAgent-222222222222-eu-central-1"]
    assert '"SourceIdentifier": "RECIPE_RULE"' in agent
    assert come_of_it["said_of_the_rule"] == "Recipes are tried"


def test_a_source_that_was_added_is_forwarded_let_in_and_understood(
    come_of_it: dict[str, Any],
) -> None:
    assert (
        '"source": ["recipe.engine"]'
        in (come_of_it["templates"]["ConfigMonitoringAgent-222222222222-eu-central-1"])
    )
    master = come_of_it["templates"]["ConfigMonitoringMaster"]
    assert '"events:source": ["aws.config", "recipe.engine"]' in master
    # What the archive keeps, and what the queue gets.
    assert master.count('"source": ["aws.config", "recipe.engine"]') == 2
    assert come_of_it["understood"] is True


def test_a_function_that_was_added_is_deployed_and_answers(come_of_it: dict[str, Any]) -> None:
    master = come_of_it["templates"]["ConfigMonitoringMaster"]
    assert '"Handler": "lambdas.try_recipe.handler.handler"' in master
    assert '"TryRecipeFunctionName"' in master
    assert come_of_it["answered"] == {"days": 90}


def test_a_channel_that_was_added_can_be_chosen_and_is_told(come_of_it: dict[str, Any]) -> None:
    master = come_of_it["templates"]["ConfigMonitoringMaster"]
    assert '"SLACK_MODE": "kept"' in master
    assert come_of_it["posted"] == "Delivered"


ROOM = re.compile(r"^\| `(?P<room>[^`]+)` \|", re.MULTILINE)


def test_every_room_of_the_project_is_in_the_map_and_the_other_way_round() -> None:
    map_of_rooms = CONTRIBUTING.partition("\n## Where things are\n")[2].partition("\n## ")[0]
    rooms = set(ROOM.findall(map_of_rooms))
    folders = {f"{path.parts[0]}/" for path in tracked() if len(path.parts) > 1}
    shared = {
        "/".join(path.parts[:2]) + "/" * (len(path.parts) > 2)
        for path in tracked()
        if path.parts[0] == "shared" and path.name != "__init__.py"
    }
    assert rooms == (folders - {"shared/"}) | shared


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the git of whoever runs the tests
        cwd=copying.ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [Path(name) for name in listed.split("\0") if (copying.ROOT / name).is_file()]
