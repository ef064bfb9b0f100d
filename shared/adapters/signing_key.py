"""A key that signs what is given out and comes back, from Secrets Manager."""

from typing import TYPE_CHECKING

from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import SecretsProvider

# A changed key ends what is under way, nothing more, so an old one may serve long.
_MAX_AGE_SECONDS = 3600
_SHORTEST_BYTES = 32


def signing_key(secrets: "SecretsProvider", arn: str) -> bytes:
    """Return the key.

    Raises:
        StoreUnavailableError: Secrets Manager would not give it now.
        ValueError: it is so short that signatures could be forged.

    """
    try:
        value = secrets.get(arn, max_age=_MAX_AGE_SECONDS)
    except GetParameterError as error:
        raise StoreUnavailableError(f"Secrets Manager: {error}") from error
    key = value if isinstance(value, bytes) else str(value).encode()
    if len(key) < _SHORTEST_BYTES:
        raise ValueError(f"the signing key has {len(key)} bytes, not {_SHORTEST_BYTES}")
    return key
