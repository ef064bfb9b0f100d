"""What the local AWS is made of: its accounts, its region and where it keeps its files."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A second local AWS can run beside the first, with a state of its own.
STATE = ROOT / os.environ.get("LOCAL_STATE", ".local")
# Which settings are deployed: `local` (a webhook), or `local-bot` (threads and buttons).
DEPLOYMENT = os.environ.get("LOCAL_DEPLOYMENT", "local")
# One for each deployment: changing to another and back synthesises nothing.
CLOUD_ASSEMBLY = ROOT / ".local" / f"{DEPLOYMENT}.cdk.out"

REGION = "eu-central-1"
MASTER_ACCOUNT = "111111111111"
AGENT_ACCOUNTS = ("222222222222", "333333333333")

# AWS asks for at least six times the function's timeout (a rule that the template follows). Whoever
# lets a function die here does not want to wait for three minutes.
QUEUE_VISIBILITY_SECONDS = 30
