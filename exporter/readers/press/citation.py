"""One line of a bibliography taken apart: who published what, when, in which language, where to find it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.model import PartialDate, Source, SourceKind
from exporter.passes.languages import detect
from exporter.readers.press import dates, inline, markers, publishers
from exporter.readers.press.lines import word_count
from exporter.readers.press.people import is_name
from exporter.readers.press.phrases import publisher_score
from exporter.readers.press.publishers import ARTICLE, EDGES, PAGES, PRINTED_AT

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases

_CONSULTED = re.compile(
    r"[\s,.;–—(\[-]*(?:page |lien |site )?(?:consultée?s?|vue?s?|accédée?s?|accessed|retrieved|dernière consultation"
    r"|lue?)\s?(?:en ligne )?(?:le|on|:|en)\s(?:[^)\].;]|\.(?=\s\d)){4,40}[)\].]?",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"[\s,.;–—-]*(?:\[en ligne\]|\(en ligne\)|\[online\]|(?:disponible|accessible|à lire|à consulter|à retrouver"
    r"|available|lire)(?: ici| en ligne)? (?:sur|à l[’']adresse|at|via|:)[\s\u00a0]*:?|(?:url|lien|link|doi|site|en "
    r"ligne)[\s\u00a0]*:)[\s\u00a0]*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\s\u00a0]*[(\[](?P<inside>[^()\[\]]{4,60})[)\]][\s\u00a0]*(?P<end>[.,;]?)[\s\u00a0]*$")
_QUOTED = re.compile(
    r"«[\s\u00a0\u202f]*(?P<fr>[^«»]*(?:«[^«»]*»[^«»]*)*?)[\s\u00a0\u202f]*»|„(?P<de>[^„“”]+)[“”\"]"
    r"|[“”](?P<en>[^“”]+)”|\"(?P<plain>[^\"]+)\"|»(?P<print>[^«»]+)«"
    r"|(?:^|(?<=[,.]\s))[‘‚](?P<single>[^‘’‚]+)[’‘](?=[,.]|$)"
)
_DASH = re.compile(r"[\s\u00a0]+[–—|·•-][\s\u00a0]+|[\s\u00a0]?\|[\s\u00a0]?")
_APA = re.compile(r"(?P<authors>[^()«»]{3,200}?),?\s\((?P<date>[^()]{4,30})\)[.,:]?\s+(?P<rest>.{3,})$")
_AUTHOR = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]+,?\s(?:[A-ZÀ-Þ]\.(?:[\s-]?[A-ZÀ-Þ]\.)*)|(?:[A-ZÀ-Þ]\.[\s-]?)+\s?[A-ZÀ-Þ][\w’'-]+"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}(?:,?\s[A-ZÀ-Þ][\w-]+){1,2}|[A-ZÀ-Þ][\w-]+\s(?:de\s|du\s|d[’']|le\s|van\s"
    r"|von\s)*[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,})"
)
_ET_AL = re.compile(r"[\s,]*\b(?:et al\.?|et coll\.?|\(?(?:dir|éd|eds?|coord)s?\.?\)?)[\s,]*$", re.IGNORECASE)
_MLA = re.compile(
    r"(?P<authors>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?,\s[A-ZÀ-Þ][\w-]{2,}(?:\s[A-ZÀ-Þ]\.?)?)\.\s"
    r"(?P<title>[^«“\"„].{2,}?)\.\s"
    r"(?P<publisher>[^.]{2,60})\.?$"
)
_INVERTED = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?,\s(?:[A-ZÀ-Þ]\.[\s-]?)+")
_SURNAME = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ’' -]+|[A-ZÀ-Þ][\w’'-]+")
_FORENAME = re.compile(r"(?:[A-ZÀ-Þ][\w-]+\s?){1,2}|(?:[A-ZÀ-Þ]\.[\s-]?)+")
_NO_TITLE = re.compile(r"(?:ibid|ibidem|id|idem|op\.\s?cit|loc\.\s?cit|art\.\s?cit)\b", re.IGNORECASE)
_LAW = re.compile(
    r"(?:Loi|Décret|Arrêté|Ordonnance|Règlement|Directive|Circulaire|Décision|Cour de cassation|Conseil d[’']État|CJUE"
    r"|CEDH|CE,|Cons\.|Cass\.)[^«]{0,60}?(?:\sn[°o]\s?\d|\d{2,4}/\d|\sdu\s\d|,\s\d)"
)
_TOLD_LANGUAGE = re.compile(
    r"[(\[](?:en\s|article en\s|texte en\s)?(?P<name>français|anglais|allemand|espagnol|italien)[)\]]", re.IGNORECASE
)
_LANGUAGES = {"français": "fr", "anglais": "en", "allemand": "de", "espagnol": "es", "italien": "it"}
_LABEL = re.compile(
    r"(?:source|réf\.?|référence|via|d[’']après|selon|article original|étude|rapport|pour (?:en savoir plus|aller "
    r"plus loin)|(?:à )?(?:lire|voir|écouter|consulter)(?: aussi)?|voir aussi)[\s\u00a0]?:\s*",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:\d(?:er|e|ème)\s(?:trimestre|semestre)|publiée?"
    r"|parue?|mise? en ligne|mise? à jour|datée?|édition|du|le|en|on|published|lundi|mardi|mercredi"
    r"|jeudi|vendredi|"
    r"samedi|dimanche|printemps|été|automne|hiver|\d{1,2}\s?[-–/]|(?:janvier|février|mars|avril|mai|juin|juillet|août"
    r"|septembre|"
    r"octobre|novembre|décembre)\s?[-–/])\s*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What was understood of a line."""

    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None


