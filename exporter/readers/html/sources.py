"""Sources: the lists, lines and links below an article that say what it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exporter import walk
from exporter.model import Source, is_language_tag
from exporter.readers.flow import inline, naming, tree
from exporter.readers.flow.flow import HEADINGS, Flow, Run
from exporter.readers.flow.inline import Surroundings
from exporter.readers.flow.sources import MARK, host, source
from exporter.readers.press import dates, labels, listings
from exporter.readers.press.lines import bare, ended, prose, word_count
from exporter.readers.press.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.readers.flow.tree import Element

_INLINE = re.compile(
    r"(?P<label>(?:nos |les )?(?:sources?|références?|bibliographie|via)(?:\s\w+)?)[\s\u00a0\u202f]*:[\s\u00a0\u202f]*",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(
    r"(?:pour )?en savoir plus|(?:pour )?aller plus loin|lectures|a consulter|(?:liens|ressources)(?: utiles)?"
)
"""Labels of further reading as well."""

_PARTS = frozenset({"nav", "footer", "form", "article"})
_LONGEST = 600
_MANY = 500


@dataclass(slots=True)
class Sources:
    """The sources found, and the runs that hold them and their labels."""

    found: list[Source] = field(default_factory=list)
    runs: set[Run] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a source needs: the page's flow, the article's surroundings, the phrases, the runs of notes."""

    flow: Flow
    around: Surroundings
    phrases: Phrases
    noted: frozenset[Run]


def find(reading: Reading, kept: set[Run], region: tuple[int, int]) -> Sources:
    """Find the sources between the article's first run and the page's foot."""
    result = Sources()
    for run in reading.flow.runs[region[0] : region[1]]:
        if run in result.runs or run in reading.noted or _foot(run):
            continue
        name = _label(run, reading)
        if name:
            _listed(run, name, reading, result)
        else:
            _inline(run, reading, result, loose=run not in kept)
    if not result.found:
        _called(reading, region, result)
    return result


def _label(run: Run, reading: Reading) -> str | None:
    """Read the label of a list of sources: a heading, or a short line set apart."""
    name = labels.heading(run.text, reading.phrases)
    if name is None:
        return None
    set_apart = run.block.tag in (*HEADINGS, "dt", "summary", "legend", "caption", "th", "strong")
    strong = run.sole is not None and run.sole.tag in ("strong", "b", "u")
    return name if set_apart or strong or run.text.rstrip().endswith(":") or run.block.tag in ("p", "div") else None


def _listed(label: Run, name: str, reading: Reading, result: Sources) -> None:
    """Read the runs below a label, as far as its part of the page goes."""
    group, taken, items = name, [label], []
    for run in _scope(label, reading.flow)[:_MANY]:
        inner = _group(run, reading)
        if inner:
            group = inner
            taken.append(run)
        elif run.block.tag in HEADINGS or run in reading.noted or not _item(run, listed=_in_list(run)):
            break
        elif run.text:
            items.append((run, group))
            taken.append(run)
    linked = [run for run, _ in items if run.linked]
    ambiguous = _AMBIGUOUS.fullmatch(bare(name)) is not None
    if not items or (ambiguous and (len(linked) < len(items) or _own(linked, reading))):
        return
    result.runs.update(taken)
    result.found += [_source(line, told, reading) for run, told in items for line in _each(run)]


def _own(linked: Sequence[Run], reading: Reading) -> bool:
    """Tell whether links lead to the site itself: other articles of it, which are no sources."""
    host = urlsplit(reading.around.base or "").netloc
    hosts = [urlsplit(url).netloc for run in linked for url in _links(run, reading.around)]
    return not hosts or (bool(host) and hosts.count(host) * 2 > len(hosts))


def _scope(label: Run, flow: Flow) -> list[Run]:
    """The runs after a label in the smallest part of the page that holds any."""
    inside = takewhile(lambda above: above.tag not in ("body", "html"), islice(label.block.iterancestors(), 4))
    parts = ([run for run in flow.below(element) if run.order > label.order and run.text] for element in inside)
    whole = [run for run in flow.runs[label.order + 1 : label.order + _MANY] if run.text]
    return next(filter(None, parts), whole)


def _group(run: Run, reading: Reading) -> str | None:
    """Read the label of a group among the sources."""
    text = run.text.strip().rstrip(" :\u00a0\u202f.")
    if run.linked or len(text) > 60 or not text:  # noqa: PLR2004 - a label, not a title
        return None
    known = bare(text) in reading.phrases.source_groups or labels.heading(text, reading.phrases) is not None
    announced = run.text.rstrip().endswith(":") and word_count(text) <= 6 and not _in_list(run)  # noqa: PLR2004 - a label
    return text if known or announced else None


