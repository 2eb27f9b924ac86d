"""Pictures of a book, with their alternative text, captions and credits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import Caption, Decorative, Described, Figure, Image, Missing
from exporter.readers.book.kinds import role
from exporter.readers.flow import figures as words_of
from exporter.readers.flow.parts import Role, text
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from exporter.model import Alt, Credit
    from exporter.readers.book.pages import Page
    from exporter.readers.packed.archive import Archive
    from exporter.readers.packed.markup import Element


def read(element: Element, page: str, archive: Archive, unsaid: str) -> list[Figure]:
    """The pictures of an ``<img>`` or a drawing that shows one; ``unsaid`` is what stands for a missing description."""
    found: list[Figure] = []
    for one in markup.below(element, "img", "image"):
        target = markup.attribute(one, "src") or markup.attribute(one, "href")
        outside = markup.address(target)
        src = outside or archive.picture(archives.resolve(target, page))
        if target and not target.startswith("data:"):
            found.append(Figure(Image(src, _alternative(one, element, unsaid))))
    return found


def _alternative(one: Element, whole: Element, unsaid: str) -> Alt:
    if markup.local(one) == "image":
        told = whole.get("aria-label") or markup.words(next(markup.below(whole, "title", "desc"), None))
    else:
        told = one.get("alt")
    if told is None:
        return Missing()
    words = " ".join(markup.clean(told).split())
    if words and words != unsaid:
        return Described(words)
    return Missing() if words or one.get("alt") is None else Decorative()


def figures(element: Element, page: Page) -> list[Figure]:
    """Read a ``<figure>``; none if it holds something else than pictures and words."""
    if next(markup.below(element, "table", "pre", "blockquote", "ul", "ol", "p"), None) is not None:
        below = [one for one in markup.below(element, "p") if not _captions(one, element)]
        other = next(markup.below(element, "table", "pre", "blockquote", "ul", "ol"), None)
        if other is not None or any(markup.words(one) for one in below):
            return []
    found = [figure for one in markup.below(element, "img", "svg") for figure in page.pictures(one)]
    caption, credit = _words(next(markup.below(element, "figcaption"), None), page)
    if not found:
        return [Figure(None, caption, credit)] if caption else []
    found[-1] = replace(found[-1], caption=caption, credit=credit)
    return found


def _captions(one: Element, figure: Element) -> bool:
    return any(markup.local(above) == "figcaption" for above in one.iterancestors() if above is not figure)


def _words(element: Element | None, page: Page) -> tuple[Caption | None, Credit | None]:
    """Part a caption from the credit in it."""
    if element is None:
        return None, None
    told = next((one for one in element.iter() if one is not element and role(one) is Role.CREDIT), None)
    credit = None
    if told is not None:
        content = page.content(told)
        credit = words_of.made(content) if text(content) else None
        told.clear(keep_tail=True)
    content = page.content(element)
    if not text(content):
        return None, credit
    shown = words_of.captioned(Figure(), content)
    return shown.caption, credit or shown.credit
