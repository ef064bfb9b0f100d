"""Asking the HTTP API, with requests signed as it wants them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.aws import SECRET

if TYPE_CHECKING:
    from local.stack_file import StackFile

TIMEOUT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer of the API: its status and its document."""

    status: int
    document: Any


def get(stack: StackFile, path: str) -> Answer:
    """Ask the API for a path, with its query; raises OSError when nothing answers."""
    return _send(stack, AWSRequest(method="GET", url=stack.api_url + path))


def post(stack: StackFile, path: str, document: object) -> Answer:
    """Send the API a document; raises OSError when nothing answers."""
    headers = {"content-type": "application/json"}
    body = json.dumps(document).encode()
    url = stack.api_url + path
    return _send(stack, AWSRequest(method="POST", url=url, data=body, headers=headers))


def _send(stack: StackFile, request: AWSRequest) -> Answer:
    credentials = Credentials(stack.master_account, SECRET)
    SigV4Auth(credentials, "execute-api", stack.region).add_auth(request)
    signed = urllib.request.Request(
        str(request.url), request.data, dict(request.headers.items()), method=request.method
    )
    try:
        with urllib.request.urlopen(signed, timeout=TIMEOUT_SECONDS) as response:
            return Answer(status=response.status, document=json.load(response))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(status=error.code, document=json.load(error))
