"""What the names of paragraph and character styles mean, in the languages in which text processors name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from exporter.readers.flow.parts import Role
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.readers.office.runs import Marks

_DEEPEST_HEADING: Final = 9
_HEADING: Final = re.compile(
    r"(?:heading|titre|intertitre|uberschrift|titulo|encabezado|titolo|kop|rubrik|section)[ _-]*(?P<level>[1-9])"
)
_CONTENTS: Final = re.compile(
    r"(?:toc|tm|contents|table of figures|index|verzeichnis|sommario|tdc)(?: heading)?[ _-]*\d{0,2}"
    r"|toc heading|en-tete de table des matieres|contents heading|titre tr|table des illustrations|index heading"
)
_ROLES: Final[dict[Role, str]] = {
    Role.TITLE: "title|titre|titel|titulo|titolo|titre principal|titre de l'article|titre article|titre du document"
    "|headline|article title|main title|grand titre",
    Role.SUBTITLE: "subtitle|sous-titre|sous titre|untertitel|subtitulo|sottotitolo|sous-titre de l'article",
    Role.KICKER: "kicker|surtitre|sur-titre|rubrique|eyebrow|overline",
    Role.BYLINE: "author|auteur|auteurs|autrice|byline|signature|signataire|autor|autore|nom de l'auteur",
    Role.DATELINE: "date|dateline|date de publication",
    Role.LEAD: "abstract|chapo|chapeau|chapo de l'article|lead|standfirst|accroche|resume|intro|introduction",
    Role.CAPTION: "caption|tablecaption|figurecaption|table|legende"
    "|image caption|table caption|beschriftung|didascalia|figure caption|legende d'image"
    "|illustration|figure|drawing|legende photo|legende image",
    Role.CREDIT: "credit|credit photo|credits|credit image|photo credit|copyright",
    Role.QUOTE: "quote|intense quote|citation|citation intense|block text|quotations|block quotation|blockquote|exergue"
    "|bloc de citation|citations|zitat|cita|citazione|pull quote",
    Role.VERSE: "verse|verses|vers|verset|poeme|poemes|poesie|poem|poetry|strophe|stanza|gedicht|poema|poesia|lyrics",
    Role.CODE: "html preformatted|preformatted text|source code|code|html prefomate|prefomate html|prefomatted"
    "|texte preformate|html preformate|preformate html|code source|verbatim|program listing|listing",
}
_NAMES: Final = {name: role for role, names in _ROLES.items() for name in names.split("|")}
_CHARACTERS: Final = {
    "code": "html code|verbatim char|source text|code|code html|html keyboard|html sample|html typewriter|texte source"
    "|teletype|code char|code in text",
    "strong": "strong|strong emphasis|eleve|gras|intense emphasis|accentuation forte|book title",
    "emphasis": "emphasis|accentuation|italique|subtle emphasis|accentuation discrete",
}
_MARKS: Final = {name: mark for mark, names in _CHARACTERS.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a style makes of a paragraph: a heading of a level (from 1), a role, or part of a table of contents."""

    level: int = 0
    role: Role | None = None
    contents: bool = False


@lru_cache(maxsize=512)
def _folded(name: str) -> str:
    return fold(name.replace("_20_", " ").replace("_", " ")).removesuffix(" car")


@lru_cache(maxsize=512)
def _meaning(name: str) -> Meaning | None:
    key = _folded(name)
    heading = _HEADING.fullmatch(key)
    if heading:
        return Meaning(level=min(int(heading["level"]), _DEEPEST_HEADING))
    if key in ("intertitre", "heading", "inter", "subhead", "crosshead"):
        return Meaning(level=1) if key != "heading" else None
    if _CONTENTS.fullmatch(key):
        return Meaning(contents=True)
    return Meaning(role=_NAMES[key]) if key in _NAMES else None


def paragraph(names: Iterable[str]) -> Meaning:
    """What a paragraph style means, by its own names and those of the styles that it is based on, nearest first."""
    return next((found for name in names if (found := _meaning(name))), Meaning())


def character(name: str, marks: Marks) -> Marks:
    """The marks of characters, and the one that a style of such a name gives them."""
    match _MARKS.get(_folded(name)):
        case "code":
            return replace(marks, code=True)
        case "strong":
            return replace(marks, strong=True)
        case "emphasis":
            return replace(marks, emphasis=True)
        case _:
            return marks
