"""The persons that Kokoro speaks as: blends of its style vectors, by the table ``assets/voices/kokoro.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter import resources
from exporter.errors import VoiceError
from exporter.messages import Message
from exporter.voices import _symbols

if TYPE_CHECKING:
    from exporter.speech import Samples

_TABLE: Final = "assets/voices/kokoro.toml"
DEFAULT: Final = "siwis"


@dataclass(frozen=True, slots=True)
class Person:
    """A synthetic voice: its ``title`` for people, the weights of its style vectors by their name."""

    title: str
    vectors: Mapping[str, float]

    @property
    def fingerprint(self) -> str:
        """Digests of the vectors, and their weights."""
        digests = ((hashlib.sha256(_vector(name)).hexdigest(), weight) for name, weight in self.vectors.items())
        return " + ".join(f"{weight:g} {digest}" for digest, weight in digests)

    @property
    def styles(self) -> Samples:
        """For each number of symbols the style that it speaks them in, 510 × 1 × 256."""
        import numpy as np  # noqa: PLC0415 - heavy

        blend = np.zeros((_symbols.MOST, 1, 256), dtype=np.float32)
        for name, weight in self.vectors.items():
            blend += np.float32(weight) * np.frombuffer(_vector(name), dtype="<f4").reshape(blend.shape)
        return blend


@cache
def persons() -> Mapping[str, Person]:
    """All of them by name."""
    return {name: Person(**entry) for name, entry in tomllib.loads(resources.read(_TABLE).decode()).items()}


def person(name: str) -> Person:
    """A person by name; raises `VoiceError` for an unknown one."""
    if name not in persons():
        raise VoiceError(
            Message("Kokoro has no voice {name!r}", name=name), Message("known: {names}", names=", ".join(persons()))
        )
    return persons()[name]


def _vector(name: str) -> bytes:
    return resources.read(f"assets/voices/{name}.bin")
