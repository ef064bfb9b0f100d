"""Tests of the local AWS: the additions to the emulator, the deployer, the Slack stub, the demo."""
