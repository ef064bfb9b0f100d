"""What is said when a deployment cannot be made of its settings."""


class SettingsError(Exception):
    """The settings cannot be used; the message has one line for each problem."""
