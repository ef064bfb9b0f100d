"""Dead letters: looked at, dropped, and redriven."""
