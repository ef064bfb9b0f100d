"""Comparing the table with AWS Config, now."""
