"""Reading the settings of a deployment, and saying all that is wrong with them at once."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stacks.agent_checks import agent_contradictions
from stacks.mute_settings import problems_of_mutes
from stacks.role_settings import problems_of_roles
from stacks.rollout_settings import rollout_contradictions
from stacks.routing_checks import routing_contradictions
from stacks.rule_settings import suggestion
from stacks.setting_places import description, fields_at
from stacks.settings import DeploymentSettings
from stacks.settings_error import SettingsError

# An environment holds 4 KB (AWS Lambda developer guide, quotas), and other things too.
LONGEST_SCOPES = 2600
_ACCOUNT_ID = 12  # digits; what has others is refused as no account at all
DEPLOYMENTS = Path(__file__).parent / "deployments"


def read_settings(deployment: str, now: datetime | None = None) -> DeploymentSettings:
    """Return the settings of the named deployment, or of the TOML file at that path.

    `now` is what the ends of mutes are held against; default: the clock of this machine.

    Raises:
        SettingsError: the file cannot be read or what it says cannot be deployed.

    """
    path = Path(deployment) if deployment.endswith(".toml") else DEPLOYMENTS / f"{deployment}.toml"
    given, now = _load(path), now or datetime.now(UTC)
    try:
        # By way of JSON, whose lists may be tuples although types are taken strictly.
        settings = DeploymentSettings.model_validate_json(json.dumps(given, default=str))
    except ValidationError as error:
        problems = [line for item in error.errors() for line in _lines(item)]
        problems += _contradictions(given, now)
    else:
        problems = list(_contradictions(given, now))
        if not problems:
            return settings
    raise SettingsError("\n".join(f"{_shown(path)}: {problem}" for problem in problems))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        known = ", ".join(sorted(found.stem for found in DEPLOYMENTS.glob("*.toml")))
        raise SettingsError(
            f"{_shown(path)}: {error.strerror}; a deployment may be the path of a .toml file or"
            f" one of: {known}"
        ) from error
    except ValueError as error:
        raise SettingsError(f"{_shown(path)}: this is not TOML: {error}") from error


def _lines(error: ErrorDetails) -> Iterator[str]:
    """Yield the setting, what is wrong with it and what it may be; a line for each problem."""
    name, *inner = error["loc"]
    place = str(name) + "".join(f"[{part}]" for part in inner)
    if error["type"] == "extra_forbidden":
        yield f"{place}: there is no such setting{_hint(error['loc'])}"
        return
    for wrong in _wrong(error).splitlines():
        yield f"{place}: {wrong}; it may be {description(error['loc'])}"


def _hint(location: tuple[int | str, ...]) -> str:
    """Return the nearest name that is known at the place, and where all of them are."""
    known = fields_at(location)
    near = suggestion(str(location[-1]), known)
    listed = "" if len(location) == 1 else f" ({', '.join(known)})"
    return f"{near}; example.toml lists all of them{listed}"


def _wrong(error: ErrorDetails) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"{error['input']!r} is not allowed"


def _contradictions(given: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """Yield what is wrong with the settings together, whatever is wrong with each of them."""
    if not given.get("organisation_id") and not given.get("agent_accounts"):
        yield (
            "organisation_id, agent_accounts: neither is given; name the organisation, or list"
            " the accounts to watch"
        )
    yield from rollout_contradictions(given)
    yield from _authorisation(given)
    yield from _slack_contradictions(given)
    yield from agent_contradictions(given)
    yield from _link_contradictions(given)
    yield from _team_contradictions(given)
    yield from problems_of_roles(given)
    yield from routing_contradictions(given)
    longest = given.get("most_mute_days", _default("most_mute_days"))
    yield from problems_of_mutes(given.get("mutes"), longest, now)


def _default(name: str) -> Any:
    return DeploymentSettings.model_fields[name].default


def _slack_contradictions(given: Mapping[str, Any]) -> Iterator[str]:
    if given.get("slack_mode") == "bot" and not given.get("slack_channel"):
        yield 'slack_channel: is missing; slack_mode = "bot" needs it'
    if given.get("slack_mode", "webhook") == "webhook" and given.get("slack_channel"):
        yield 'slack_channel: only slack_mode = "bot" reads it; a webhook has its own channel'
    muters = given.get("slack_muters")
    if muters is not None and given.get("slack_mode", "webhook") == "webhook":
        yield 'slack_muters: only slack_mode = "bot" reads it; a webhook has no buttons'
    if isinstance(muters, list) and "*" in muters and len(muters) > 1:
        yield 'slack_muters: "*" is everybody already; name it alone, or those who may'


def _link_contradictions(given: Mapping[str, Any]) -> Iterator[str]:
    links = given.get("link_days")
    kept = given.get("retention_days", _default("retention_days"))
    if isinstance(links, int) and isinstance(kept, int) and 0 < kept < links:
        yield (
            f"link_days: links to reports would last for {links} days, and reports are kept"
            f" for retention_days = {kept} days"
        )


def _team_contradictions(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield accounts of teams that nobody watches, where the settings say who is watched."""
    watched, teams = given.get("agent_accounts"), given.get("teams")
    if given.get("organisation_id") or not isinstance(watched, list) or not isinstance(teams, dict):
        return
    for name, team in sorted(teams.items()):
        listed = team.get("accounts") if isinstance(team, dict) else None
        for account in listed if isinstance(listed, list) else ():
            if len(str(account)) == _ACCOUNT_ID and account not in watched:
                yield f"teams[{name}]: {account} is not watched; add it to agent_accounts"


_OF_TOKENS = ("api_jwt_issuer", "api_jwt_audience")


def _authorisation(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with how the API knows its callers."""
    if given.get("api_authorisation") == "jwt":
        needed = [name for name in _OF_TOKENS if not given.get(name)]
        yield from (f'{name}: is missing; api_authorisation = "jwt" needs it' for name in needed)
        if given.get("api_scope_roles"):
            yield 'api_scope_roles: callers have no roles where api_authorisation = "jwt"'
    else:
        unread = [name for name in (*_OF_TOKENS, "api_scope_claim") if given.get(name)]
        yield from (f'{name}: only api_authorisation = "jwt" reads it' for name in unread)
    if len(_in_environment(given)) > LONGEST_SCOPES:
        yield (
            f"api_scope_roles: with agent_accounts it has more than {LONGEST_SCOPES} characters,"
            ' which no function has room for; api_authorisation = "jwt" has no such limit'
        )


def _in_environment(given: Mapping[str, Any]) -> str:
    """Return what grows with accounts and roles in the environment of a function."""
    roles, listed = given.get("api_scope_roles"), given.get("agent_accounts")
    accounts = ",".join(map(str, listed)) if isinstance(listed, list) else ""
    return accounts + json.dumps(roles, default=str) if roles else ""


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
