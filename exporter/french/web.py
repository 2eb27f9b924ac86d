"""Addresses: "lien vers lemonde point fr", "contact arobase exemple point fr", "mot-dièse", "arobase"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.acronyms import pronounceable, spell
from exporter.french.numbers import integer
from exporter.french.rules import CLAIMED, SILENT, before, rule
from exporter.french.tables import any_of, words

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_ENDS = rf"\s<>«»\"”{CLAIMED}{SILENT}"
_PATH = rf"(?:[/?#][^{_ENDS}]*[^{_ENDS}.,;:!?)\]…'’])?/?"
_LED = re.compile(
    r"(?:\b(?:sur|à|via|site|adresse|voir|de|du site|par|chez|depuis|vers|lien)|:|<|\() ?\Z", re.IGNORECASE
)
_SIGNS = {".": "point", "-": "tiret", "_": "tiret bas", "+": "plus", "%": "pour cent", "/": "slash"}
_SHORT_PATH = 16
_SPELLED = 3


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for e-mail addresses, links, bare domains, hashtags and handles."""
    domain = rf"(?:[\w-]{{1,63}}\.){{1,5}}{any_of(words('web', 'endings'))}(?![\w-]|\.\w)"
    return (
        rule(
            "e-mail",
            r"(?<![\w.+-])(?:mailto:)?(?P<user>[\w.+%-]{1,64})@(?P<host>(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,15})(?!\w)",
            _mail,
        ),
        rule(
            "link",
            rf"(?<!\w)<?(?:https?|ftp)://(?:[\w.%-]+@)?(?:www\.)?(?P<host>[\w.-]*\w)(?::\d+)?(?P<path>{_PATH})>?",
            _link,
        ),
        rule("link", rf"(?<![\w@./-])www\.(?P<host>[\w.-]*\w)(?P<path>{_PATH})", _link),
        rule("domain", rf"(?<![\w@./-])(?P<host>{domain})(?P<path>(?:/[\w./?=&%#-]*[\w/])?)", _bare),
        rule("hashtag", r"(?<![\w&])#(?P<name>\w*[^\W\d]\w*)", _hashtag),
        rule("handle", r"(?<![\w.])@(?P<name>\w[\w.]*\w|\w)", lambda m: f"arobase {_name(m['name'])}"),
    )


def _mail(match: re.Match[str]) -> str:
    return f"{_address(match['user'])} arobase {_address(match['host'])}"


def _link(match: re.Match[str]) -> str:
    """Only the domain is told, and a short plain path; nobody can follow more by ear."""
    led = _LED.search(before(match, 20))
    return f"{'' if led else 'lien vers '}{_bare(match)}"


def _bare(match: re.Match[str]) -> str:
    path = match["path"].rstrip("/")
    plain = re.fullmatch(r"/[a-zà-ÿ]+(?:-[a-zà-ÿ]+)?", path)
    return _address(match["host"] + (path if plain and len(path) <= _SHORT_PATH else ""))


def _hashtag(match: re.Match[str]) -> str:
    announced = re.search(r"(?:mots?-dièses?|hashtags?) \Z", before(match, 12))
    return f"{'' if announced else 'mot-dièse '}{_name(match['name'])}"


def _address(text: str) -> str:
    parts = re.findall(r"\d+|[^\W\d_]+|[\W_]", text)
    last = len(parts) - 1
    return " ".join(_part(part, ending=index == last) for index, part in enumerate(parts))


def _part(part: str, *, ending: bool) -> str:
    if part.isdecimal():
        return integer(part)
    if not part[0].isalpha():
        return _SIGNS.get(part, "")
    known = ending or part in words("web", "endings")
    return part if known or pronounceable(part) else spell(part)


def _name(name: str) -> str:
    """Take "#BlackLivesMatter" or "@jeanne_martin75" apart into words."""
    parts = re.findall(r"\d+|[A-ZÀ-Ý]+(?![a-zà-ÿ])|[A-ZÀ-Ý]?[^\W\d_A-ZÀ-Ý]+|[^\W\d_]+", name)
    return " ".join(_word(part) for part in parts)


def _word(part: str) -> str:
    if part.isdecimal():
        return integer(part, invariable=True)
    return spell(part) if part.isupper() and (len(part) <= _SPELLED or not pronounceable(part)) else part
