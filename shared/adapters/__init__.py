"""The ports' implementations, one technology a file."""
