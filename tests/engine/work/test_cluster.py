"""Dask distributed as an executor: nothing is lost with a worker, and every trouble is one clear line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError, wait
from typing import TYPE_CHECKING

import pytest

from exporter.engine.work import cluster, pool
from exporter.errors import ReadError, UsageError, VoiceError
from exporter.events import Warned
from tests.engine import chores, dask
from tests.engine.work.test_pool import alive, soon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.events import Event

pytestmark = pytest.mark.slow
LIMIT = 60.0


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dask.Cluster]:
    with dask.cluster(tmp_path_factory.mktemp("dask"), 2) as one:
        yield one


def nothing(_: Event) -> None:
    pass


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert soon(lambda: set(threading.enumerate()) <= before)


def test_all_results_arrive_though_a_worker_is_killed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    marks = [tmp_path / str(number) for number in range(60)]
    with dask.cluster(tmp_path / "dask", 2) as own, cluster.connect(own.address, nothing) as executor:
        futures = [executor.submit(pool.guarded, chores.count, mark, LIMIT) for mark in marks]
        assert soon(lambda: sum(future.done() for future in futures) > 20, LIMIT)
        finished = [mark for future, mark in zip(futures, marks, strict=True) if future.done()]
        own.kill(own.workers[0])
        pids = {future.result(LIMIT) for future in futures}
        assert all(len(mark.read_text(encoding="ascii")) == 1 for mark in finished)  # what has arrived stays done
    assert len(pids) >= 2
    assert os.getpid() not in pids
    assert soon(lambda: not any(map(alive, pids)), seconds=1)
    assert capfd.readouterr() == ("", "")


def test_equal_tasks_are_each_done(shared: dask.Cluster, tmp_path: Path) -> None:
    with cluster.connect(shared.address, nothing) as executor:
        wait([executor.submit(pool.guarded, chores.count, tmp_path / "marks", LIMIT) for _ in range(5)])
    assert (tmp_path / "marks").read_text(encoding="ascii") == "....."


def test_deaths_and_errors_are_told_as_on_one_machine(shared: dask.Cluster, tmp_path: Path) -> None:
    with cluster.connect(shared.address, nothing) as executor:
        assert executor.submit(pool.guarded, chores.die_once, tmp_path / "tried", LIMIT).result() == "done"
        with pytest.raises(ReadError, match=r"it ended its worker process twice \(signal 9\)"):
            executor.submit(pool.guarded, chores.die, 9, LIMIT).result()
        with pytest.raises(VoiceError, match="hoarse") as error:
            executor.submit(pool.guarded, chores.fail, "ours", LIMIT).result()
        assert error.value.hint == "let it rest"
        with pytest.raises(ReadError, match=r"not ready after 0\.2 s"):
            executor.submit(pool.guarded, chores.nap, 30, 0.2).result()


def test_a_task_that_kills_worker_after_worker_is_set_aside(tmp_path: Path) -> None:
    with dask.cluster(tmp_path / "dask", 2) as own, cluster.connect(own.address, nothing) as executor:
        fatal = executor.submit(chores.die_slowly, 0.5)  # no guard: Dask's own process dies
        with pytest.raises(ReadError, match=r"^a worker died while it was made, 4 times$"):
            fatal.result(LIMIT)
        assert executor.submit(pool.guarded, abs, -1, LIMIT).result(LIMIT) == 1


def test_cancelling_ends_what_waits(shared: dask.Cluster) -> None:
    executor = cluster.connect(shared.address, nothing)
    futures = [executor.submit(pool.guarded, chores.nap, 0.3, LIMIT) for _ in range(500)]
    assert futures[-1].cancel()
    assert wait(futures[-1:], LIMIT).done == {futures[-1]}
    began = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - began < 20  # all of it would take a minute
    assert wait(futures, 1).not_done == set()
    with pytest.raises(CancelledError):
        futures[-2].result()


def test_an_exception_in_its_block_gives_everything_up(shared: dask.Cluster) -> None:
    def breaking_off() -> None:
        with cluster.connect(shared.address, nothing) as executor:
            for _ in range(100):
                executor.submit(pool.guarded, chores.nap, 1, LIMIT)
            raise ZeroDivisionError

    began = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        breaking_off()
    assert time.monotonic() - began < 20  # all of it would take most of a minute


def test_a_scheduler_that_goes_away_is_told_at_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with dask.cluster(tmp_path / "dask", 1) as own:
        executor = cluster.connect(own.address, nothing)
        futures = [executor.submit(pool.guarded, chores.nap, 0.2, LIMIT) for _ in range(50)]
        futures[0].result(LIMIT)
        own.kill(own.scheduler)
        with pytest.raises(UsageError, match=r"the Dask scheduler at .* is gone") as error:
            futures[-1].result(LIMIT)
        assert error.value.hint == "start it, then export again: what is done stays done"
        assert wait(futures, LIMIT).not_done == set()
        with pytest.raises(UsageError, match="is gone"):
            executor.submit(abs, -1)
        executor.shutdown(cancel_futures=True)
    assert capfd.readouterr() == ("", "")


def test_a_cluster_without_workers_is_waited_for(tmp_path: Path) -> None:
    events: list[Event] = []
    with dask.cluster(tmp_path / "dask", 0) as own, cluster.connect(own.address, events.append) as executor:
        assert events == [Warned("cluster", "the cluster has no worker yet: waiting for one", tolerated=True)]
        future = executor.submit(pool.guarded, abs, -1, LIMIT)
        own.join()
        assert future.result(LIMIT) == 1


def test_nobody_answers(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(UsageError) as error:
            cluster.connect(address, nothing)
    assert time.monotonic() - began < 20
    assert error.value.message == f"no Dask scheduler answers at {address}"
    assert error.value.hint == "start one with `dask scheduler`, or check the address"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("address", ["", "nonsense", "ftp://127.0.0.1:1", "tcp://127.0.0.1:port"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="not an address of a Dask scheduler"):
        cluster.connect(address, nothing)


def test_another_version_on_a_worker_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other" / "exporter"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text('__version__ = "0.0.7"\n', encoding="utf-8")
    with dask.cluster(tmp_path / "dask", 0) as own:
        own.join(other.parent)
        assert soon(lambda: "Registered to" in own.log, LIMIT)
        with pytest.raises(UsageError, match=r"exporter 0\.0\.7 is on the cluster \(tcp://.*\), .* is here") as error:
            cluster.connect(own.address, nothing)
    assert error.value.hint == "install the same version of exporter on every worker"


def test_another_version_on_a_worker_that_joins_later_is_refused(
    shared: dask.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster.connect(shared.address, nothing) as executor:
        monkeypatch.setattr(cluster, "__version__", "9.9.9")  # here, not there
        with pytest.raises(UsageError, match=r"exporter .* is on the cluster, 9\.9\.9 is here"):
            executor.submit(pool.guarded, abs, -1, LIMIT).result(LIMIT)


def test_a_cluster_without_exporter_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "other" / "exporter"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError\n", encoding="utf-8")
    with dask.cluster(tmp_path / "dask", 0) as own:
        own.join(broken.parent)
        assert soon(lambda: "Registered to" in own.log, LIMIT)
        with pytest.raises(UsageError, match="exporter is not installed on the cluster"):
            cluster.connect(own.address, nothing)


def test_a_pool_that_nobody_waits_for_goes_on(shared: dask.Cluster) -> None:
    executor = cluster.connect(shared.address, nothing)
    future = executor.submit(pool.guarded, chores.nap, 0.3, LIMIT)
    executor.shutdown(wait=False)
    assert future.result(LIMIT)
    executor.shutdown()


def test_without_dask_the_command_that_installs_it_is_told() -> None:
    code = """
import sys
sys.modules["distributed"] = None
from exporter.engine.work import cluster
from exporter.errors import UsageError
try:
    cluster.connect("tcp://127.0.0.1:8786", print)
except UsageError as error:
    print(error.message, error.hint, sep="; ")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=dask.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == '--cluster needs Dask distributed; pip install "exporter[cluster]"\n'
