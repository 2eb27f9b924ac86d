"""The parts of a page that list sources: where they begin and end, their groups, the lines of each source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from exporter.model import Source
from exporter.readers.press import citation, dates, inline, labels, markers, notices
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import Passage, ended, prose, stopped, without, word_count
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Line
    from exporter.readers.press.phrases import Phrases

_LONGEST = 700
_INLINE = re.compile(
    r"(?P<label>(?:principales |autres )?(?:sources?|références?|bibliographie|webographie)(?: (?:et références"
    r"|principales|utilisées|consultées|primaires|secondaires|officielles))?)\s?:\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_REST = re.compile(r"(?=.*[\d./?=&_%#-])[a-z\d_%./?=&#~+-]{2,}[,.;)]?", re.IGNORECASE)
_SITE = re.compile(r"(?:[\w-]+\.){1,3}(?:fr|com|org|net|info|eu|be|ch|ca)", re.IGNORECASE)
_STRUCTURE = re.compile(r"\s[–—-]\s|«|“|\"|\||\bhttps?://|\bwww\.|\(.{4,40}\)\.?$")


_CITED = re.compile(r"«[^»]+»\s?[,–—-]\s?[A-ZÀ-Þ]|\s[–—-]\s.*(?:\([^()]*\d{4}\)|https?://)|https?://\S+$")


@dataclass(slots=True)
class Sources:
    """The sources found, and the passages that are not theirs."""

    found: list[Source] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)


def read(passages: Sequence[Passage], phrases: Phrases) -> Sources:
    """Part the lists of sources from the other passages."""
    result = Sources()
    taken: set[int] = set()
    index = 0
    while index < len(passages):
        start, kept = index, len(result.rest)
        index = _inline(passages, index, phrases, result) or _listed(passages, index, phrases, result)
        if len(result.rest) == kept:
            taken.update(range(start, index))
    result.rest = without(passages, taken)
    return result


def label(passage: Passage, phrases: Phrases) -> str | None:
    """Read the heading of a list of sources, without its number and colon."""
    return labels.heading(passage.text, phrases)


def _inline(passages: Sequence[Passage], index: int, phrases: Phrases, result: Sources) -> int:
    """Read ``Sources : AFP, Reuters``; the place after it, 0 if the passage is something else."""
    passage = passages[index]
    match = _INLINE.match(passage.text) if len(passage.text) <= _LONGEST else None
    if not match or label(passage, phrases):
        return 0
    table = index > 0 and markers.row(passages[index - 1].lines[0].text)
    if table or (prose(passage.text) and not _STRUCTURE.search(passage.text) and word_count(passage.text) > 25):
        return 0
    name = match["label"]
    rest = match["rest"] if len(passage.lines) == 1 else _words(passage)[match.start("rest") :]
    names = _names(rest, phrases)
    result.found += [citation.publisher(piece, labels.kind(name, phrases), name) for piece in names]
    for piece in [] if names else _pieces(rest, phrases, several=True):
        result.found.append(citation.source(piece, phrases, labels.kind(name, phrases), name))
    return index + 1


def _listed(passages: Sequence[Passage], index: int, phrases: Phrases, result: Sources) -> int:
    """Read a heading and the sources below it, or pass over something else; the place after it."""
    passage = passages[index]
    name = label(passage, phrases)
    below = end(passages, index + 1, phrases) if name else index
    if name is None or below == index + 1:
        result.rest.append(passage)
        return index + 1
    _groups(name, passages[index + 1 : below], phrases, result)
    return below


def end(passages: Sequence[Passage], start: int, phrases: Phrases) -> int:
    """Find the end of a list of sources: at another part's heading, a notice, a credit or prose."""
    index = start
    while index < len(passages):
        passage = passages[index]
        if not _belongs(passage, passages[index + 1 : index + 2], phrases):
            break
        index += 1
    while index > start and _group(passages[index - 1], passages[index : index + 1], phrases):
        index -= 1
    return index


