"""Starting the function that writes exports: Lambda takes the order, and tries again by itself."""

import json
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_lambda.client import LambdaClient


class LambdaExportWorkers:
    """Implements ExportWorkers by asynchronous invocations."""

    def __init__(self, client: "LambdaClient", function: str) -> None:
        self._client = client
        self._function = function

    def start(self, export_id: str) -> None:
        """Have the function work on an export; see the port."""
        try:
            self._client.invoke(
                FunctionName=self._function,
                InvocationType="Event",
                Payload=json.dumps({"id": export_id}).encode(),
            )
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailableError(f"Lambda: {error}") from error
