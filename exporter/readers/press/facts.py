"""Lines about the article: bylines, dates, reading time, keywords, its address, in any order and on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.model import Credit, PartialDate, Person
from exporter.readers.press import boilerplate, dates, inline
from exporter.readers.press import credits as credit_lines
from exporter.readers.press.lines import bare, fold
from exporter.readers.press.people import agency, byline
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.readers.press.phrases import Phrases

_BOTH = re.compile(r"textes? et ", re.IGNORECASE)
_UNDER = re.compile(r"^(?:dans|in|sous|rubrique)\s:?\s?", re.IGNORECASE)
_LIMIT = 300
_ARTICLE = re.compile(r"(?:Les?|La|The|L[’'])\s?[A-ZÀ-Þ]")
_PIECES = re.compile(
    r"\s*(?:[|·•⋅]|(?<=\s)[-–—/](?=\s))\s*"
    r"|(?<=[\w)])[,.]?\s+(?=(?:publiée?|mise? à jour|modifiée?|actualisée?|temps de lecture|lecture\s?:|durée de "
    r"lecture)\b)"
    r"|(?<=\d)[,.]?\s+(?=(?:par|by)\s(?-i:[A-ZÀ-Þ]))|(?<=\d)\s+(?=\d{1,2}\s?(?:min|mn)\b)|(?<=\d)\s+(?=(?:dans|in"
    r"|sous)\s(?-i:[A-ZÀ-Þ]))"
    r"|(?<=[\w)])\s?[,;]\s+(?=(?:(?:et )?les )?(?:textes?|photos?|photographies|illustrations?|dessins?"
    r"|infographies?|vid[ée]os?|cartes?|montage|traduction)(?:\s?:| (?:de|par) (?-i:[A-ZÀ-Þ])))"
    r"|(?:(?<=\w),"
    r"|(?<!publié)(?<!publiée)(?<!jour)(?<!modifié)(?<!modifiée)(?<!paru)(?<!ligne)(?<!posté)(?<!actualisé)(?<! "
    r"le)(?<=\w))\s(?=le\s\d|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s\d)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:par|by)(?:\s?:)?\s(?-i:[A-ZÀ-Þ])", re.IGNORECASE)
_SIGNED_AND_DATED = re.compile(
    rf"{_PIECES.pattern}"
    rf"|(?<=[\w.)])(?<!(?-i:[a-zà-ÿ]Le))(?:,\s|\s?[-–—]\s?|\s)(?=(?:(?:le|on)\s)?(?:{dates.WEEKDAY},?\s)?(?:{dates.WRITTEN}))",
    re.IGNORECASE,
)
"""Where a line that begins with "By" may be cut besides: before a date, "By Jane Smith, 4 March 2026"."""
_READING = re.compile(
    r"(?:(?:temps|duree) (?:de lecture|estime)?(?: estimee?)? ?:? ?(?:environ |moins de )?|lecture ?:? ?(?:de |en )?"
    r"|lire en |a lire en )?(?P<n>\d{1,3}) ?(?:min|mn|minutes?|mins?)\.?(?: (?:de lecture|read|environ|a lire))?"
    r"|(?P<m>\d{1,3})[- ]min(?:ute)?s? read|reading time ?:? ?(?P<r>\d{1,3}) ?min(?:ute)?s?"
)
_READING_WORD = re.compile(r"lecture|temps|read|duree|lire")
_KEYWORDS = re.compile(
    r"(?:mots?[- ]cl[ée]s?|tags?|[ée]tiquettes?|th[èe]mes?|th[ée]matiques?|keywords?|sujets? "
    r"associ[ée]s?)\s?:\s*(?P<words>.+)",
    re.IGNORECASE,
)
_URL_LABEL = re.compile(r"(?:url|lien|adresse|article original|lien vers l'article|permalien)? ?:? ?")
_SAID = re.compile(
    r"\b(?:publiee?|parue?|postee?|cree|mise? en ligne|mise? a jour|derniere mise a jour|maj|modifiee?|actualisee?"
    r"|premiere|publication"
    r"|parution|dernieres? modifications?|diffusee?|date(?: de (?:publication|parution|mise a jour))?"
    r"|published|updated|posted"
    r"|last updated|on|edition|redige|ecrit|creation|mis|article|texte|"
    r"le|la|les|du|de|a|au|et|ce|en|at|on|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|lun|mar|mer|jeu|ven|sam|dim|hier|aujourd'hui|matin|soir|apres-midi"
    r"|heure de paris|heures?|h|gmt|utc|cet|n°|numero|"
    r"\d{1,5} (?:commentaires?|reactions?|vues|avis)|"
    r"il y a|depuis|(?:une|un|\d{1,3}|quelques) (?:minutes?|min|heures?|h|jours?|semaines?|mois|ans?)"
    r"|\d{1,2}h(?:\d\d)?)\b"
)
_UPDATED = re.compile(r"mise? a jour|maj\b|modifi|actualis|updated|rectifie|corrige")
_PUBLISHED = re.compile(r"publi|paru|parution|poste|cree|mise? en ligne|diffuse|date\b|posted|creation")
_TODAY = re.compile(
    r"(?:publie|mis a jour|modifie|paru) (?:hier|aujourd'hui|ce (?:matin|soir)|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche)\b"
)
_PLACE = re.compile(
    r"(?!(?i:par|by)\s)(?:à\s)?[A-ZÀ-Þ][\w’'-]+(?:[\s-][A-ZÀ-Þ][\w’'-]+){0,2},\s(?=(?:le\s)?(?:\w+\s)?\d)"
)
_AGO = re.compile(r"\bil y a (?:une?|\d{1,3}|quelques) (?:minute|heure|jour|semaine|mois|an|min|h\b)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line says about the article. ``dateline`` is the part of it that holds dates; ``said`` if by a verb."""

    people: tuple[Person, ...] = ()
    dateline: str | None = None
    said: bool = False
    published: PartialDate | None = None
    updated: PartialDate | None = None
    minutes: int | None = None
    keywords: tuple[str, ...] = ()
    url: str | None = None
    kicker: str | None = None
    publisher: str | None = None
    credits: tuple[Credit, ...] = ()