def source(text: str, phrases: Phrases, kind: SourceKind, group: str | None) -> Source:
    """Read one line, its list mark taken off; the words all stay in ``content``."""
    found = inline.address(text)
    parts = parse(_without_addresses(text), phrases)
    told = _TOLD_LANGUAGE.search(text)
    hint = _LANGUAGES[told["name"].lower()] if told else None
    return Source(
        content=inline.content(text),
        publisher=parts.publisher,
        title=parts.title,
        language=detect(parts.title, hint) if parts.title else None,
        date=parts.date,
        url=found[2] if found else None,
        authors=parts.authors,
        kind=kind,
        group=group,
    )


def publisher(text: str, kind: SourceKind, group: str | None) -> Source:
    """Make a source of a bare name in a list of names."""
    return Source(content=inline.content(text), publisher=text, kind=kind, group=group)


def _without_addresses(text: str) -> str:
    """Take the addresses out, with the words that announce them."""
    kept: list[str] = []
    position = 0
    while found := inline.address(text, position):
        kept.append(_ONLINE.sub("", text[position : found[0]]).rstrip(" (<["))
        position = found[1]
    kept.append(text[position:].lstrip(" )>],;"))
    return _CONSULTED.sub("", " ".join(part for part in kept if re.search(r"\w", part))).strip()


def parse(text: str, phrases: Phrases) -> Parts:
    """Take a line without addresses apart."""
    marked = markers.note(text)
    line = _ONLINE.sub("", text[marked[1] :] if marked else text).strip(EDGES)
    label = _LABEL.match(line)
    line = line[label.end() :] if label and word_count(line[label.end() :]) else line
    line = _without_genre(line, phrases)
    if not re.search(r"\w", line) or _NO_TITLE.match(line):
        return Parts()
    apa = _APA.match(line)
    if (
        apa
        and dates.first(apa["date"])
        and (_authors(apa["authors"]) or publisher_score(apa["authors"].rstrip("."), phrases) >= 2)
    ):
        return _apa(apa, phrases)
    if _LAW.match(line) and not _QUOTED.search(line) and not _DASH.search(line):
        return _law(line, phrases)
    line, date = _dated(line)
    parts = _quoted(line, phrases) or _mla(line, phrases) or _dashed(line, phrases) or _listed(line, phrases)
    return replace(parts, date=date or parts.date)


def _without_genre(line: str, phrases: Phrases) -> str:
    """Take off what kind of work it is, said before a colon: "Le livre : …"."""
    head, colon, tail = line.partition(":")
    return tail.strip(EDGES) if colon and word_count(tail) and publishers.is_genre(head, phrases) else line


def _law(line: str, phrases: Phrases) -> Parts:
    """A law or a judgment: its date and its numbers are its title."""
    head, _, tail = line.rpartition(", ")
    publisher = tail.strip(" .") if publisher_score(tail.strip(" ."), phrases) >= 3 else None
    found = [found.date for found in dates.find(line)]
    date = next((date for date in found if date.day), found[0] if found else None)
    return Parts(publisher, (head if publisher else line).removesuffix("."), (), date)


def _mla(line: str, phrases: Phrases) -> Parts | None:
    """``Surname, Forename. Title. City: Publisher``."""
    match = _MLA.match(line)
    if not match or not is_name(match["authors"].replace(",", "")) or publisher_score(match["authors"], phrases) >= 2:
        return None
    return Parts(publishers.name(match["publisher"], phrases), match["title"], (match["authors"],))


