"""What goes wrong with what the use cases need, in the few ways that matter to them."""


class StoreUnavailableError(Exception):
    """The store could not be reached or would not serve; what was asked for may be asked again."""


class StoreRefusedError(Exception):
    """The store will never take what it was given; asking again changes nothing."""


class TooMuchToReadError(Exception):
    """A question that is answered at once, over more than can be read at once."""


class InvalidCursorError(ValueError):
    """A cursor that this list, asked in this way, did not give."""


class InvalidLinkError(ValueError):
    """A link to a report that was not made here, or was altered."""


class ExpiredLinkError(ValueError):
    """A link to a report that was made here and does not hold any more."""


class UnknownReportError(LookupError):
    """A report that there is not, or not any more."""
