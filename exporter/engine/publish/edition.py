"""``edition.json``: what was made of an article, from what, by which voice, with which warnings."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from exporter import __version__, canon
from exporter.engine.records import Artefact, Origin
from exporter.engine.storage.files import sha256, sha256_of
from exporter.engine.storage.paths import RECORD
from exporter.events import Dropped, NotRendered, Warned

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Format, Original


def origin(original: Original, article: Article) -> Origin:
    """Describe where an article comes from."""
    data = original.data
    return Origin(original.url or original.name, len(data), sha256(data), article.metadata.title, canon.digest(article))


def of_issue(title: str, parts: tuple[Origin, ...]) -> Origin:
    """Describe where an issue comes from."""
    inputs = "\n".join((title, *(part.sha256 for part in parts)))
    documents = "\n".join((title, *(part.document for part in parts)))
    size = sum(part.bytes for part in parts)
    return Origin(title, size, sha256(inputs.encode()), title, sha256(documents.encode()), parts)


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that ``edition.json`` says; ``losses`` are warnings and what a format could not express.

    What was left out of the input is told by line and reason: the words themselves are in the input, and no edition's
    folder should hold them.
    """

    origin: Origin
    generated: datetime
    artefacts: tuple[Artefact, ...]
    losses: tuple[Warned | NotRendered, ...]
    dropped: tuple[Dropped, ...]


def artefact(path: Path, form: Format) -> Artefact:
    """Describe a file that was just written."""
    return Artefact(form.name, path.name, form.media_type, path.stat().st_size, sha256_of(path), form.revision)


def write(folder: Path, edition: Edition, before: bytes | None = None, kept: Collection[str] = ()) -> tuple[str, ...]:
    """Write ``edition.json``; gives the formats that it tells of as the record ``before`` does.

    What that says of editions in ``kept`` formats stays, losses included, if it is of the same document. Raises
    `OSError`.
    """
    made = {item.format for item in edition.artefacts}
    earlier = _earlier(before, edition.origin.document)
    still = [item for item in earlier.get("artefacts", ()) if item["format"] in kept and item["format"] not in made]
    forms = {item["format"] for item in still}
    lost = [loss for loss in earlier.get("warnings", ()) if _concerns(loss, forms, made)]
    artefacts = sorted([*map(dataclasses.asdict, edition.artefacts), *still], key=lambda item: str(item["format"]))
    losses = _described(edition.losses)
    document = {
        "type": "edition",
        "version": 1,
        "generator": f"exporter {__version__}",
        "generated": edition.generated.isoformat().replace("+00:00", "Z"),
        **_origin(edition.origin),
        **({"articles": [_origin(part) for part in edition.origin.parts]} if edition.origin.parts else {}),
        "artefacts": artefacts,
        "warnings": [*losses, *(loss for loss in lost if loss not in losses)],
        "dropped": [{"line": event.line, "reason": event.reason} for event in edition.dropped],
    }
    (folder / RECORD).write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tuple(forms)


def _concerns(loss: dict[str, Any], kept: Collection[str], made: Collection[str]) -> bool:
    """Whether an earlier loss may be one of editions that are kept; a warning does not tell of which it is."""
    return loss["format"] in kept if "format" in loss else bool(kept) and loss.get("code") not in made


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "source": {"name": origin.name, "bytes": origin.bytes, "sha256": origin.sha256},
        "document": {"title": origin.title, "sha256": origin.document},
    }


def owner(record: bytes | None, origin: Origin) -> str | None:
    """Name the input that the editions of a record were made of, if that is another than this.

    An input of the same name may have been edited or moved, one of the same words renamed: they are the same article.
    """
    try:
        document = json.loads(record or b"")
        name, digest = str(document["source"]["name"]), document["document"]["sha256"]
    except (ValueError, KeyError, TypeError):
        return None
    return None if name == origin.name or digest == origin.document else name


def _described(events: Sequence[Warned | NotRendered]) -> list[dict[str, Any]]:
    return [{"type": type(event).__name__.lower(), **dataclasses.asdict(event)} for event in events]


def _earlier(record: bytes | None, digest: str) -> dict[str, Any]:
    """What a record says, if it is one of the same document."""
    try:
        document: dict[str, Any] = json.loads(record or b"")
        fields = {field.name for field in dataclasses.fields(Artefact)}
        whole = document["document"]["sha256"] == digest and isinstance(document["warnings"], list)
        return document if whole and all(item.keys() == fields for item in document["artefacts"]) else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
