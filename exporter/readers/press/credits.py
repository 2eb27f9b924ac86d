"""Credits: who made the pictures, the sound, the translation; and captions that end with one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.model import Credit
from exporter.readers.press import inline
from exporter.readers.press.lines import word_count
from exporter.readers.press.people import is_name

_LIMIT = 160
_ROLES = (
    ("illustration", r"illustrations?|dessins?|infographies?|cartes?|graphiques?|dataviz"),
    ("video", r"vid[ée]os?|r[ée]alisation|montage|film"),
    ("audio", r"son|musique|voix|prise de son"),
    ("translation", r"traduction|traduit(?:e|s|es)?(?: de l[’'][\w-]+| du [\w-]+)?(?: \([^)]{1,30}\))? par|adaptation"),
    ("photo", r"photos?|photographies?|photographes?|clich[ée]s?|ph\.?"),
    ("image", r"images?|visuels?|source (?:photo|image|de l[’']image)|couverture|vignette"),
)
_KIND = "|".join(f"(?P<{role}>{pattern})" for role, pattern in _ROLES)
_LABEL = re.compile(
    rf"(?:(?:cr[ée]dits?|copyright|droits|l[ée]gende et cr[ée]dit)(?:[\s\u00a0]+(?:des? |d[’']|de l[’'])?(?:{_KIND}))?"
    rf"(?:[\s\u00a0]+(?:d[’']illustration|de couverture|de une|principale))?[\s\u00a0]*(?P<sign>:|©|\(c\)|[-–](?=\s)"
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
_HOUSE = re.compile(
    r"(?:.*\b(?:journal|gazette|courrier|tribune|presse|press|news|post|magazine|hebdo|quotidien"
    r"|r[ée]publicain|matin|libre"
    r"|t[ée]l[ée]gramme|progr[èe]s|d[ée]p[êe]che|[ée]chos?|voix|dauphin[ée]|agence|agency)\b.*"
    r"|.*\w\s(?:photos?|images?|pictures?|studio|m[ée]dias?)|[\w’'-]+-france|sud[- ]ouest|france[\s-]?\w+"
    r"|le (?:monde|figaro|parisien|point|bien public)"
    r"|lib[ée]ration|la (?:croix|montagne|provence|nouvelle r[ée]publique)"
    r"|l[’'](?:union|alsace|express|humanit[ée]|ind[ée]pendant|[ée]quipe)|pqr|dna|rtbf|rts|belga|keystone|panoramic)",
    re.IGNORECASE,
)
"""What is called like a newspaper or like an agency for pictures."""
_SIGNATURE = re.compile(r"\s*/\s*")
_BY = re.compile(r"(?:par|by)\s", re.IGNORECASE)
_SIGNED_END = re.compile(
    r"(?<=[.!?»…)])[\s\u00a0]+(?P<credit>[^.!?»…/]{3,60}/[^.!?»…]{2,60}|photos?\s[^.!?»…:]{3,60})\.?$",
    re.IGNORECASE,
)
"""What may be a picture's signature behind the sentences of its caption."""
_UNSIGNED = re.compile(
    r"(?:photos?|photograph\w+|ph\.?|clich[ée]s?|illustrations?|dessins?|infographies?|traduit.* par)\b", re.IGNORECASE
)
"""Labels that may stand right before a name; others want a colon: "Son dernier voyage", "Carte blanche"."""

_SAYS = re.compile(
    r"(?:les?|la|l[’']|une?|des?|du|ces?|cette|comment|pourquoi|quand|où|qui|que)\b|.*\b(?:aux?|en|une?|sur|pour|dans|sous|est|sont"
    r"|malgré|s[’'])\b|.*[?!]$",
    re.IGNORECASE,
)
"""Words of a sentence or heading where a name would stand."""

_BANKS = re.compile(r"(?:agricole|mutuel|lyonnais|municipal|foncier|coopératif|suisse|immobilier)\b", re.IGNORECASE)
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
    if label and _granted(label):
        return _credit(text, _role(label.groupdict(), "image"), label["name"])
    named = _KIND_LABEL.match(line)
    if named and _stands(named) and _sure(named["sign"], named["name"], text):
        return _credit(text, _role(named.groupdict(), "image"), named["name"])
    copyright_ = _COPYRIGHT.match(line)
    if copyright_ and _short(copyright_["name"]):
        return _credit(text, "image", copyright_["name"])
    return _credit(text, "photo", line) if _signature(line) else None


