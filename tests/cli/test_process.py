"""The command line in processes of its own: streams, signals, disks, and what is loaded."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.article import ARTICLE
from tests.processes import unmeasured

Run = Callable[..., tuple[int, str, str]]
"""Runs the command line in this process: exit code, standard output, standard error."""


def test_a_file_that_looks_like_an_option_is_named_as_it_must_be(tmp_path: Path) -> None:
    (tmp_path / "-tiret.txt").write_text(ARTICLE, encoding="utf-8")
    for name, hinted in (("-tiret.txt", True), ("-rien.txt", False)):
        command = [sys.executable, "-m", "exporter", "export", name, "--to", "txt"]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ended.returncode == 2
        assert ("./-tiret.txt" in ended.stderr) is hinted


def process(arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, by a shell; ``exporter`` and ``a.txt`` are there."""
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = arguments.replace("exporter", f"{sys.executable} -m exporter", 1)
    own = {**os.environ, "EXPORTER_CACHE": str(folder / "cache"), **environment}
    return subprocess.run(command, shell=True, cwd=folder, env=own, capture_output=True, check=False)  # noqa: S602


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("exporter export a.txt --to txt >&-", 0, ""),
        ("exporter export a.txt --to txt 2>&-", 0, ""),
        ("exporter export - --to txt <&-", 3, "empty"),
        ("exporter spoken - <&-", 0, ""),
        ("exporter read a.txt >/dev/full", 4, "disk full"),
        ("exporter read a.txt --json >/dev/full", 4, "disk full"),
        ("exporter export a.txt --to txt >/dev/full", 4, "disk full"),
    ],
)
def test_streams_that_are_closed_or_full(tmp_path: Path, command: str, code: int, told: str) -> None:
    done = process(command, tmp_path)
    assert done.returncode == code, done.stderr
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "errors_too"),
    [("--help", False), ("read a.txt", False), ("export a.txt --to txt,epub-text", False), ("export nothing", True)],
)
def test_output_that_nobody_reads_any_more_ends_the_run(tmp_path: Path, arguments: str, errors_too: bool) -> None:  # noqa: FBT001
    """As with ``| head -1``: nothing is said, and no half file is left."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "exporter", *arguments.split()]
    errors = writer if errors_too else subprocess.PIPE
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=errors, check=False)
    os.close(writer)
    assert (done.returncode, b"Traceback" in (done.stderr or b"")) == (141, False)
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part") or "staging" in path.parts]


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    """No file may grow beyond some blocks: text and ledger do not reach them, the EPUB with its cover does."""
    own = dict.fromkeys(os.environ.keys() - unmeasured().keys(), "")
    done = process("ulimit -f 200; exporter export a.txt --to txt,epub-text --embed-fonts", tmp_path, **own)
    assert done.returncode == 4, done.stderr
    assert b"disk full while writing" in done.stderr
    assert {path.suffix for path in (tmp_path / "out").glob("[!.]*/*")} == {".txt", ".json"}


def test_two_runs_at_once_agree(article: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "exporter", "export", article, "--to", "txt,mp3", "--voice", "espeak"]
    own = {**os.environ, "EXPORTER_CACHE": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": "1780000000"}
    runs = [subprocess.Popen(command, cwd=tmp_path, env=own, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    folder = tmp_path / "out/la-tortue-du-canal-a-repris-sa-route"
    record = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    for item in record["artefacts"]:
        assert hashlib.sha256((folder / item["path"]).read_bytes()).hexdigest() == item["sha256"]
    assert len(list(folder.iterdir())) == len(record["artefacts"]) + 1 == 3


def test_a_terminal_of_another_encoding(tmp_path: Path) -> None:
    western = {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C.UTF-8"}
    done = process("exporter spoken 'Łódź, été'", tmp_path, **western)
    assert done.returncode == 0, done.stderr
    assert "\\u0141ód\\u017a, été" in done.stdout.decode("cp1252")
    json.loads(process("exporter read a.txt --json", tmp_path, **western).stdout.decode("utf-8"))
    out = process("exporter export a.txt --to txt --json", tmp_path, **western).stdout
    assert [json.loads(line) for line in out.splitlines()]
    assert process("printf 'l\\351gume\\n' | exporter spoken -", tmp_path, LC_ALL="C.UTF-8").returncode == 0


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_interruption_leaves_finished_files_and_no_others(run: Run, article: str, tmp_path: Path, name: str) -> None:
    """Ctrl-C while the voice speaks: the text edition of before stays, nothing of the new ones was ever there."""
    run("export", article, "--to", "txt")
    long = ARTICLE.replace(
        "Une habituée des lieux\n", "Une habituée des lieux\n\n" + "Elle nage encore, et encore. " * 400
    )
    Path(article).write_text(long, encoding="utf-8")
    environment = {**os.environ, "EXPORTER_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "exporter", "export", article, "--to", "txt,mp3", "--voice", "kokoro"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.Signals[name], signal.SIG_DFL),  # noqa: PLW1509 - behind, none is heard
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert any(" 0/" in line for line in running.stderr)  # the voice begins
        running.send_signal(signal.Signals[name])
        assert running.wait(20) == 130
        assert "Traceback" not in running.stderr.read()
    files = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    own = "la-tortue-du-canal-a-repris-sa-route"
    assert {f"{own}/{own}.txt", f"{own}/edition.json"} < files
    assert all(
        path.startswith((".exporter/ledger", "report.json", "index.html", f"{own}/{own}.txt", f"{own}/edition.json"))
        for path in files
    )
    assert run("verify", "out")[0] == 0


@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"]])
def test_help_starts_fast_because_nothing_heavy_is_imported(arguments: list[str]) -> None:
    code = f"import sys; sys.argv = {['exporter', *arguments]}\nfrom exporter.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"rich", "numpy", "lxml", "PIL", "weasyprint", "ebooklib", "onnxruntime", "av", "jinja2"}
    assert not loaded & {"watchfiles", "fsspec", "distributed"}
