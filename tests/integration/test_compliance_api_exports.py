"""The routes of exports on a real table and a real bucket, put together from the environment."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.export_services import export_services
from shared.adapters.s3_export_files import S3ExportFiles
from shared.domain.exports import ExportFormat
from shared.ports.errors import StoreUnavailableError
from tests.builders.api import ask, scoped
from tests.builders.buckets import BUCKET, create_bucket
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW

ORDER = json.dumps({"of": "states", "format": "csv"})


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the exports that the function was asked to write."""
    started: list[str] = []
    with mocked_tables():
        create_bucket()
        scoped(monkeypatch)
        monkeypatch.setenv("CONFIG_COMPLIANCE_TABLE", TABLES.config_compliance)
        monkeypatch.setenv("REPORTS_BUCKET", BUCKET)
        monkeypatch.setenv("WRITE_EXPORTS_FUNCTION", "write-exports")
        monkeypatch.setattr(bootstrap, "now", lambda: NOW)
        export_services.cache_clear()
        workers = type(export_services().workers)
        monkeypatch.setattr(workers, "start", lambda _, export_id: started.append(export_id))
        yield started
        export_services.cache_clear()


def test_an_order_is_kept_and_its_file_can_be_downloaded_once_it_is_written(
    asked: list[str],
) -> None:
    export_id = ask("/exports", method="POST", body=ORDER).body["id"]
    assert asked == [export_id]
    have: Any = export_services()
    export = have.exports.take(export_id, NOW, NOW)
    export.finish(NOW, whole=True)
    have.exports.keep(export, NOW)
    assert isinstance(have.links, S3ExportFiles)
    have.links.put(export.file, ExportFormat.CSV, b"account\r\n")
    url = ask(f"/exports/{export_id}").body["url"]
    assert f"/exports/{export_id}.csv?" in url
    assert "X-Amz-Signature=" in url


def test_without_dynamodb_the_answer_is_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise EndpointConnectionError(endpoint_url="dynamodb")

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", refuse)
    assert ask(f"/exports/{'0' * 32}").status == 503
    assert ask("/exports/one").status == 404  # nothing that DynamoDB has to be asked for
    assert ask("/exports", method="POST", body=ORDER).status == 503


def test_an_order_that_lambda_does_not_take_is_kept_for_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnavailableError("Lambda")

    monkeypatch.setattr(type(export_services().workers), "start", refuse)
    answer = ask("/exports", method="POST", body=ORDER)
    assert (answer.status, answer.body["status"]) == (202, "queued")
