"""EPUB files, made for a test and read back."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from lxml import etree
from PIL import Image

from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.model import Metadata, PartialDate
from exporter.ports import Issue, Part
from exporter.render.pages.options import Options
from exporter.settings import DeletionsReading, NarrationSettings, Settings
from exporter.writers.epub import spoken, text
from tests import strategies
from tests.thorough import tries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Article
    from exporter.ports import World

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
EXAMPLES = tries(25, 100)


def pictures(folder: Path) -> Path:
    for name, colour in (("pont.png", "teal"), ("filet.png", "navy"), ("carte.png", "olive")):
        Image.new("RGB", (60, 40), colour).save(folder / name)
    return folder


def export(
    article: Article,
    out: Path,
    events: list[Event] | None = None,
    *,
    folder: Path | None = None,
    chosen: Settings | None = None,
) -> Book:
    """The edition without audio."""
    text.write(article, LocalWorld(chosen or Settings(), ([] if events is None else events).append, folder, None), out)
    return Book(out)


CUT = Settings(own=(Options(flow=0),))
"""With a page for each section, however short the article is."""
SILENT = Settings(narration=NarrationSettings("silent", speed=20.0, deletions=DeletionsReading.ANNOUNCED))


@contextmanager
def voice(folder: Path, chosen: Settings = SILENT, events: list[Event] | None = None) -> Iterator[LocalWorld]:
    """A world that speaks, with its cache and the article's pictures below ``folder``."""
    with Narrator(chosen.narration, SpeechCache(folder / "cache"), 1) as narrator:
        yield LocalWorld(chosen, ([] if events is None else events).append, folder, narrator)


def speak(article: Article, out: Path, chosen: Settings = SILENT, events: list[Event] | None = None) -> Book:
    """The edition with audio."""
    with voice(out.parent, chosen, events) as world:
        spoken.write(article, world, out)
    return Book(out)


def issue(articles: Iterable[Article], world: World, title: str = "Le numéro") -> Issue:
    """Prepared articles as an issue whose parts all have the same world."""
    parts = tuple(Part(article.metadata, partial(_pair, article, world)) for article in articles)
    return Issue(Metadata(title, publisher="Le Courrier de la vallée", published=PartialDate(2026, 2)), parts)


def _pair(article: Article, world: World) -> tuple[Article, World]:
    return article, world


def prefix_of(page: str) -> str:
    """What the names of an article's files begin with in an issue; nothing in a book of one article."""
    found = re.match(r"article-\d+-", page)
    return found[0] if found else ""


class Book:
    """An EPUB, read back."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.members = archive.infolist()
            self.files = {member.filename.removeprefix("EPUB/"): archive.read(member) for member in self.members}
        self.package = etree.fromstring(self.files["content.opf"])
        self.documents = {name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xhtml")}

    def text(self, prefix: str = "") -> str:
        """The words of all pages, or of those whose name begins so."""
        roots = (root for name, root in self.documents.items() if name.startswith(prefix))
        return "\n".join("".join(root.find(f"{XHTML}body").itertext()) for root in roots)

    def values(self, name: str) -> list[str]:
        """Values of a Dublin Core element (``dc:…``) or of a property."""
        if name.startswith("dc:"):
            return [element.text for element in self.package.iter(DC + name[3:])]
        return [element.text for element in self.package.iter(f"{OPF}meta") if element.get("property") == name]

    def spine(self) -> list[str]:
        """The pages in reading order."""
        names = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        return [names[reference.get("idref")] for reference in self.package.iter(f"{OPF}itemref")]

    def of_type(self, kind: str) -> list[Any]:
        return [
            element
            for root in self.documents.values()
            for element in root.iter(f"{XHTML}*")
            if kind in (element.get(TYPE) or "").split()
        ]

    def broken_links(self) -> list[str]:
        ids = {name: {element.get("id") for element in root.iter()} for name, root in self.documents.items()}
        broken = []
        for name, root in self.documents.items():
            for element in root.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
                href = element.get("href") or element.get("src")
                file, _, fragment = href.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
                local = "://" not in href and not href.startswith("mailto:")
                if local and (target not in self.files or (fragment and fragment not in ids[target])):
                    broken.append(f"{name}: {href}")
        return broken


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@cache
def examples(count: int = EXAMPLES, start: int = 0) -> tuple[Article, ...]:
    """Articles of every shape, the same ones each time for the same ``start``."""
    found: list[Article] = []

    @seed(start)
    @settings(max_examples=count, phases=(Phase.generate,), database=None, suppress_health_check=tuple(HealthCheck))
    @given(strategies.articles())
    def collect(article: Article) -> None:
        found.append(article)

    collect()
    return tuple(found)
