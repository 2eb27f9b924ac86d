"""What a user may choose, in small frozen groups: one for each part of the house that has choices."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextSettings:
    """Plain text: ``width`` in characters."""

    width: int = 72


@dataclass(frozen=True, slots=True)
class NarrationSettings:
    """Narration: voice by name, ``speed`` as a factor of the voice's own (0.5 to 3), what is read aloud."""

    voice: str = "kokoro"
    speed: float = 1.0
    sources: bool = True
    announce_voice: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of one run."""

    text: TextSettings = field(default_factory=TextSettings)
    narration: NarrationSettings = field(default_factory=NarrationSettings)
