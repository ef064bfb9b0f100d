"""States that are closed, and what ended, by their keys in the ConfigCompliance table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_items import is_expired, read_record, text
from shared.domain.observations import Grave, StateKey, Version
from shared.domain.state import Record


class DynamoDbEnds:
    """Implements EndQueries."""

    def __init__(self, reader: BatchReader, clock: Callable[[], datetime]) -> None:
        self._reader = reader
        self._clock = clock

    def records(self, wanted: Iterable[StateKey]) -> Sequence[Record]:
        """Return what is kept of states; see the port."""
        now = self._clock()
        places = ((keys.account_pk(key.account, key.region), keys.state_sk(key)) for key in wanted)
        return [
            read_record(item) for item in self._reader.items(places) if not is_expired(item, now)
        ]

    def ends(self, graves: Iterable[Grave]) -> Mapping[Grave, Version]:
        """Return when each ended at last; see the port."""
        now = self._clock()
        wanted = {
            (keys.account_pk(grave.account, grave.region), keys.grave_sk(grave)): grave
            for grave in graves
        }
        found = {
            (text(item, "pk"), text(item, "sk")): Version.read(text(item, "version"))
            for item in self._reader.items(wanted)
            if not is_expired(item, now)
        }
        return {wanted[key]: version for key, version in found.items()}
