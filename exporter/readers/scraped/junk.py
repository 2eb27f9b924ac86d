"""What the page said around the article: recognised line by line, then by what stands around it.

In doubt a line stays: only a whole line that pages are known to say goes, a word that is also a heading stays when
the prose below speaks of it, and other articles' titles go only below a line that announces them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import boilerplate, markers
from exporter.readers.press.lines import KEY_LIMIT, fold, prose, stopped, word_count
from exporter.readers.press.people import byline
from exporter.readers.scraped import bibliography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_REPLY = re.compile(r"(?:repondre|reply|signaler(?: un abus| ce commentaire)?|(?:.{1,40} (?:dit|a ecrit|says) ?:?))")
_TITLE_LIMIT = 220
_STEM = 7
_FOOT = 3
_ENTRIES = 40
_QUESTIONS = 3
_CONTENTS = re.compile(r"(?:au )?sommaire|dans cet article|table des matieres|table of contents")
_NAMED = re.compile(
    r"(?:par|propos|texte|photos?|illustrations?|publie|mis a jour|mots-cles|tags?|avec|source|sources|traduit|https?"
    r"|www)\b|.{0,60}©"
)


def verdicts(passages: Sequence[Passage], phrases: Phrases) -> list[str | None]:
    """Say why each passage is the page's own, as far as phrases are known for it; None where none is."""
    found = [boilerplate.known(p.text, p.key, phrases) if len(p.text) <= KEY_LIMIT else None for p in passages]
    counts: dict[str, int] = {}
    for passage in passages:
        if passage.key in phrases.words:
            counts[passage.key] = counts.get(passage.key, 0) + 1
    for index, verdict in enumerate(found):
        if verdict and (
            _speaks(index, passages, found, phrases, counts)
            or _in_list(index, passages, found)
            or _heads_sources(index, passages, phrases)
            or _signs(index, passages, found)
        ):
            found[index] = None
    _drop_contents(passages, found)
    _drop_related(passages, found, phrases)
    _drop_comments(passages, found, phrases)
    _drop_tail(passages, found, phrases)
    return found


def _speaks(
    index: int, passages: Sequence[Passage], verdicts: list[str | None], phrases: Phrases, counts: dict[str, int]
) -> bool:
    """Tell whether a known word is a heading: it stands there once and the prose below it speaks of it."""
    key = passages[index].key
    if key not in phrases.words or counts[key] > 1 or passages[index].text.endswith(":"):
        return False
    stem = max(key.split(), key=len)[:_STEM]
    below = passages[index + 1 : index + 4]
    if not below or verdicts[index + 1]:
        return False
    if markers.item(below[0].text):
        return True
    if not prose(below[0].text):
        return False
    return any(stem in fold(passage.text[:KEY_LIMIT]) for passage in below if prose(passage.text))


def _heads_sources(index: int, passages: Sequence[Passage], phrases: Phrases) -> bool:
    """Tell whether a known line is the heading of sources: what stands below it is laid out as one."""
    if passages[index].key.rstrip(" :") not in phrases.source_labels or index + 1 == len(passages):
        return False
    below = passages[index + 1].text
    return len(below) <= KEY_LIMIT and bibliography.laid_out(below)


def _signs(index: int, passages: Sequence[Passage], verdicts: list[str | None]) -> bool:
    """Tell whether "La rédaction" signs the article: it does not stand among the links of a page's foot."""
    if verdicts[index] != "legal" or not byline(passages[index].text, lone=True):
        return False
    around = (near for near in (index - 1, index + 1) if 0 <= near < len(passages))
    return index > 0 and not any(verdicts[near] in ("legal", "navigation") for near in around)


def _in_list(index: int, passages: Sequence[Passage], verdicts: list[str | None]) -> bool:
    """Tell whether a known word is an item of a list whose other items are not known."""
    if not markers.item(passages[index].text):
        return False
    around = (near for near in (index - 1, index + 1) if 0 <= near < len(passages))
    return any(verdicts[near] is None and markers.item(passages[near].text) for near in around)


def _drop_contents(passages: Sequence[Passage], verdicts: list[str | None]) -> None:
    """Drop a table of contents: lines below its announcement that stand again further down."""
    for index, passage in enumerate(passages):
        if not (verdicts[index] and _CONTENTS.fullmatch(passage.key)):
            continue
        keys = {later.key for later in passages[index + 1 + _ENTRIES :] if later.key}
        for position in range(index + 1, min(index + 1 + _ENTRIES, len(passages))):
            entry = passages[position].key
            again = entry in keys or any(p.key == entry for p in passages[position + 1 : index + 1 + _ENTRIES])
            if not again:
                break
            verdicts[position] = "navigation"
        return


