"""What the local AWS is made of: its accounts, its region and where it keeps its files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".local"
CLOUD_ASSEMBLY = STATE / "cdk.out"

REGION = "eu-central-1"
MASTER_ACCOUNT = "111111111111"
AGENT_ACCOUNTS = ("222222222222", "333333333333")

# AWS asks for at least six times the function's timeout (a rule that the template follows). Whoever
# lets a function die here does not want to wait for three minutes.
QUEUE_VISIBILITY_SECONDS = 30
