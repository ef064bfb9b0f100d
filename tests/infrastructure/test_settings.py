"""The example of a deployment, and the processor that functions run on."""

import platform
import re

import pytest

from stacks.settings import DeploymentSettings
from stacks.settings_file import DEPLOYMENTS
from tests.infrastructure.synthesis import settings

EXAMPLE = (DEPLOYMENTS / "example.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DeploymentSettings.model_fields)
def test_the_example_explains_every_setting(name: str) -> None:
    place = re.search(rf"^(# )?(\[?\[{name}[\].]|{name} = )", EXAMPLE, re.MULTILINE)
    assert place, f"example.toml does not show {name}"
    before = EXAMPLE[: place.start()].splitlines()
    group = [line for line in before[-12:] if line.startswith("# ") and "----" not in line]
    assert group, f"example.toml does not say what {name} is"


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, field in DeploymentSettings.model_fields.items()
        if isinstance(field.default, str | bool | int) and field.default is not None
    ],
)
def test_the_example_shows_the_default_where_it_is_one_value(name: str) -> None:
    default = DeploymentSettings.model_fields[name].default
    text = f'"{default}"' if isinstance(default, str) else str(default).lower()
    assert f"# {name} = {text}\n" in EXAMPLE


@pytest.mark.parametrize(
    ("machine", "expected"), [("aarch64", "arm64"), ("arm64", "arm64"), ("x86_64", "x86_64")]
)
def test_the_host_s_architecture_is_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, machine: str, expected: str
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert settings(architecture="host").processor == expected
    assert settings(architecture="arm64").processor == "arm64"
