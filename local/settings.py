"""What the local AWS is made of: its accounts, its region and where it keeps its files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".local"
CLOUD_ASSEMBLY = STATE / "cdk.out"

REGION = "eu-central-1"
MASTER_ACCOUNT = "111111111111"
AGENT_ACCOUNTS = ("222222222222", "333333333333")

# The AWS default would be at least six times the function's timeout (a rule that the template
# follows). A person who tries a poison message does not want to wait for 15 minutes of retries.
QUEUE_VISIBILITY_SECONDS = 12
QUEUE_MAX_RECEIVES = 3
