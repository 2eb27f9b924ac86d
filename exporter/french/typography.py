"""French micro-typography, after the rules of the Imprimerie nationale; ``docs/typography.md`` lists them.

Addresses, tags, code and times are never touched, nor is a text that is plainly English. Setting a text twice changes
nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.french.abbreviations import FIRST_WORDS, NAME_PARTICLES
from exporter.french.calendar import MONTHS
from exporter.french.composition import Step, compose
from exporter.french.dashes import dashes
from exporter.french.quotes import quotes
from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THIN: Final = "\u202f"
_FIXED: Final = "\u00a0"
_SPACE: Final = r"[^\S\n]"
_AFTER_WORD: Final = r"(?<=[\w»”\"’)\]%€$°>…])"

_PROTECTED: Final = re.compile(
    r"""
    (?: \b [a-z][a-z\d+.-]{1,20}+ :// | \b www\. ) [^\s«»<>"”]+
  | (?<![\w.+-]) [\w.+-]++ @ [\w-]+ (?: \.[\w-]+ )+
  | (?<![\w.-]) [\w-]++ (?: \.[\w-]++ )+ / [^\s«»<>"”]*
  | & \#? \w{2,8} ;
  | ` [^`\n]+ `
  | </? [a-zA-Z] [^<>\n]* >
  | (?<![\w:]) [\da-fA-F]{0,4} (?: : [\da-fA-F]{0,4} ){2,7} (?![\w:])
    """,
    re.VERBOSE,
)

_ENGLISH: Final = re.compile(
    r"\b(?:the|and|is|are|am|was|were|this|that|these|with|of|for|from|have|has|not|will|would|here|there|which|they"
    r"|you|it|be|by|my|your|what|who|she|he|others|like)\b|\bI\b",
    re.IGNORECASE,
)
_FRENCH: Final = re.compile(
    r"\b(?:l[ea]s?|une?|d[eu]s?|et|est|sont|qu[ei]|dans|pour|sur|aux?|ces?|cette|ne|pas|il|elle|en|par|avec|plus)\b"
    r"|\b[cdjlmnst]['’]|[àâçèéêëîïôùûœ]",
    re.IGNORECASE,
)

_UNITS: Final = (
    "km/h|km²|km|m²|m³|m/s|cm²|cm³|cm|mm|hm|dm|m|ha|kg|mg|µg|g|t|hl|cl|ml|mL|L|l|h|min|s|ms|rad/s|rad"
    "|kWh|MWh|GWh|TWh|Wh|kW|MW|GW|W|kV|V|mA|kHz|MHz|GHz|Hz|ko|Mo|Go|To|Po|hPa|kPa|Pa|bar|kJ|J|kcal|cal|dB"
    "|[°º][CF]|Ω|%|‰|€|k€|M€|Mds?€|\\$|£|¥|฿"
)
_CLOSE_UNITS: Final = "km/h|km²|km|cm|mm|kg|°[CF]|%|‰|€|k€|M€|Mds?€"
_MEASURES: Final = f"(?:{_UNITS}|euros|dollars|francs|habitants|tonnes|mètres|kilomètres|hectares)"
_TITLES: Final = "M\\.|MM\\.|Mmes?|Mlles?|Drs?\\.?|Prs?|Mes?|Mgrs?|Vve|S\\.\\s?[EMS]\\."
_REFERENCES: Final = "[nN][°º]s?|pp?\\.|art\\.|fig\\.|chap\\.|vol\\.|t\\.|§+|[aA]lin\\.|pl\\.|éd\\."
_STEMS: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:ran|é|contre-?)?c(oe)ur|ch(oe)ur|s(oe)ur|b(oe)uf|(oe)uf|v(oe)ux?\b|n(oe)ud|(oe)il|m(oe)urs|f(oe)t(?:us|al)"
    r"|(?:man|dés|chef-d['’]|main-d['’])?(oe)uvr|(oe)dip|(oe)dèm|(oe)cumén|(oe)sophag|(oe)nolog|(oe)strog)",
    re.IGNORECASE,
)


def typeset(text: str) -> tuple[Edit, ...]:
    """Edits that set text by the typographic rules, each as narrow as can be; none if it is set already."""
    return () if _is_english(text) else compose(text, _STEPS)


def _is_english(text: str) -> bool:
    """Tell whether a text is plainly English: its rules are not ours."""
    foreign = len(_ENGLISH.findall(text))
    return foreign > 1 and foreign > 2 * len(_FRENCH.findall(text))


def _guard(step: Step) -> Step:
    """Keep a step away from what is protected: no edit inside, none that touches its end."""

    def guarded(text: str) -> Iterable[Edit]:
        edits = tuple(step(text))
        return _outside(edits, [match.span() for match in _PROTECTED.finditer(text)]) if edits else ()

    return guarded


def _outside(edits: Iterable[Edit], ranges: list[tuple[int, int]]) -> Iterator[Edit]:
    """Those of the edits that touch none of the ranges; both are in order and disjoint."""
    index = 0
    for edit in edits:
        while index < len(ranges) and ranges[index][1] <= edit.start:
            index += 1
        if index == len(ranges) or edit.end <= ranges[index][0]:
            yield edit


def _rule(name: str, pattern: str, new: str) -> Step:
    """Replace every match by a template; only the characters that differ are edited."""
    compiled = re.compile(pattern)
    pieces = re.split(r"\\(\d)", new)  # texts, and between them the numbers of groups

    def filled(match: re.Match[str]) -> str:
        return "".join(match[int(piece)] or "" if place % 2 else piece for place, piece in enumerate(pieces))

    def step(text: str) -> Iterable[Edit]:
        found = ((match, filled(match)) for match in compiled.finditer(text))
        return [Edit(*match.span(), other, name) for match, other in found if other != match[0]]

    return _guard(step)


def _ligatures(text: str) -> Iterator[Edit]:
    for match in _STEMS.finditer(text) if "oe" in text.lower() else ():
        index = match.lastindex or 0
        yield Edit(*match.span(index), "œ" if match[index][0] == "o" else "Œ", "ligature")


_BRACKETS: Final = re.compile(
    rf"(?P<opens>(?<![\w∞])(?<!\d )\[(?P<after>{_SPACE}(?=[\w«“]))?)"
    rf"|(?P<before>(?<=[\w»”’.…!?]){_SPACE})?\](?!\w)|[\[\]]"
)


def _bracketed(text: str) -> Iterator[Edit]:
    """Take out spaces within a pair of brackets; intervals keep theirs, whose brackets are no pair: "] –1 ; 1 ["."""
    opening: re.Match[str] | None = None
    for match in _BRACKETS.finditer(text):
        if opening and match[0].endswith("]"):
            yield from (
                Edit(*one.span(name), "", "spaces")
                for one, name in ((opening, "after"), (match, "before"))
                if one[name]
            )
        opening = match if match["opens"] else None


_COUNTED: Final = rf"(?=(?:,\d+)?{_SPACE}?{_MEASURES}(?![\w'’]))"
_THOUSANDS: Final = re.compile(
    rf"""
    (?<![\w.,/-]) [1-9] (?:
      \d{{0,2}} (?: [ \u2009\u202f] \d{{3}} )+ (?!\d)                              # 12 345 678
    | \d{{0,2}} (?: \.\d{{3}} ){{2}} (?![\w.])                                     # 12.345.678
    | \d{{0,2}} \.\d{{3}} {_COUNTED}                                             # 12.345 euros
    | \d{{3,11}} {_COUNTED}                                                      # 12345 euros
    )""",
    re.VERBOSE,
)


def _thousands(text: str) -> Iterator[Edit]:
    """Put a thin space between the thousands of a number; a year, which counts nothing, has none."""
    for match in _THOUSANDS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        groups = (digits[max(end - 3, 0) : end] for end in range((len(digits) - 1) % 3 + 1, len(digits) + 1, 3))
        yield Edit(match.start(), match.end(), _THIN.join(groups), "thousands")


_BEGINNING: Final = "|".join(sorted(word for word in FIRST_WORDS | NAME_PARTICLES if word[1:].isalpha()))
_LOWER: Final = "[a-zß-öø-ÿœ]"

_SPACING: Final = (
    _rule("ellipsis", r"(?:\.{3,}|…)[.…]*+", "…"),
    _rule("ellipsis", r"\b([eE]tc)(?:\.*…|\.\.)", r"\1."),
    _rule("spaces", r"[\t\r\f\v\x1c-\x1f\x85\u1680\u2000-\u2008\u200a\u205f\u3000]", " "),
    _rule("spaces", rf"(?:\A|(?<=\n)){_SPACE}++|(?<!{_SPACE}){_SPACE}++(?=\n|\Z)", ""),
    _rule("spaces", rf"({_SPACE}){_SPACE}++", r"\1"),
    _rule("missing space", rf"(?<={_LOWER}{_LOWER})([.!?…])(?=(?:{_BEGINNING})\b)", r"\1 "),
    _rule("missing space", rf"(?<={_LOWER}{_LOWER})([,;])(?={_LOWER}{_LOWER})", r"\1 "),
)
_LETTERS: Final = (
    _rule("apostrophe", r"(?<=[^\W\d_])['‘ʼ´](?=[^\W\d_])", "’"),
    _rule("apostrophe", r"(?i)\b([cdjlmnst]|qu|jusqu|lorsqu|puisqu)['‘ʼ´](?=[\d«“\"(\[*])", r"\1’"),
    _rule("apostrophe", r"\b([cdjlmnst]|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]u)['’][ \u00a0\u202f](?=[^\W\d_])", r"\1’"),
    _rule("ordinal", r"\b([1I]) ?(?:i?[èe]re|I?[ÈE]RE|ʳᵉ)(s?)\b", r"\1re\2"),
    _rule("ordinal", r"\b1ᵉʳ", "1er"),
    _rule("ordinal", r"\b(\d++|[IVXLC]++) ?(?:i?[èeé]me|I?[ÈE]ME|ᵉ)(s?)\b", r"\1e\2"),
    _rule("abbreviation", r"\b(?:c-[àa]-d\b|c\.-à-d\b|càd\b)\.?", "c.-à-d."),
    _guard(_ligatures),
)
_MARKS: Final = (
    _guard(quotes),
    _rule("quotes", rf"«(?:{_SPACE})?(?=[^\s»])", f"«{_FIXED}"),
    _rule("quotes", rf"(?<=[^\s«])(?:{_SPACE})?»", f"{_FIXED}»"),
    _rule("quotes", rf"‹(?:{_SPACE})?(?=[^\s›])", f"‹{_FIXED}"),
    _rule("quotes", rf"(?<=[^\s‹])(?:{_SPACE})?›", f"{_FIXED}›"),
    _rule("quotes", rf"“{_SPACE}(?=\w)", "“"),
    _rule("quotes", rf"(?<=[\w.!?…]){_SPACE}”", "”"),
    _rule("spaces", rf"(?<=[\w»”’)\]]){_SPACE}(?=,(?![\w,])|\.(?!\S|\s\.)|…(?![)\]]))", ""),
    _rule("spaces", rf"(?<=[\w»”’.…!?]){_SPACE}(?=\)(?!\w))|(?<![:;=8x'’-])(\(){_SPACE}(?=[\w«“])", r"\1"),
    _guard(_bracketed),
    _rule("high punctuation", rf"{_AFTER_WORD}{_SPACE}?([;!?][!?]*)(?=[\s»”\")\]…<]|\Z)", rf"{_THIN}\1"),
    _rule("colon", rf"{_AFTER_WORD}{_SPACE}?:(?=[\s<]|\Z)", f"{_FIXED}:"),
    _rule("colon", rf"{_AFTER_WORD}{_SPACE}:(?=\d)", f"{_FIXED}: "),
    _rule("dash", r"(\w\w|[»”’)\]],?) - (?=[^\W\d_]{2}|[ày]\b|[«“(\[])", r"\1 – "),
    _guard(dashes),
)
_NUMBERS: Final = (
    _guard(_thousands),
    _rule("unit", rf"(?<=\d) ({_UNITS})(?![\w'’])", rf"{_FIXED}\1"),
    _rule("unit", rf"(?<=\d)({_CLOSE_UNITS})(?![\w'’])", rf"{_FIXED}\1"),
    _rule("time", r"(?<=\d)[ \u00a0]h[ \u00a0](?=\d\d?\b)", f"{_FIXED}h{_FIXED}"),
    _rule("date", rf"\b(\d\d?|1er) (?={'|'.join(MONTHS)}\b)", rf"\1{_FIXED}"),
    _rule("title", rf"(?<![\w.])({_TITLES}) (?=[A-ZÀ-Ý])", rf"\1{_FIXED}"),
    _rule("reference", rf"(?<!\w)({_REFERENCES}) (?=\d|[LRD]\. ?\d|[IVXLC]+\b)", rf"\1{_FIXED}"),
    _rule("reference", rf"(?<=\bart\.{_FIXED}[LRD]\.) (?=\d)", _FIXED),
    _rule("etc.", r"(?<=[\w,]) (?=etc\.)", _FIXED),
)
_STEPS: Final = (*_SPACING, *_LETTERS, *_MARKS, *_NUMBERS)
