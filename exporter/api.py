"""The names of ``exporter`` for other programs: read an article, prepare it, write one edition, export many."""

from __future__ import annotations

import os
import tempfile
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from exporter import passes, registry
from exporter.engine import run
from exporter.engine.publish import verify as check
from exporter.engine.records import NOTHING_KNOWN, Request, texts
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.storage.files import disk
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.errors import UsageError
from exporter.messages import Message
from exporter.options import listed
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.engine.records import Overrides
    from exporter.events import Checked, Event, Report
    from exporter.model import Article


def _ignore(_: Event) -> None:
    """Listen to nothing."""


def read(source: str | Path, known: Overrides = NOTHING_KNOWN, report: Report = _ignore) -> Article:
    """Read an article from a file or an address, as ``exporter read`` does.

    ``known`` is what you know better, ``report`` hears what was left out. Raises `ReadError`, `UsageError`.
    """
    return run.understand(os.fspath(source), known, report)


def prepare(article: Article, report: Report = _ignore) -> Article:
    """Give an article what writers expect: foreign words marked, typography set, every sentence with its id.

    It must not be prepared twice.
    """
    return passes.prepare(article, LocalWorld(Settings(), report, None, None).language(article.metadata.language))


def write(
    article: Article, form: str, out: str | Path, settings: Settings | None = None, report: Report = _ignore
) -> None:
    """Write one edition of a prepared article at ``out``, whole or not at all; its pictures lie beside that.

    ``form`` is a format's name. Raises `UsageError`, `WriteError`, `VoiceError`, `ResourceError`.
    """
    writer, chosen, target = registry.writer(form), settings or Settings(), Path(out).absolute()
    if writer.FORMAT.folder:
        raise UsageError(Message("an edition of several files: {form}", form=form), "export it: exporter.export")
    with (
        disk(target),
        closing(SpeechCache.at(None)) as cache,
        Narrator(chosen.narration, cache, 0) as narrator,
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder,
    ):
        staged = Path(folder) / target.name
        writer.write(article, LocalWorld(chosen, report, target.parent, narrator), staged)
        staged.replace(target)


def export(
    inputs: Iterable[str | Path] | str | Path,
    out: str | Path | None = None,
    formats: Iterable[str] | str | None = None,
    request: Request | None = None,
) -> Iterator[Event]:
    """Export articles as ``exporter export`` does, and give each event as it happens.

    ``formats`` are names, ``all``, or names with commas between. ``request`` holds everything else that can be asked
    for, and ``out`` and ``formats`` where they are not given here. What concerns one article or edition is a `Failed`
    event; what concerns the whole run raises `ExporterError`. The export goes on while nobody takes events, and is
    waited for when the iterator is closed.
    """
    base = request or Request(())
    asked = replace(base, inputs=texts(inputs), out=base.out if out is None else out)
    names = asked.formats if formats is None else listed(",".join(texts(formats)))
    return _events(replace(asked, formats=registry.formats(names, bound=asked.bundle is not None)))


def verify(folder: str | Path, report: Report = _ignore) -> Iterator[Checked]:
    """Compare editions with their records, as ``exporter verify`` does: of an output, or of one article's folder.

    Each file comes as it is checked, ``trouble`` empty if it is what was written. Raises `ReadError`.
    """
    return check.verify(folder, report)


def _events(asked: Request) -> Iterator[Event]:
    heard: SimpleQueue[Event | BaseException | None] = SimpleQueue()

    def carry_out() -> None:
        try:
            run.export(asked, heard.put)
        except BaseException as error:  # noqa: BLE001 - raised where the events are taken
            heard.put(error)
        heard.put(None)

    thread = threading.Thread(target=carry_out, name="export")
    thread.start()
    try:
        while (event := heard.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        thread.join()
