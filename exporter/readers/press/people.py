"""Bylines: who wrote an article, in the wordings of the French press."""

from __future__ import annotations

import re

from exporter.model import Person
from exporter.readers.press.lines import bare, prose

_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'·-]*\.?|[A-ZÀ-Þ]\.)"
_PARTICLE = (
    r"(?:de\s|du\s|des\s|d[’']|la\s|le\s|van\s|von\s|der\s|den\s|ben\s|bin\s|al-|el\s|di\s|da\s|dos\s|del\s|y\s)"
)
_NAME = rf"{_WORD}(?:[\s\u00a0]{_PARTICLE}{{0,2}}{_WORD}){{1,4}}"
_NAME_LINE = re.compile(_NAME)
_SINGLE = re.compile(rf"{_PARTICLE}?{_WORD}")
_COLLECTIVE = re.compile(
    r"(?:(?:la |notre |l['’])?(?:r[ée]daction|[ée]quipe|collectif|comit[ée]|bureau|association|conseil)\b[^,\d|]{0,60}"
    r"|service [^,\d|]{1,40}|AFP|Agence France-Presse|Reuters|AP|Associated Press|Belga|ATS|La Presse canadienne|[\w "
    r".-]+ avec (?:l['’])?(?:AFP|Reuters|AP)|(?:Les?|La)\s[\w .-]{2,30}\set\s(?:l['’])?(?:AFP|Reuters|AP))",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[\s,]*(?:\((?P<inside>[^()]{2,60})\)|\b(?P<with>avec (?:l['’])?(?:AFP|Reuters|AP|agences?|Belga|ATS)\b.{0,40}))$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:notre |nos )?(?:envoy[ée]|correspondant|journaliste|reporter|professeur|enseignant|chercheu|directeur"
    r"|directrice|économiste|"
    r"ma[iî]tre|présidente?|vice-président|sociologue|historien|politologue|philosophe|juriste|avocat|médecin"
    r"|géographe|doctorant|"
    r"étudiant|rédact|ing[ée]nieur|écrivain|autrice|auteur|secrétaire|docteur|coordinat|bénévole|membre|responsable"
    r"|chroniqueu|"
    r"photographe|spécialiste|experte?|consultant|climatologue|agronome|anthropologue|élue?|maire|député|sénat"
    r"|service|stagiaire|"
    r"psycholog|biologiste|physicien|astrophysicien|chef|cheffe|animat|fondat|cofondat|à |en |au |depuis |AFP|avec )",
    re.IGNORECASE,
)
# A sure prefix lets any name follow; "par" alone only what is shaped like one.
_SURE = re.compile(
    r"(?:(?:propos |entretien |interview )?(?:recueillis?|réalisée?|menée?) par|entretien (?:avec .{1,60} "
    r")?(?:réalisé|mené) par|"
    r"(?:article |texte |un texte |reportage |enquête )?(?:rédigée?|écrite?|proposée?|réalisée?|signée?|publiée?"
    r"|postée?|mise? en ligne) par|"
    r"(?:une? |notre )?(?:article|texte|enquête|reportage|récit|chronique|tribune|analyse|billet) (?:de|d['’]"
    r"|par)(?=\s?(?-i:[A-ZÀ-Þ])[\w-]+\s(?:de\s|du\s|d[’']|la\s|le\s|van\s|von\s)*(?-i:[A-ZÀ-Þ]))|"
    r"(?:auteur|autrice|auteure|auteur·e|auteur\(e\)|auteur/autrice)s?\s?:|author\s?:|written by|"
    r"textes?(?: et (?:photos?|illustrations?|dessins?|images|vidéos?))?(?:\s?:| (?:de|par"
    r"|d['’])(?=\s?(?-i:[A-ZÀ-Þ])))|"
    r"(?:mots|récit|reportage|enquête|rédaction)\s?:(?=\s?(?-i:[A-ZÀ-Þ])))[\s\u00a0]*",
    re.IGNORECASE,
)
_TEXT = re.compile(r"textes?[\s\u00a0]+", re.IGNORECASE)
_MADE = re.compile(r"(?:textes?|photos?|illustrations?|dessins?|images?|vid[ée]os?)\s", re.IGNORECASE)
"""What stands before a name and is none: "Texte Ana Roy / Photos Marc Lô"."""

_PAR = re.compile(r"(?:par|by)(?:\s?:)?[\s\u00a0]+", re.IGNORECASE)
_CORRESPONDENT = re.compile(
    r"(?:de|par) (?:notre|nos) (?P<role>(?:envoy[ée]e?s?(?: sp[ée]cia(?:le?s?|ux))?"
    r"|correspondante?s?)(?:[^,;:–—]{0,60}?))[\s\u00a0]*(?:[,;:–—][\s\u00a0]*|(?=\s(?-i:[A-ZÀ-Þ])[\w-]+ "
    r"(?-i:[A-ZÀ-Þ])[\w-]+$)\s)(?P<names>.+)$",
    re.IGNORECASE,
)
_AGENCIES = re.compile(r"AFP|Agence France-Presse|Reuters|AP|Associated Press|Belga|ATS")
_WITH = re.compile(r"(?:avec|source\s?:)\s(?:l[’'])?(AFP|Reuters|AP|Belga|ATS)", re.IGNORECASE)
_ALONGSIDE = rf"(?:,\s*)?\bavec\s+(?=(?!L(?:es?|a)\s|Agence\s|Associated\s){_NAME})"
_BETWEEN = re.compile(rf"\s*(?:{_ALONGSIDE}|,|;|&|/|\bet\b|\band\b)\s*")
_TOGETHER = re.compile(_ALONGSIDE)
_UNEVEN = re.compile(r"[A-ZÀ-Þ][\w’'-]+ et [A-ZÀ-Þ][\w’'-]+ (?:de|du|des) [A-ZÀ-Þ][\w’'-]+")
"""A title's name, not two people's: "Cuisine et Vins de France"."""

_SEVERAL = re.compile(r"[|·•]|\b(?:1\d|20)\d\d\b|\d/\d|\s[–—-]\s")
_LIMIT = 200


def is_name(text: str) -> bool:
    """Tell whether a text is shaped like a person's name: two to five capitalised words, particles apart."""
    return len(text) <= 60 and _NAME_LINE.fullmatch(text) is not None


def agency(text: str) -> bool:
    """Tell a news agency's name, which stands below a title like an author's."""
    return _AGENCIES.fullmatch(text) is not None


def byline(text: str, *, lone: bool = False) -> tuple[Person, ...]:
    """Read a byline; none if the line is not one. ``lone`` admits a name without "Par"."""
    line = text.strip(" \u00a0\u202f.,;:–—-|")
    line = f"{line}." if re.search(r"\b[A-ZÀ-Þ]$", line) and f"{line}." in text else line
    if not line or len(line) > _LIMIT or "?" in line or "«" in line:
        return ()
    match = _CORRESPONDENT.fullmatch(line)
    if match:
        return _people(match["names"], sure=False, role=match["role"].strip())
    match = _SURE.match(line)
    if match:
        return _people(line[match.end() :], sure=True)
    match = _PAR.match(line)
    if match:
        return _people(line[match.end() :], sure=False) if not text.rstrip().endswith(".") or len(line) <= 60 else ()
    return _lone(line) if lone and not prose(text) else ()


def _lone(line: str) -> tuple[Person, ...]:
    """Read a line that is only a name, with its role or agency at most."""
    agency = _WITH.fullmatch(line)
    if agency:
        return (Person(agency[1]),)
    label = _TEXT.match(line)
    line = line[label.end() :] if label else line
    if line.isupper() and len(line.split()) > 3:
        return ()
    if _COLLECTIVE.fullmatch(line) and len(line) <= 60:
        return _people(line, sure=False)
    if _UNEVEN.fullmatch(line):
        return (Person(line),)
    head = _BETWEEN.split(_AGENCY.sub("", line), maxsplit=1)[0]
    return _people(line, sure=False) if is_name(head) else ()


def _people(text: str, *, sure: bool, role: str | None = None) -> tuple[Person, ...]:
    agency = _AGENCY.search(text)
    if agency and agency.start() > 0:
        role = (agency["inside"] or agency["with"]).strip() if role is None else role
        text = text[: agency.start()]
    text = text.strip(" \u00a0\u202f,;:")
    if _COLLECTIVE.fullmatch(text) and not _TOGETHER.search(text):
        return (Person(text, role),)
    names, rest = _names(text, sure=sure)
    if not names or _SEVERAL.search(rest) or (rest and not _ROLE.match(rest)):
        return ()
    description = ", ".join(part for part in (rest, role) if part) or None
    return tuple(Person(name, description) for name in names)


def _names(text: str, *, sure: bool) -> tuple[tuple[str, ...], str]:
    """Take names off the front of a list; what is left is what the byline adds."""
    names: list[str] = []
    position = 0
    while position < len(text):
        separator = _BETWEEN.search(text, position)
        end = separator.start() if separator else len(text)
        part = text[position:end].strip()
        if not _admitted(part, first=not names, sure=sure):
            return tuple(names), text[position:].strip()
        names.append(part)
        position = separator.end() if separator else len(text)
    return tuple(names), ""


def _admitted(part: str, *, first: bool, sure: bool) -> bool:
    if (is_name(part) and not _MADE.match(part)) or (_COLLECTIVE.fullmatch(part) and bare(part) != "equipe"):
        return True
    single = _SINGLE.fullmatch(part) is not None and len(part) <= 30
    return single and (sure or first)