def _apa(match: re.Match[str], phrases: Phrases) -> Parts:
    authors, date = _authors(match["authors"]), dates.first(match["date"])
    quoted = _quoted(match["rest"], phrases)
    title, _, tail = match["rest"].strip(EDGES).partition(". ")
    if publisher_score(match["authors"].rstrip("."), phrases) >= 2:
        whole = title if PRINTED_AT.match(tail) or publisher_score(tail.rstrip("."), phrases) >= 2 else match["rest"]
        written = quoted.title if quoted else whole.strip(EDGES).removesuffix(".")
        return Parts(match["authors"].rstrip(" ."), written, (), date)
    if quoted:
        return replace(quoted, authors=authors, date=date)
    return Parts(next(iter(publishers.names(tail, phrases)), None), title.removesuffix("."), authors, date)


# --- The date ----------------------------------------------------------------------------------


def _dated(line: str) -> tuple[str, PartialDate | None]:
    """Take the publication's date off: in brackets at the end, or a part of its own between commas or dashes."""
    match = _BRACKETED.search(line)
    if match:
        date = dates.first(match["inside"])
        if date and word_count(match["inside"]) <= 6:
            return line[: match.start()].rstrip(EDGES), date
    all_found = list(dates.find(line))
    for found in reversed(all_found):
        start = found.start - len(_leading(line[: found.start]))
        if _apart(line, start, found.end) and not _inside_quotes(line, found.start):
            before, after = line[:start].rstrip(EDGES + "("), line[found.end :].strip(EDGES + ".)")
            return (f"{before}, {after}" if before and after else before or after), found.date
    precise = [found.date for found in all_found if found.date.day and not _inside_quotes(line, found.start)]
    return line, precise[-1] if precise else None


def _leading(text: str) -> str:
    """The words before a date that belong to it: "publié le", a weekday, a day of a range."""
    match = _BEFORE_DATE.search(text[-60:])
    return match[0] if match else ""


def _apart(line: str, start: int, end: int) -> bool:
    """Tell whether a date stands between commas, dashes or the line's ends."""
    before, after = line[:start].rstrip(" \u00a0"), line[end:].lstrip(" \u00a0")
    return (not before or before[-1] in ',;.–—|»”":(-') and (not after or after[0] in ",;.–—|)-")


def _inside_quotes(line: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in _QUOTED.finditer(line))


# --- Layouts -----------------------------------------------------------------------------------


def _quoted(line: str, phrases: Phrases) -> Parts | None:
    """``Publisher, « Title »`` · ``« Title », Publisher`` · ``Author, « Title », Publisher``."""
    match = next(
        (m for m in _QUOTED.finditer(line) if word_count(next(g for g in m.groups() if g is not None)) >= 1), None
    )
    if not match:
        return None
    title = _stripped(next(group for group in match.groups() if group is not None))
    before, after = line[: match.start()].strip(EDGES), line[match.end() :].strip(EDGES + ".")
    rest = publishers.names(after, phrases)
    if word_count(before) > 12 or (rest and after[0].islower() and not before):
        return None
    if word_count(title) < 3 and word_count(before) > 4 and not _authors(before):
        return None
    institution = publisher_score(before, phrases) >= 2
    if rest and not (institution and publisher_score(publishers.likeliest(rest, phrases), phrases) < 1):
        people = _authors(before)
        return Parts(
            publishers.likeliest(rest, phrases),
            title,
            people or ((before,) if before and not publishers.is_genre(before, phrases) else ()),
        )
    people = _authors(before) if after and not institution else ()
    return Parts(None, title, people) if people else _by_front(before, title, phrases)


def _stripped(title: str) -> str:
    """A title without the comma or the full stop that English puts inside the quotation marks."""
    return title.strip().removesuffix(",") if title.endswith(("...", ",")) else title.strip().removesuffix(".")


def _by_front(before: str, title: str, phrases: Phrases) -> Parts:
    """Tell the publisher from the authors when both stand before the title."""
    if not before:
        return Parts(None, title)
    parts = (part.strip(EDGES) for part in re.split(r",|\s[–—-]\s|\s:\s|:$", before))
    segments = [
        part for part in parts if not (ARTICLE.fullmatch(f"{part} ") or publishers.is_genre(part, phrases)) and part
    ]
    if not segments:
        return Parts(None, title)
    last, before = segments[-1], ", ".join(segments)
    people = _authors(before) if publisher_score(before, phrases) < 2 else ()
    if people and _AUTHOR.fullmatch(_ET_AL.sub("", before).split(",")[0]):
        return Parts(None, title, people)
    if len(segments) > 1 and _authors(", ".join(segments[:-1])):
        return Parts(last, title, _authors(", ".join(segments[:-1])))
    return Parts(before, title)


