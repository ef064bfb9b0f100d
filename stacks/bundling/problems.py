"""What is said when a zip cannot be built."""


class BuildError(Exception):
    """A function's zip cannot be built; the message names the file and what to do."""
