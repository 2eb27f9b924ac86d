"""Watching: what is saved is exported at once, until the user has had enough."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from exporter.engine.inputs.finding import LIST
from exporter.engine.plan.scope import survey
from exporter.errors import ExporterError, ResourceError, UsageError
from exporter.events import Failed, Summary, Warned, Watching
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from watchfiles.main import FileChange

    from exporter.engine.plan.scope import Scope
    from exporter.engine.records import Request
    from exporter.events import Event, Report

    Run = Callable[[Request, Report], tuple[Failed, ...]]
    Watcher = Generator[set[FileChange]]

_QUIET: Final = 75
"""Milliseconds without any change after which a save is over."""
_PATIENCE: Final = 300
"""Milliseconds that we wait for that at most."""
_TICK: Final = 100
"""Milliseconds after which the watcher looks up when nothing changes."""
_TRIES: Final = 5
_SAMPLES: Final = 100
_LIMITS: Final = "watch fewer folders, or raise fs.inotify.max_user_watches"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed at one time, as the user names it: articles to export, those that are ``gone``.

    ``elsewhere``: something changed that may concern all of them; ``moved``: even what there is to watch.
    """

    articles: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    elsewhere: bool = False
    moved: bool = False


def watch(request: Request, report: Report, run: Run) -> None:
    """Carry out a request, and then again for what changes, until `KeyboardInterrupt`.

    A changed article alone is exported; for anything else all of them are, which the ledger makes cheap. Failures are
    reported. Raises `ExporterError` for what the first run cannot begin with, `ResourceError` for a system that cannot
    watch so much.
    """
    if request.dry_run:
        raise UsageError("a dry run makes nothing that could be watched", "leave out --watch or --dry-run")
    scope, watcher = _begun(request)
    try:
        run(request, report)
        report(Watching(request.inputs))
        request = replace(request, force=False)
        _warm_up(request, scope, run)
        while True:
            changes = read(next(watcher), scope)
            if changes.moved:
                scope, watcher = _moved(request, report, scope, watcher)
            _again(request, report, run, changes)
    finally:
        watcher.close()


def _warm_up(request: Request, scope: Scope, run: Run) -> None:
    """Export a small article to nowhere: the first save shall not have to wait for libraries that load slowly."""
    with suppress(ExporterError, OSError), TemporaryDirectory(prefix="exporter-") as nowhere:
        sample = min(islice(scope.articles(), _SAMPLES), key=os.path.getsize, default=None)
        if sample and not request.cluster:
            trial = replace(request, inputs=(sample,), out=Path(nowhere), prune=False, explain=False, jobs=1)
            run(trial, lambda _: None)


def _begun(request: Request) -> tuple[Scope, Watcher]:
    """Begin to watch what there is: from here on no change is missed."""
    for _ in range(_TRIES):
        scope = survey(request)
        watcher = _changed(scope)
        try:
            next(watcher)
        except FileNotFoundError:  # a folder has gone since we looked
            continue
        return scope, watcher
    raise ResourceError("these folders cannot be watched: they come and go", "try later")


def _changed(scope: Scope) -> Watcher:
    """Give what has changed since the last time; after a tick, even nothing."""
    import watchfiles  # noqa: PLC0415 - only who watches needs it

    try:
        with closing(
            watchfiles.watch(
                *scope.watched,
                watch_filter=lambda _, path: scope.concerns(path),
                debounce=_PATIENCE,
                step=_QUIET,
                rust_timeout=_TICK,
                yield_on_timeout=True,
                recursive=False,
            )
        ) as changes:
            yield from changes
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError) as error:  # as the library has it: too many folders, most often
        raise ResourceError(Message("these folders cannot be watched: {reason}", reason=error), _LIMITS) from error


def read(changed: Iterable[FileChange], scope: Scope) -> Changes:
    """Tell what changes of files mean; what came and has gone again, on the way to another name, means nothing."""
    kinds: dict[str, set[str]] = {}
    for kind, path in changed:
        kinds.setdefault(path, set()).add(kind.name)
    articles: dict[str, None] = {}
    gone: dict[str, None] = {}
    elsewhere = moved = False
    for path, told in sorted(kinds.items()):
        article, deleted = scope.article(path), told == {"deleted"}
        if os.path.isdir(path) or path in scope.near | scope.needed:  # noqa: PTH112 - strings, as in the scope
            moved |= path in scope.needed or told != {"modified"}
        elif article is None:
            elsewhere |= deleted or os.path.exists(path)  # noqa: PTH110 - as above
        elif os.path.exists(article):  # noqa: PTH110 - as above
            articles[article] = None
        elif deleted:
            gone[article] = None
    return Changes(tuple(articles), tuple(gone), elsewhere or moved, moved)


def _moved(request: Request, report: Report, scope: Scope, watcher: Watcher) -> tuple[Scope, Watcher]:
    """Watch what there is now, or the same as before if that cannot be told."""
    try:
        begun = _begun(request)
    except ExporterError as error:
        report(_failed(error))
        return scope, watcher
    watcher.close()
    return begun


def _again(request: Request, report: Report, run: Run, changes: Changes) -> None:
    """Export what changed, or everything; what is gone is told, and removed if the user has asked for that."""
    if not request.prune:
        for article in changes.gone:
            report(
                Warned(
                    "deleted",
                    Message("{article} was deleted; its editions stay until --prune", article=article),
                    tolerated=True,
                )
            )
    whole = changes.elsewhere or (request.prune and changes.gone) or (request.bundle and changes.articles)
    inputs = tuple(filter(_is_there, request.inputs)) if whole else changes.articles
    if inputs or (whole and request.prune):
        try:
            run(replace(request, inputs=inputs), _telling(report) if whole else report)
        except ExporterError as error:
            report(_failed(error))


def _is_there(item: str) -> bool:
    return os.path.exists(item.removeprefix(LIST))  # noqa: PTH110 - as above


def _telling(report: Report) -> Report:
    """Leave out the sum of a run that had nothing to do: many a change concerns no article."""

    def tell(event: Event) -> None:
        if not isinstance(event, Summary) or event.done or event.failed:
            report(event)

    return tell


def _failed(error: ExporterError) -> Failed:
    return Failed(None, None, error.message, error.hint, error.exit_code)
