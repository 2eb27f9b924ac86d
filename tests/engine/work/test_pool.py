"""Worker processes: warm, bounded, replaced when they die, and never left behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine.flow import Serial
from exporter.engine.work import child, pool
from exporter.errors import ExporterError, ReadError, ResourceError, UsageError, VoiceError
from tests.engine import chores
from tests.processes import unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

LIMIT = 60.0


@pytest.fixture
def two() -> Iterator[Executor]:
    with pool.local(2) as executor:
        yield executor


@pytest.fixture
def one() -> Iterator[Executor]:
    with pool.local(1) as executor:
        yield executor


def alive(process: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def soon(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def told(path: Path, count: int = 1) -> list[int]:
    """The numbers that a task has written down, as soon as they are all there."""
    assert soon(lambda: path.exists() and len(path.read_text(encoding="ascii").split()) == count)
    return [int(number) for number in path.read_text(encoding="ascii").split()]


def test_each_thread_keeps_its_process(two: Executor) -> None:
    pids = {future.result() for future in [two.submit(pool.guarded, chores.nap, 0.01, LIMIT) for _ in range(20)]}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_nothing_is_left_of_a_pool(two: Executor) -> None:
    pids = {future.result() for future in [two.submit(pool.guarded, chores.nap, 0.01, LIMIT) for _ in range(20)]}
    two.shutdown()
    assert not any(map(alive, pids))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("worker")]


def test_a_thread_that_has_no_pool_gets_a_process_that_ends_with_it() -> None:
    pids: list[int] = []
    thread = threading.Thread(target=lambda: pids.extend(pool.guarded(chores.pid, None, LIMIT) for _ in range(2)))
    thread.start()
    thread.join()
    assert len(set(pids)) == 1
    assert soon(lambda: not alive(pids[0]))


def test_a_process_starts_with_nothing_but_its_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("COV")]:
        monkeypatch.delenv(name)  # who measures tests, measures workers, too
    code = "sorted({name.split('.')[0] for name in __import__('sys').modules})"
    with pool.local(1) as executor:
        names = executor.submit(pool.guarded, eval, code, LIMIT).result()
    assert "pickle" in names
    assert not {"exporter", "multiprocessing", "subprocess", "socket", "asyncio", "logging"} & set(names)


def test_small_tasks_cost_next_to_nothing(two: Executor) -> None:
    taken = []
    for _ in range(20):  # the best of them: a machine may have more to do
        began = time.perf_counter()
        done = [two.submit(pool.guarded, abs, -number, LIMIT) for number in range(100)]
        assert [future.result() for future in done] == list(range(100))
        taken.append((time.perf_counter() - began) / 100)
    assert min(taken) < 0.001  # a third of it on a machine that does nothing else


def test_a_task_and_its_result_may_be_large(one: Executor) -> None:
    assert one.submit(pool.guarded, len, bytes(5_000_000), LIMIT).result() == 5_000_000
    assert len(one.submit(pool.guarded, chores.large, 5_000_000, LIMIT).result()) == 5_000_000


def test_what_a_task_prints_does_not_spoil_its_result(capfd: pytest.CaptureFixture[str]) -> None:
    with pool.local(1) as executor:
        assert executor.submit(pool.guarded, chores.chatter, "noise", LIMIT).result() == ""
    out, err = capfd.readouterr()
    assert (out, err.count("noise")) == ("", 2)


def test_a_task_whose_process_dies_is_tried_again(one: Executor, tmp_path: Path) -> None:
    assert one.submit(pool.guarded, chores.die_once, tmp_path / "tried", LIMIT).result() == "done"


def test_deaths_in_the_middle_harm_no_result(two: Executor, tmp_path: Path) -> None:
    done = [two.submit(pool.guarded, chores.die_now_and_then, (tmp_path, number), LIMIT) for number in range(40)]
    assert [future.result() for future in done] == [number * number for number in range(40)]


def test_a_process_that_is_killed_from_outside_is_replaced(one: Executor, tmp_path: Path) -> None:
    future = one.submit(pool.guarded, chores.tell_and_nap, tmp_path / "pid", LIMIT)
    first = told(tmp_path / "pid")[0]
    (tmp_path / "pid").unlink()
    os.kill(first, signal.SIGKILL)
    second = told(tmp_path / "pid")[0]
    os.kill(second, signal.SIGKILL)
    with pytest.raises(ReadError, match=r"it ended its worker process twice \(signal 9\)"):
        future.result()
    assert first != second


def test_a_process_that_dies_while_idle_is_no_fault_of_the_next_task(one: Executor) -> None:
    first = one.submit(pool.guarded, chores.pid, None, LIMIT).result()
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: not alive(first))
    with pytest.raises(ReadError, match="signal 11"):
        one.submit(pool.guarded, chores.die, signal.SIGSEGV, LIMIT).result()
    assert one.submit(pool.guarded, chores.pid, None, LIMIT).result() != first


@pytest.mark.parametrize(
    ("function", "task", "how", "hint"),
    [
        (chores.die, signal.SIGKILL, "signal 9", "if memory is short, try fewer --jobs"),
        (chores.die, signal.SIGSEGV, "signal 11", "please report it, with the article"),
        (chores.leave, 3, "exit code 3", "please report it, with the article"),
    ],
)
def test_a_task_that_ends_its_process_twice_is_set_aside(
    two: Executor, function: Callable[[int], None], task: int, how: str, hint: str
) -> None:
    others = [two.submit(pool.guarded, abs, -number, LIMIT) for number in range(20)]
    fatal = two.submit(pool.guarded, function, task, LIMIT)
    others += [two.submit(pool.guarded, abs, -number, LIMIT) for number in range(20, 40)]
    with pytest.raises(ReadError) as error:
        fatal.result()
    assert error.value.message == f"it ended its worker process twice ({how})"
    assert error.value.hint == hint
    assert [future.result() for future in others] == list(range(40))


def test_a_task_that_takes_too_long_is_ended(one: Executor, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ReadError) as error:
        one.submit(pool.guarded, chores.helper, tmp_path / "pids", 0.5).result()
    assert time.monotonic() - began < 20
    assert (error.value.message, error.value.hint) == ("not ready after 0.5 s", "give it more time with --time-limit")
    assert soon(lambda: not any(map(alive, told(tmp_path / "pids", 2))))
    assert one.submit(pool.guarded, abs, -1, LIMIT).result() == 1


def test_a_limit_may_be_longer_than_a_system_can_wait(one: Executor) -> None:
    assert one.submit(pool.guarded, abs, -1, float("inf")).result() == 1


def test_a_task_has_no_more_memory_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_WORKER_MEMORY", "256")
    with pool.local(1) as executor:
        assert executor.submit(pool.guarded, chores.hoard, 50, LIMIT).result() == 50 << 20
        with pytest.raises(ReadError, match="more memory than the 256 MiB of a worker process") as error:
            executor.submit(pool.guarded, chores.hoard, 400, LIMIT).result()
        assert "EXPORTER_WORKER_MEMORY" in error.value.hint
        assert executor.submit(pool.guarded, abs, -1, LIMIT).result() == 1


def test_a_process_that_has_grown_makes_room_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_WORKER_MEMORY", "256")
    with pool.local(1) as executor:
        pids = [executor.submit(pool.guarded, chores.keep, 50, LIMIT).result() for _ in range(12)]
    assert len(set(pids)) >= 4


def test_a_process_that_has_done_enough_makes_room_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TASKS", 10)
    with pool.local(1) as executor:
        pids = [executor.submit(pool.guarded, chores.pid, None, LIMIT).result() for _ in range(30)]
    assert [len(set(pids[first : first + 10])) for first in (0, 10, 20)] == [1, 1, 1]
    assert len(set(pids)) == 3


def test_memory_is_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EXPORTER_WORKER_MEMORY", raising=False)
    assert pool.memory(1) > pool.memory(10_000) == pool.LEAST * child.MEBIBYTE
    monkeypatch.setenv("EXPORTER_WORKER_MEMORY", "much")
    with pytest.raises(UsageError, match="EXPORTER_WORKER_MEMORY is no number of MiB: much"):
        pool.local(1)


def test_errors_come_back_as_they_were(one: Executor) -> None:
    with pytest.raises(VoiceError, match="the voice is hoarse") as ours:
        one.submit(pool.guarded, chores.fail, "ours", LIMIT).result()
    assert ours.value.hint == "let it rest"
    with pytest.raises(ZeroDivisionError, match="by nothing") as plain:
        one.submit(pool.guarded, chores.fail, "plain", LIMIT).result()
    assert 'raise ZeroDivisionError("by nothing")' in "".join(plain.value.__notes__)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("peculiar", "Peculiar: salt and pepper"), ("closure", "ValueError: <function"), ("leave", "SystemExit: leave")],
)
def test_an_error_that_does_not_survive_the_way_comes_in_words(one: Executor, kind: str, words: str) -> None:
    with pytest.raises(ExporterError) as error:
        one.submit(pool.guarded, chores.fail, kind, LIMIT).result()
    assert error.value.message.startswith(words)
    assert "chores.py" in "".join(error.value.__notes__)


def test_a_result_that_cannot_come_back_is_an_error(one: Executor) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        one.submit(pool.guarded, chores.unpicklable, None, LIMIT).result()
    assert one.submit(pool.guarded, abs, -1, LIMIT).result() == 1


def test_a_task_that_cannot_be_sent_is_an_error(one: Executor) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        one.submit(pool.guarded, lambda _: 0, None, LIMIT).result()
    assert one.submit(pool.guarded, abs, -1, LIMIT).result() == 1


def test_a_process_that_does_not_end_by_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 0.2)
    with pool.local(1) as executor:
        process = executor.submit(pool.guarded, chores.linger, 60, LIMIT).result()
    assert not alive(process)


def test_cancelling_ends_what_runs_and_what_waits(tmp_path: Path) -> None:
    executor = pool.local(2)
    running = [executor.submit(pool.guarded, chores.helper, tmp_path / str(number), LIMIT) for number in range(2)]
    waiting = [executor.submit(pool.guarded, abs, -1, LIMIT) for _ in range(50)]
    pids = [pid for number in range(2) for pid in told(tmp_path / str(number), 2)]
    began = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - began < 10
    assert all(future.cancelled() for future in waiting)
    for future in running:
        with pytest.raises(CancelledError):
            future.result()
    assert soon(lambda: not any(map(alive, pids)))


def test_a_pool_that_nobody_waits_for_finishes_its_work() -> None:
    executor = pool.local(1)
    futures = [executor.submit(pool.guarded, chores.nap, 0.05, LIMIT) for _ in range(3)]
    executor.shutdown(wait=False)
    assert not futures[-1].done()
    pids = {future.result() for future in futures}
    executor.shutdown()
    assert not any(map(alive, pids))


def test_an_exception_in_its_block_ends_a_pool_at_once(tmp_path: Path) -> None:
    def breaking_off() -> None:
        with pool.local(1) as executor:
            executor.submit(pool.guarded, chores.tell_and_nap, tmp_path / "pid", LIMIT)
            told(tmp_path / "pid")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaking_off()
    assert not alive(told(tmp_path / "pid")[0])


SCRIPT = """
import sys
from concurrent.futures import wait
from pathlib import Path
from exporter.engine.work import pool
from tests.engine import chores
try:
    with pool.local(2) as executor:
        wait([executor.submit(pool.guarded, chores.helper, Path(path), 60) for path in sys.argv[1:]])
