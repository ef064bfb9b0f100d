"""What may be asked of mutes: a new one, in a JSON body, and the lists of them."""

from pydantic import BaseModel, ConfigDict, Field

from lambdas.compliance_api.export_requests import Instant
from lambdas.compliance_api.requests import A_CURSOR, CURSOR, Format, Limit
from shared.domain.mute_list import MutesQuestion, MuteState
from shared.domain.mute_rules import LEAST_REASON, LONGEST_OWNER, LONGEST_REASON, Wish, read_tag
from shared.domain.mutes import MuteOrigin, Selector

_NAMES = ("account", "region", "rule_name", "resource_type", "resource_id")


class _Selecting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str | None = Field(
        None,
        pattern=r"^[0-9]{12}$",
        description="the id of an account, 12 digits",
        examples=["222222222222"],
    )
    region: str | None = Field(
        None,
        pattern=r"^[a-z]{2,8}(-[a-z]+)+-[0-9]{1,2}$|^global$",
        description="the name of a region, as in eu-central-1, or global",
        examples=["eu-central-1"],
    )
    rule_name: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="the name of a rule, 1 to 256 characters, * in it being any text",
        examples=["restricted-ssh", "s3-bucket-*"],
    )
    resource_type: str | None = Field(
        None,
        min_length=1,
        max_length=256,
        description="a resource type, as in AWS::S3::Bucket",
        examples=["AWS::S3::Bucket"],
    )
    resource_id: str | None = Field(
        None,
        min_length=1,
        max_length=768,
        description="a resource id, 1 to 768 characters, * in it being any text",
        examples=["sg-020e5918d504d1a76"],
    )
    tag: str | None = Field(
        None,
        pattern=r"^[^=]{1,128}=[^\n]{0,256}$",
        description="a tag of resources, key=value",
        examples=["team=payments"],
    )

    @property
    def selector(self) -> Selector:
        """What is named."""
        given = {name: getattr(self, name) for name in _NAMES}
        return Selector(**given, tag=read_tag(self.tag) if self.tag else None)


class MuteRequest(_Selecting):
    """Members of the body of POST /mutes."""

    owner: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_OWNER,
        description=f"who answers for it, up to {LONGEST_OWNER} characters; default: the caller",
        examples=["team-payments"],
    )
    reason: str = Field(
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        description=f"given: why, in {LEAST_REASON} to {LONGEST_REASON:,} characters",
        examples=["The migration of the load balancers ends on Friday."],
    )
    until: Instant = Field(
        description="given: an instant in ISO 8601, a date (its midnight in UTC) or seconds since"
        " 1970",
        examples=["2026-12-01", "2026-11-20T09:30:00Z"],
    )

    def wish(self, caller: str) -> Wish:
        """Return what is wished for by a caller."""
        return Wish(
            selector=self.selector,
            owner=self.owner or caller,
            reason=self.reason,
            until=self.until,
        )


class MutesRequest(_Selecting):
    """Parameters of GET /mutes: mutes that name just this."""

    state: MuteState = Field(
        MuteState.ACTIVE, description=f"one of {', '.join(MuteState)}", examples=["all"]
    )
    owner: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_OWNER,
        description="who answers for it",
        examples=["team-payments"],
    )
    origin: MuteOrigin | None = Field(
        None, description=f"one of {', '.join(MuteOrigin)}", examples=["api"]
    )
    format: Format = Field(Format.JSON, description=f"one of {', '.join(Format)}", examples=["csv"])
    limit: Limit = Field(
        50, ge=1, le=100, description="a whole number from 1 to 100", examples=[20]
    )
    cursor: str | None = Field(None, min_length=1, description=CURSOR, examples=[A_CURSOR])

    def question(self, accounts: tuple[str, ...] | None) -> MutesQuestion:
        """Return what is asked by somebody who may see these accounts (None: all)."""
        return MutesQuestion(
            state=self.state,
            selector=self.selector,
            owner=self.owner,
            origin=self.origin,
            accounts=accounts,
        )


class MuteAuditRequest(BaseModel):
    """Parameters of GET /mutes/audit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Format = Field(Format.JSON, description=f"one of {', '.join(Format)}", examples=["csv"])
    limit: Limit = Field(
        50, ge=1, le=100, description="a whole number from 1 to 100", examples=[20]
    )
    cursor: str | None = Field(None, min_length=1, description=CURSOR, examples=[A_CURSOR])