def _belongs(passage: Passage, after: Sequence[Passage], phrases: Phrases) -> bool:
    if _group(passage, after, phrases):
        return bool(after) and (_item_like(after[0], phrases) or _group(after[0], (), phrases) is not None)
    if label(passage, phrases) or passage.key.rstrip(" :") in phrases.note_labels:
        return False
    if notices.kind(passage, phrases) or credit_lines.credit(passage.text) or _signature(passage, phrases):
        return False
    return _item_like(passage, phrases)


def _signature(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a line below the sources says something of the article again: its author, its dates, its tags."""
    facts = fact_lines.read(passage.text, phrases)
    return facts is not None and (bool(facts.people) or facts.said or bool(facts.keywords))


def _item_like(passage: Passage, phrases: Phrases) -> bool:
    """Tell a source from prose: marked, dated, with an address or a layout, or at least short."""
    text = passage.text
    if len(text) > _LONGEST or markers.rule(text):
        return False
    if markers.item(text) or markers.note(text) or inline.address(text):
        return True
    date = dates.first(text[-80:])
    if _STRUCTURE.search(text) or (date and (len(text) <= 250 or text.count(",") >= 2)):
        return not (prose(text) and len(text) > 250 and text.count(". ") >= 2)
    if publisher_score(text, phrases) >= 2:
        return True
    return not stopped(text) and not ended(text) and len(text) <= 200


def _group(passage: Passage, after: Sequence[Passage], phrases: Phrases) -> str | None:
    """Read the label of a group among the sources."""
    text = passage.text
    if len(text) > 60 or markers.item(text) or inline.address(text):
        return None
    key = passage.key.rstrip(" :")
    known = key in phrases.source_groups
    announced = text.rstrip().endswith(":") and word_count(text) <= 6 and bool(after)
    return text.rstrip(" \u00a0\u202f:.") if known or announced else None


def _groups(name: str, passages: Sequence[Passage], phrases: Phrases, result: Sources) -> None:
    group = name
    pending: list[str] = []
    scattered = _scattered(passages, phrases)

    def flush() -> None:
        for text in pending:
            result.found.append(citation.source(text, phrases, labels.kind(group, phrases), group))
        pending.clear()

    for index, passage in enumerate(passages):
        found = _group(passage, passages[index + 1 : index + 2], phrases)
        if found:
            flush()
            group, scattered = found, _scattered(passages[index + 1 :], phrases)
        elif pending and _cut_address(pending[-1], passage.lines[0], passages[index - 1].lines[-1]):
            pending[-1] += _words(passage)
        elif pending and _continues(passage, pending[-1], passages[index - 1], scattered=scattered):
            pending[-1] = f"{pending[-1]} {_words(passage)}"
        else:
            pending += _pieces(_unmarked(_words(passage)), phrases)
    flush()


def _scattered(passages: Sequence[Passage], phrases: Phrases) -> bool:
    """Tell whether the addresses that stand alone in a group are so few that each is a source of its own."""
    own = list(takewhile(lambda passage: not _group(passage, passages[:1], phrases), passages))
    alone = sum(_only_address(passage.text) for passage in own)
    return alone * 4 < len(own) - alone


def _only_address(text: str) -> bool:
    found = inline.address(text)
    return found is not None and not re.search(r"\w", text[: found[0]] + text[found[1] :])


def _words(passage: Passage) -> str:
    """The text of a passage, an address that its lines cut made whole."""
    text = passage.text
    for before, line in pairwise(passage.lines):
        if _cut_address(before.text, line, before):
            text = text.replace(
                f"{before.text.rsplit(None, 1)[-1]} {line.text}", f"{before.text.rsplit(None, 1)[-1]}{line.text}", 1
            )
    return text


def _cut_address(before: str, line: Line, above: Line) -> bool:
    """Tell whether a line goes on with the address at the end of the one above, cut by the page's width."""
    last, first = before.rsplit(None, 1)[-1], line.text.split(None, 1)[0]
    if line.gap or not re.match(r"(?:https?://|www\.)", last) or not _REST.fullmatch(first) or _SITE.fullmatch(first):
        return False
    return last[-1] in "/-_=&?" or 0 < above.indent <= line.indent


def _unmarked(text: str) -> str:
    mark = markers.item(text)
    return (
        text[mark.end :]
        if mark and not re.match(r"\d{1,3}\s?(?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)", text)
        else text
    )


def _continues(passage: Passage, before: str, above: Passage, *, scattered: bool) -> bool:
    """Tell whether a line is the address, the date or the end of the source above it."""
    if markers.item(passage.text) or markers.note(passage.text) or len(before) > _LONGEST:
        return False
    found = inline.address(passage.text)
    if found and not inline.address(before):
        if (
            scattered
            and not markers.item(above.text)
            and passage.indent <= above.indent
            and _only_address(passage.text)
        ):
            return False
        lead = passage.text[: found[0]]
        return word_count(lead) <= 3 and (not lead.strip() or lead.rstrip().endswith(":"))
    return passage.text[0] == "(" and word_count(passage.text) <= 5 and dates.first(passage.text) is not None


def _pieces(text: str, phrases: Phrases, *, several: bool = False) -> list[str]:
    """Cut a line that lists several sources; ``several`` if its label says that there may be more than one."""
    if any(_only_date(part) for part in re.split(r"\s[•·|]\s", text)):
        return [text]
    parts = [part.strip() for part in re.split(r"\s?;\s+|\s[•·|]\s(?=[A-ZÀ-Þ«])", text) if part.strip()]
    if several and len(parts) > 1 and " ; " in text.replace("\u00a0", " ") and not any(map(citation.is_author, parts)):
        return [*parts[:-1], parts[-1].removesuffix(".")]
    if len(parts) > 1 and all(
        word_count(part) <= 25 and (_STRUCTURE.search(part) or dates.first(part) or publisher_score(part, phrases) >= 1)
        for part in parts
    ):
        return parts
    return [text]


def _only_date(text: str) -> bool:
    """Tell whether a part of a line is its date and nothing else, so that the line is one source."""
    found = next(dates.find(text), None) if len(text) <= 40 else None
    return found is not None and not re.search(r"\w", text[: found.start] + text[found.end :])


def laid_out(text: str) -> bool:
    """Tell whether a line is laid out as a source: a quoted title and a name, a dash before a year, an address."""
    return _CITED.search(text) is not None


def complete(text: str) -> bool:
    """Tell whether a line below a label is a whole source: laid out as one, with its date or address at the end."""
    if len(text) > _LONGEST or not re.search(r"\s[–—|-]\s|«|,.*,", text):
        return False
    return dates.first(text[-30:]) is not None or inline.address(text[-200:]) is not None


def below_labels(lines: Sequence[Line], phrases: Phrases) -> frozenset[int]:
    """Number the lines that stand below a heading of sources without a blank line between."""
    found: set[int] = set()
    below = False
    for line in lines:
        label_ = labels.known(line.text, phrases)
        below = label_ or (below and (not line.gap or line.number - 1 in found))
        if below:
            found.add(line.number)
    return frozenset(found)


def _names(text: str, phrases: Phrases) -> list[str]:
    """Cut a line that is a list of publishers' names ("AFP, Reuters et Le Monde")."""
    between = r"\s?;\s" if ";" in text else r",\s|\set\s|\s/\s"
    names = [part.strip() for part in re.split(between, text.removesuffix(".")) if part.strip()]
    named = all(name[0].isupper() or publisher_score(name, phrases) >= 2 for name in names)
    short = named and all(word_count(name) <= 5 and not dates.first(name) for name in names)
    known = sum(publisher_score(name, phrases) >= 2 for name in names)
    return names if short and known * 2 >= max(len(names), 2 if len(names) > 1 else 1) else []
