"""What single tools add to Markdown: comments, wiki links, includes, MyST's roles, Pandoc's notes and tables."""

from __future__ import annotations

import re
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING

from exporter.readers.markdown import shortcodes
from exporter.readers.markdown.stash import MARK, spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from exporter.readers.markdown.stash import Stash

    Drop = Callable[[str, str], None]

_REGIONS = (
    ("comment", r"<!--", r"-->"),
    ("comment", r"\{#(?!\w[\w-]*\s*\})(?=[\s-])", r"#\}"),
    ("comment", r"(?<![%\w])%%(?!%)", r"%%"),
    ("comment", r"(?<!\{)\{/\*", r"\*/\}"),
    ("comment", r"\{>>", r"<<\}"),
    ("deleted", r"\{--(?!\})", r"--\}"),
    ("comment", r"\{::comment\}", r"\{:/(?:comment)?\}"),
    ("script", r"<(?:script|style|template)\b[^<>]{0,2000}>", r"</(?:script|style|template)\s{0,20}>"),
    ("script", r"<%", r"%>"),
    ("link", r"\\@ref\(", r"\)"),
    ("script", r"<\?(?:php|xml)?\s", r"\?>"),
)
"""Why words are dropped, and where the region of them begins and ends."""

_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]\n|]{1,300})(?:\|(?P<label>[^\[\]\n]{0,300}))?\]\]")
_WIKI = re.compile(r"(?<!!)\[\[(?P<target>[^\[\]\n|]{1,300})(?:\|(?P<label>[^\[\]\n]{1,300}))?\]\](?![(\[])")
_LINES = (
    ("contents", re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\\tableofcontents)\s*$", re.IGNORECASE)),
    ("contents", re.compile(r"\s*\{:\s?toc[^{}\n]*\}\s*$")),
    ("include", re.compile(r"\s*;?-{1,2}8<-{1,2}.*$|\s*\{![^{}\n]+!\}\s*$")),
    ("comment", re.compile(r"\s*\[(?://|comment|_metadata_:\w+)\]:\s*(?:#|<>)\s*[\"'(].*$")),
    ("markup", re.compile(r"\s*\{::[a-z][^{}\n]*/?\}\s*$|\s*\{:/[a-z]*\}\s*$")),
    ("markup", re.compile(r"\s*<!DOCTYPE[^>\n]*>\s*$", re.IGNORECASE)),
    ("markup", re.compile(r"\s*\|(?:=+\|)+\s*$|\^\s*$")),
    (
        "markup",
        re.compile(
            r"\s*\\(?:(?:new|clear|cleardouble)page|pagebreak|[vh]space|[vh]fill|noindent|(?:big|med|small)skip"
            r"|listof\w+|maketitle|appendix|(?:front|main|back)matter|(?:this)?pagestyle|set\w+|centering"
            r"|printbibliography|usepackage|(?:begin|end)\{(?:center|landscape|multicols|flush\w+|minipage)\})"
            r"(?![a-z])(?:\*|\[[^\]\n]*\]|\{[^{}\n]*\})*\s*$"
        ),
    ),
)
_BLOCK_ID = re.compile(r"(?:[ \t]|^)\^(?:[A-Za-z0-9]{6}|[a-z][\w-]{3,40})$", re.MULTILINE)
_WRITTEN = (
    (re.compile(r"(?<!<)<<[ \u00a0\u202f]?([^<>\n]{1,300}?)[ \u00a0\u202f]?>>(?!>)"), "«\u00a0\\1\u00a0»"),
    (re.compile(r"\{(?:\+\+|==)(.{1,2000}?)(?:\+\+|==)\}", re.DOTALL), r"\1"),
    (re.compile(r"\{~~[^~{}]{0,500}~>([^~{}]{0,500})~~\}"), r"\1"),
    (re.compile(r"(?m)(^.*\S[ \t]*)\$\$([^$\n]+)\$\$|\$\$([^$\n]+)\$\$(?=[ \t]*[^\s$])"), r"\1$\2\3$"),
    (re.compile(r"(\\\\)|\\([@\"'/?%])"), r"\1\2"),
    (re.compile(r"(?m)^([ \t]*\$\$)[ \t]*(?:\{#[^{}\n]*\}|\([\w:-]+\))[ \t]*$"), r"\1"),
    (re.compile(r"(?m)^([ \t>]*[-*+][ ]+)\[[^\w\s\[\]]\](?=[ ])"), r"\1[ ]"),
    (re.compile(rf"({MARK.pattern})\{{=\w+\}}"), ""),
)
"""Notations of single tools, and what the parser reads."""