@lru_cache(maxsize=4096)
def read(text: str, phrases: Phrases, *, lone: bool = False) -> Facts | None:
    """Read a line of facts; None if any part of it is something else. ``lone`` admits names without "Par"."""
    if len(text) > _LIMIT:
        return None
    whole = _piece(text, phrases, lone=lone) or _pen_name(text)
    if whole:
        return whole
    pieces = _pieces(text)
    if len(pieces) < 2 or _credits(text):
        return None
    found: Facts | None = None
    for piece in pieces:
        facts = _piece(piece, phrases, lone=True) or _aside(piece, phrases)
        if facts is None:
            return None
        found = facts if found is None else merge(found, facts)
    sure = found and (
        found.dateline or found.minutes or (found.people and (lone or found.credits)) or _SIGNED.match(text)
    )
    return found if sure else None


_BREAK = re.compile(
    r"\s*(?:[|·•⋅/;,\t\n–—]|\s-\s|\bet\b|\band\b|\bavec\b|\bpour\b|\ble(?=\s\d)|\b(?:publi|mis[e ]|modifi|posté|updated"
    r"|published)\S*)\s*",
    re.IGNORECASE,
)
_PEN_NAME = re.compile(r"(?P<date>.{6,60}?\d),?\s+par\s+(?P<name>[^\W\d_][\w.-]{2,29})")
_SIGNING = re.compile(
    r"(?:.*?\b)?(?:par|by|de|texte|auteure?|autrice|rédaction|rédigé|écrit|proposé|recueillis?|entretien)s?\s*(?::|par\b|(?="
    r"\s))\s*",
    re.IGNORECASE,
)


def stated(text: str, phrases: Phrases, *, signed: bool) -> Facts | None:
    """Read a line that a judgement takes for one of facts: exactly if that can be, else what can be.

    Names that stand among roles and places ("X, à Toulouse, et Y") are found by the latter.
    """
    exact, free = read(text, phrases, lone=True), _loose(text, signed=signed)
    if exact is None or free is None:
        return exact or free
    hidden = any(_AND.search(person.description or "") for person in exact.people)
    if not hidden or len(free.people) <= len(exact.people):
        return exact
    return replace(exact, people=free.people, credits=exact.credits + free.credits)


