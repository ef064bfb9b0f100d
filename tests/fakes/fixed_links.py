"""Links that name what they lead to and are not signed."""

from shared.domain.observations import StateKey


class FixedLinks:
    """Implements Links of messages."""

    def timeline(self, key: StateKey) -> str:
        return f"https://api.example/timeline?resource_id={key.resource_id}&signature=1"

    def open_violations(self, account: str, rule_name: str) -> str:
        return f"https://api.example/violations?account={account}&rule_name={rule_name}&signature=1"
