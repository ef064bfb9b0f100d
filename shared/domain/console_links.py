"""Addresses in the AWS console, of whichever partition a region belongs to.

An address opens for people who are signed in to the account. Where the settings name the access
portal of IAM Identity Center, addresses lead through it: it signs people in and sends them on.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

MEMBER: Final = "console"  # of the deployment's file
# Slack refuses the address of a button that is longer (Block Kit reference, button).
LONGEST = 3000
# Regions, kinds of resources and rules, of which lists and exports name the same in most rows.
_REMEMBERED = 1024

_HOSTS = {
    "us-gov-": "{region}.console.amazonaws-us-gov.com",
    "cn-": "{region}.console.amazonaws.cn",
}
_COMMERCIAL = "{region}.console.aws.amazon.com"

# IAM and other global resources are shown where they are recorded, which no link can know; every
# console shows the home page of AWS Config in the region that AWS Config began in.
HOME_REGIONS = {"us-gov-": "us-gov-west-1", "cn-": "cn-north-1"}
HOME_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Portal:
    """The access portal of IAM Identity Center, and the role that people take.

    Without a role the portal asks for it. AWS IAM Identity Center user guide, "Creating shortcut
    links to AWS Management Console destinations".
    """

    start_url: str
    role_name: str | None = None

    def shortcut(self, account: str, destination: str) -> str:
        """Return the address that signs people in to an account and leads to an address there."""
        members = {"account_id": account, "role_name": self.role_name, "destination": destination}
        query = "&".join(f"{name}={_enc(text)}" for name, text in members.items() if text)
        return f"{self.start_url.rstrip('/')}/#/console?{query}"


class _Deployed:
    """How the deployment's people reach the console: set at the start, and never again."""

    portal: Portal | None = None
    home_region: str = HOME_REGION


def use_console(portal: Portal | None = None, home_region: str = HOME_REGION) -> None:
    """Let links lead through a portal, and those of no region to a region of its partition."""
    _Deployed.portal, _Deployed.home_region = portal, home_region


def home_region_of(region: str) -> str:
    """Return the region that stands for none, in the partition of a region."""
    return next((h for prefix, h in HOME_REGIONS.items() if region.startswith(prefix)), HOME_REGION)


def resource_link(region: str, resource_type: str, resource_id: str, account: str = "") -> str:
    """Return the address of a resource's timeline in AWS Config."""
    page = f"resources/timeline?resourceId={_enc(resource_id)}&resourceType={_enc(resource_type)}"
    return _reached(account, f"{_config_home(region)}#/{page}")


def rule_link(region: str, rule_name: str, account: str = "") -> str:
    """Return the address of a rule in AWS Config."""
    page = f"rules/details?configRuleName={_enc(rule_name)}"
    return _reached(account, f"{_config_home(region)}#/{page}")


def _reached(account: str, address: str) -> str:
    """Return an address as people reach it: plain where a shortcut would be too long for Slack."""
    if _Deployed.portal is None or not account:
        return address
    shortcut = _Deployed.portal.shortcut(account, address)
    return shortcut if len(shortcut) <= LONGEST else address


def _config_home(region: str) -> str:
    return _home_in(_Deployed.home_region if region in {"global", ""} else region)


@lru_cache(_REMEMBERED)
def _home_in(named: str) -> str:
    host = next((h for prefix, h in _HOSTS.items() if named.startswith(prefix)), _COMMERCIAL)
    return f"https://{host.format(region=_enc(named))}/config/home?region={_enc(named)}"


@lru_cache(_REMEMBERED)
def _enc(value: str) -> str:
    return quote(value, safe="", errors="replace")
