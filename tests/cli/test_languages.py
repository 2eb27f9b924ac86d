"""Languages that are not French: one that nobody has taught, and one that a package of somebody else's brings."""

from __future__ import annotations

import importlib
import json
import re
import sys
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest

from exporter import registry
from exporter.french.calendar import MONTHS
from exporter.french.labels import LABELS as FRENCH
from exporter.neutral.labels import LABELS as ENGLISH
from tests.engine.plugins import package
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

    Editions = dict[str, str]
    Speaking = Callable[[str], None]

FORMATS = "txt,epub-text,pdf,vtt,clips"

ENGLISH_ARTICLE = """\
---
title: "The ferry that waited"
subtitle: "How a village kept its boat: a short history"
author: [Ada Marlow, Owen Birch]
publisher: The Estuary Post
date: 2026-03-04
updated: 2026-03-06
keywords: [ferry, estuary]
url: https://estuary.example/ferry
reading_time: 3
---

The ferry of Low Marsh has crossed the river since 1894. "It never failed us," says Ruth Pell, who is 82! Will it last?
J. Pell, her father, steered it for 30 years.[^1] She calls it <q>the old lady</q>.

![A green ferry at low tide](ferry.jpg)

> The river is not a border. It is a road.
>
> — Ruth Pell

## What it costs

| Year | Crossings | Fares |
| --- | --- | --- |
| 2024 | 3,120 | £9,400 |
| 2025 | 2,870 | £8,900 |

The parish pays half; see [the accounts](https://estuary.example/accounts).

1. Fuel
2. Paint

```python
print("toll: 3")
```

[^1]: He wrote a book about it: "Thirty years of tides".

## Sources

- Estuary Archive – *Ferries of the marsh* (February 2019)
- The Estuary Post, "A boat for sale", 12 January 2020
"""


def words(text: str) -> set[str]:
    """Words with letters, in small ones."""
    return set(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower()))


def of_labels(labels: Iterable[object]) -> set[str]:
    """The words of labels, not the names of what is put into them."""
    return words(" ".join(re.sub(r"\{[^}]*\}", "", str(label)) for label in labels))


def values(node: object) -> Iterator[str]:
    """All strings of a JSON document that are no names of fields."""
    match node:
        case str():
            yield node
        case dict() | list():
            for inner in node.values() if isinstance(node, dict) else node:
                yield from values(inner)
        case _:
            pass


def exported(run: Run, folder: Path, name: str, *options: str) -> tuple[Editions, str]:
    """The text of every edition of an article, and what was said meanwhile."""
    code, _, told = run("export", name, "--to", FORMATS, "--voice", "silent", "--out", "out", *options)
    assert code == 0, told
    found = {path.name.partition(".")[2]: path for path in folder.glob("out/*/*") if path.name != "edition.json"}
    with zipfile.ZipFile(found["text.epub"]) as book:
        pages = [book.read(page).decode() for page in book.namelist() if page.endswith((".xhtml", ".opf"))]
    return {
        "txt": found["txt"].read_text(encoding="utf-8"),
        "vtt": re.sub(r"<[^>]*>|.*\n(?=\d\d:\d\d)", "", found["vtt"].read_text(encoding="utf-8")),
        "clips": "\n".join(values(json.loads(found["clips.json"].read_text(encoding="utf-8")))),
        "epub": re.sub(r"<[^>]*>|urn:uuid:[-0-9a-f]*", " ", " ".join(pages)),
        "pdf": reading.read(found["pdf"].read_bytes()).root.text,
    }, told