def _in_list(run: Run) -> bool:
    return any(above.tag in ("li", "dd", "td") for above in tree.ancestors(run.block))


def _item(run: Run, *, listed: bool) -> bool:
    """Tell a source from prose: an item of a list, a line with a link or a date, or at least short."""
    if len(run.text) > _LONGEST or (run.block.tag == "figcaption"):
        return False
    if listed or run.linked:
        return not (prose(run.text) and len(run.text) > 300 and run.linked * 4 < len(run.text))  # noqa: PLR2004 - a paragraph
    return dates.first(run.text) is not None or (not ended(run.text) and len(run.text) <= 200)  # noqa: PLR2004 - a line


def _foot(run: Run) -> bool:
    """Tell what stands in the page's foot or its menus."""
    return next((one.tag for one in tree.ancestors(run.block) if one.tag in _PARTS), "article") != "article"


def _inline(run: Run, reading: Reading, result: Sources, *, loose: bool) -> None:
    """Read "Source : …" in one run: its lines, each of its links, or what it says. ``loose`` asks for links."""
    match = _INLINE.match(run.text)
    if not match or len(run.text) > _LONGEST or (prose(run.text) and not run.linked) or (loose and not run.linked):
        return
    group = match["label"].strip()
    lines = _lines(run)
    content = inline.content(run.parts, reading.around)
    links = [link for link in listings.links(content) if link.url.startswith("http")]
    if len(lines) > 1 and len(lines[0].text) <= match.end():
        result.found += [_source(line, group, reading) for line in lines[1:]]
    elif len(links) > 1:
        result.found += [source((link,), group, reading.phrases) for link in links]
    else:
        named = _INLINE.match(walk.plain(content))
        rest = walk.cut(content, named.end() if named else 0, len(walk.plain(content)))
        result.found.append(_told(source(rest, group, reading.phrases), run, reading))
    result.runs.add(run)


def _lines(run: Run) -> list[Run]:
    """The lines of a run that line breaks part, those with words."""
    found: list[list[str | Element]] = [[]]
    for part in run.parts:
        if not isinstance(part, str) and part.tag == "br":
            found.append([])
        else:
            found[-1].append(part)
    told = ((parts, " ".join("".join(map(tree.text, parts)).split())) for parts in found)
    return [replace(run, parts=parts, text=words) for parts, words in told if words]


def _each(run: Run) -> list[Run]:
    """The lines of a paragraph that lists a source a line, each with a mark, a link or a date; else the paragraph."""
    lines = _lines(run)
    separate = (MARK.match(one.text) or next(_anchors(one), None) is not None or dates.first(one.text) for one in lines)
    return lines if len(lines) > 1 and not _in_list(run) and all(separate) else [run]


def _called(reading: Reading, region: tuple[int, int], result: Sources) -> None:
    """Read a list that only the page's own names call sources."""
    for run in reading.flow.runs[region[0] : region[1]]:
        if run not in reading.noted and _in_list(run) and run.linked and not prose(run.text):
            above = list(tree.ancestors(run.block))
            lists = [element for element in above if element.tag in ("ul", "ol", "section", "div", "aside")][:3]
            named = any(naming.called(element, naming.SOURCES) for element in lists)
            if named and not any(naming.called(element, naming.FOOT) for element in above):
                result.runs.add(run)
                result.found.append(_source(run, "Sources", reading))


def _source(run: Run, group: str, reading: Reading) -> Source:
    """Read one line of a list of sources."""
    return _told(source(inline.content(run.parts, reading.around), group, reading.phrases), run, reading)


def _told(found: Source, run: Run, reading: Reading) -> Source:
    """Put in what only the page's markup says of a source: a link around it, the language of what it leads to."""
    url = found.url or next(_links(run, reading.around), None)
    told = (element.get("hreflang") or inline.language(element) for element in _anchors(run))
    language = next((written for written in told if written and is_language_tag(written)), None)
    return replace(
        found,
        content=inline.anchored(found.content, run, reading.around),
        url=url,
        language=language if language and found.title else found.language,
        publisher=found.publisher or host(url),
    )


def _anchors(run: Run) -> Iterator[Element]:
    yield from run.inside("a")
    yield from (above for above in tree.ancestors(run.block) if above.tag == "a")


def _links(run: Run, around: Surroundings) -> Iterator[str]:
    """The addresses of a run's links."""
    urls = (tree.address(element.get("href"), around.base) for element in _anchors(run))
    return (url for url in urls if url and url.startswith("http"))
