"""The key that signs cursors, from Secrets Manager."""

from typing import TYPE_CHECKING

from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import SecretsProvider

# A changed key ends the cursors that are under way, nothing more, so an old one may serve long.
_MAX_AGE_SECONDS = 3600
_SHORTEST_BYTES = 32


def cursor_key(secrets: "SecretsProvider", arn: str) -> bytes:
    """Return the key.

    Raises:
        StoreUnavailableError: Secrets Manager would not give it now.
        ValueError: it is so short that cursors could be forged.

    """
    try:
        value = secrets.get(arn, max_age=_MAX_AGE_SECONDS)
    except GetParameterError as error:
        raise StoreUnavailableError(f"Secrets Manager: {error}") from error
    key = value if isinstance(value, bytes) else str(value).encode()
    if len(key) < _SHORTEST_BYTES:
        raise ValueError(f"the key of the cursors has {len(key)} bytes, not {_SHORTEST_BYTES}")
    return key
