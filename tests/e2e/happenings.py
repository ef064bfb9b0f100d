"""What happens in the agent accounts, as the events that tell of it."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.times import write_time
from tests.builders.events import api_call, compliance_change, item_change

type Json = dict[str, Any]

# Whole seconds, so that what is written and what is read are the same text.
NOW = datetime.now(UTC).replace(microsecond=0)
COMPLIANT, NON_COMPLIANT = "COMPLIANT", "NON_COMPLIANT"


def minutes_ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def unique(name: str) -> str:
    return f"{name}-{uuid.uuid4().hex[:12]}"


@dataclass(frozen=True)
class Watched:
    """A resource under a rule in an account."""

    account: str
    resource_id: str
    rule: str = "restricted-ssh"
    resource_type: str = "AWS::EC2::SecurityGroup"

    def becomes(
        self, status: str, ago: float, old: str | None = None, annotation: str | None = None
    ) -> Json:
        """Return the event of a result recorded so many minutes ago."""
        event = compliance_change(status, old)
        moment = minutes_ago(ago)
        event |= {"id": str(uuid.uuid4()), "account": self.account}
        event["time"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        detail = event["detail"]
        names = {"resourceId": self.resource_id, "resourceType": self.resource_type}
        detail |= {**names, "configRuleName": self.rule, "awsAccountId": self.account}
        result = detail["newEvaluationResult"]
        result["resultRecordedTime"] = write_time(moment)
        identifier = result["evaluationResultIdentifier"]
        identifier["orderingTimestamp"] = write_time(moment - timedelta(seconds=15))
        identifier["evaluationResultQualifier"] |= {**names, "configRuleName": self.rule}
        if annotation:
            result["annotation"] = annotation
        return event

    def is_deleted(self, ago: float) -> Json:
        """Return the event of its deletion so many minutes ago."""
        event = item_change(
            "ResourceDeleted",
            "DELETE",
            resourceId=self.resource_id,
            resourceType=self.resource_type,
            configurationItemCaptureTime=write_time(minutes_ago(ago)),
        )
        return event | {"id": str(uuid.uuid4()), "account": self.account}


def recorder_call(account: str, name: str, moment: datetime) -> Json:
    """Return the event of a call that starts or stops the recorder of an account."""
    event = api_call(name, eventTime=moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return event | {"id": str(uuid.uuid4()), "account": account}
