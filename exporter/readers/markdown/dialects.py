"""What single tools add to Markdown: comments, containers, wiki links, marks of tables of contents, includes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.markdown import pandoc, roles, shortcodes
from exporter.readers.markdown.stash import MARK, spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    (
        "contents",
        re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\\tableofcontents)\s*$", re.IGNORECASE),
    ),
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
    """Take comments and scripts out of a text whose code is set aside, and tell ``drop`` of them."""
    for reason, opening, closing in _REGIONS:
        regions = tuple(_regions(text, opening, closing))
        for start, end, closed in regions:
            if closed:
                drop(text[start:end], reason)
        text = spliced(text, ((start, end, "") for start, end, _ in regions))
    return text


def resolve(text: str, stash: Stash, drop: Drop) -> str:
    """Put what the parser does not know into its words, or take it out and tell ``drop`` of it."""
    text = _BLOCK_ID.sub("", "\n".join(_lines(text, drop)))
    text = pandoc.resolve(roles.resolve(text, stash, drop))
    for pattern, written in _WRITTEN:
        text = pattern.sub(written, text)
    text = _EMBED.sub(lambda match: _embedded(match, stash, drop), text)
    return _WIKI.sub(lambda match: (match["label"] or match["target"]).strip(), text)


def _regions(text: str, opening: str, closing: str) -> Iterator[tuple[int, int, bool]]:
    """Find regions in one way through: start, end, and whether they are closed; else only the opening is meant."""
    opens, closes = re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE)
    begin = opens.search(text)
    while begin:
        end = closes.search(text, begin.end())
        yield begin.start(), (end or begin).end(), end is not None
        begin = opens.search(text, end.end()) if end else None


def _lines(text: str, drop: Drop) -> Iterator[str]:
    """Go over the lines of which some tool makes something, each at most once."""
    kept: list[str] = []
    for line in text.split("\n"):
        reason = next((why for why, pattern in _LINES if pattern.match(line)), None) if _strange(line) else None
        if reason is None:
            kept.append(line)
            continue
        drop(line.strip(), reason)
        if reason == "contents" and kept and re.match(r"\s*(?:[-*+]|\d\.)\s", kept[-1]):
            drop(kept.pop().strip(), reason)
        kept += [""] * (line[:1] != "|")
    return iter(kept)


def _strange(line: str) -> bool:
    """Tell whether a line begins like one of those that patterns are tried on; almost none does."""
    return line.lstrip()[:1] in tuple("[{;-\\<|^")


def _embedded(match: re.Match[str], stash: Stash, drop: Drop) -> str:
    """Make a picture of ``![[photo.jpg|words]]``; another note that is shown inside this one is out of reach."""
    target, label = match["target"].strip(), (match["label"] or "").strip()
    if not shortcodes.IMAGE.search(target):
        drop(match[0], "include")
        return ""
    words = "" if re.fullmatch(r"\d+(?:x\d+)?", label) else label
    return stash.put(shortcodes.shown(target, words), match[0])
