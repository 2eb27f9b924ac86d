"""Who does the work: this process, worker processes, or a cluster; all behind `concurrent.futures`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import registry
from exporter.engine import clock
from exporter.engine.flow import Serial
from exporter.engine.inputs import theme
from exporter.engine.outputs import folder_of, is_url
from exporter.engine.work import pool
from exporter.engine.work.worker import desk, make, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from exporter.engine.records import Outcome, Request, Task
    from exporter.events import Event, Report

    Submit = Callable[[Task], Future[tuple[Outcome, tuple[Event, ...]]]]

_A_WORKER: Final = 4
"""Articles that are worth the start of another worker process."""


@contextmanager
def hands(request: Request, count: int, report: Report, *, shared: bool) -> Iterator[Submit]:
    """Give what takes tasks, ``count`` of them; what is heard of one comes with its result, or is reported at once.

    This process does them where others would not be worth their start, or do not see the output (``shared``).
    """
    abroad = _abroad(request)
    if request.cluster:
        from exporter.engine.work import cluster  # noqa: PLC0415 - only where it is asked for

        with cluster.connect(request.cluster, report) as executor:
            yield _sent(abroad, executor)
    elif count == 1 or not shared or _voice_has_workers(request, count):
        with desk(abroad, request.jobs, report) as at, Serial() as serial:
            yield lambda task: serial.submit(lambda: (make(abroad, task, at, report), ()))
    else:
        with pool.local(min(request.jobs, -(-count // _A_WORKER))) as executor:
            yield _sent(abroad, executor)


def _sent(request: Request, executor: Executor) -> Submit:
    return lambda task: executor.submit(pool.guarded, partial(work, request), task, request.time_limit)


def _voice_has_workers(request: Request, count: int) -> bool:
    """Whether a slow voice keeps all cores busy by itself: a few articles are spoken sooner sentence by sentence."""
    spoken = any(registry.writer(name).FORMAT.spoken for name in request.formats)
    return (
        spoken
        and any(registry.voice(one.voice).VOICE.heavy for one in request.settings.narration.cast)
        and count < 2 * request.jobs
    )


def _abroad(request: Request) -> Request:
    """The same request for other processes, whose current folder may be another: without inputs."""
    page, cache = request.settings.page, request.cache
    named = page if page.theme in theme.names() else replace(page, theme=str(Path(page.theme).absolute()))
    return replace(
        request,
        inputs=(),
        epoch=clock.epoch(),
        lexicon=None,  # each input brings its own
        out=request.folder.absolute() if request.folder else request.out,
        cache=str(Path(folder_of(cache)).absolute()) if cache and not is_url(cache) else cache,
        settings=replace(request.settings, page=named),
    )
