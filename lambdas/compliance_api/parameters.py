"""Query parameters as they were sent.

API Gateway joins repeated parameters with commas (HTTP API payload format 2.0), which cannot be
told from a comma in a resource id: the raw query string says what was meant.
"""

from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from lambdas.compliance_api.http_messages import HttpRequest
from lambdas.compliance_api.problems import BadRequestError, TooLargeError

_LONGEST_SHOWN = 64
LARGEST_BODY = 16_384


def read_request[Request: BaseModel](model: type[Request], raw_query: str) -> Request:
    """Return the request that a query string makes.

    Raises:
        BadRequestError: it is not one; says everything that is wrong, each by its parameter.

    """
    pairs = _pairs(raw_query)
    given = dict(pairs)
    wrong = [
        f"{_shown(name)} is given more than once"
        for name in given
        if sum(name == other for other, _ in pairs) > 1
    ]
    try:
        request = model.model_validate(given)
    except ValidationError as error:
        wrong += [_explain(model, name, message) for name, message in _failures(error)]
    else:
        if not wrong:
            return request
    raise BadRequestError("; ".join(wrong))


def read_body[Request: BaseModel](model: type[Request], sent: HttpRequest) -> Request:
    """Return the request that a JSON body makes.

    Raises:
        BadRequestError: it is not one; says everything that is wrong, each by its member.
        TooLargeError: it is longer than any such request.

    """
    try:
        text = sent.text()
    except ValueError as error:
        raise BadRequestError("the body is not readable as text in UTF-8") from error
    if len(text) > LARGEST_BODY:
        raise TooLargeError(f"the body has more than {LARGEST_BODY} characters")
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        wrong = [_explain(model, name, message) for name, message in _failures(error)]
        raise BadRequestError("; ".join(wrong)) from error


def _pairs(raw_query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw_query, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise BadRequestError("the query string is not readable as parameters in UTF-8") from error


def _failures(error: ValidationError) -> list[tuple[str | None, str]]:
    """Return what is wrong with each parameter, or (None) with several of them together."""
    return [
        (str(failure["loc"][0]) if failure["loc"] else None, failure["msg"])
        for failure in error.errors(include_url=False, include_context=False)
    ]


def _explain(model: type[BaseModel], name: str | None, message: str) -> str:
    if name is None:
        return message.removeprefix("Value error, ")
    if name in model.model_fields:
        return f"{name} must be {model.model_fields[name].description}"
    return f"{_shown(name)} is not a parameter here; there are {', '.join(model.model_fields)}"


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"
