"""What a role needs of the customer's key, by what it may do with what the key encrypts.

A role never uses the key itself: it asks a service, which asks KMS in the role's name. So each
right is for one service (`kms:ViaService`), and no role can decrypt anything by hand.
"""

from collections.abc import Iterable, Mapping

_READ = ("Decrypt",)
_READ_TABLE = ("Decrypt", "DescribeKey")
# A service makes a new data key, and proves by decrypting it that it is whole.
_WRITE = ("Decrypt", "GenerateDataKey")
# As the CDK grants it, written out: a wildcard would need a reason.
_WRITE_TABLE = (*_READ_TABLE, "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo")

_NEEDED: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "dynamodb": {
        _READ_TABLE: "BatchGetItem ConditionCheckItem GetItem Query Scan",
        _WRITE_TABLE: "BatchWriteItem DeleteItem PutItem UpdateItem",
        _READ: "GetRecords",
        (): "DescribeStream DescribeTable GetShardIterator ListStreams",
    },
    "sqs": {
        _READ: "ReceiveMessage",
        _WRITE: "SendMessage",
        (): "ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl",
    },
    "s3": {_READ: "GetObject", _WRITE: "PutObject", (): "DeleteObject ListBucket"},
    "secretsmanager": {_READ: "GetSecretValue", (): "DescribeSecret"},
    "sns": {_WRITE: "Publish"},
}


def rights_on_key(actions: Iterable[str]) -> dict[str, list[str]]:
    """Return what these actions (`sqs:SendMessage`) need of the key, by the service they are of.

    Raises ValueError for an action of a service that uses the key of which nobody said what it
    needs: it would fail when the function runs, instead of here.
    """
    found: dict[str, set[str]] = {}
    for service, _, action in (each.partition(":") for each in actions):
        if service in _NEEDED:
            found.setdefault(service, set()).update(_rights_of(service, action))
    return {
        service: [f"kms:{right}" for right in sorted(rights)]
        for service, rights in sorted(found.items())
        if rights
    }


def _rights_of(service: str, action: str) -> tuple[str, ...]:
    for rights, listed in _NEEDED[service].items():
        if action in listed.split():
            return rights
    message = f"{service}:{action} needs something of the customer's key, or (): add it here"
    raise ValueError(message)
