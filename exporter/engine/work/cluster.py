"""Dask distributed as an executor: the same tasks as `exporter.engine.work.pool`, done by whoever the scheduler has.

The scheduler's process and the workers' have exporter installed, in the version that is here. A task travels as one
pickle that Dask does not look into. Dask gives the tasks of a lost worker to another; a result is never used twice.
"""

from __future__ import annotations

import logging
import pickle
import pkgutil
import warnings
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar
from weakref import WeakSet, ref

from exporter.errors import ReadError, UsageError
from exporter.events import Warned
from exporter.messages import Message
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, TypeAlias

    from exporter.events import Report

    Client: TypeAlias = Any  # of Dask, which has no types

P = ParamSpec("P")
R = TypeVar("R")

_PATIENCE: Final = 8
"""Seconds for a scheduler to answer."""
_INSTALL: Final = 'pip install "exporter[cluster]"'
_SAME: Final = "install the same version of exporter on every worker"


def connect(address: str, report: Report) -> Executor:
    """Give an executor whose tasks are done by a Dask cluster; submit `exporter.engine.work.pool.guarded`.

    As a context it waits for what was submitted or, after an exception, gives up what has no result yet; so does
    ``shutdown(cancel_futures=True)``. Raises `UsageError` if there is no such cluster, or it runs another version.
    """
    client = _client(address, report)
    try:
        _check(client, report)
    except BaseException:
        client.close()
        raise
    return _Cluster(client, address)


def _dask() -> Any:  # noqa: ANN401 - a package without types
    """The package, which is heavy to load; raises `UsageError` if it is not installed."""
    try:
        return import_module("distributed")
    except ImportError:
        raise UsageError("--cluster needs Dask distributed", _INSTALL) from None


def _client(address: str, report: Report) -> Client:
    import asyncio  # noqa: PLC0415 - as heavy as what needs it

    dask = _dask()
    _hush()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            asyncio.run(asyncio.wait_for(_greet(dask, address), _PATIENCE))
            client = dask.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (ValueError, TypeError) as error:
            raise UsageError(
                Message("not an address of a Dask scheduler: {address}", address=address),
                "such as tcp://scheduler:8786",
            ) from error
        except (OSError, ImportError) as error:
            raise UsageError(
                Message("no Dask scheduler answers at {address}", address=address),
                "start one with `dask scheduler`, or check the address",
            ) from error
    if any(issubclass(one.category, dask.versions.VersionMismatchWarning) for one in told):
        report(Warned("cluster", "the cluster has other versions of Python or of packages", tolerated=True))
    return client


async def _greet(dask: Any, address: str) -> None:  # noqa: ANN401 - as above
    """Exchange greetings with a scheduler, since a client waits for those of anything that listens, for ever."""
    with suppress(TypeError):  # TLS whose certificates the client alone knows where to find
        security = dask.Security().get_connection_args("client")
        greeted = await dask.comm.connect(address, timeout=_PATIENCE, **security)
        await greeted.close()


def _hush() -> None:
    """Have Dask keep what it logs to itself: what matters comes as an exception."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check(client: Client, report: Report) -> None:
    """See that the whole cluster has our version; raises `UsageError`."""
    asked = pkgutil.resolve_name, "exporter:__version__"  # this needs nothing of ours over there
    found: dict[str, object] = client.run(*asked, on_error="return")
    if not found:
        report(Warned("cluster", "the cluster has no worker yet: waiting for one", tolerated=True))
    try:
        found["scheduler"] = client.run_on_scheduler(*asked)
    except ImportError as error:
        found["scheduler"] = error
    for name, version in found.items():
        if isinstance(version, ImportError):
            raise UsageError(
                Message("exporter is not installed on the cluster ({worker})", worker=name), _SAME
            ) from version
        if isinstance(version, str) and version != __version__:  # else a worker was lost meanwhile
            raise UsageError(
                Message(
                    "exporter {found} is on the cluster ({worker}), {wanted} is here",
                    found=version,
                    worker=name,
                    wanted=__version__,
                ),
                _SAME,
            )


def _work(version: str, parcel: bytes) -> bytes:
    """Do a task on a worker, which may have joined after all were asked for their version; gives the pickled result."""
    if version != __version__:
        raise UsageError(
            Message("exporter {found} is on the cluster, {wanted} is here", found=__version__, wanted=version), _SAME
        )
    function, args, kwargs = pickle.loads(parcel)  # noqa: S301 - who can send this, can send any function to Dask
    return pickle.dumps(function(*args, **kwargs), pickle.HIGHEST_PROTOCOL)


class _Cluster(Executor):
    """Dask's own executor, with our errors, and a connection that ends with it."""

    def __init__(self, client: Client, address: str) -> None:
        from tornado.ioloop import PeriodicCallback  # noqa: PLC0415 - heavy, comes with Dask

        self._client = client
        self._address = address
        self._executor = client.get_executor(pure=False)
        self._pending: WeakSet[Future[Any]] = WeakSet()
        self._gone = self._over = False
        self._watching = PeriodicCallback(self._watch, 1000)
        client.loop.add_callback(self._watching.start)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Send a task; raises `UsageError` when the scheduler is gone."""
        if self._gone:
            raise self._lost()
        task = self._executor.submit(_work, __version__, pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        future: Future[R] = Future()
        self._pending.add(future)
        future.add_done_callback(partial(_give_up, ref(task)))
        task.add_done_callback(partial(self._settle, future))
        return future

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - inherited
        """Stop. What neither waits nor cancels leaves the connection open until the process ends."""
        if cancel_futures:
            self._over = True
            if not self._gone:
                self._executor.shutdown(wait=False)  # one message for all
            for future in list(self._pending):
                future.cancel()
        elif wait:
            futures.wait(list(self._pending))
        if wait or cancel_futures:
            self._over = True
            with suppress(TimeoutError):
                self._client.close()

    def _watch(self) -> None:
        """Notice that the scheduler is gone: Dask does not tell those who wait for a result that is on its way."""
        if self._client.status == "running":
            return
        self._gone = True
        for future in list(self._pending):
            with suppress(InvalidStateError):
                future.set_exception(self._lost())

    def _settle(self, future: Future[Any], task: Future[bytes]) -> None:
        """Hand over what a task came to, unless somebody has given it up."""
        with suppress(InvalidStateError):
            try:
                future.set_result(pickle.loads(task.result()))  # noqa: S301 - our own workers'
            except CancelledError:
                self._gone = self._gone or not self._over
                future.set_exception(self._lost())
            except Exception as error:  # noqa: BLE001 - it goes to whoever asks for the result
                future.set_exception(_ours(error))

    def _lost(self) -> UsageError:
        return UsageError(
            Message("the Dask scheduler at {address} is gone", address=self._address),
            "start it, then export again: what is done stays done",
        )


def _give_up(task: ref[Future[bytes]], future: Future[Any]) -> None:
    """Cancel a task whose result nobody wants any more.

    Who keeps the future must not keep the task: Dask does once more what was done on a worker that is lost, for as
    long as anybody has it.
    """
    own = task()
    if future.cancelled():
        future.set_running_or_notify_cancel()  # wakes who waits for it
        if own is not None:
            own.cancel()


def _ours(error: Exception) -> Exception:
    """What Dask says of its workers, as an error of ours; others are the task's own."""
    if not isinstance(error, _dask().KilledWorker):
        return error
    return ReadError(
        Message("a worker died while it was made, {tries} times", tries=error.allowed_failures + 1),
        "look into the logs of the workers",
    )
