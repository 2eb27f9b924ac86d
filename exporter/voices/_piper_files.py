"""Piper voices on this machine: ``NAME.onnx``, the model, ``NAME.onnx.json``, its description, ``NAME.onnx.sha256``.

The last is the model's digest, a line as ``sha256sum`` writes it, recorded when the voice was installed; the model
must still have it when it is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.errors import VoiceError
from exporter.messages import Message, cause

MODEL = ".onnx"
DESCRIPTION = ".onnx.json"
DIGEST = ".onnx.sha256"
NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,79}", re.ASCII)
"""What a voice may be called: a file's name, nothing else."""

_EXAMPLE = "exporter voices install fr_FR-siwis-medium --from FOLDER_OR_URL"
_AGAIN = "install it again, from its publisher"
_RATES = range(8_000, 48_001)


@dataclass(frozen=True, slots=True)
class Description:
    """What a voice's ``.onnx.json`` tells: samples a second, the voice of eSpeak NG, tokens of each phoneme."""

    rate: int
    language: str
    tokens: Mapping[str, int]
    length_scale: float
    speakers: int


def folder() -> Path:
    """``$XDG_DATA_HOME/exporter/voices``; raises `VoiceError` for a user without a home."""
    try:
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "exporter/voices"
    except RuntimeError as error:
        raise VoiceError("you have no home folder to keep voices in", "set XDG_DATA_HOME to a folder") from error


def path(name: str, suffix: str) -> Path:
    """Where a part of a voice lies."""
    return folder() / f"{name}{suffix}"


def installed() -> tuple[str, ...]:
    """Names of the voices whose model and description are there."""
    try:
        names = [file.name.removesuffix(MODEL) for file in folder().glob(f"*{MODEL}")]
    except VoiceError:
        return ()
    return tuple(sorted(name for name in names if NAME.fullmatch(name) and path(name, DESCRIPTION).is_file()))


def choose(name: str) -> str:
    """The installed voice of that name, or the only one if the name is empty; raises `VoiceError`."""
    known = installed()
    if name in known:
        return name
    if not known:
        raise VoiceError("no Piper voice is installed", _EXAMPLE)
    if name:
        raise VoiceError(
            Message("no Piper voice is called {name}", name=repr(name)),
            Message("installed: {names}", names=", ".join(known)),
        )
    if len(known) > 1:
        raise VoiceError(
            "several Piper voices are installed", Message("choose one: --voice piper:{name}", name=known[0])
        )
    return known[0]


def digest(name: str) -> str:
    """SHA-256 of a voice's model as it was recorded; worked out for a voice that was copied in by hand."""
    try:
        recorded = path(name, DIGEST).read_text(encoding="ascii", errors="replace").split()
    except FileNotFoundError:
        return hashlib.sha256(path(name, MODEL).read_bytes()).hexdigest()
    return recorded[0].lower() if recorded else ""


def read(name: str) -> tuple[bytes, Description]:
    """Read a voice and check its digest; raises `VoiceError`."""
    try:
        model, text = path(name, MODEL).read_bytes(), path(name, DESCRIPTION).read_bytes()
        whole = hashlib.sha256(model).hexdigest() == digest(name)
    except OSError as error:
        raise VoiceError(
            Message("the Piper voice {name} cannot be read: {reason}", name=name, reason=cause(error)), _EXAMPLE
        ) from error
    if not whole:
        raise VoiceError(
            Message("the Piper voice {name} is damaged: its digest differs", name=name), "install it again"
        )
    return model, describe(name, text)


def describe(name: str, text: bytes) -> Description:
    """Understand a voice's description; raises `VoiceError`."""
    try:
        return _description(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise VoiceError(
            Message("{name}{suffix} describes no Piper voice", name=name, suffix=DESCRIPTION),
            "install it again, from its publisher",
        ) from error


def _description(told: Mapping[str, Any]) -> Description:
    """Pick out what is needed; raises `ValueError` for what cannot be, as `KeyError` or `TypeError` for what lacks."""
    if told.get("phoneme_type", "espeak") != "espeak":
        raise ValueError("its phonemes are not those of eSpeak NG")
    rate, scale = int(told["audio"]["sample_rate"]), float(told.get("inference", {}).get("length_scale", 1))
    tokens = {str(symbol): int(ids[0]) for symbol, ids in told["phoneme_id_map"].items()}
    if rate not in _RATES or not 0.1 <= scale <= 10 or not {"_", "^", "$", " "} <= tokens.keys():  # noqa: PLR2004 - sane
        raise ValueError("its numbers cannot be")
    return Description(rate, str(told["espeak"]["voice"]), tokens, scale, int(told.get("num_speakers", 1)))
