"""A stand-in for Slack: takes messages, remembers them, shows them, and fails when told to."""
