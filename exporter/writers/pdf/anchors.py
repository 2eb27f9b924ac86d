"""Links that were cut, where a sentence ends or words are in another language, made whole; ways back from notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Html


def join(html: Html) -> None:
    """Put languages inside of links, then neighbouring links to the same address into one."""
    for element in html.iter():
        if _is_language_around_a_link(element):
            link = element[0]
            element.tag, link.tag = link.tag, element.tag
            element.attrib, link.attrib = link.attrib, element.attrib
    for element in html.iter():
        _join_neighbours(element)


def lead_back(html: Html) -> None:
    """Make a link of each note's label, to the first call of the note, which gets a name for that."""
    calls: dict[str, Html] = {}
    for call in html.iterfind(".//sup[@class='note-call']"):
        link = call.find("a")
        if link is not None:
            calls.setdefault(link.get("href", ""), call)
    for note in html.iterfind(".//aside[@id]"):
        label, called = note.find(".//span[@data-back]"), calls.get(f"#{note.get('id')}")
        if label is not None and called is not None:
            name = f"{note.get('id')}-call"
            called.set("id", name)
            link = SubElement(label, "a", {"href": f"#{name}", "aria-label": label.get("data-back", "")})
            link.text, label.text = label.text, None


def _is_language_around_a_link(html: Html) -> bool:
    return bool(
        html.get("lang")
        and html.tag == "span"
        and len(html) == 1
        and html[0].tag == "a"
        and not html.text
        and not html[0].tail
    )


def _join_neighbours(parent: Html) -> None:
    before: Html | None = None
    for child in list(parent):
        if (
            before is not None
            and before.tag == child.tag == "a"
            and not before.tail
            and _target(before) == _target(child)
        ):
            _append(before, child)
            parent.remove(child)
        else:
            before = child


def _target(link: Html) -> str | None:
    return link.get("href")


def _append(link: Html, other: Html) -> None:
    if len(link):
        link[-1].tail = (link[-1].tail or "") + (other.text or "")
    else:
        link.text = (link.text or "") + (other.text or "")
    link.extend(list(other))
    link.tail = other.tail
