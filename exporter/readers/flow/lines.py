"""Lines whose breaks and spaces count: program code, verse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Preformatted, Text
from exporter.readers.flow import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.tree import Element

_SYNTAX = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)-?\s?([\w+#-]{1,20})")


def preformatted(element: Element) -> Preformatted | None:
    """Read the lines of a ``<pre>``; None if they say nothing."""
    text = tree.clean("".join(_texts(element))).replace("\r\n", "\n").strip("\n")
    return Preformatted((Text(text),), _syntax(element)) if text.strip() else None


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from ("\n",) if child.tag == "br" else _texts(child)
        yield child.tail or ""


def _syntax(element: Element) -> str | None:
    """The computer language that a ``<pre>`` or its ``<code>`` is said to be in."""
    matches = (_SYNTAX.search(one.get("class") or "") for one in (element, *element.iter("code")))
    return next((match[1].lower() for match in matches if match), None)
