"""`python -m tools.api` against the function itself, over HTTP."""
