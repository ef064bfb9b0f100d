"""Links as a browser opens them: without any signature of AWS, one step at a time."""

import urllib.error
import urllib.request
from email.message import Message

from tests.e2e.running import Json


class Follow(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the way is looked at step by step."""

    def redirect_request(self, *_: object) -> None:
        return None


def get(address: str) -> tuple[int, Message, str]:
    """Ask for an address without any signature."""
    try:
        with urllib.request.build_opener(Follow).open(address, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def linked(message: Json, words: str) -> str:
    """Return the address of a button of a message."""
    rows = [block for block in message["payload"]["blocks"] if block["type"] == "actions"]
    buttons = [each for row in rows for each in row["elements"] if each["type"] == "button"]
    (address,) = [each["url"] for each in buttons if each["text"]["text"] == words]
    return str(address)
