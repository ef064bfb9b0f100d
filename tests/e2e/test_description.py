"""What the API says of itself is so: every request that it describes, answered as it describes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as conformance

from local.aws import SECRET
from local.stack_file import StackFile
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually

EXAMPLES = 5
CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    conformance.content_type_conformance,
    conformance.response_headers_conformance,
    conformance.response_schema_conformance,
]


class Signed(requests.auth.AuthBase):
    """Signs a request as the API wants it."""

    def __init__(self, stack: StackFile) -> None:
        self._signer = SigV4Auth(
            Credentials(stack.master_account, SECRET), "execute-api", stack.region
        )

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        request = AWSRequest(method=prepared.method, url=prepared.url, data=prepared.body)
        self._signer.add_auth(request)
        prepared.headers.update(dict(request.headers.items()))
        return prepared


@pytest.fixture(scope="module")
def session(running: Running) -> Iterator[requests.Session]:
    watched = Watched(running.account, unique("sg"))
    running.deliver(watched.becomes(COMPLIANT, 3), watched.becomes(NON_COMPLIANT, 2, COMPLIANT))
    eventually(lambda: running.state(watched.resource_id), 30, "something to describe")
    with requests.Session() as session:
        session.auth = Signed(running.stack)
        yield session


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_is_described(
    running: Running, session: requests.Session, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(running.ask("/openapi.json"))
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body):
            continue

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def conforms(case: Any) -> None:
            answer = case.call(base_url=running.stack.api_url, session=session)
            case.validate_response(answer, checks=CHECKS)

        conforms()


@settings(max_examples=5, deadline=None)
@given(path=st.sampled_from(["/", "/compliance", "/docs", "/events/1"]))
def test_what_is_not_described_is_not_found(running: Running, path: str) -> None:
    answer = requests.get(running.stack.api_url + path, auth=Signed(running.stack), timeout=30)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"]
