"""Markdown to a tree of elements: Python-Markdown with its extensions, and the HTML it gives, parsed leniently."""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.bracketspan", "pymdownx.caret", "pymdownx.details",
    "pymdownx.fancylists", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.quotes",
    "pymdownx.saneheaders", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
)  # fmt: skip
_CONFIGS = {"pymdownx.arithmatex": {"generic": True}, "pymdownx.quotes": {"callouts": True}}
_WRITTEN = "data-written"
"""Set on pictures of Markdown, whose empty words say nothing; those of HTML say "decorative"."""

_DEEPEST = 100
"""Elements inside elements; no author's text comes near."""

_NESTED_NOTE = re.compile(r"(?m)(?<=\s)\[\^(?=[^\[\]\n]+\]:)")
_FRAME = re.compile(r"</?(?!(?:p|h[1-6]|script|style)\b)[a-zA-Z][^<>]*>")
"""Tags of which a tree that is too deep is made; paragraphs and headings are kept."""

_BACK = '&#160;<a class="footnote-backref"'
_STRAY = re.compile(r"<(?![A-Za-z/][^<>]{0,4000}>|https?://)")


def render(text: str, with_markup: Callable[[str], str] = str) -> Any:  # noqa: ANN401 - lxml has no types
    """Render Markdown as one element that holds all others; ``with_markup`` puts back what was set aside of HTML."""
    rendered = with_markup(_convert(_STRAY.sub("&lt;", text))).replace(_BACK, _BACK.removeprefix("&#160;"))
    body = _parsed(rendered)
    return body if _depth(body) <= _DEEPEST else _parsed(_FRAME.sub(" ", rendered))


def _parsed(rendered: str) -> Any:  # noqa: ANN401
    from lxml import html  # noqa: PLC0415 - heavy

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    document = html.document_fromstring(f"<html><body>{rendered}</body></html>".encode(), parser=parser)
    return document.find("body")


def _depth(body: Any) -> int:  # noqa: ANN401
    from lxml.etree import iterwalk  # noqa: PLC0415 - start-up

    depth = deepest = 0
    for event, _ in iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def is_written(image: Any) -> bool:  # noqa: ANN401
    """Tell whether a picture was written as Markdown, not as HTML."""
    return image.get(_WRITTEN) is not None


def used(root: Any) -> tuple[frozenset[str], frozenset[str]]:  # noqa: ANN401
    """The addresses of links and pictures, and the long forms of abbreviations."""
    addresses = {value for element in root.iter() for name in ("href", "src") if (value := element.get(name))}
    long_forms = {(element.get("title") or "").strip() for element in root.iter("abbr")}
    return frozenset(addresses), frozenset(long_forms)


def _convert(text: str) -> str:
    """Render; what trips the parser up is read without HTML and notes inside of others, then without any markup."""
    for attempt in (text, _NESTED_NOTE.sub(r"\\\g<0>", text.replace("<", "&lt;"))):
        # Whatever goes wrong in the parser goes wrong in somebody else's code, over input that nobody vouches for.
        with suppress(Exception):
            return _parser().convert(attempt)
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def _parser() -> Markdown:
    import markdown  # noqa: PLC0415 - heavy
    from markdown.treeprocessors import Treeprocessor  # noqa: PLC0415 - start-up

    class Written(Treeprocessor):
        """Marks the pictures of Markdown."""

        def run(self, root: Any) -> None:  # noqa: ANN401
            for image in root.iter("img"):
                image.set(_WRITTEN, "")

    parser = markdown.Markdown(extensions=list(_EXTENSIONS), extension_configs=_CONFIGS, output_format="html")
    parser.treeprocessors.register(Written(parser), "written", 0.5)
    return parser
