"""Pictures of a page: which are the article's, their addresses and alternative texts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from exporter.model import Figure, Image
from exporter.readers.flow import naming, tree
from exporter.readers.html import junk, parsing
from exporter.readers.press.lines import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Alt
    from exporter.readers.flow.flow import Flow, Run
    from exporter.readers.flow.tree import Element
    from exporter.readers.html.visible import Place

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-large", "data-full-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)
_SMALL, _WIDE = 100, 300
_SAYING = 30
"""Letters from which on the same alternative text means the same picture."""

_WIDEST = 1600
_LONGEST_NAME = 400
_FILE = re.compile(
    r"(?:[\w%.-]+\.)?(?:jpe?g|png|gif|webp|avif|svg)|(?:img|dsc|image|photo|capture)[\s_-]?\d*|image|photo",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"placeholder|spacer|blank|lazy|loading|transparent|1x1", re.IGNORECASE)


def chosen(flow: Flow, place: Place, kept: set[Run]) -> frozenset[Element]:
    """Choose the article's pictures: those among its words, and large ones between title and text; each once."""
    scale = junk.weigh(flow.runs, kept)
    whole = sum(len(run.text) for run in kept)
    start = max(0, place.first - 6) if place.title is None else min(place.title.order, place.first)
    found: dict[str, Element] = {}
    for run in flow.runs[start : place.last + 2]:
        for shown in run.inside("img"):
            if proper(shown) and junk.around(run.block, scale, whole) is None and _placed(run, shown, place):
                same = shown.get("alt") or ""
                found.setdefault(same if len(same) > _SAYING else next(iter(_addresses(shown)), ""), shown)
    return frozenset(found.values())


def _placed(run: Run, shown: Element, place: Place) -> bool:
    """Tell whether a picture stands in the article, not on a card that leads to another one."""
    above = list(shown.iterancestors("figure", "a", "article", "body"))
    if any(one.tag == "figure" for one in above):
        return True
    linked = any(one.tag == "a" and not _PICTURE.search(one.get("href") or "") for one in above)
    if linked and place.first <= run.order:
        return any(naming.called(one, naming.FIGURE) and _captioned(one) for one in islice(shown.iterancestors(), 4))
    wide = shown.get("srcset") is not None or _size(shown, "width", 0) >= _WIDE
    return not linked and (place.first <= run.order or wide)


def _captioned(element: Element) -> bool:
    """Tell whether a picture's frame holds words that are no link: a caption, not another article's title."""
    words = len(tree.words(element))
    return words > 0 and sum(len(tree.words(link)) for link in element.iter("a")) * 2 < words


def shown(chosen: Iterable[Element], base: str | None, title: str) -> dict[Element, Figure]:
    """What the chosen images show; one whose address is none has its words alone. ``title`` is the article's."""
    read = {one: next(filter(None, (parsing.picture(src, base) for src in _addresses(one))), None) for one in chosen}
    return {one: Figure(Image(src, _alt(one, title), *_extent(one)) if src else None) for one, src in read.items()}


def _extent(shown: Element) -> tuple[int | None, int | None]:
    """Width and height, as far as they are told."""
    return tree.pixels(shown.get("width")), tree.pixels(shown.get("height"))


def proper(shown: Element) -> bool:
    """Tell a picture from an icon, a logo or a counter."""
    names = f"{tree.named(shown)} {next(iter(_addresses(shown)))[:_LONGEST_NAME]}".lower()
    small = any(_size(shown, side, _SMALL) < _SMALL for side in ("width", "height"))
    return not small and naming.ICON.search(names) is None


def _size(shown: Element, side: str, unsaid: int) -> int:
    size = re.match(r"\s*(\d+)", shown.get(side) or "")
    return int(size[1]) if size else unsaid


def _addresses(shown: Element) -> Iterator[str]:
    """The addresses of an image, the best first: a plain one unless it only holds the place."""
    plain = shown.get("src") or ""
    if plain and not plain.startswith("data:") and not _PLACEHOLDER.search(plain):
        yield plain
    yield from (written for name in _LAZY if (written := shown.get(name)) and not written.startswith(("{", "[")))
    frame = next(shown.iterancestors("picture"), None)
    sources = [] if frame is None else list(frame.iter("source"))
    for element in (shown, *sources):
        for name in _SETS:
            yield from _largest(element.get(name) or "")
    for name, written in shown.items():
        if name.startswith("data-") and "src" in f"{name}{written}":
            yield from re.findall(r"https?://[^\s\"',<>\\]{1,1000}", written[:8000])[:1]
    yield plain


def _largest(written: str) -> list[str]:
    """The addresses of a ``srcset``, the widest that is not too wide first."""
    found: list[tuple[float, str]] = []
    for match in re.finditer(r"(\S*[^,\s])(?:\s+(\d{1,5}(?:\.\d+)?)([wx]))?\s*(?:,|$)", written[:8000]):
        size = float(match[2] or 1) * (1 if match[3] == "w" else 800)
        found.append((size if size <= _WIDEST else -size, match[1]))
    return [address for _, address in sorted(found, reverse=True)]


def _alt(shown: Element, title: str) -> Alt:
    """The alternative text: a file's name or the article's title describes no picture."""
    written = shown.get("alt")
    text = " ".join(tree.clean(written or "").split())
    mute = written == "" or (written is not None and not text and shown.get("role") == "presentation")
    return tree.described("" if _FILE.fullmatch(text) or bare(text) == bare(title) else text, mute=mute)
