"""A bare function for cold starts: boto3 and one DynamoDB client, and nothing else."""

from typing import Any

import boto3

CLIENT = boto3.client("dynamodb")


def handler(_event: Any, _context: Any) -> dict[str, Any]:
    """Do nothing."""
    return {}