def made(text: str) -> Credit | None:
    """Read one of several credits on a line, where "de" stands before who made it: "photos de Ana Roy"."""
    named = _KIND_LABEL.match(text)
    return _credit(text, _role(named.groupdict(), "image"), named["name"]) if named and is_name(named["name"]) else None


def caption(text: str) -> Captioned | None:
    """Read a line that is a caption: labelled as one, or ending with a credit."""
    if len(text) > 600:
        return None
    label = _CAPTION.match(text)
    body = text[label.end() :] if label else text
    start = max(0, len(body) - _LIMIT)
    trailing = _TRAILING.search(body, start) if any(sign in body[start:] for sign in "(©|/:ⓒ") else None
    for ending in (_SIGNED_END.search(body, start), trailing):
        found = credit(ending["credit"]) if ending and ending.start() > 0 else None
        if found and ending:
            return Captioned(body[: ending.start()].rstrip(" \u00a0–—-|/"), found)
    return Captioned(body, None) if label and body else None


def _bared(text: str) -> str:
    bracketed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text[1:-1].strip() if bracketed else text


def _role(groups: dict[str, str | None], default: str) -> str:
    return next((role for role, _ in _ROLES if groups.get(role)), default)


def _credit(text: str, role: str, name: str) -> Credit | None:
    clean = name.strip(" \u00a0\u202f.:–—-©")
    clean = clean.removeprefix("(").removesuffix("" if "(" in clean[1:] else ")").strip()
    return Credit(role, clean, inline.content(text)) if re.search(r"\w", clean) else None


def _house(name: str) -> bool:
    """Tell an agency or a newspaper by its name."""
    return word_count(name) <= 4 and (_AGENCIES.fullmatch(name) or _HOUSE.fullmatch(name)) is not None


def _signature(line: str) -> bool:
    """Tell how a picture is signed, whoever took it before an agency or a paper: "ANA ROY / AFP"."""
    who, *others = _SIGNATURE.split(line)
    return (
        bool(others)
        and not _BY.match(who)
        and _house(others[-1])
        and all(is_name(one) or _house(one) for one in (who, *others[:-1]))
    )


def _short(name: str) -> bool:
    return word_count(name) <= 12


def _granted(label: re.Match[str]) -> bool:
    """Tell "Crédit : Ana Roy" from what else has credit and rights: a bank, a heading, a law."""
    sign, name = label["sign"], label["name"]
    if any(label[role] for role, _ in _ROLES) or sign in ("©", "(c)"):
        return bool(sign) or not (name.isupper() and _SAYS.match(name))
    if sign:
        return name[0].isupper() or not _SAYS.match(name)
    return not (label.string.isupper() or _SAYS.match(name) or _BANKS.match(name))


def _stands(named: re.Match[str]) -> bool:
    """Tell whether a label stands as one; capitals alone make no name, and only pictures have theirs in capitals."""
    photo = named["photo"] is not None and (
        named["sign"] == ":" or _house(named["name"]) or not _SAYS.match(named["name"])
    )
    if named.string.isupper() and not photo and (not named["sign"] or _SAYS.match(named["name"])):
        return False
    known = (
        _UNSIGNED.match(named.string)
        or _AGENCIES.search(named["name"])
        or named["name"].lower().startswith("copyright")
    )
    return bool(named["sign"] or known)


def _sure(sign: str, name: str, whole: str) -> bool:
    """Tell a credit ("Photo : Ana Roy / AFP") from a caption or a sentence ("Photo de famille devant la mairie.")."""
    name = _RIGHTS.sub("", name)
    if _AGENCIES.search(name) and word_count(name) <= 10 and not name.rstrip().endswith("?"):
        return sign in (":", "©", "(c)", "–", "-") or whole.startswith("(") or word_count(name) <= 5
    names = [
        word
        for word in re.split(r"[\s/,|&()]+", name.rstrip(")"))
        if word not in ("et", "de", "du", "la", "le", "van", "von", "der", "den", "el", "al", "di", "da", "par", "pour")
    ]
    if _house(name) and _PROPER.match(name):
        return True
    proper = all(_PROPER.fullmatch(word) for word in names) and len(names) <= 8
    if sign in (":", "©", "(c)") or sign.lower() == "par" or whole.startswith("("):
        return proper
    return (
        proper
        and 2 <= len(names) <= 4
        and sign.lower() not in ("de", "d'", "d’")
        and not whole.endswith((".", "?", "!"))
    )
