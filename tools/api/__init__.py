"""The HTTP API from the command line."""