def test_an_english_article_is_english_in_every_edition(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(
        ENGLISH_ARTICLE.replace("---\ntitle", "---\nlang: en-GB\ntitle"), encoding="utf-8"
    )
    editions, told = exported(run, tmp_path, "ferry.md")
    editions["read"] = run("read", "ferry.md")[1]
    own = words(ENGLISH_ARTICLE) | of_labels(ENGLISH.values()) | {"march"}
    french = (of_labels(FRENCH.values()) | words(" ".join(MONTHS))) - own
    for name, text in editions.items():
        assert not re.search("[\u00a0\u202f][:;!?]|[«»]", text), name
        assert words(text) & french == set(), name
    assert words(editions["txt"]) - own == set()
    assert words(editions["vtt"]) - own <= {"webvtt", "note", "kind", "captions", "language", "en", "gb"}
    assert told.count("no rules for the language") == 1
    for form in ("txt", "epub", "pdf"):
        text = " ".join(editions[form].split())
        assert "By Ada Marlow and Owen Birch" in text
        assert "Published on 4 March 2026. Updated on 6 March 2026" in text
        assert "Original article: https://estuary.example/ferry" in text
        assert "“the old lady”" in text
    assert "Read by a synthetic voice." in editions["vtt"]
    assert "“The river is not a border." in editions["txt"]
    assert "\nWill it last?\n" in editions["vtt"]
    assert "\nJ. Pell, her father, steered it for 30 years.\n" in editions["vtt"]


def test_what_is_said_of_an_article_in_an_untaught_language_is_said_in_english(run: Run, tmp_path: Path) -> None:
    text = "Über den Fluss fährt ein Boot.[^1]\n\n[^1]: Seit 1894.\n"
    (tmp_path / "boot.md").write_text(f"---\ntitle: Das Boot\nlang: de\n---\n\n{text}", encoding="utf-8")
    editions, _ = exported(run, tmp_path, "boot.md")
    assert "Note: Seit 1894. End of note." in editions["clips"]


ESPERANTO = '''\
"""Esperanto, made up for a test: a language is what a module says."""
from exporter.neutral import NEUTRAL
from exporter.neutral.labels import LABELS as ENGLISH

code = "eo"
colon = " = "
semicolon = " / "
quotes = ("„", "‟")
labels = {**ENGLISH, "tag": "eo", "by": "De", "and_last": "kaj", "published": "Aperis la", "sources": "Fontoj",
          "original": "Originalo", "publisher": "Eldoninto", "image": "Bildo", "synthetic_voice": "Voĉo de maŝino."}
typeset, doubts, respelled = NEUTRAL.typeset, NEUTRAL.doubts, NEUTRAL.respelled


def sentences(text):
    cut = text.find("!") + 1
    return ((0, cut), (cut + 1, len(text))) if 0 < cut < len(text) else ((0, len(text)),)


def spoken(text, fixed=()):
    return fixed


def foreign(text):
    return "la" if text == "panta rhei" else None


def cited(by, title, date):
    return f"{title} ‹ {by} ({date})"


def date(date):
    return f"{date.day}-a de la {date.month}-a, {date.year}"
'''

SALUTON = """\
---
title: La boato
lang: eo
author: [Ana Rivero, Petro Ŝipo]
publisher: La Marbordo
date: 2026-03-04
url: https://marbordo.example/boato
---

Saluton. Jen la boato! Ĝi atendas. Oni diras <q>venu</q> kaj *panta rhei*.

![Verda boato](boato.jpg)

> La rivero estas vojo.
"""


@pytest.fixture
def speaking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaking]:
    """Install a language of somebody else's."""

    def install(source: str) -> None:
        monkeypatch.syspath_prepend(package(tmp_path / "plugins", "exporter.languages", "eo", source))
        forget()

    def forget() -> None:
        registry._installed.cache_clear()  # noqa: SLF001 - a new process in all but name
        registry._points.cache_clear()  # noqa: SLF001 - as above
        registry.release.cache_clear()

    yield install
    forget()
    sys.modules.pop("plugin_eo", None)
    importlib.invalidate_caches()


def test_a_package_brings_a_language(run: Run, tmp_path: Path, speaking: Speaking) -> None:
    speaking(ESPERANTO)
    (tmp_path / "boato.md").write_text(SALUTON, encoding="utf-8")
    editions, told = exported(run, tmp_path, "boato.md")
    assert "no rules" not in told
    for form in ("txt", "epub", "pdf"):
        text = " ".join(editions[form].split())
        assert "De Ana Rivero kaj Petro Ŝipo" in text
        assert "Aperis la 4-a de la 3-a, 2026" in text
        assert "Originalo = https://marbordo.example/boato" in text
        assert "„venu‟" in text
    assert "[Bildo = Verda boato]" in editions["txt"]
    assert "„La rivero estas vojo.‟" in editions["txt"]
    assert "\nDe Ana Rivero kaj Petro Ŝipo\n" in editions["vtt"]
    assert "\nSaluton. Jen la boato!\n" in editions["vtt"]
    assert "\nBildo = Verda boato\n" in editions["clips"]
    assert "\nla\n" in editions["clips"]
    assert run("spoken", "Du boatoj", "--language", "eo")[1] == "Du boatoj\n"