def without_regions(text: str, drop: Drop) -> str:
    """Take comments and scripts out of a text whose code is set aside, and tell ``drop`` of them.

    Each is looked for in one way through; of one that nothing closes only the opening goes.
    """
    for reason, opening, closing in _REGIONS:
        opens, closes = re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE)
        regions: list[tuple[int, int, str]] = []
        begin = opens.search(text)
        while begin:
            end = closes.search(text, begin.end())
            regions.append((begin.start(), (end or begin).end(), ""))
            if end:
                drop(text[begin.start() : end.end()], reason)
            begin = opens.search(text, end.end()) if end else None
        text = spliced(text, regions)
    return text


def resolve(text: str, stash: Stash, drop: Drop) -> str:
    """Put what the parser does not know into its words, or take it out and tell ``drop`` of it."""
    text = _BLOCK_ID.sub("", "\n".join(_lines(text, drop)))
    text = _of_pandoc(_roles(text, stash, drop))
    for pattern, written in _WRITTEN:
        text = pattern.sub(written, text)
    text = _EMBED.sub(lambda match: _embedded(match, stash, drop), text)
    return _WIKI.sub(lambda match: (match["label"] or match["target"]).strip(), text)


def _lines(text: str, drop: Drop) -> list[str]:
    """Go over the lines of which some tool makes something; almost none begins so that patterns are tried on it."""
    kept: list[str] = []
    for line in text.split("\n"):
        strange = line.lstrip()[:1] in tuple("[{;-\\<|^")
        reason = next((why for why, pattern in _LINES if strange and pattern.match(line)), None)
        if reason is None:
            kept.append(line)
            continue
        drop(line.strip(), reason)
        if reason == "contents" and kept and re.match(r"\s*(?:[-*+]|\d\.)\s", kept[-1]):
            drop(kept.pop().strip(), reason)
        kept += [""] * (line[:1] != "|")
    return kept


def _embedded(match: re.Match[str], stash: Stash, drop: Drop) -> str:
    """Make a picture of ``![[photo.jpg|words]]``; another note that is shown inside this one is out of reach."""
    target, label = match["target"].strip(), (match["label"] or "").strip()
    if not shortcodes.IMAGE.search(target):
        drop(match[0], "include")
        return ""
    words = "" if re.fullmatch(r"\d+(?:x\d+)?", label) else label
    return stash.put(shortcodes.shown(target, words), match[0])


_ROLE = re.compile(rf"\{{(?P<name>[a-zA-Z][\w:+.-]*)\}}(?P<mark>{MARK.pattern})")
_TARGET = re.compile(
    r"^[ \t]*\((?P<label>[\w:. -]{1,100})\)=[ \t]*\n(?:[ \t]*\n)*(?:#{1,6}[ \t]+(?P<title>.*))?", re.MULTILINE
)
_BREAK = re.compile(r"^\+\+\+(?:[ \t].*)?$", re.MULTILINE)
_COMMENT = re.compile(r"(?:(?<=\n\n)|\A)%(?: .*)?$(?:\n%(?: .*)?$)*", re.MULTILINE)
_SPOKEN = re.compile(r"(?P<words>.*?)\s*<[^<>]*>$", re.DOTALL)
_CODE = frozenset({"code", "kbd", "samp", "command", "file", "program", "eval", "option", "envvar", "guilabel"})
_SET = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "strong": "strong", "emphasis": "em"}


def _roles(text: str, stash: Stash, drop: Drop) -> str:
    """Leave the words of roles, and take out what only MyST reads; ``drop`` is told."""
    roles = _ROLE.search(text) is not None
    titles = {match["label"]: match["title"] or "" for match in _TARGET.finditer(text)}
    text = _ROLE.sub(lambda match: _role(match, titles, stash), text) if roles else text
    text = _TARGET.sub(lambda match: _without(match, match[0].split("\n", 1)[0], drop), text)
    text = _BREAK.sub(lambda match: _without(match, match[0], drop), text)
    return _COMMENT.sub(lambda match: _without(match, match[0], drop), text) if roles or titles else text


def _without(match: re.Match[str], words: str, drop: Drop) -> str:
    drop(words, "comment" if words.startswith("%") else "markup")
    return match[0].removeprefix(words)


def _role(match: re.Match[str], titles: Mapping[str, str], stash: Stash) -> str:
    name, words = match["name"].lower(), stash.words(match["mark"])
    if name.startswith("cite"):
        return f"[@{'; @'.join(part.strip() for part in words.split(','))}]"
    name = name.rpartition(":")[2]
    if name in _CODE:
        return match["mark"]
    if name == "math":
        return f"${words}$"
    if name in _SET:
        return f"<{_SET[name]}>{words}</{_SET[name]}>"
    named = _SPOKEN.match(words)
    return named["words"] if named else titles.get(words) or words


