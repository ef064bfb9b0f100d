"""The key that signs cursors, from Secrets Manager."""

from shared.adapters.signing_key import signing_key

cursor_key = signing_key