def test_a_language_words_its_sources(run: Run, tmp_path: Path, speaking: Speaking) -> None:
    speaking(ESPERANTO)
    source = "references:\n- {author: A. Rivero, title: La akvo, year: 2019}\n"
    (tmp_path / "boato.md").write_text(SALUTON.replace("url:", f"{source}url:"), encoding="utf-8")
    assert "La akvo ‹ A. Rivero (" in exported(run, tmp_path, "boato.md")[0]["txt"]


def test_a_language_that_lacks_a_label_is_told_which(run: Run, tmp_path: Path, speaking: Speaking) -> None:
    speaking(ESPERANTO + 'del labels["notes"], labels["by"]\n')
    (tmp_path / "boato.md").write_text(SALUTON, encoding="utf-8")
    code, _, told = run("export", "boato.md", "--to", "txt", "--out", "out")
    assert code == 7
    assert "exporter.languages 'eo' has no label by, notes" in told


# --- Which language an article is in -------------------------------------------------------------

FRENCH_WORDS = "Le bac d’Orcel ne passera plus pendant deux semaines, le temps que sa coque soit repeinte à quai. " * 3
ENGLISH_WORDS = "The ferry will not cross the river for two weeks, while its hull is being painted on the quay. " * 3
PAGE = '<html lang="{tag}"><title>{title}</title><body><article><h1>{title}</h1>{body}</article></body></html>'


def language(run: Run, name: str) -> tuple[str, str]:
    """The language of an article, and what ``read --why`` says decided it."""
    code, out, told = run("read", name, "--why")
    assert code == 0, told
    (line,) = [line for line in out.splitlines() if line.startswith("language\t")]
    _, tag, origin = line.split("\t")
    return tag, origin


@pytest.mark.parametrize(
    ("name", "text", "decided"),
    [
        ("a.md", f"---\ntitle: T\nlang: en\n---\n\n{FRENCH_WORDS}\n", ("en", "front matter")),
        ("a.md", f"# T\n\n{ENGLISH_WORDS}\n", ("en", "its own words")),
        ("a.md", f"# T\n\n{FRENCH_WORDS}\n", ("fr", "its own words")),
        ("a.md", "# T\n\nOK 42\n", ("fr", "the default: nothing else says it")),
        ("a.md", "# T\n\nThe ferry was not there when we came back.\n", ("en", "its own words")),
        ("a.txt", f"The ferry\n\n{ENGLISH_WORDS}\n\n{ENGLISH_WORDS}\n", ("en", "its own words")),
        ("a.html", PAGE.format(tag="en-US", title="Le bac", body=f"<p>{FRENCH_WORDS}</p>"),
         ("fr", "its own words, against html lang: en-US")),
        ("a.html", PAGE.format(tag="en-GB", title="The ferry", body=f"<p>{ENGLISH_WORDS}</p>"), ("en-GB", "html lang")),
        ("a.html", PAGE.format(tag="", title="The ferry", body=f"<p>{ENGLISH_WORDS}</p>"), ("en", "its own words")),
    ],
)  # fmt: skip
def test_what_decides_the_language_is_said(
    run: Run, tmp_path: Path, name: str, text: str, decided: tuple[str, str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert language(run, name) == decided


def test_what_an_editor_says_of_the_language_counts_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: T\nlang: en\n---\n\n{FRENCH_WORDS}\n", encoding="utf-8")
    run("read", "a.md", "--fix", "language=fr")
    assert language(run, "a.md") == ("fr", "given: --language or --fix")


def test_words_marked_as_english_are_no_foreign_ones_in_an_article_that_turns_out_english(
    run: Run, tmp_path: Path
) -> None:
    body = f'{ENGLISH_WORDS}\n\n<span lang="en">Some were</span> there, <span lang="de">Wir nicht</span>.\n'
    (tmp_path / "a.md").write_text(f"# T\n\n{body}", encoding="utf-8")
    told = run("read", "a.md", "--json")[1]
    assert re.findall(r'"type": "foreign",\s*"language": "(\w+)"', told) == ["de"]
