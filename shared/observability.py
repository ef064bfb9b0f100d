"""Structured logs and metrics, set up once; service, level and namespace come from the environment.

Names read: POWERTOOLS_SERVICE_NAME, POWERTOOLS_LOG_LEVEL, POWERTOOLS_METRICS_NAMESPACE.
"""

from aws_lambda_powertools import Logger, Metrics

logger = Logger()
metrics = Metrics()