_AND = re.compile(r"\bet [A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ]")


def _loose(text: str, *, signed: bool) -> Facts | None:
    """Read the dates of a line that a judgement takes for one of facts, and with ``signed`` its names too.

    Unlike `read` it leaves aside what it does not know; the whole line is kept, as the dateline or as a
    credit. None if it finds nothing.
    """
    if len(text) > _LIMIT:
        return None
    found = [date for date in dates.find(text) if date.date.month is not None]
    published, updated = _dates_of(text, found)
    people = tuple(dict.fromkeys(_names_of(_undated_text(text, found)))) if signed else ()
    if not (people or found):
        return None
    line = () if found else (Credit("text", ", ".join(one.name for one in people), inline.content(text)),)
    dateline = text if found else None
    return Facts(people, dateline, said=True, published=published, updated=updated, credits=line)


def _dates_of(text: str, found: Sequence[dates.Found]) -> tuple[PartialDate | None, PartialDate | None]:
    """The first date that is not one of a change, and the first that is."""
    published = updated = None
    start = 0
    for date in found:
        changed = _UPDATED.search(fold(text[start : date.start])) is not None
        updated = updated or (date.date if changed else None)
        published = published or (None if changed else date.date)
        start = date.end
    return published, updated


def _undated_text(text: str, found: Sequence[dates.Found]) -> str:
    """A line with breaks in the places of its dates and times."""
    for date in reversed(found):
        text = f"{text[: date.start]}|{text[date.end :]}"
    return dates.TIME.sub("|", text)


def _names_of(text: str) -> Iterator[Person]:
    """What is shaped like a person's name among the parts of a line."""
    for part in _BREAK.split(text):
        named = part.strip(" .:()")
        people = byline(named, lone=True)
        if not people and (signing := _SIGNING.match(named)):
            people = byline(named[signing.end() :].strip(" .:()"), lone=True)
        yield from people


def _credits(text: str) -> bool:
    """Tell whether a whole line is a credit, with no other label or date in it."""
    return credit_lines.credit(text) is not None and text.count(":") <= 1 and dates.first(text) is None


def bare_date(text: str, phrases: Phrases) -> bool:
    """Tell whether a line is a date and no more."""
    facts = read(text, phrases) if len(text) < 60 else None
    return facts is not None and facts.dateline is not None and not facts.said and not facts.people


def _pieces(text: str) -> list[str]:
    """Cut a line of facts at its separators; a verb without its date is put back before it."""
    pieces: list[str] = []
    for piece in (_SIGNED_AND_DATED if _SIGNED.match(text) else _PIECES).split(text):
        part = piece.strip(" ,.;")
        if pieces and not re.search(r"[^\W_]", _SAID.sub(" ", fold(pieces[-1]))):
            pieces[-1] = f"{pieces[-1]} {part}"
        elif part:
            pieces.append(part)
    return pieces


def merge(first: Facts, second: Facts) -> Facts:
    """Put two lines' facts together; the first one's win where there can be one only."""
    return Facts(
        people=first.people + tuple(person for person in second.people if person not in first.people),
        dateline=", ".join(line for line in (first.dateline, second.dateline) if line) or None,
        said=first.said or second.said,
        published=first.published or second.published,
        updated=first.updated or second.updated,
        minutes=first.minutes or second.minutes,
        keywords=first.keywords + second.keywords,
        url=first.url or second.url,
        kicker=first.kicker or second.kicker,
        publisher=first.publisher or second.publisher,
        credits=first.credits + second.credits,
    )


def _aside(piece: str, phrases: Phrases) -> Facts | None:
    """Accept what a line of facts holds besides: a rubric, a share button."""
    rubric = _UNDER.sub("", piece)
    if bare(rubric) in phrases.rubrics:
        return Facts(kicker=rubric)
    credit = credit_lines.credit(piece) or credit_lines.made(piece)
    if credit:
        return Facts(credits=(credit,))
    if dates.TIME.fullmatch(piece):
        return Facts(dateline=piece)
    return Facts() if boilerplate.reason(piece, phrases) else None


