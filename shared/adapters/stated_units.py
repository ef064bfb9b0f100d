"""The organisational units of accounts as the settings state them: nobody is asked."""

from collections.abc import Iterable, Mapping

from shared.domain.account_units import Units, units_in_settings


class StatedUnits:
    """Implements OrganisationalUnits; an account that the settings do not name is in none."""

    def __init__(self, stated: Mapping[str, Units]) -> None:
        self._stated = stated

    def of(self, accounts: Iterable[str]) -> Mapping[str, Units | None]:
        """Return the units of each account, by their names in the settings."""
        return {account: units_in_settings(self._stated, account) for account in accounts}
