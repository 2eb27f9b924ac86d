"""``edition.json``: what was made of an article, from what, by which voice, with which warnings."""

from __future__ import annotations

import dataclasses
import json
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from exporter import record
from exporter.engine.storage.files import sha256_of
from exporter.engine.storage.paths import RECORD
from exporter.errors import PluginError
from exporter.events import Dropped, NotRendered, Warned
from exporter.messages import Message
from exporter.ports import NAME_DIGITS
from exporter.record import Artefact, Cover, Piece, Record, Work
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from exporter.ports import Format

_TYPES: Final = mimetypes.MimeTypes()
"""Media types that do not depend on the machine."""
for _suffix, _type in {
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
}.items():
    _TYPES.add_type(_type, _suffix)


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that ``edition.json`` says; ``losses`` are warnings and what a format could not express.

    What was left out of the input is told by line and reason: the words themselves are in the input, and no edition's
    folder should hold them.
    """

    record: Record
    losses: tuple[Warned | NotRendered, ...]
    dropped: tuple[Dropped, ...]


def artefact(path: Path, form: Format) -> Artefact:
    """Describe an edition that was just written; raises `PluginError` for members that have no names by content."""
    folder = path.parents[form.suffix.count("/")]
    members = form.members(path) if form.folder else None
    found = sorted(one for one in members.rglob("*") if one.is_file() and one != path) if members else []
    return Artefact(
        form.name,
        path.relative_to(folder).as_posix(),
        form.media_type,
        path.stat().st_size,
        sha256_of(path),
        form.revision,
        files=tuple(_piece(one, folder, form) for one in found),
    )


def _piece(path: Path, folder: Path, form: Format) -> Piece:
    digest = sha256_of(path)
    if not path.name.startswith(digest[:NAME_DIGITS]):
        raise PluginError(
            Message(
                "the format {form} wrote {name}, which is not named by its content", form=form.name, name=path.name
            ),
            "give what belongs to an edition its name by exporter.ports.named",
        )
    kind = _TYPES.guess_type(path.name)[0] or "application/octet-stream"
    return Piece(path.relative_to(folder).as_posix(), kind, path.stat().st_size, digest)


def cover(folder: Path, artefacts: Sequence[Artefact]) -> Cover | None:
    """The picture among the editions, if there is one."""
    found = next((one for one in artefacts if one.media_type.startswith("image/")), None)
    if found is None:
        return None
    from PIL import Image  # noqa: PLC0415 - few editions are pictures

    with Image.open(folder / found.path) as picture:
        return Cover(found.path, *picture.size)


def write(folder: Path, edition: Edition, before: bytes | None = None, kept: Collection[str] = ()) -> tuple[str, ...]:
    """Write ``edition.json``; gives the formats that it tells of as the record ``before`` does.

    What that says of editions in ``kept`` formats stays, losses included, if it is of the same document. Raises
    `OSError`.
    """
    new = edition.record
    made = {item.format for item in new.artefacts}
    earlier = _earlier(before, new.work.document.sha256)
    told = record.loads(before or b"") if earlier else None
    still = [item for item in told.artefacts if item.format in kept and item.format not in made] if told else []
    forms = {item.format for item in still}
    lost = [loss for loss in earlier.get("warnings", ()) if _concerns(loss, forms, made)]
    losses = _described(edition.losses)
    whole = dataclasses.replace(
        new,
        artefacts=tuple(sorted([*new.artefacts, *still], key=lambda item: item.format)),
        duration=new.duration if new.duration is not None or not told else told.duration,
        chapters=new.chapters or (told.chapters if told else ()),
        cover=new.cover or (told.cover if told and told.cover and told.cover.path in {i.path for i in still} else None),
    )
    document = {
        "type": "edition",
        "version": record.VERSION,
        "generator": f"exporter {__version__}",
        "generated": new.generated,
        **record.to_json(whole),
        "warnings": [*losses, *(loss for loss in lost if loss not in losses)],
        "dropped": [{"line": event.line, "reason": event.reason} for event in edition.dropped],
    }
    (folder / RECORD).write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tuple(forms)


def _concerns(loss: dict[str, Any], kept: Collection[str], made: Collection[str]) -> bool:
    """Whether an earlier loss may be one of editions that are kept; a warning does not tell of which it is."""
    return loss["format"] in kept if "format" in loss else bool(kept) and loss.get("code") not in made


def owner(told: bytes | None, work: Work) -> str | None:
    """Name the input that the editions of a record were made of, if that is another than this.

    An input of the same name may have been edited or moved, one of the same words renamed: they are the same article.
    """
    try:
        before = record.loads(told or b"").work
    except ValueError:
        return None
    same = before.source.name == work.source.name or before.document.sha256 == work.document.sha256
    return None if same or before.id == work.id else before.source.name


def _described(events: Sequence[Warned | NotRendered]) -> list[dict[str, Any]]:
    """Losses as JSON, without their article: whose they are stands in the record, and where its file lies does not."""
    told = ({"type": type(event).__name__.lower(), **dataclasses.asdict(event)} for event in events)
    return [{name: value for name, value in one.items() if name != "article"} for one in told]


def _earlier(told: bytes | None, digest: str) -> dict[str, Any]:
    """What a record says, if it is one of this version and of the same document."""
    try:
        document: dict[str, Any] = json.loads(told or b"")
        whole = document["document"]["sha256"] == digest and isinstance(document["warnings"], list)
        record.loads(told or b"")
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return document if whole and document["version"] == record.VERSION else {}