def _pen_name(text: str) -> Facts | None:
    """Read a name in small letters where nothing else can stand: "jeudi 27 juin 2019, par loldf"."""
    match = _PEN_NAME.fullmatch(text)
    facts = _dated(match["date"]) if match else None
    return replace(facts, people=(Person(match["name"]),)) if match and facts and facts.published else None


def _piece(text: str, phrases: Phrases, *, lone: bool) -> Facts | None:
    return _dated(text) or _reading(text) or _labelled(text) or _byline(text, phrases, lone=lone)


def _byline(text: str, phrases: Phrases, *, lone: bool) -> Facts | None:
    if lone and (bare(text) in phrases.rubrics or credit_lines.credit(text)):
        return None
    people = byline(text, lone=lone)
    if len(people) == 1 and people[0].name == text and publishes(text, phrases) and not agency(text):
        return Facts(publisher=text)
    return Facts(people=people, credits=_shared(text)) if people else None


def _shared(text: str) -> tuple[Credit, ...]:
    """Read what else those made who wrote the text: "Texte et photos : Ana Roy"."""
    label = _BOTH.match(text)
    credit = credit_lines.credit(text[label.end() :]) if label else None
    return (replace(credit, content=inline.content(text)),) if credit else ()


def publishes(name: str, phrases: Phrases) -> bool:
    """Tell a publication's name from a person's: no person is called "Le" or "Institut"."""
    return publisher_score(name, phrases) >= 2 or (bool(_ARTICLE.match(name)) and "rédaction" not in name.lower())


def _reading(text: str) -> Facts | None:
    key = bare(text)
    match = _READING.fullmatch(key)
    if not match:
        return None
    minutes = next(group for group in match.groups() if group)
    return Facts(minutes=int(minutes)) if _READING_WORD.search(key) or len(key) <= 8 else None


def _labelled(text: str) -> Facts | None:
    match = _KEYWORDS.fullmatch(text)
    if match:
        words = (word.strip(" #.\u00a0") for word in re.split(r"[,;|•·]|\s(?=#)", match["words"]))
        return Facts(keywords=tuple(word for word in words if word))
    found = inline.address(text)
    if found and found[1] == len(text) and _URL_LABEL.fullmatch(fold(text[: found[0]])) and found[2].startswith("http"):
        return Facts(url=found[2])
    return None


def _dated(text: str) -> Facts | None:
    """Read a line of nothing but dates, times and the words that go with them."""
    key = fold(text)
    if len(key) > 160:
        return None
    found = list(dates.find(text))
    if not (found or _undated(key)) or (found and found[-1].date.month is None):
        return None
    place = _PLACE.match(text)
    rest = _residue(" " * place.end() + text[place.end() :] if place else text, found)
    if re.search(r"[^\W_]", rest):
        return None
    facts = Facts(dateline=text.strip(" ,;"), said=bool(_PUBLISHED.search(key) or _UPDATED.search(key)))
    start = 0
    for date in found:
        before = fold(text[start : date.start])
        updated = _UPDATED.search(before) is not None and not _PUBLISHED.search(before.replace("mise a jour", ""))
        field = "updated" if updated or (facts.published and not _PUBLISHED.search(before)) else "published"
        if getattr(facts, field) is None:
            facts = replace(facts, updated=date.date) if field == "updated" else replace(facts, published=date.date)
        start = date.end
    return facts


def _undated(key: str) -> bool:
    """Tell whether a folded line says when without a year: "il y a 2 heures", "publié hier", "paru le 3 mars"."""
    said = _PUBLISHED.match(key) or _UPDATED.match(key)
    return bool(_AGO.search(key) or _TODAY.match(key) or (said and dates.DAY.search(key)))


def _residue(text: str, found: list[dates.Found]) -> str:
    parts, position = [], 0
    for date in found:
        parts.append(text[position : date.start])
        position = date.end
    rest = dates.TIME.sub(" ", " ".join((*parts, text[position:])))
    rest = rest if found else dates.DAY.sub(" ", fold(rest))
    return _SAID.sub(" ", fold(rest))
