"""How much is read for a question that is answered at once, and not in pages."""

from threading import Lock

from shared.ports.errors import TooMuchToReadError

# Pages of 1 MB that one question may read in full, in all of its ranges together; a range that one
# query answers costs nothing. One after the other they take 5 to 10 seconds, and a question that
# is asked in two ways (of a resource, then of its account) twice that: the function has 29.
MOST_PAGES = 32


class Bound:
    """Counts pages that were full; ranges that are read at the same time share one."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._left = most
        self._lock = Lock()

    def count(self) -> None:
        """Count a page after which there is more.

        Raises:
            TooMuchToReadError: there were too many.

        """
        with self._lock:
            self._left -= 1
            if self._left < 0:
                raise TooMuchToReadError
