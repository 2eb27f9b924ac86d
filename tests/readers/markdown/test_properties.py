"""Whatever is written in Markdown: every word of it is in the article, or reported as left out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from exporter import canon
from tests.readers.markdown import paper

WORDS = st.sampled_from([
    "hirondelle", "village", "Élise", "grange", "été", "œuvre", "1854", "pourtant", "l’eau", "aujourd’hui", "mer", "—",
    "Noël", "12 %", "« port »", "non !", "?", "a_b", "3*4", "x<y", "C++", "@nom", "#mot", "$5", "~10", "100:1", "(ici)",
    "[sic]", "{vide}", "AT&T",
])  # fmt: skip
SPAN = st.one_of(
    WORDS,
    WORDS,
    WORDS.map(lambda word: f"*{word}*"),
    WORDS.map(lambda word: f"**{word}**"),
    WORDS.map(lambda word: f"`{word}`"),
    WORDS.map(lambda word: f"~~{word}~~"),
    WORDS.map(lambda word: f"=={word}=="),
    WORDS.map(lambda word: f"[{word}](https://exemple.fr/a)"),
    WORDS.map(lambda word: f"[{word}](ailleurs.md)"),
    WORDS.map(lambda word: f"[{word}][repère]"),
    WORDS.map(lambda word: f"![{word}](photo.jpg)"),
    WORDS.map(lambda word: f'<span lang="en">{word}</span>'),
    WORDS.map(lambda word: f"<b>{word}</b>"),
    WORDS.map(lambda word: f"[[{word}]]"),
    WORDS.map(lambda word: f"{word}[^un]"),
    WORDS.map(lambda word: f"{{% if {word} %}}"),
    WORDS.map(lambda word: f"{{{{ {word} }}}}"),
    WORDS.map(lambda word: f"<!-- {word} -->"),
    WORDS.map(lambda word: f":{word}:"),
    WORDS.map(lambda word: f"{word}\n{word}"),
    WORDS.map(lambda word: f"{word}  \n{word}"),
)
PLAIN = str.maketrans("", "", '"<')
LINES = st.lists(SPAN, min_size=1, max_size=5).map(" ".join)


def _indented(block: str, by: str) -> str:
    return "\n".join(f"{by}{line}" if line else line for line in block.split("\n"))


LEAF = st.one_of(
    LINES,
    LINES,
    LINES.map(lambda line: f"## {line}"),
    LINES.map(lambda line: f"{line}\n-----"),
    LINES.map(lambda line: f"```python\n{line}\n```"),
    LINES.map(lambda line: f"    {line}"),
    LINES.map(lambda line: "| A | B |\n|---|---|\n| {} | fin |".format(line.replace("\n", " ").replace("|", ""))),
    LINES.map(lambda line: f"Terme\n: {line}"),
    LINES.map(lambda line: f"<div>\n\n{line}\n\n</div>"),
    LINES.map(lambda line: f"<p>{line}</p>"),
    LINES.map(lambda line: f'{{{{< figure src="a.jpg" caption="{line.translate(PLAIN)}" >}}}}'),
    LINES.map(lambda line: f"::: note Titre\n{line}\n:::"),
    LINES.map(lambda line: f"<script>{line}</script>"),
    st.sampled_from(
        ["---", "***", "[TOC]", "<!-- more -->", "[repère]: https://exemple.fr/b", "[inutile]: https://exemple.fr/c"]
    ),
)
BLOCK = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        inner.map(lambda block: f"- {_indented(block, '  ').lstrip()}"),
        inner.map(lambda block: f"1. {_indented(block, '   ').lstrip()}"),
        inner.map(lambda block: _indented(block, "> ")),
        inner.map(lambda block: f'!!! note "Titre"\n{_indented(block, "    ")}'),
        inner.map(lambda block: f"[^un]: {_indented(block, '    ').lstrip()}"),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    ),
    max_leaves=5,
)
TEXTS = st.lists(BLOCK, min_size=1, max_size=5).map("\n\n".join)


MARKUP = frozenset(
    "div p span lang en b script python figure src jpg caption note TOC repère inutile https exemple fr un".split()  # noqa: SIM905
    + "a c md ailleurs photo br toc".split()  # noqa: SIM905
)


def words(text: str) -> set[str]:
    """The words of a text, without the punctuation that may be markup."""
    return set(re.findall(r"[^\W_]+", text.casefold()))


@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    document, desk = paper.read(f"---\ntitle: Un titre\n---\n\nUn mot.\n\n{text}\n")
    found = words(canon.dumps(document).replace("\\n", " ")) | words(" ".join(event.text for event in desk.dropped))
    assert not words(text) - found - MARKUP


@given(TEXTS)
def test_what_is_read_is_the_same_every_time(text: str) -> None:
    first, again = paper.read(f"# Un titre\n\nUn mot.\n\n{text}\n"), paper.read(f"# Un titre\n\nUn mot.\n\n{text}\n")
    assert first[0] == again[0]
    assert first[1].events == again[1].events


@given(st.text(st.sampled_from("[]()<>*_`~^=!#|{}%:+-&\\\"'$@ \n\tabé1.;/?,"), max_size=400))
def test_any_signs_make_an_article(signs: str) -> None:
    document, _ = paper.read(f"---\ntitle: Un titre\n---\n\nUn mot.\n\n{signs}\n")
    assert document.metadata.title == "Un titre"
