"""The slack_interactions function."""
