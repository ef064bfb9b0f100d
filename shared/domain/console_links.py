"""Addresses in the AWS console, of whichever partition a region belongs to."""

from urllib.parse import quote

_HOSTS = {
    "us-gov-": "{region}.console.amazonaws-us-gov.com",
    "cn-": "{region}.console.amazonaws.cn",
}
_COMMERCIAL = "{region}.console.aws.amazon.com"

# IAM and other global resources are shown where they are recorded, which no link can know; every
# console shows the home page of AWS Config in the region that AWS Config began in.
_INSTEAD_OF_GLOBAL = "us-east-1"


def resource_link(region: str, resource_type: str, resource_id: str) -> str:
    """Return the address of a resource's timeline in AWS Config."""
    page = f"resources/timeline?resourceId={_enc(resource_id)}&resourceType={_enc(resource_type)}"
    return f"{_config_home(region)}#/{page}"


def rule_link(region: str, rule_name: str) -> str:
    """Return the address of a rule in AWS Config."""
    return f"{_config_home(region)}#/rules/details?configRuleName={_enc(rule_name)}"


def _config_home(region: str) -> str:
    named = _INSTEAD_OF_GLOBAL if region == "global" else region
    host = next((h for prefix, h in _HOSTS.items() if named.startswith(prefix)), _COMMERCIAL)
    return f"https://{host.format(region=_enc(named))}/config/home?region={_enc(named)}"


def _enc(value: str) -> str:
    return quote(value, safe="", errors="replace")
