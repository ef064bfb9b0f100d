"""How people reach the AWS console, as settings and as the functions are told of it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.domain.console_links import HOME_REGION, home_region_of

# IAM Identity Center user guide: a subdomain of awsapps.com (of awsapps.cn in China), the address
# with the id of the directory, or that of a portal with IPv6 (whether shortcuts are of this form
# there is unverified). None has a query or a fragment.
_HOST = r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(awsapps\.com|awsapps\.cn|app\.aws)"
_PORTAL = rf"^https://{_HOST}(/[A-Za-z0-9/_-]*)?$"
StartUrl = Annotated[str, StringConstraints(pattern=_PORTAL, max_length=200)]
# API reference, CreatePermissionSet: Name.
PermissionSet = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+=,.@_-]{1,32}$")]


class IdentityCenter(BaseModel):
    """The access portal through which links to the console lead."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    start_url: StartUrl = Field(
        description="the address of the access portal, such as https://example.awsapps.com/start"
    )
    role_name: PermissionSet | None = Field(
        default=None, description="the name of a permission set: up to 32 letters, digits, +=,.@_-"
    )


def console_member(identity_center: IdentityCenter | None, region: str) -> dict[str, Any]:
    """Return what functions have to know to make links; what is default is left out."""
    home = home_region_of(region)
    member: dict[str, Any] = {"home_region": home} if home != HOME_REGION else {}
    if identity_center is not None:
        member["portal"] = identity_center.model_dump(exclude_none=True)
    return member
