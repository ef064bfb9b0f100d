"""The notify_violations function."""
