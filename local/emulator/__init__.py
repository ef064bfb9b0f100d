"""AWS behaviours that this product relies on and MiniStack lacks, one addition per module.

Each module's docstring names the AWS behaviour that it stands for, and has an `install` function
that puts it in place. `tests/local/test_emulator_attachments.py` fails when a new MiniStack moves
what they attach to.
"""
