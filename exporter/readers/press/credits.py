"""Credits: who made the pictures, the sound, the translation; and captions that end with one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.model import Credit
from exporter.readers.press import inline
from exporter.readers.press.lines import word_count

_LIMIT = 160
_ROLES = (
    ("illustration", r"illustrations?|dessins?|infographies?|cartes?|graphiques?|dataviz"),
    ("video", r"vid[ée]os?|r[ée]alisation|montage|film"),
    ("audio", r"son|musique|voix|prise de son"),
    ("translation", r"traduction|traduit(?:e|s|es)?(?: de l[’'][\w-]+| du [\w-]+)?(?: \([^)]{1,30}\))? par|adaptation"),
    ("photo", r"photos?|photographies?|photographes?|clich[ée]s?|ph\.?"),
    ("image", r"images?|visuels?|source (?:photo|image|de l[’']image)|couverture|vignette|une"),
)
_KIND = "|".join(f"(?P<{role}>{pattern})" for role, pattern in _ROLES)
_LABEL = re.compile(
    rf"(?:(?:cr[ée]dits?|copyright|droits|l[ée]gende et cr[ée]dit)(?:[\s\u00a0]+(?:des? |d[’']|de l[’'])?(?:{_KIND}))?"
    rf"(?:[\s\u00a0]+(?:d[’']illustration|de couverture|de une|principale))?[\s\u00a0]*(?::|©|\(c\)|[-–](?=\s)"
    rf"|(?=\s(?-i:[A-ZÀ-Þ])))"
    r")[\s\u00a0]*(?:©[\s\u00a0]*)?(?P<name>.+)$",
    re.IGNORECASE,
)
_KIND_LABEL = re.compile(
    rf"(?:{_KIND})(?:[\s\u00a0]+(?:d[’']illustration|de couverture|de une|principale|d[’']archives?))?\.?"
    r"[\s\u00a0]*(?P<sign>:|©|\(c\)|\bpar\b|\bde\b|\bd[’']|[-–](?=\s)|(?<=par)"
    r"|(?=\s))[\s\u00a0]*(?:©[\s\u00a0]*)?(?P<name>.+)$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|ⓒ)[\s\u00a0]*(?P<name>.+)$", re.IGNORECASE)
_TRAILING = re.compile(
    r"[\s\u00a0]*(?P<credit>\((?:photo|cr[ée]dit|illustration|image|©|dessin)[^()]{1,100}\)"
    r"|(?:©|\(c\)|cr[ée]dits?(?:[\s\u00a0](?:photos?|images?))?[\s\u00a0]?:|photos?[\s\u00a0]?:|[/|][\s\u00a0]?(?=AFP"
    r"|Reuters|AP\b|Getty|DR\b))[\s\u00a0]*[^.:«»?]{2,90})[.]?$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?P<label>l[ée]gendes?(?: photo| de la photo)?|en photo|photo d[’']illustration|sur la photo|ci-(?:dessus"
    r"|dessous|contre))[\s\u00a0]*(?::|,|\.)[\s\u00a0]*",
    re.IGNORECASE,
)
_AGENCIES = re.compile(
    r"\b(?:AFP|Reuters|AP|EPA|SIPA|Getty|Adobe Stock|iStock|Shutterstock|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: "
    r"Commons)?|MAXPPP|Abaca|Hans Lucas|DR|D\.R\.|CC[ -]BY)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"[,.–-]?\s*tous droits r[ée]serv[ée]s\.?$", re.IGNORECASE)
_PROPER = re.compile(r"(?:[dlDL][’'])?[A-ZÀ-ÞĆČĎĐĚĞİŁŃŇŐŒŘŚŞŠŤŮŰŹŻŽ©@][\w’'.·&@-]*")


@dataclass(frozen=True, slots=True)
class Captioned:
    """A caption with its credit at the end; both as written."""

    caption: str
    credit: Credit | None


def credit(text: str) -> Credit | None:
    """Read a line that is a credit; None if it is not."""
    if len(text) > _LIMIT:
        return None
    line = _bared(text)
    label = _LABEL.match(line)
    if label:
        return _credit(text, _role(label.groupdict(), "image"), label["name"])
    named = _KIND_LABEL.match(line)
    if named and _sure(named["sign"], named["name"], text):
        return _credit(text, _role(named.groupdict(), "image"), named["name"])
    copyright_ = _COPYRIGHT.match(line)
    return _credit(text, "image", copyright_["name"]) if copyright_ and _short(copyright_["name"]) else None


def caption(text: str) -> Captioned | None:
    """Read a line that is a caption: labelled as one, or ending with a credit."""
    if len(text) > 600:
        return None
    label = _CAPTION.match(text)
    body = text[label.end() :] if label else text
    start = max(0, len(body) - _LIMIT)
    trailing = _TRAILING.search(body, start) if any(sign in body[start:] for sign in "(©|/:ⓒ") else None
    found = credit(trailing["credit"]) if trailing and trailing.start() > 0 else None
    if found and trailing:
        return Captioned(body[: trailing.start()].rstrip(" \u00a0–—-|/"), found)
    return Captioned(body, None) if label and body else None


def _bared(text: str) -> str:
    bracketed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text[1:-1].strip() if bracketed else text


def _role(groups: dict[str, str | None], default: str) -> str:
    return next((role for role, _ in _ROLES if groups.get(role)), default)


def _credit(text: str, role: str, name: str) -> Credit | None:
    clean = name.strip(" \u00a0\u202f.:–—-©()")
    return Credit(role, clean, inline.content(text)) if re.search(r"\w", clean) else None


def _short(name: str) -> bool:
    return word_count(name) <= 12


def _sure(sign: str, name: str, whole: str) -> bool:
    """Tell a credit ("Photo : Ana Roy / AFP") from a caption or a sentence ("Photo de famille devant la mairie.")."""
    name = _RIGHTS.sub("", name)
    if _AGENCIES.search(name) and word_count(name) <= 10 and not name.rstrip().endswith("?"):
        return sign in (":", "©", "(c)", "–", "-") or whole.startswith("(") or word_count(name) <= 5
    names = [
        word
        for word in re.split(r"[\s/,|&]+", name)
        if word not in ("et", "de", "du", "la", "le", "van", "von", "der", "den", "el", "al", "di", "da", "par", "pour")
    ]
    proper = all(_PROPER.fullmatch(word) for word in names) and len(names) <= 8
    if sign in (":", "©", "(c)") or sign.lower() == "par" or whole.startswith("("):
        return proper
    return (
        proper
        and 2 <= len(names) <= 4
        and sign.lower() not in ("de", "d'", "d’")
        and not whole.endswith((".", "?", "!"))
    )
