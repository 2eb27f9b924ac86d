"""Sigles: read as words ("l'OTAN"), spelled ("la S N C F"), or words that merely stand in capitals ("URGENT").

A sigle that no list knows is spelled if it has three letters or fewer or could not be pronounced in French.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from exporter.french.abbreviations import AUTONOMOUS_LETTERS, FIRST_WORDS, NAME_PARTICLES
from exporter.french.expansions import full_stop
from exporter.french.numbers import cardinal, integer
from exporter.french.rules import CLAIMED, after, before, rule
from exporter.french.tables import any_of, table, words

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_ELIDED = frozenset(ascii_uppercase)
_WORD = rf"(?<![\w.])[{_CAPITAL}]{{2,}}(?![\w])"
_SHORT = 3
_ORDINARY = 5
_WINDOW = 60
_LONGEST = 12

_ONSETS = [
    "bl",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "fr",
    "gl",
    "gr",
    "gn",
    "ph",
    "pl",
    "pr",
    "ps",
    "sc",
    "sh",
    "sk",
    "sm",
    "sn",
    "sp",
    "st",
    "str",
    "th",
    "tr",
    "vr",
]
_CODAS = [
    "ct",
    "ff",
    "ft",
    "ld",
    "lf",
    "lk",
    "ll",
    "lm",
    "lp",
    "ls",
    "lt",
    "mp",
    "ms",
    "nc",
    "nd",
    "ng",
    "ns",
    "nt",
    "ps",
    "pt",
    "rc",
    "rd",
    "rf",
    "rg",
    "rk",
    "rm",
    "rn",
    "rp",
    "rs",
    "rt",
    "sc",
    "sk",
    "ss",
    "st",
    "ts",
    "x",
]
_VOWELS = "aeiouyœ"
_SYLLABLES = re.compile(
    rf"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))}|qu|[bcdfghjklmnpqrstvwxz])?"
    rf"[{_VOWELS}]{{1,3}}"
    rf"(?:[bcdfghjklmnpqrstvwxz]{{1,3}}[{_VOWELS}]{{1,3}})*"
    rf"(?:{'|'.join(_CODAS)}|[bcdfghjklmnpqrstvwxz])?s?"
)
_HARD = re.compile(r"[bcdfghjkpqtvwxz][bcdfgjkmnpqtvwxz]")
_EASY = re.compile(r"([bcdfgptmnlrs])\1|ch|ph|sh|th|gn|ct|pt|sc|sp|st|ck|xp|xt")


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for sigles, the mixed and dotted ones first."""
    return (
        rule(
            "sigle", rf"(?<!\w){any_of(table('acronyms', 'mixed'))}(?!\w)", lambda m: table("acronyms", "mixed")[m[0]]
        ),
        rule("sigle", rf"(?<![\w.])(?:[{_CAPITAL}]\.(?: ?- ?| )?){{1,8}}[{_CAPITAL}]\.(?!\w)", _dotted),
        rule("initial", rf"(?<![\w.'-])(?P<it>[{_CAPITAL}]\.)(?= ?-?[{_CAPITAL}])", _initial),
        rule(
            "sigle with number",
            rf"(?<![\w.])(?P<letters>[{_CAPITAL}]{{1,6}})-?(?P<n>\d{{1,5}})(?P<tail>[{_CAPITAL}]?)(?!\w|[.,/-]\d)",
            _numbered,
        ),
        rule(
            "number with letter", rf"(?<![\w.,/-])(?P<n>\d{{1,4}})(?P<letters>[{_CAPITAL}]{{1,2}})(?![\w])", _lettered
        ),
        rule("rating", r"(?<![\w.'-])(?P<letter>[ABC])(?P<more>(?P=letter){0,2})(?P<sign>[-+])(?![\w+-])", _rating),
        rule("capitals", _WORD, _capitals),
        rule("sigle", rf"(?<=[{CLAIMED}])-(?=[{CLAIMED}])", " "),
    )


def spell(sigle: str) -> str:
    """Letters one by one, as separate capitals without accents."""
    bare = unicodedata.normalize("NFD", sigle)
    return " ".join(letter for letter in bare.upper() if letter.isalpha())


def pronounceable(sigle: str) -> bool:
    """Tell whether French could read it aloud: syllables it knows, no clash of consonants."""
    word = unicodedata.normalize("NFD", sigle.lower())
    word = "".join(letter for letter in word if letter.isalpha())
    return _SYLLABLES.fullmatch(word) is not None and _HARD.search(_EASY.sub("r", word)) is None


def say_sigle(sigle: str) -> str:
    """Say a sigle by the lists, else by its length and sound."""
    if sigle in words("acronyms", "read"):
        return sigle
    if sigle in words("acronyms", "spelled") or len(sigle) <= _SHORT or not pronounceable(sigle):
        return spell(sigle)
    return sigle


def guessed(text: str) -> tuple[tuple[int, int], ...]:
    """Where sigles stand of which no list says whether they are spelled or read."""
    found = (match for match in re.finditer(_WORD, text) if not (_listed(match[0]) or _ordinary(match)))
    return tuple(match.span() for match in found)


