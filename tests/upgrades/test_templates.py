"""From the templates of the last release to these: nothing that is stored is lost."""

from pathlib import Path

import pytest

from stacks.settings_file import read_settings
from tests.infrastructure.synthesis import protected, synthesise
from tests.upgrades.comparing import REPLACED_BY, losses
from tests.upgrades.on_purpose import ON_PURPOSE
from tests.upgrades.released import FOLDER, FUNCTION, STACKS, items_of, key_of, template_of

WHAT_TO_DO = """\
An update from the last release would lose what is stored:
{lost}
If that was no purpose, give the resource back its logical id, its name or its property. Of indexes
release one change after the other. If it is on purpose, say in tests/upgrades/on_purpose.py why and
what whoever upgrades has to do, and in CHANGELOG.md too."""


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the templates of now are."""
    return synthesise(read_settings("local"), tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="module")
def lost(assembly: Path) -> dict[str, list[str]]:
    """Return what the update loses, by stack and logical id."""
    found: dict[str, list[str]] = {}
    for stack in STACKS:
        for name, what in losses(template_of(stack), template_of(stack, assembly)):
            found.setdefault(f"{stack} {name}", []).append(what)
    return found


def test_an_update_from_the_last_release_loses_nothing_but_on_purpose(
    lost: dict[str, list[str]],
) -> None:
    unwanted = [
        f"  {place}: {what}"
        for place, whats in lost.items()
        if place not in ON_PURPOSE
        for what in whats
    ]
    assert not unwanted, WHAT_TO_DO.format(lost="\n".join(unwanted))


def test_what_is_said_to_be_on_purpose_still_happens(lost: dict[str, list[str]]) -> None:
    assert not ON_PURPOSE.keys() - lost.keys(), "take it out of tests/upgrades/on_purpose.py"
    assert all(ON_PURPOSE.values())


def test_the_master_refuses_to_be_deleted_and_an_agent_goes_when_its_account_does(
    assembly: Path,
) -> None:
    found = protected(assembly)
    assert found.pop("ConfigMonitoringMaster") is True
    assert set(found.values()) == {False}


@pytest.mark.parametrize("stack", STACKS)
def test_the_release_is_kept_small_and_without_the_hashes_of_its_code(stack: str) -> None:
    text = (FOLDER / f"{stack}.template.json").read_text("utf-8")
    assert len(text.encode()) < 200_000
    resources = template_of(stack)["Resources"]
    functions = [each for each in resources.values() if each["Type"] == FUNCTION]
    assert all(each["Properties"]["Code"]["S3Key"] == key_of(each) for each in functions)
    assert all(text.count(f'  "{name}": {{') == 1 for name in resources)


def test_the_release_stores_something_of_each_kind() -> None:
    kept = [each["Type"] for stack in STACKS for each in template_of(stack)["Resources"].values()]
    beside = {"AWS::KMS::Key", "AWS::SNS::Topic"}  # for whoever asks for them
    assert REPLACED_BY.keys() - set(kept) <= beside
    items = items_of()
    assert all(items[table] for table in ("ConfigCompliance", "Events", "Notifications"))
