"""What a snapshot of the started function (Lambda SnapStart) may not hold twice.

Many instances start from one snapshot. What is made at the start and safe to share stays: imported
modules, which the garbage collector no longer looks through, and the client of DynamoDB, which has
connected to nothing yet and whose credentials have an end and are fetched anew. Settings, secrets
and the time are read when somebody asks; ids come from the system, which is never restored twice.
What is left is Python's own generator, by which the SDK spreads its retries.

Source: AWS Lambda developer guide, "Handling uniqueness with Lambda SnapStart" and "Lambda
SnapStart runtime hooks for Python". The module of the hooks is part of the runtime.
"""

import random


def prepare() -> None:
    """Let each restored instance draw numbers of its own."""
    from snapshot_restore_py import register_after_restore  # noqa: PLC0415 - with SnapStart alone

    register_after_restore(random.seed)
