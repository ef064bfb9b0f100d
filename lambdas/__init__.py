"""The entry points: one folder per function."""