# --- What follows an announcement --------------------------------------------------------------


def _asks(passage: Passage) -> bool:
    return passage.text.endswith("?") and len(passage.text) <= _TITLE_LIMIT


def _title_like(passage: Passage) -> bool:
    return len(passage.text) <= _TITLE_LIMIT and not stopped(passage.text)


def _label(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a passage opens a part that belongs to the article whatever stands above it."""
    key = passage.key.rstrip(" :")
    if key in phrases.source_labels or key in phrases.note_labels or key in phrases.source_groups:
        return True
    if re.match(r"(?:sources?|notes?|references?|credits?|photos?|©)\b ?[:(]?", key) or markers.note(passage.text):
        return True
    return phrases.notice.fullmatch(passage.key) is not None


def _drop_related(passages: Sequence[Passage], verdicts: list[str | None], phrases: Phrases) -> None:
    """Drop the titles below a bare announcement ("À lire aussi"), but never a line that may head what follows."""
    index = 0
    asked = sum(_asks(passage) for passage in passages) >= _QUESTIONS
    while index < len(passages):
        index += 1
        if verdicts[index - 1] != "related" or phrases.lines.get(passages[index - 1].key) != "related":
            continue
        end = index
        while (
            end < len(passages)
            and not verdicts[end]
            and _title_like(passages[end])
            and not (asked and _asks(passages[end]))
            and not _label(passages[end], phrases)
        ):
            end += 1
        for position in range(index, _last_related(passages, index, end, verdicts, phrases)):
            verdicts[position] = "related"
        index = max(index, end)


def _last_related(
    passages: Sequence[Passage], start: int, end: int, verdicts: list[str | None], phrases: Phrases
) -> int:
    if end == len(passages) or verdicts[end] or _label(passages[end], phrases):
        return end
    stuck = not passages[end].gap and not passages[start].gap
    if stuck and (end - start > 1 or _goes_with(passages, end - 1)):
        return end - 1
    if end - start <= 1:
        return end
    contiguous = start
    while contiguous < end and not passages[contiguous].gap:
        contiguous += 1
    return contiguous if contiguous > start else end - 1


def _goes_with(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a line may head the prose right below it: a question, or a word of its own stands there again."""
    if passages[index].text.endswith("?"):
        return True
    below = fold(passages[index + 1].text[:KEY_LIMIT])
    return any(word[:_STEM] in below for word in re.findall(r"[^\W\d_]{5,}", passages[index].key))


def _drop_tail(passages: Sequence[Passage], verdicts: list[str | None], phrases: Phrases) -> None:
    """Drop what is left of a page's foot: short lines among known ones, below the last of the article."""
    last = max((i for i, p in enumerate(passages) if not verdicts[i] and _substance(p, phrases)), default=-1)
    known = [i for i in range(last + 1, len(passages)) if verdicts[i]]
    if last < 0 or len(known) < _FOOT:
        return
    for position in range(known[0], len(passages)):
        verdicts[position] = verdicts[position] or "navigation"


def _substance(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a passage is surely the article's: a sentence, an item, a row, a part's heading, a name's line."""
    text = passage.text
    if stopped(text) or len(text) > _TITLE_LIMIT or markers.item(text) or markers.row(passage.lines[0].text):
        return True
    return _label(passage, phrases) or _NAMED.match(passage.key) is not None


def _drop_comments(passages: Sequence[Passage], verdicts: list[str | None], phrases: Phrases) -> None:
    """Drop readers' comments: below their announcement, only if someone could reply to them."""
    start = next((i for i, verdict in enumerate(verdicts) if verdict == "comments"), None)
    replies = [i for i, passage in enumerate(passages) if passage.key and _REPLY.fullmatch(passage.key)]
    if start is None or not replies or replies[-1] <= start:
        return
    first = max(
        (i for i, v in enumerate(verdicts[: replies[0] + 1]) if v == "comments" and i < replies[0]), default=start
    )
    if sum(word_count(p.text) for p in passages[:first]) < sum(word_count(p.text) for p in passages[first:]) // 4:
        return
    for position in range(first, len(passages)):
        if _label(passages[position], phrases):
            return
        verdicts[position] = verdicts[position] or "comments"
