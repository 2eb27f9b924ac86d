"""Notes of a book: links that call them, the elements that hold their words, the links that lead back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exporter.readers.book.kinds import Kind, kinds
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup
from exporter.readers.packed.markup import Element

if TYPE_CHECKING:
    from collections.abc import Mapping


_CALL: Final = re.compile(r"[\[(]?\s*(?:note\s)?(?P<label>\d{1,4}|\*{1,3}|[a-z]|[ivx]{1,5}|†|‡)\s*[\])]?\.?")
_HOLDERS: Final = frozenset({"li", "p", "div", "dd", "aside", "section", "td"})
_LONGEST: Final = 6000


@dataclass(slots=True)
class Notes:
    """The notes that are called, by the elements that hold them: their ids, labels and documents."""

    names: dict[Element, str] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)
    pages: dict[Element, str] = field(default_factory=dict)
    calls: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)


def find(bodies: Mapping[str, Element]) -> Notes:
    """Find the notes of all documents, in the order of their calls."""
    places = {
        f"{name}#{one.get('id')}": (one, name) for name, body in bodies.items() for one in body.iter() if one.get("id")
    }
    found = Notes()
    for name, body in bodies.items():
        for link in markup.below(body, "a"):
            target = markup.attribute(link, "href")
            if "#" in target and not markup.address(target):
                page = archives.resolve(target, name) or name
                _take(link, places.get(f"{page}#{target.partition('#')[2]}"), found)
    for holder in found.names:
        found.backs |= {one for one in markup.below(holder, "a") if _leads_back(one)}
    return found


def _take(link: Element, place: tuple[Element, str] | None, found: Notes) -> None:
    """Enter a call and, if it is the first, its note."""
    label = _CALL.fullmatch(markup.words(link).lower())
    if place is None or any(above in found.names for above in link.iterancestors()):
        return
    sure = Kind.CALL in kinds(link)
    holder = _holder(place[0])
    if holder is None or holder in set(link.iterancestors()) or len(markup.words(holder)) > _LONGEST:
        return
    if sure or (label and (_raised(link) or Kind.NOTE in kinds(holder))):
        found.names.setdefault(holder, f"note-{len(found.names) + 1}")
        found.labels.setdefault(holder, label["label"] if label else markup.words(link) or str(len(found.names)))
        found.pages[holder] = place[1]
        found.calls[_whole(link)] = found.names[holder]


def _holder(target: Element) -> Element | None:
    """The element that holds a note's words: one that says so, or the block of its place."""
    above = [target, *target.iterancestors()]
    said = next((one for one in above if Kind.NOTE in kinds(one)), None)
    return said if said is not None else next((one for one in above if markup.local(one) in _HOLDERS), None)


def _raised(link: Element) -> bool:
    """Tell a link that is set as calls are: raised, or in brackets."""
    above = link.getparent()
    raised = (above is not None and markup.local(above) == "sup") or next(markup.below(link, "sup"), None) is not None
    return raised or markup.words(link).startswith("[")


def _whole(link: Element) -> Element:
    """The call with the raised element around it, if that holds nothing else."""
    above = link.getparent()
    if above is not None and markup.local(above) == "sup":
        rest = markup.words(above).replace(markup.words(link), "", 1)
        return above if not re.search(r"\w", rest) else link
    return link


def _leads_back(link: Element) -> bool:
    """Tell a link from a note to its call: a label or an arrow."""
    words = markup.words(link).lower()
    short = not words or _CALL.fullmatch(words) is not None or re.fullmatch(r"\W{1,4}|retour.{0,20}", words) is not None
    return short and "#" in markup.attribute(link, "href")
