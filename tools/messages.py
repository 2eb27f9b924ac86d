"""What people are told, for translators: ``assets/locale/exporter.pot``, and a catalogue for each language.

::

    python -m tools.messages            # after a message has changed: extract, update, compile
    python -m tools.messages de         # begin another language; then fill in assets/locale/de/LC_MESSAGES/exporter.po

A message is a literal: the argument of ``Message(…)``, ``say(…)`` or ``counted(…)``, of an error, warning or option.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
LOCALE: Final = ROOT / "assets/locale"
TEMPLATE: Final = LOCALE / "exporter.pot"

_ERRORS: Final = (
    "ExporterError",
    "UsageError",
    "ReadError",
    "WriteError",
    "DiskFullError",
    "VoiceError",
    "ResourceError",
    "PluginError",
)
TOLD: Final = {
    **dict.fromkeys(_ERRORS, slice(0, 2)),
    **dict.fromkeys(("Message", "say", "Option"), slice(0, 1)),
    "Warned": slice(1, 2),
    "NotRendered": slice(2, 3),
    "counted": slice(1, 3),
}
"""Which arguments of a call are shown to people."""


def messages() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Every message of the house, those with a plural in both forms, with the file that it stands in."""
    for path in sorted((ROOT / "exporter").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD:
                found = [_literal(argument, named) for argument in node.args[TOLD[node.func.id]]]
                told = [text for text in found if text and not text.startswith("pip ")]
                if node.func.id == "counted" and len(told) > 1:
                    yield (told[0], told[1]), place
                elif node.func.id != "counted":
                    yield from ((text, place) for text in told)
    from exporter.cli.params import _SENTENCES  # noqa: PLC0415 - what Typer says

    yield from ((sentence, "exporter/cli/params.py") for sentence in (*_SENTENCES, *_OF_TYPER, *_OF_SYSTEM))


_OF_TYPER: Final = (
    "[OPTIONS]", "COMMAND [ARGS]...", "Arguments", "Options", "Commands", "default: {default}", "required", "(dynamic)",
    "env var: {var}",
)  # fmt: skip
"""What Typer writes into its help."""

_OF_SYSTEM: Final = (
    "Connection refused", "Network is unreachable", "No route to host", "Read-only file system", "Permission denied",
    "File exists", "Is a directory", "Not a directory", "No such file or directory", "File name too long",
    "Input/output error", "No space left on device",
)  # fmt: skip
"""What operating systems give as reasons."""


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and node.value is not None:
                yield target.id, _literal(node.value, {})


def _literal(node: ast.expr, named: dict[str, str]) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return named.get(name, "")
        case _:
            return ""


def template() -> Catalog:
    """All messages, in the order of the files."""
    catalogue = Catalog(project="exporter", domain="exporter", charset="utf-8", fuzzy=False)
    for message, place in messages():
        catalogue.add(message, locations=[(place, 0)])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as text, the same each time: no dates, no numbers of lines."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, include_lineno=False, sort_by_file=True)
    return re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|'
                  rb'Report-Msgid-Bugs-To):[^"]*"\n', b"", out.getvalue())  # fmt: skip


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as programs read it, the same each time."""
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def read(path: Path) -> Catalog:
    """A catalogue on disk."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="exporter")


def _said(string: str | tuple[str, ...] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


def main(languages: list[str]) -> None:
    """Extract, update every catalogue and those of ``languages``, compile; say what lacks a translation."""
    found = template()
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(found))
    new = {LOCALE / name / "LC_MESSAGES/exporter.po" for name in languages}
    paths = new | set(LOCALE.glob("*/LC_MESSAGES/exporter.po"))
    for path in sorted(paths):
        catalogue = read(path) if path.exists() else Catalog(locale=path.parts[-3], domain="exporter", fuzzy=False)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()  # what nobody says any more is in the history
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        lacking = [message.id for message in catalogue if message.id and not _said(message.string)]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {len(lacking)} without translation\n")
        sys.stdout.writelines(f"  {message}\n" for message in lacking)


if __name__ == "__main__":
    main(sys.argv[1:])
