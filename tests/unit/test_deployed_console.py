"""Links are made as the deployment's file says; a file that cannot be understood is said."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared import deployment as module
from shared.adapters.deployed_console import adopt_console
from shared.deployment import DeploymentError, forget
from shared.domain.console_links import rule_link, use_console


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "deployment.json"
    monkeypatch.setattr(module, "FILE", path)
    forget()
    yield path
    forget()
    use_console()


def adopt(file: Path, said: Any) -> None:
    file.write_text(json.dumps({"console": said}))
    forget()
    adopt_console()


def test_links_are_made_as_the_file_says(file: Path) -> None:
    plain = rule_link("eu-west-1", "r", "222222222222")
    adopt(file, {"portal": {"start_url": "https://example.awsapps.com/start"}})
    assert rule_link("eu-west-1", "r", "222222222222").startswith("https://example.awsapps.com/")
    adopt(file, {"home_region": "cn-north-1"})
    assert "amazonaws.cn" in rule_link("global", "r", "222222222222")
    adopt(file, {})
    assert rule_link("eu-west-1", "r", "222222222222") == plain


@pytest.mark.parametrize("said", [[], {"portal": {"start": "x"}}, {"portal": 3}])
def test_what_is_not_understood_is_said(file: Path, said: Any) -> None:
    with pytest.raises(DeploymentError, match="what it says of the console cannot be used"):
        adopt(file, said)