def _ordinary(match: re.Match[str]) -> bool:
    """Tell whether capitals are those of a headline, of emphasis or of a surname."""
    word = match[0]
    cried = (
        _cried(match)
        or _name(match) != ""
        or word in words("acronyms", "words")
        or word in words("acronyms", "emphatic")
    )
    return cried or word in table("sounds", "sigles") or (len(word) >= _ORDINARY and _after_given_name(match))


def _capitals(match: re.Match[str]) -> str:
    word = match[0]
    if name := _name(match):
        return name
    if _cried(match):
        known = (word in words("acronyms", "spelled") and len(word) > 1) or not pronounceable(word)
        if known and word not in words("acronyms", "words"):
            return spell(word)
        return word if word in words("acronyms", "read") else word.lower()
    if word in words("acronyms", "emphatic"):
        return word.lower()
    listed = word in words("acronyms", "read") or word in words("acronyms", "spelled")
    if not listed and len(word) >= _ORDINARY and (pronounceable(word) or _after_given_name(match)):
        return word.capitalize() if _after_given_name(match) else word.lower()
    return say_sigle(word)


def _name(match: re.Match[str]) -> str:
    """The name that stands in capitals, or the word before one: "NVIDIA", "AIR LIQUIDE"; empty of what is none."""
    word = match[0]
    if _listed(word) or word in _names():
        return "" if _listed(word) else _names()[word]
    leads = len(word) == _SHORT and pronounceable(word)
    return word.capitalize() if leads and not _names().keys().isdisjoint(_row(after(match))[:1]) else ""


@cache
def _names() -> dict[str, str]:
    """Names that may stand in capitals, as brands like to, by how they do: "NVIDIA", "OPENAI"."""
    known = (*words("doubts", "names"), *table("names", "names"))
    listed = (name for name in known if len(name) > _SHORT and name.isalpha())
    return {name.upper(): name for name in listed}


def _cried(match: re.Match[str]) -> bool:
    """Tell whether the word stands in a row of capitals that are ordinary words: a headline, not a list of sigles."""
    row = [match[0], *_row(after(match, _WINDOW))]
    row += _row(before(match, _WINDOW), backwards=True)
    small = words("acronyms", "words") - _ELIDED
    ordinary = [word for word in row if len(word) >= _ORDINARY and pronounceable(word) and not _listed(word)]
    return max(map(len, row)) > len("LA") and len(row) > 1 and (any(word in small for word in row) or len(ordinary) > 1)


def _listed(word: str) -> bool:
    return word in words("acronyms", "read") or word in words("acronyms", "spelled")


_IN_ROW = re.compile(rf"[\s'«»\",:!?-]{{1,3}}([{_CAPITAL}]+)(?!\w)")
_IN_ROW_BEFORE = re.compile(rf"(?<!\w)([{_CAPITAL}]+)[\s'«»\",:!?-]{{1,3}}\Z")


def _row(text: str, *, backwards: bool = False) -> list[str]:
    """The words in capitals that follow on from one end of a text without another word between."""
    found: list[str] = []
    while word := _IN_ROW_BEFORE.search(text) if backwards else _IN_ROW.match(text):
        found.append(word[1])
        text = text[: word.start()] if backwards else text[word.end() :]
    return found


def _after_given_name(match: re.Match[str]) -> bool:
    """Agencies write surnames in capitals: "Jeanne MARTIN"."""
    name = re.search(rf"(?<![\w.])([{_CAPITAL}][\w-]*[a-zà-ÿ]) \Z", before(match))
    return name is not None and name[1] not in FIRST_WORDS and name[1] not in NAME_PARTICLES


def _dotted(match: re.Match[str]) -> str | None:
    if re.match(rf" ?[{_CAPITAL}][a-zà-ÿ]", after(match, 3)) and " " in match[0].strip():
        return None  # initials before a name: "J. K. Rowling"
    letters = re.sub(r"\W", "", match[0])
    said = say_sigle(letters) if len(letters) > _SHORT else spell(letters)
    return said + full_stop(match)


def _initial(match: re.Match[str]) -> str | None:
    """The point of an initial is no pause, unless it ends the sentence: "le plan B. Puis…"."""
    noun = re.search(r"(\w+) \Z", before(match))
    following = re.match(r" ?-?([\w]+['’]?)", after(match))
    first = following[1].replace("'", "’") if following else ""
    if (noun and noun[1].lower() in AUTONOMOUS_LETTERS) or first in FIRST_WORDS or first in {"Le", "La", "L’"}:
        return None
    return spell(match[0])


def _numbered(match: re.Match[str]) -> str:
    tail = f" {match['tail']}" if match["tail"] else ""
    return f"{say_sigle(match['letters'])} {integer(match['n'], invariable=True)}{tail}"


def _rating(match: re.Match[str]) -> str:
    """How agencies rate debts: "AA-" is "double A moins"."""
    times = ("", "double ", "triple ")[len(match["more"])]
    return f"{times}{match['letter']} {'plus' if match['sign'] == '+' else 'moins'}"


def _lettered(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['n']))} {spell(match['letters'])}"