def _dashed(line: str, phrases: Phrases) -> Parts | None:
    """``Publisher – Title`` · ``Title - Publisher``; a dash inside the title stays there."""
    cuts = list(_DASH.finditer(line))
    cuts = [cut for cut in cuts if cut.start() > 0 and cut.end() < len(line)]
    if not cuts:
        return None
    head, tail = line[: cuts[0].start()].strip(), line[cuts[0].end() :].strip()
    front, last = line[: cuts[-1].start()].strip(), line[cuts[-1].end() :].strip()
    if _first(head, last, phrases):
        people = _authors(head) if publisher_score(head, phrases) < 1 and _AUTHOR.fullmatch(head) else ()
        return Parts(None, tail, people) if people else Parts(head, tail)
    return Parts(last.rstrip("."), front)


def _first(head: str, last: str, phrases: Phrases) -> bool:
    """Tell whether the publisher stands first: it looks more like one than the last part, or is not longer."""
    first, final = publisher_score(head, phrases), publisher_score(last, phrases)
    if final >= 2 and final > first:
        return False
    if first >= 2:
        return True
    return word_count(head) <= max(5, word_count(last) - 1) or word_count(last) > 4


def _listed(line: str, phrases: Phrases) -> Parts:
    """``Author, Title, Publisher`` · ``Title, Publisher`` · ``Publisher : Title`` · a title or a publisher alone."""
    segments = [part.strip(EDGES) for part in line.split(", ") if part.strip(EDGES)]
    while len(segments) > 1 and PAGES.match(segments[-1]):
        del segments[-1]
    if (
        len(segments) > 2
        and _AUTHOR.fullmatch(segments[1])
        and (ARTICLE.match(segments[0]) or not is_name(segments[0]))
    ):
        return _titled([segments[0], *segments[2:]], (segments[1],), phrases)
    people, segments = _leading_authors(segments)
    if people and segments:
        return _titled(segments, people, phrases)
    if len(segments) > 1:
        return _two_ends(segments, phrases)
    return _alone(line, phrases)


def _titled(segments: list[str], people: tuple[str, ...], phrases: Phrases) -> Parts:
    """Read what follows the authors: the title, then publisher and place."""
    houses = [house for segment in segments[1:] if (house := publishers.name(segment, phrases))]
    if not houses:
        return Parts(None, segments[0].removesuffix("."), people)
    last = next(index for index in range(len(segments) - 1, 0, -1) if publishers.name(segments[index], phrases))
    return Parts(houses[-1], ", ".join(segments[:last]), people)


def _two_ends(segments: list[str], phrases: Phrases) -> Parts:
    first, last = publisher_score(segments[0], phrases), publisher_score(segments[-1].removesuffix("."), phrases)
    house = publishers.name(segments[-1], phrases)
    if first >= 2 and first >= last:
        return Parts(segments[0], ", ".join(segments[1:]).removesuffix("."))
    if house and (last >= 1 or (word_count(segments[-1]) <= 4 and segments[-1][0].isupper())):
        return Parts(house, ", ".join(segments[:-1]))
    return _alone(", ".join(segments), phrases)


def _alone(line: str, phrases: Phrases) -> Parts:
    head, colon, tail = line.partition(":")
    head, tail = head.strip(), tail.strip()
    if colon and tail and publisher_score(head, phrases) >= 2 and word_count(head) <= 6:
        return Parts(head, tail)
    if publisher_score(line.removesuffix("."), phrases) >= 3:
        return Parts(line.removesuffix("."))
    return Parts(None, line)


# --- Authors -----------------------------------------------------------------------------------


def _leading_authors(segments: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Take authors off the front of a list that has a title and more behind them."""
    if len(segments) < 2:
        return (), segments
    inverted = len(segments) > 2 and _SURNAME.fullmatch(segments[0]) and _FORENAME.fullmatch(segments[1])
    if inverted and (segments[0].isupper() or segments[1].endswith(".") or len(segments) > 3):
        return (f"{segments[1]} {segments[0]}",), segments[2:]
    people = _authors(segments[0]) if len(segments) > 2 or _AUTHOR.fullmatch(segments[0]) else ()
    return (people, segments[1:]) if people else ((), segments)


def is_author(text: str) -> bool:
    """Tell an author of a bibliography: a name with initials or a surname in capitals."""
    return _AUTHOR.fullmatch(text.strip(EDGES)) is not None or _INVERTED.fullmatch(text.strip(EDGES)) is not None


def _authors(text: str) -> tuple[str, ...]:
    """Read a list of persons; none unless all of them are."""
    line = _ET_AL.sub("", text).strip(EDGES)
    names = [
        part.strip(EDGES)
        for part in re.split(r"\s(?:et|and|&)\s|;|,\s(?=[A-ZÀ-Þ][\w’'-]+,?\s)|,\s(?=(?:[A-ZÀ-Þ]\.)+\s)", line)
        if part.strip(EDGES)
    ]
    return (
        tuple(names)
        if names and all(is_name(name) or _AUTHOR.fullmatch(name) or _INVERTED.fullmatch(name) for name in names)
        else ()
    )