except KeyboardInterrupt:
    print("interrupted")
"""


def started(tmp_path: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A process with two workers that have started a process each; and these four."""
    paths = [tmp_path / "first", tmp_path / "second"]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *paths],
        cwd=Path(__file__).parents[3],
        env=unmeasured(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    return process, [pid for path in paths for pid in told(path, 2)]


def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    process, workers = started(tmp_path)
    assert all(map(alive, workers))
    process.kill()
    process.communicate()
    assert soon(lambda: not any(map(alive, workers)))


def test_a_worker_whose_answer_nobody_reads_any_more_has_nothing_to_say() -> None:
    life, ours = os.pipe()
    command = [sys.executable, "-P", child.__file__, str(life), str(pool.LEAST * child.MEBIBYTE)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=(life,)
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdout.close()  # as the system does for a parent that is killed
        worker.stdin.write(pickle.dumps(sys.path) + pickle.dumps(pickle.dumps((abs, -1))))
        worker.stdin.flush()
        assert worker.stderr.read() == b""
    os.close(life)
    os.close(ours)
    assert worker.returncode == 0


def test_control_c_ends_everything_with_one_word(tmp_path: Path) -> None:
    process, workers = started(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (out, err) == ("interrupted\n", "")
    assert soon(lambda: not any(map(alive, workers)))


def test_nothing_is_left_of_a_programme_that_forgets_to_shut_down() -> None:
    code = "from exporter.engine.work import pool; print(pool.guarded(eval, '__import__(\"os\").getpid()', 60))"
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert not alive(int(done.stdout))


def test_an_interruption_does_not_reach_a_worker(one: Executor) -> None:
    process = one.submit(pool.guarded, chores.pid, None, LIMIT).result()
    future = one.submit(pool.guarded, chores.nap, 0.2, LIMIT)
    time.sleep(0.05)
    os.kill(process, signal.SIGINT)
    assert future.result() == process
    assert one.submit(pool.guarded, chores.group, None, LIMIT).result() == process != os.getpgrp()


def test_a_machine_that_starts_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ResourceError, match="no worker process can be started: No such file or directory"):
        pool.local(1)


def test_a_single_article_is_done_here_and_now() -> None:
    with Serial() as executor:
        assert executor.submit(os.getpid).result() == os.getpid()
        assert executor.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 7, 0).result()
        with pytest.raises(KeyboardInterrupt):
            executor.submit(signal.raise_signal, signal.SIGINT)
