"""The command for mutes."""
