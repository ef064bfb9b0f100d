"""Who asks, as API Gateway has checked it, and what they may see."""

from collections.abc import Mapping, Sequence
from typing import Any

from lambdas.compliance_api.http_messages import HttpRequest
from lambdas.compliance_api.problems import ForbiddenError
from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.domain.mute_audit import Actor
from shared.domain.mutes import MuteOrigin
from shared.domain.visibility import BadScopeError, Visibility, visibility_of

_ROLE_PARTS = 3
# What the command line of this project calls itself.
COMMAND_LINE = "config-monitoring-command-line"


def visible_to_caller(request: HttpRequest, settings: ComplianceApiSettings) -> Visibility:
    """Return what whoever made a request may see: all, unless the settings scope callers.

    Raises:
        ForbiddenError: callers are scoped, and this one has no scope.

    """
    authorizer = request.authorizer
    entries: Sequence[str]
    if settings.scope_claim:
        entries = _claimed(authorizer, settings.scope_claim)
    elif settings.scope_roles:
        entries = settings.scope_roles.get(_role(authorizer), ())
    else:
        return Visibility()
    try:
        return visibility_of(entries)
    except BadScopeError as error:
        raise ForbiddenError(
            f"You may see no accounts: your scope is not usable, {error}."
        ) from error


def actor_of(request: HttpRequest) -> Actor:
    """Return who makes a request, from where: by the ARN of a signature or the subject of a token.

    Raises:
        ForbiddenError: API Gateway names nobody, so that nobody could be asked about it later.

    """
    authorizer, source = request.authorizer, request.source
    claims = (authorizer.get("jwt") or {}).get("claims") or {}
    name = str((authorizer.get("iam") or {}).get("userArn") or claims.get("sub") or "")
    if not name:
        raise ForbiddenError("It is not known who you are, so you may only read.")
    by_command = str(source.get("userAgent") or "").startswith(COMMAND_LINE)
    origin = MuteOrigin.COMMAND_LINE if by_command else MuteOrigin.API
    return Actor(name, origin, str(source.get("sourceIp") or ""))


def _claimed(authorizer: Mapping[str, Any], claim: str) -> Sequence[str]:
    """Return the entries of a claim, which API Gateway writes as `[a b]` where it is a list."""
    claims = (authorizer.get("jwt") or {}).get("claims") or {}
    text = str(claims.get(claim, "")).strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return text.replace(",", " ").split()


def _role(authorizer: Mapping[str, Any]) -> str:
    """Return the name of the role that a caller has assumed, or nothing: users have none."""
    arn = str((authorizer.get("iam") or {}).get("userArn") or "")
    service, _, resource = arn.partition(":sts::")
    parts = resource.partition(":")[2].split("/")
    assumed = service.startswith("arn:") and len(parts) == _ROLE_PARTS
    return parts[1] if assumed and parts[0] == "assumed-role" else ""
