"""The last wave of first results, in memory."""

from shared.domain.wave import Wave


class InMemoryWaves:
    """Implements Waves; with `overtaken` somebody else is first so many times."""

    def __init__(self) -> None:
        self.kept: Wave | None = None
        self.overtaken = 0

    def wave(self) -> Wave | None:
        return self.kept

    def keep(self, wave: Wave, instead_of: Wave | None) -> bool:
        if self.overtaken or self.kept != instead_of:
            self.overtaken -= self.overtaken > 0
            return False
        self.kept = wave
        return True
