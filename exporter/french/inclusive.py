"""Both genders in one word: "les étudiant·e·s" are "les étudiantes et étudiants", "un·e" is "un ou une".

The feminine ending may be set off by a point, a bracket, a slash or a hyphen: "élu·e·s", "élu.e.s", "élu(e)s",
"élu/e/s", "élu-e-s".
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exporter.french.rules import before, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_POINT = "[·•‧⋅∙]"
_LONG = (
    "trice|rice|ice|teuse|euse|ière|ère|eresse|esse|sse|ienne|enne|onne|elle|ette|ive|eure|ante|ente"
    r"|ale|aine|ine|ane|ote|ande"
)
_SHORT = "e|he|ne|le|te|se|fe|ve|che|que"
_CUT = {"rice": ("eur",), "se": ("r", "x"), "ve": ("f",), "que": ("c",), "che": ("c",)}
_PRONOUN = "ils?|lui|eux|le|un|celui|ceux|iels?"
_PLURAL = re.compile(r"\b(?:[LDCSMTldcsmt]es|[Aa]ux|[NVnv]os|[Ll]eurs|[Cc]her|[Tt]ous|[Cc]ertains|plusieurs|d') ?\Z")
_PLURAL_MASCULINE = re.compile(r"[érntlfdc]s\Z")
_WHOLE = 3


def rules() -> tuple[Rule, ...]:
    """Rules for points, brackets, slashes and hyphens before a feminine ending, and for both words in full."""
    word = r"(?<![\w.·-])(?P<m>[^\W\d_]{2,})"
    ends = rf"(?P<f>{_LONG}|{_SHORT})"
    return (
        rule(
            "inclusive", rf"(?<!\w)(?P<m>{_PRONOUN}){_POINT}(?P<f>l?a|une|elles?|celles?)(?!\w)", _either, re.IGNORECASE
        ),
        rule("inclusive", rf"(?<!\w)(?P<m>[^\W\d_]+){_POINT}{ends}(?:{_POINT}?(?P<s>s))?(?!\w)", _both),
        rule("inclusive", rf"(?<!\w)(?P<m>[^\W\d_]{{2,}})\({ends}\)(?:(?P<s>s)|\((?P<t>s)\))?(?!\w)", _both),
        rule("inclusive", rf"(?<![\w/])(?P<m>{_PRONOUN})/(?P<f>\w+)(?![\w/])", _either, re.IGNORECASE),
        rule("inclusive", rf"{word}[./-]{ends}[./-](?P<s>s)(?![\w-]|[./]\w)", _both),
        rule("inclusive", rf"{word}(?P<by>[./]){ends}(?P<s>s)(?![\w/-]|\.\w)", _plural_both),
        rule("inclusive", rf"{word}(?P<by>-)(?P<f>e)(?P<s>s)(?![\w-])", _plural_both),
        rule("inclusive", r"\b(?P<m>toutes)/(?P<f>tous)\b", "toutes et tous"),
        rule("inclusive", r"\b(?P<m>celles?|elles?)/(?P<f>ceux|celui|ils?|eux|lui)\b", _either),
        rule("inclusive", rf"{word}[./](?P<f>{_LONG}|(?<=/)e)(?![\w/-]|\.\w)", _both),
        rule("inclusive", r"(?<![\w.-])(?P<m>[Uu]n|[^\W\d_]+é|[^\W\d_]{3,}(?=-))[.-](?P<f>e)(?![\w-]|\.\w)", _both),
        rule("inclusive", rf"(?<!\w)(?P<m>[^\W\d_]+){_POINT}(?P<f>[^\W\d_]{{2,}})(?!\w)", _either),
        rule("inclusive", r"(?<!\w)(?P<m>[^\W\d_]+)[(](?P<f>la|une|elle)[)](?!\w)", _either),
        rule("inclusive", r"(?<![\w/-])(?P<m>[^\W\d_]{3,})/(?P<f>[^\W\d_]{3,}es?)(?![\w/-])", _in_full),
        rule("optional ending", r"(?<=\w)\((?:s|es|x|nt)\)(?!\w)", ""),
    )


def _either(match: re.Match[str]) -> str:
    return f"{match['m']} ou {match['f']}"


def _both(match: re.Match[str]) -> str:
    """Both words, each with its plural if the word has one: "candidats/ates" has it before the slash."""
    masculine, ending = match["m"], match["f"]
    if masculine.lower() == "tous":
        return f"{masculine[:-1]}tes et tous"
    plural = bool(match.groupdict().get("s") or match.groupdict().get("t"))
    if plural and _PLURAL_MASCULINE.search(masculine):
        masculine = masculine[:-1]
    feminine = _feminine(masculine, ending)
    if plural:
        return f"{feminine}s et {masculine if masculine.endswith(('x', 's')) else masculine + 's'}"
    return f"{masculine} ou {feminine.lower()}"


def _plural_both(match: re.Match[str]) -> str | None:
    """An ending with its plural after a point or slash, where it can be no address: "les salarié.es", "chargé/es"."""
    plural = (
        match["m"].endswith("é")
        or (match["m"] + match["by"]).endswith("s/")
        or len(match["f"]) >= _WHOLE
        or _PLURAL.search(before(match))
    )
    return _both(match) if plural else None


def _feminine(masculine: str, ending: str) -> str:
    """The feminine: its ending stands for the masculine one from its own first letter on, or is added."""
    ending = "rice" if ending == "ice" else ending
    for cut in _CUT.get(ending, ()):
        if masculine.endswith(cut):
            return masculine.removesuffix(cut) + ending
    place = _bare(masculine).rfind(_bare(ending)[0]) if len(ending) >= _WHOLE else -1
    near = place >= max(1, len(masculine) - len(ending) - 1)
    return (masculine[:place] if near and ending not in _CUT else masculine) + ending


def _in_full(match: re.Match[str]) -> str | None:
    """Two words of one stem: "chers/chères collègues", "un candidat/candidate"."""
    masculine, feminine = match["m"], match["f"]
    stem = _bare(masculine)[:_WHOLE].lower() == _bare(feminine)[:_WHOLE].lower()
    if not stem or masculine.endswith("s") is not feminine.endswith("s") or len(feminine) <= len(masculine):
        return None
    return f"{masculine} {'et' if feminine.endswith('s') else 'ou'} {feminine}"


def _bare(word: str) -> str:
    """A word without its accents, of the same length."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in word)
