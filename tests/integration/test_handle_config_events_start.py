"""How the function starts: with what it needs and nothing that is slow to load."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from stacks.bundling.functions import ROOT
from tests.builders.events import compliance_change
from tests.builders.recording import Recording, recording

LOADED = "sys.modules.keys() & {'pydantic', 'boto3', 's3transfer', 'slack_sdk', 'jinja2'}"
CLIENTS = "bootstrap.dynamodb.cache_info().currsize"


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    with recording(monkeypatch) as made:
        yield made


def started(what: str, **variables: str) -> str:
    """Return an expression's value in a process that has just imported the handler."""
    code = (
        "import sys; from lambdas.handle_config_events import bootstrap, handler;"
        f" print({what}, end='')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_it_starts_without_what_it_could_do_without() -> None:
    assert started(LOADED) == "set()"


def test_the_client_is_made_while_lambda_starts_it_and_not_by_a_mere_import() -> None:
    assert started(CLIENTS, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand") == "1"
    assert started(CLIENTS) == "0"


def test_a_transaction_is_sent_without_a_search_for_tables_of_other_accounts(
    function: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    monkeypatch.setattr("botocore.regions.jmespath.search", lambda path, _: searched.append(path))
    assert function.deliver(json.dumps(compliance_change())) == []
    assert not [path for path in searched if "TransactItems" in path]
