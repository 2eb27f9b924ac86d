"""The tags of templates (Liquid, Jinja, Hugo, Zola): taken out, pictures made figures, what they enclose kept."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model import Caption, Credit, Figure, Image, Text
from exporter.readers.flow import tree
from exporter.readers.markdown.stash import spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.readers.markdown.stash import Stash

    Drop = Callable[[str, str], None]

_TAG = re.compile(
    r"\{\{(?P<sign>[<%]?)(?P<shown>(?:(?!\}\}|\{\{).){0,4000}?)[>%]?\}\}|\{%(?P<done>(?:(?!%\}|\{%).){0,4000}?)%\}",
    re.DOTALL,
)
_NAME = re.compile(r"[-+*\s]*(?P<slash>/?)\s*(?P<name>[A-Za-z][\w./-]*)")
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*[=:]\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`"
    r"|(?P<bare>[^\s,()=\"'`|]+))"
)
IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_FIGURES = frozenset(
    {"figure", "img", "image", "picture", "figure.html", "image.html", "img.html", "photo", "responsive-image"}
)
_SOURCES = ("src", "url", "file", "image", "image_path", "path", "link", "href")
_ROLE = re.compile(r"(?P<role>photo|image|illustration|cr[ée]dits?)s?\s*:\s*(?=\S)|©\s*(?=\S)", re.IGNORECASE)
_HIGHLIGHT = frozenset({"highlight", "codeblock", "code", "mermaid", "plantuml", "katex", "math", "chart"})
_BOXES = frozenset({
    "admonition", "alert", "box", "callout", "card", "caution", "danger", "details", "expand", "hint", "important",
    "info", "note", "notice", "panel", "spoiler", "step", "tab", "tip", "toggle", "warning",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A template's tag at ``[start, end)``: ``ends`` names what it closes, empty if it opens or stands alone."""

    start: int
    end: int
    name: str
    ends: str
    named: Mapping[str, str]
    places: tuple[str, ...]


def take_out(text: str, stash: Stash, drop: Drop) -> str:
    """Take the tags out of a text whose code is set aside; ``drop`` is told of each, and why."""
    if "{{" not in text and "{%" not in text:
        return text
    tags = list(_tags(text, stash))
    closings = _closings(tags)
    pieces: list[tuple[int, int, str]] = []
    position = 0
    for index, tag in enumerate(tags):
        if tag.start >= position:
            closing = tags[closings[index]] if index in closings else None
            new, position = _replaced(text, tag, closing, stash, drop)
            pieces.append((tag.start, position, new))
    return spliced(text, pieces)


def _tags(text: str, stash: Stash) -> Iterator[Tag]:
    for match in _TAG.finditer(text):
        inside = (match["shown"] if match["shown"] is not None else match["done"]).strip(" \t\n-")
        name = _NAME.match(inside)
        if inside.startswith("/*") or not name:
            yield Tag(*match.span(), "", "", {}, ())
            continue
        called = name["name"].lower()
        arguments = stash.words(inside[name.end() :])
        bare = called.removeprefix("end") if called.startswith("end") and not name["slash"] else ""
        ends = called if name["slash"] else (bare or "*") if called == "end" or bare else ""
        yield Tag(*match.span(), called, ends, *_arguments(arguments))


def _arguments(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    named: dict[str, str] = {}
    places: list[str] = []
    for match in _ARGUMENT.finditer(text):
        value = next(match[name] for name in ("double", "single", "raw", "bare") if match[name] is not None)
        if match["key"]:
            named[match["key"].lower()] = value
        else:
            places.append(value)
    return named, tuple(places)


def _closings(tags: Sequence[Tag]) -> dict[int, int]:
    """Pair the tags that open with those that close them, by name; ``{% end %}`` closes the last one."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for index, tag in enumerate(tags):
        if not tag.ends:
            opened.append(index)
            continue
        recent = range(len(opened) - 1, max(-1, len(opened) - 50), -1)
        place = next((at for at in recent if tag.ends in ("*", tags[opened[at]].name)), None)
        if place is not None:
            found[opened[place]] = index
            del opened[place:]
    return found


def _replaced(text: str, tag: Tag, closing: Tag | None, stash: Stash, drop: Drop) -> tuple[str, int]:
    """What stands instead of a tag, and where the text goes on."""
    whole = text[tag.start : closing.end] if closing else text[tag.start : tag.end]
    inside = text[tag.end : closing.start] if closing else ""
    if closing and tag.name == "comment":
        drop(whole, "comment")
        return "", closing.end
    if closing and tag.name in ("raw", "verbatim"):
        shows_tags = "\n" not in inside and re.search(r"\{[{%]", inside)
        return (stash.code(stash.source(inside), whole) if shows_tags else inside), closing.end
    if closing and tag.name in _HIGHLIGHT:
        code = stash.source(inside).strip("\n")
        return f"\n\n{stash.block(code, whole, tag.places[0] if tag.places else None)}\n\n", closing.end
    if tag.name == "kbd" and tag.places:
        return stash.code(" ".join(tag.places), whole), tag.end
    picture = figure(tag)
    if picture:
        return f"{_edge(text, tag.start, -1)}{stash.put(picture, whole)}{_edge(text, tag.end, 1)}", tag.end
    drop(text[tag.start : tag.end], "shortcode")
    said = plain(title(tag)) if closing else ""
    return (f"\n\n**{said}**\n\n" if said else ""), tag.end


def title(tag: Tag) -> str:
    """The title of a box: the argument that says so, or one that is more than a word."""
    named = next((tag.named[key] for key in ("title", "summary", "label", "caption") if key in tag.named), "")
    places = tag.places if tag.name in _BOXES else ()
    return named or next((value for value in places if " " in value), places[1] if len(places) > 1 else "")


def _edge(text: str, place: int, step: int) -> str:
    """A blank line between a figure and the words that share its line, so that it stands alone."""
    beside = text[:place].rpartition("\n")[2] if step < 0 else text[place:].partition("\n")[0]
    return "" if not beside.strip(" \t->*") else "\n\n"


def figure(tag: Tag) -> Figure | None:
    """Make the picture that a tag shows, if it shows one."""
    named = tag.named
    sources = [named[key] for key in _SOURCES if key in named]
    places = [value for value in tag.places if IMAGE.search(value)]
    src = next((src for src in sources if IMAGE.search(src)), places[0] if places else "")
    if not src and (tag.name in _FIGURES or _FIGURES.intersection(tag.places)):
        src = sources[0] if sources else ""
    if not src or tag.ends:
        return None
    others = [value for value in tag.places if value != src and " " in value]
    words = plain(named.get("alt") or named.get("description") or "")
    said = plain(named.get("caption") or named.get("title") or (others[0] if others else ""))
    credit = plain(named.get("attr") or named.get("credit") or named.get("credits") or "")
    return shown(src, words, said if said != words else "", _credited(credit) if credit else None)


def shown(src: str, words: str, legend: str = "", credit: Credit | None = None) -> Figure:
    """A picture with the words that stand for it and those below it, where there are any."""
    return Figure(Image(src, tree.described(words)), Caption((Text(legend),)) if legend else None, credit)


def _credited(line: str) -> Credit:
    """Read "Photo : A. Fabre"."""
    match = _ROLE.match(line)
    said = (match["role"] or "").lower() if match else ""
    role = said if said in ("photo", "illustration") else "image"
    return Credit(role, line[match.end() :] if match else line, (Text(line),))


def plain(text: str) -> str:
    """The words of an argument, its tags, entities and stars resolved."""
    text = re.sub(r"\\([\"'])", r"\1", html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", text)))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", "", text).split())
