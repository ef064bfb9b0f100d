"""The whole product on one machine: an AWS emulator, a stand-in for Slack, and a demo."""
