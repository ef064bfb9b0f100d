"""What is done with a letter to have it tried again; doing it twice changes nothing more.

An event goes back to the queue that it came from, and what was recorded of it already is a
repetition there. The notices of an alert become due again, unless they are by now. A scheduled run
is run once more: what it has done before, such as a digest that was sent, it does not do again.
"""

import json
from datetime import UTC, datetime
from typing import Any

from shared.adapters.dead_letter_format import can_be_sent
from shared.adapters.dynamodb_entry_updates import retry
from shared.adapters.dynamodb_items import marshal
from tools.dlq.acting import Act, NotPossibleError
from tools.dlq.letters import Letter
from tools.dlq.places import Kind, Place
from tools.dlq.problems import Problem


def redriving(place: Place) -> Act:
    """Return what redrives a letter of that place.

    Raises:
        Problem: nothing of that place can be redriven.

    """
    match place.kind:
        case Kind.EVENTS:
            return _to_the_queue(place)
        case Kind.ALERTS:
            return _to_the_outbox(place)
        case Kind.SCHEDULES:
            return _to_the_function(place)
        case Kind.INTERACTIONS:
            raise Problem(
                "what somebody asked for in Slack is not redriven: they may have pressed again by"
                " now. Invoke the function with the letter's requestPayload, then drop the letter"
            )


def _to_the_queue(place: Place) -> Act:
    url = place.source_url

    def send(letter: Letter) -> None:
        if not can_be_sent(letter.body):
            raise NotPossibleError("SQS takes no message with such characters: drop it")
        place.sqs.send_message(QueueUrl=url, MessageBody=letter.body)

    return send


def _to_the_outbox(place: Place) -> Act:
    client, table = place.dynamodb, place.notifications_table

    def make_due(letter: Letter) -> None:
        for key in _keys(letter):
            try:
                client.update_item(TableName=table, Key=marshal(**key), **retry(datetime.now(UTC)))
            except client.exceptions.ConditionalCheckFailedException:
                continue  # it waits already, or was told

    return make_due


def _to_the_function(place: Place) -> Act:
    client = place.functions

    def invoke(letter: Letter) -> None:
        function, payload = _run(letter)
        client.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps(payload))

    return invoke


def _run(letter: Letter) -> tuple[str, Any]:
    """Return which function was to run with what (Lambda guide, asynchronous destinations)."""
    try:
        said: Any = json.loads(letter.body)
        return str(said["requestContext"]["functionArn"]), said["requestPayload"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotPossibleError(
            "it does not say what was to run: the next run does the same work, drop it"
        ) from None


def _keys(letter: Letter) -> list[dict[str, str]]:
    try:
        notices: Any = json.loads(letter.body)["notices"]
        return [{"pk": str(notice["pk"]), "sk": str(notice["sk"])} for notice in notices]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotPossibleError("it names no notices: drop it") from None
