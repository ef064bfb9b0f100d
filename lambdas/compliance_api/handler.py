"""The function behind the HTTP API. What most callers ask for is loaded as it starts."""

import gc
from typing import Any

# What a start makes, stays: looking through it for what can go takes a caller's time for nothing.
gc.disable()
try:
    from lambdas.compliance_api.application import respond
    from shared.observability import logger, masks_errors
finally:
    gc.freeze()
    gc.enable()


@masks_errors
@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take an HTTP API event (payload format 2.0), return the response."""
    return respond(event)
