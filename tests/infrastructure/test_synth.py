"""What the app makes of settings is the same every time, and names what it is."""

import tomllib
from pathlib import Path

from tests.infrastructure.conftest import Assembled
from tests.infrastructure.synthesis import Template, manifest, settings, synthesise

ROOT = Path(__file__).resolve().parents[2]


def test_the_same_settings_give_the_same_templates(assembled: Assembled, tmp_path: Path) -> None:
    first, again = assembled(settings()), synthesise(settings(), tmp_path)
    assert first != again
    written = [path.name for path in first.glob("*.template.json")]
    assert len(written) == 3
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in written)


def test_stacks_look_nothing_up(assembled: Assembled) -> None:
    assert not manifest(assembled(settings())).get("missing")


def test_each_stack_names_the_version_that_it_is_of(templates: dict[str, Template]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {template.body["Outputs"]["Version"]["Value"] for template in templates.values()}
    assert named == {project["version"]}
