"""Structured logs and metrics, set up once; service, level and namespace come from the environment.

Names read: POWERTOOLS_SERVICE_NAME, POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_NAMESPACE, and
MASKED_IN_LOGS, the fields that no log line shows, with commas between them.
"""

import json
import logging
import os
from collections.abc import Callable
from functools import wraps

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from shared.masking import Masks


def masks() -> Masks:
    """Return what the deployment wants masked."""
    return Masks(os.environ.get("MASKED_IN_LOGS", "").split(","))


class MaskingFormatter(LambdaPowertoolsFormatter):
    """Writes lines as the library does, without what is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line, covering = super().format(record), masks()
        if not covering:
            return line
        error = record.exc_info[1] if record.exc_info else None
        return json.dumps(
            covering.of_line(json.loads(line), error), ensure_ascii=False, separators=(",", ":")
        )


logger = Logger(logger_formatter=MaskingFormatter())
metrics = Metrics()


def masks_errors[**P, T](handler: Callable[P, T]) -> Callable[P, T]:
    """Let no exception leave a handler with what is masked in its text: Lambda logs and keeps that.

    The exception that leaves has the name of the one that came, and its traceback, which is code.
    """

    @wraps(handler)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            covering = masks()
            if not covering:
                raise
            kind = type(type(error).__name__, (Exception,), {})
            said = kind(covering.of_error(error))
            raise said.with_traceback(error.__traceback__) from None

    return run
