"""How many messages a channel gets in a minute: each needs a ticket of the minute."""

from enum import StrEnum


class Ticket(StrEnum):
    """What a ticket is for: a message like others, or the one that says what is held back."""

    MESSAGE = "messages"
    ROLL_UP = "roll_ups"
