"""``edition.json``: what was made of an article, from what, by which voice, with which warnings."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from exporter import __version__, canon
from exporter.engine.store import sha256, whole
from exporter.events import Dropped, NotRendered, Preflight, Warned
from exporter.model import Article
from exporter.ports import Original

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exporter.ports import Format

NAME = "edition.json"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One edition on disk: ``path`` relative to its folder, ``duration`` in seconds where it speaks.

    ``preflight`` is what an edition for the press was found to be.
    """

    format: str
    path: str
    media_type: str
    bytes: int
    sha256: str
    revision: int
    duration: float | None = None
    voice: str | None = None
    preflight: Preflight | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that ``edition.json`` says; ``losses`` are warnings and what a format could not express.

    What was left out of the input is told by line and reason: the words themselves are in the input, and no edition's
    folder should hold them.
    """

    original: Original
    article: Article
    generated: datetime
    artefacts: tuple[Artefact, ...]
    losses: tuple[Warned | NotRendered, ...]
    dropped: tuple[Dropped, ...]


def artefact(path: Path, form: Format, duration: float | None, voice: str | None) -> Artefact:
    """Describe a file that was just written."""
    data = path.read_bytes()
    return Artefact(form.name, path.name, form.media_type, len(data), sha256(data), form.revision, duration, voice)


def write(folder: Path, edition: Edition) -> None:
    """Write ``edition.json``.

    Editions of the same article from earlier runs stay listed while their files are intact.
    """
    digest = canon.digest(edition.article)
    made = {item.format for item in edition.artefacts}
    kept = [item for item in _earlier(folder, digest) if item["format"] not in made and _intact(folder, item)]
    artefacts = sorted([*map(dataclasses.asdict, edition.artefacts), *kept], key=lambda item: str(item["format"]))
    document = {
        "type": "edition",
        "version": 1,
        "generator": f"exporter {__version__}",
        "generated": edition.generated.isoformat().replace("+00:00", "Z"),
        "source": {
            "name": edition.original.name,
            "bytes": len(edition.original.data),
            "sha256": sha256(edition.original.data),
        },
        "document": {"title": edition.article.metadata.title, "sha256": digest},
        "artefacts": artefacts,
        "warnings": _described(edition.losses),
        "dropped": [{"line": event.line, "reason": event.reason} for event in edition.dropped],
    }
    with whole(folder / NAME) as part:
        part.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def owner(folder: Path, original: Original, article: Article) -> str | None:
    """Name the input that the editions in a folder were made of, if that is another article than this.

    An input of the same name may have been edited or moved, one of the same words renamed: they are the same article.
    """
    try:
        document = json.loads((folder / NAME).read_text(encoding="utf-8"))
        name, digest = str(document["source"]["name"]), document["document"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if name == original.name or digest == canon.digest(article) else name


def _described(events: Sequence[Warned | NotRendered]) -> list[dict[str, Any]]:
    return [{"type": type(event).__name__.lower(), **dataclasses.asdict(event)} for event in events]


def _earlier(folder: Path, digest: str) -> list[dict[str, Any]]:
    try:
        document = json.loads((folder / NAME).read_text(encoding="utf-8"))
        fields = {field.name for field in dataclasses.fields(Artefact)}
        same = document["document"]["sha256"] == digest
        return [item for item in document["artefacts"] if same and item.keys() == fields]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _intact(folder: Path, item: dict[str, Any]) -> bool:
    try:
        path = folder / item["path"]
        return path.parent == folder and sha256(path.read_bytes()) == str(item["sha256"])
    except (OSError, TypeError, ValueError):
        return False
