"""The write_exports function."""
