"""What each role may do with the customer's key, where the settings want one, beside its table.

A line is for one service: the role asks that, which asks KMS in its name. None may use it itself.
"""

from tests.builders.rights import Rights, Roles, may


def via(service: str, actions: str) -> Rights:
    """Use the key through one service, in the region of the master."""
    asked = f"{service}.eu-central-1.<AWS::URLSuffix>"
    return may("kms", actions, "CustomerKey", where=f"kms:ViaService StringEquals {asked}")


TABLES = via("dynamodb", "Decrypt DescribeKey Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo")
QUEUES = via("sqs", "Decrypt GenerateDataKey")
READ_FILES, WRITE_FILES = via("s3", "Decrypt"), via("s3", "Decrypt GenerateDataKey")
SECRETS = via("secretsmanager", "Decrypt")

OF_A_KEY: Roles = {
    "HandleConfigEventsRole": TABLES | QUEUES,
    "UpdateTotalsRole": TABLES | QUEUES,
    "WriteExportsRole": TABLES | QUEUES | WRITE_FILES,
    "ComplianceApiRole": TABLES | SECRETS | READ_FILES,
    "NotifyViolationsRole": TABLES | QUEUES | SECRETS,
    "DailyDigestRole": TABLES | QUEUES | SECRETS | WRITE_FILES,
    "ReconcileRole": TABLES | QUEUES,
    # Schedules keep the runs that failed.
    "UpdateTotalsDailyRole": QUEUES,
    "WriteExportsEvery15MinutesRole": QUEUES,
    "NotifyViolationsEveryMinuteRole": QUEUES,
    "DailyDigestDailyRole": QUEUES,
    "DailyDigestWeeklyRole": QUEUES,
    "ReconcileEvery15MinutesRole": QUEUES,
}

OF_A_BOT_WITH_A_KEY: Roles = {"SlackInteractionsRole": TABLES | QUEUES | SECRETS}