_NOTE = re.compile(r"\^\[((?:[^\[\]\n]|\n(?![ \t]*\n)|!?\[[^\[\]\n]{0,300}\]){1,2000})\]")
_VERSE = re.compile(r"^\|(?:\s(?P<words>[^|]*))?$")
_GRID = re.compile(r"\s*\+(?:[-=:]+\+)+\s*$")
_RULED = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_LONG = re.compile(r"\s*-{5,}\s*$")
_EXAMPLE = re.compile(r"(\s*)\(@[\w-]*\)(?=\s)")
_TERM = re.compile(r"(\s{0,3})~(?=[ \t]+\S)")
_CAPTION = re.compile(r"\s*(?:Table(?:au)?\s?)?:\s+(?=\S)")


def _of_pandoc(text: str) -> str:
    """Write what only Pandoc reads as the parser reads it."""
    return _noted("\n".join(_marked(list(_drawn(list(_versed(text.split("\n"))))))))


def _versed(lines: Sequence[str]) -> Iterator[str]:
    """Blocks of lines: paragraphs with breaks, called so; a line without words ends one. Spaces before words stay."""
    for is_verse, group in groupby(lines, lambda line: _VERSE.match(line) is not None):
        if not is_verse:
            yield from group
            continue
        for said, stanza in groupby((line[2:] for line in group), lambda words: bool(words.strip())):
            yield from (f"{_kept(words)}  " for words in stanza) if said else ()
            yield from ("{: .line-block}", "") if said else ()


def _kept(words: str) -> str:
    bare = words.strip()
    return "&nbsp;" * (len(words) - len(words.lstrip())) + bare


def _noted(text: str) -> str:
    numbers, notes = count(1), list[str]()

    def called(match: re.Match[str]) -> str:
        label = f"[^inline-{next(numbers)}]"
        notes.append(f"{label}: {' '.join(match[1].split())}")
        return label

    text = _NOTE.sub(called, text) if "^[" in text else text
    return "\n\n".join((text, *notes))


def _marked(lines: Sequence[str]) -> Iterator[str]:
    """Numbered examples, terms and captions, each by the line above."""
    table = False
    for above, line in pairwise(["", *lines]):
        if _TERM.match(line):
            yield _TERM.sub(r"\1:  ", line) if above.strip() or not table else line
        elif table and _CAPTION.match(line) and not above.strip():
            yield _CAPTION.sub("", line)
        else:
            yield _EXAMPLE.sub(r"\g<1>1.", line)
        table = "|" in line if line.strip() else table


def _drawn(lines: Sequence[str]) -> Iterator[str]:
    """Tables that borders of signs draw, as rows of cells."""
    index = 0
    while index < len(lines):
        end = next((at for at in range(index, len(lines)) if not lines[at].strip()), len(lines))
        end = _long_end(lines, index, end)
        block = lines[index:end]
        ruled = next((at for at, line in enumerate(block) if _RULED.match(line) and (at < 2 or "" in block)), None)  # noqa: PLR2004
        if block and _GRID.match(block[0]):
            yield from _grid(block)
        elif ruled is not None and len(block) > ruled + 1:
            yield from _ruled(block, ruled)
        else:
            yield from block
        yield from lines[end : end + 1]
        index = end + 1


def _grid(block: Sequence[str]) -> Iterator[str]:
    """Rows between borders; the lines of one row are one."""
    rows: list[list[str]] = [[]]
    for line in block[1:]:
        if _GRID.match(line):
            rows.append([])
        else:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            last = rows[-1] or [""] * len(cells)
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(last, cells, strict=False)]
    yield from _rows([row for row in rows if row])


def _ruled(block: Sequence[str], ruled: int) -> Iterator[str]:
    """Columns below dashes, with their names above; rows are lines, or what blank lines part."""
    starts = [match.start() for match in re.finditer(r"-+", block[ruled])]
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    rows = [[line] for line in (*block[:ruled], *block[ruled + 1 :]) if not _RULED.match(line)]
    if "" in block:
        groups = groupby(block[ruled + 1 : -1], lambda line: not line.strip())
        rows = [list(block[1:ruled]), *(list(group) for blank, group in groups if not blank)]
    yield from _rows([[" ".join(line[start:end].strip() for line in row) for start, end in spans] for row in rows])


def _long_end(lines: Sequence[str], start: int, end: int) -> int:
    """Where a table ends whose rows blank lines part, drawn between two long lines; else the end that is known."""
    head = lines[start + 1 : min(end, start + 6)] if _LONG.match(lines[start]) else ()
    if not any(map(_RULED.match, head)):
        return end
    return next((at + 1 for at in range(end, min(len(lines), end + 200)) if _LONG.match(lines[at])), end)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)
