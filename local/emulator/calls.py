"""Calling the handlers inside MiniStack as its own services call each other."""

import json
from collections.abc import Callable
from typing import Any

type Properties = dict[str, Any]
type Created = tuple[str, Properties]
type Api = Callable[[Properties], tuple[int, Properties, bytes | str]]

HTTP_ERROR = 400


def call(api: Api, **request: object) -> Properties:
    """Call one API action; raises ValueError with AWS's own message when it is refused."""
    status, _headers, body = api(request)
    text = body.decode() if isinstance(body, bytes) else body
    if status >= HTTP_ERROR:
        raise ValueError(text)
    answer: Properties = json.loads(text or "{}")
    return answer
