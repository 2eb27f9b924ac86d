"""Runs that end at any moment, by kill -9: every file is whole, and the next run makes what is missing."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from exporter import cli
from exporter.engine import run as running
from exporter.engine.publish.verify import verify
from exporter.engine.storage.ledger import Ledger
from exporter.errors import ReadError
from tests.engine import archives
from tests.engine.plugins import package
from tests.processes import unmeasured

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 60
KILLS = 50
NAMES = ("ane", "eau", "elle", "ette", "ier", "ille", "in", "ine", "iot", "on", "ot", "oux", "ue", "ul", "ure", "ut")
WITH_WORKERS = 5
"""One run in so many has worker processes; the others do all of the work themselves."""
RUNS = multiprocessing.get_context("forkserver")
"""Runs are forked by a process that has loaded what they need: most of a short one is work."""
RUNS.set_forkserver_preload(
    [
        *("__main__", "tests.engine.test_crash", "exporter.cli.app", "exporter.cli.exporting", "exporter.cli.progress"),
        *("exporter.engine.run", "exporter.engine.storage.ledger_file", "exporter.readers.book"),
        *("exporter.readers.markdown", "exporter.readers.office", "exporter.readers.scraped.judge", "exporter.french"),
        *("exporter.voices.silent", "exporter.render.plain", "exporter.writers.epub.text", "exporter.writers.vtt"),
        *("exporter.catalogues.contents", "jinja2", "numpy", "typer"),
    ]
)


SEVERAL = r'''
"""An edition of several files: a page that leads to one file for each of some words, others for another width."""
import re
from exporter import walk
from exporter.ports import Format, named
from exporter.writers import text

FORMAT = Format("words", ".words.html", "text/html", 1, "A file for each word", folder=".words")


def write(article, world, out):
    folder = FORMAT.members(out)
    folder.mkdir()
    names = []
    for word in sorted(set(re.findall(r"\w+", walk.words(article))))[world.options(text.Options).width % 9 :: 9]:
        names.append(named(word.encode(), ".txt"))
        (folder / names[-1]).write_text(word, encoding="utf-8")
    out.write_text("\n".join(names), encoding="utf-8")
'''


def write(folder: Path) -> None:
    """Short articles of a hundred words."""
    folder.mkdir()
    people = [f"{first}{last}" for first in ("Tour", "Mal", "Ber", "Cas", "Lor") for last in NAMES]
    for number in range(ARTICLES):
        words = f"Au gué numéro {number}, le passeur appelle {', '.join(people)}."
        archives.write(folder / f"{number:03}.txt", f"Le passeur et ses gens {people[number]}", words)


def command(tmp_path: Path, *options: str) -> list[str]:
    export = ("export", str(tmp_path / "articles"), "--out", str(tmp_path / "out"))
    return [*export, "--to", "txt,vtt,words", "--voice", "silent", "--jobs", "2", "--quiet", *options]


def started(tmp_path: Path, *options: str, workers: bool = False) -> multiprocessing.process.BaseProcess:
    arguments = (command(tmp_path, *options), surroundings(tmp_path), workers)
    run = RUNS.Process(target=exporting, args=arguments)
    run.start()
    return run


def exporting(arguments: list[str], environment: dict[str, str], workers: bool) -> None:  # noqa: FBT001 - sent as it is
    if not workers:
        mock.patch.object(running, "hands", archives.at_hand).start()
    sys.argv = ["exporter", *arguments]
    sys.path.insert(0, environment["PLUGINS"])
    own = {**unmeasured(), **environment}
    os.environ.clear()
    os.environ.update(own)
    try:
        cli.main()
    except SystemExit as ended:
        os._exit(int(ended.code or 0))  # before the figures of its coverage are written, amid which it may be killed


def surroundings(tmp_path: Path) -> dict[str, str]:
    return {
        "EXPORTER_CACHE": str(tmp_path / "cache"),
        "SOURCE_DATE_EPOCH": "1780000000",
        "PLUGINS": str(tmp_path / "plugins"),
    }


def first_article(run: multiprocessing.process.BaseProcess, out: Path, before: dict[str, int]) -> float:
    """Seconds until an article is published that was not among those before."""
    began = time.monotonic()
    while run.is_alive() and states(out) == before:
        time.sleep(0.01)
    return time.monotonic() - began


def damaged(out: Path) -> list[str]:
    """What `exporter verify` finds wrong in what is there; a record that is being replaced may be missing."""
    try:
        found = [(str(checked.path), checked.trouble) for checked in verify(out)]
    except ReadError:  # killed before there was anything
        return []
    return [f"{path}: {trouble}" for path, trouble in found if trouble and not record_missing(path, trouble)]


def led_nowhere(out: Path) -> list[str]:
    """What main files and the contents page lead to and is not there: each is of one make with what it leads to."""
    missing = [
        f"{main}: {name}"
        for main in out.glob("*/*.words.html")
        for name in main.read_text(encoding="utf-8").split("\n")
        if not (main.with_name(main.name.replace(".words.html", ".words")) / name).is_file()
    ]
    page = out / "index.html"
    told = page.read_text(encoding="utf-8") if page.exists() else "</html>"
    return missing if told.rstrip().endswith("</html>") else [*missing, "index.html"]


def planned_again(tmp_path: Path) -> bytes:
    """What a dry run of the last command says."""
    return subprocess.run(
        [sys.executable, "-m", "exporter", *command(tmp_path, "--width", "60", "--dry-run")],
        env={**os.environ, **surroundings(tmp_path), "PYTHONPATH": str(tmp_path / "plugins")},
        capture_output=True,
        check=True,
    ).stdout


def states(out: Path) -> dict[str, int]:
    """Which records there are, each by its number: another one when it was replaced."""
    found = {}
    for path in out.glob("*/edition.json"):
        with suppress(FileNotFoundError):
            found[path.parent.name] = path.stat().st_ino
    return found


def record_missing(path: str, trouble: str) -> bool:
    return trouble == "missing" and path.endswith("/edition.json")


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_half_and_nothing_lost(tmp_path: Path) -> None:
    write(tmp_path / "articles")
    package(tmp_path / "plugins", "exporter.writers", "words", SEVERAL)
    moments = random.Random(11)  # noqa: S311 - moments, not secrets
    started(tmp_path, "--dry-run").join()  # what runs are forked by takes its time to load
    out, seen, amid = tmp_path / "out", dict[bool, float](), 0
    for number in range(KILLS):
        options = ("--width", str(40 + number)) if number > KILLS // 5 else ()  # from then on, editions are replaced
        before, workers = states(out), number % WITH_WORKERS == 0
        run = started(tmp_path, *options, workers=workers)
        if workers in seen:
            run.join(moments.uniform(0.3, 1.8) * seen[workers])
        else:
            seen[workers] = first_article(run, out, before)
        amid += run.is_alive() and states(out) != before
        run.kill()
        run.join()
        assert damaged(out) == []
        assert led_nowhere(out) == []
    assert amid > KILLS // 5  # or little was tried
    run = started(tmp_path, "--width", "60", workers=True)
    run.join()
    assert run.exitcode == 0
    assert damaged(out) == []
    entries = list(Ledger.peek(out / ".exporter/ledger.sqlite"))
    assert len({entry.home for entry in entries}) == ARTICLES
    recorded = {file.path: file.sha256 for entry in entries for file in entry.files}
    on_disk = {str(path.relative_to(out)): path for path in out.glob("[!.]*/**/*") if path.is_file()}
    assert recorded == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in on_disk.items()}
    assert not list((out / ".exporter").rglob("staging/*"))
    assert b"txt" not in planned_again(tmp_path)
    assert (out / "index.html").read_text(encoding="utf-8").count("<h3") == ARTICLES
