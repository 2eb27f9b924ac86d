"""A tour of the command line with LANGUAGE=fr and no French locale installed: no English word in what people read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from exporter.cli import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

_WORDS = (
    "the is are not and with for from this that your of to be in it as or none all any has have was what "
    "when where which why how file files folder name names missing found given unknown usage error "
    "warning show say write read make made each done failed new published updated text line lines heading "
    "paragraph quote credit rule left kept dropped spoken range list str int float required default word "
    "words sound voice number up damaged changed asked input output address help exit another "
)
ENGLISH = set(_WORDS.split())
"""English words that are no French ones, nor names of formats, options and fields."""

TEXT = """---
title: La foire de Valmorin
---

Samedi, la foire a ouvert ses portes : 1234 visiteurs, dit M. Roy.[^1] Il pleuvait.

![](halle.jpg)

## Le marché

| An | Ventes |
| --- | --- |
| 2025 | 12 |

- [x] vendre
- [ ] compter

[^1]: Le maire.
"""


@pytest.fixture
def tour(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> Iterator[Run]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "fr")
    words.catalogue.cache_clear()
    (tmp_path / "foire.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "page.txt").write_text(
        "Aller au contenu\n\nLa foire\n\nPar Ana Roy\n\nSamedi, la foire a ouvert ses portes sous la pluie.\n\n"
        "Elle ferme dimanche, si le temps le veut bien.\n\nS'abonner\n\nMentions légales\n",
        encoding="utf-8",
    )
    (tmp_path / "vide.txt").write_text("", encoding="utf-8")
    yield run
    words.catalogue.cache_clear()


_SAME = re.compile(
    r"<[^>]*>|\[par\s+défaut[^\]]*\]|\b[a-z]+-[a-z]+\b|exporter [a-z]+|^  (?:read|spoken)\b|--?[\w-]+"
    r"|`[^`]*`|« [^»]* »|\S*[/.@=]\S*|'[^']*'|\"[^\"]*\"",
    re.MULTILINE,
)
"""Values, commands, options, codes, names of files and what is quoted: the same in all languages."""


def english(told: str) -> set[str]:
    """English words in what was told."""
    whole = re.sub(r"-\n +", "-", told.replace("\u00a0", " "))
    return ENGLISH & set(re.findall(r"[^\W\d_]+", _SAME.sub(" ", whole).lower()))


COMMANDS = [
    "formats", "voices", "cache info", "cache clear", "doctor", "verify rien", "verify", "read foire.md",
    "read foire.md --why", "read foire.md --dropped", "read page.txt", "read page.txt --why",
    "read page.txt --dropped", "read vide.txt", "read rien.md", "read foire.md --fix date=x",
    "read foire.md --fix x=1", "read foire.md --fix publisher=Gazette", "read page.txt --fix title-line=99",
    "spoken 1234", "spoken 1234 --explain", "spoken x --language zz", "spoken x --lexicon rien.toml",
    "spoken foire.md --review", "typeset oui?", "typeset oui? --explain", "typeset x --language zz",
    "export foire.md --to txt", "export foire.md --to txt --explain", "export foire.md --to txt --dry-run",
    "export foire.md page.txt --to txt --force", "export foire.md --to zz", "export foire.md --to txt --voice zz",
    "export foire.md --to vtt --voice zz", "export foire.md --to txt --language xx-yy-zz-1",
    "export foire.md --to txt --date 4", "export foire.md --to txt --url x", "export rien.md --to txt",
    "export vide.txt --to txt", "export foire.md rien.md --to txt", "export foire.md --speed 9",
    "export foire.md --jobs x", "export foire.md --to txt --theme rien", "export foire.md --to txt --bundle La",
    "export foire.md --to txt --strict", "export", "export --rien", "rien", "voices install x", "cache rien",
    "export foire.md --to txt --since hier", "export foire.md --to txt --sources x", "export @rien", "verify out",
]  # fmt: skip
HELPS = ["", "export", "read", "spoken", "typeset", "formats", "voices", "voices install", "verify", "doctor", "cache"]


@pytest.mark.parametrize("line", COMMANDS)
def test_nothing_is_said_in_english(tour: Run, line: str) -> None:
    _, out, told = tour(*line.split())
    assert not english(out + told), out + told


def test_no_help_is_in_english() -> None:
    """Help texts are made when the commands are: in a process of its own."""
    code = "\n".join((
        "import sys",
        "from exporter.cli import main",
        f"for line in {HELPS!r}:",
        "    sys.argv = ['exporter', *line.split(), '-h']",
        "    try: main()",
        "    except SystemExit: pass",
    ))  # fmt: skip
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    ).stdout.decode()
    assert told.count("Utilisation :") == len(HELPS)
    assert not english(told), english(told)
    assert not re.search(r"<(?:str|int|float|list|path|file)\b|\b(?:FILE|FOLDER|NAME|INPUT|TITLE|SIZE)\b", told)
