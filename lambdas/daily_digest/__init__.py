"""The daily_digest function."""
