"""The update_totals function."""
