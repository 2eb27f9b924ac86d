from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2

from exporter import resources
from exporter.errors import WriteError
from exporter.render.pages.options import Options
from exporter.render.palettes import contrast
from exporter.settings import PageSettings, Settings
from tests import samples
from tests.writers.epub.reading import XHTML, Book, export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = resources.read("templates/epub/book.css").decode()
ADAPTIVE = resources.read("templates/epub/adaptive.css").decode()
ACTIVE = ".-epub-media-overlay-active"


def _rules(css: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """Selector, property and value of every declaration, those of media queries too."""
    for rule in _rules(css):
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            yield from _declarations(tinycss2.serialize(rule.content))
        if rule.type == "qualified-rule":
            for one in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
                assert one.type == "declaration", one
                yield tinycss2.serialize(rule.prelude).strip(), one.name, tinycss2.serialize(one.value).strip()


def _colour(text: str) -> tuple[int, int, int]:
    digits = text.removeprefix("#")
    red, green, blue = re.findall("..", digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
    return int(red, 16), int(green, 16), int(blue, 16)


def test_old_readers_find_nothing_in_the_stylesheet_that_makes_them_throw_it_away() -> None:
    assert {rule.lower_at_keyword for rule in _rules(BASE) if rule.type == "at-rule"} <= {"charset", "import"}
    values = [value for _, _, value in _declarations(BASE)]
    assert not [value for value in values if "(" in value or "var" in value]
    assert not re.search(r"::|:root|:not|:is|:where", re.sub(r"/\*.*?\*/", "", BASE, flags=re.DOTALL))


def test_lengths_follow_the_size_of_type_or_of_the_screen() -> None:
    for _, name, value in (*_declarations(BASE), *_declarations(ADAPTIVE)):
        assert set(re.findall(r"\d(px|pt|cm|mm|in|rem|pc)\b", value)) == set(), f"{name}: {value}"


def test_nothing_is_placed_or_sized_by_force() -> None:
    names = {name for _, name, _ in (*_declarations(BASE), *_declarations(ADAPTIVE))}
    assert not names & {"position", "float", "background", "text-indent"}
    faces = {value for _, name, value in _declarations(BASE) if name == "font-family"}
    assert faces == {"monospace"}
    assert "justify" not in BASE
    assert "!important" not in BASE + ADAPTIVE


def test_the_only_colours_are_those_of_what_is_being_read() -> None:
    for selector, name, value in (*_declarations(BASE), *_declarations(ADAPTIVE)):
        if "#" in value or name in ("color", "background-color"):
            assert ACTIVE in selector, f"{selector} {name}: {value}"


def test_what_is_being_read_contrasts_in_the_light_and_in_the_dark() -> None:
    for css in (BASE, ADAPTIVE):
        found = {(selector.split(",")[0], name): value for selector, name, value in _declarations(css) if "#" in value}
        pairs = [
            (_colour(ink), _colour(found[selector, "background-color"]))
            for (selector, name), ink in found.items()
            if name == "color" and (selector, "background-color") in found
        ]
        assert pairs
        assert all(contrast(*pair) >= 7 for pair in pairs)


def test_what_is_indented_on_the_left_is_mirrored() -> None:
    left = {one.strip() for who, name, _ in _declarations(BASE) if name.endswith("-left") for one in who.split(",")}
    mirrored = {
        one.strip().removeprefix('[dir="rtl"] ')
        for who, _, _ in _declarations(BASE)
        for one in who.split(",")
        if '[dir="rtl"]' in one
    }
    assert {one for one in left if "rtl" not in one} <= mirrored


def test_the_imported_stylesheet_is_in_the_book(book: Book) -> None:
    assert book.files["adaptive.css"].decode() == ADAPTIVE
    assert '@import url("adaptive.css")' in book.files["book.css"].decode()
    assert not [name for name in book.files if name.startswith("fonts/")]
    assert "font-face" not in book.files["book.css"].decode()


def test_fonts_are_embedded_on_demand_with_their_licence(tmp_path: Path) -> None:
    book = export(samples.prepared(), tmp_path / "a.epub", chosen=Settings(own=(Options(embed_fonts=True),)))
    named = set(re.findall(r'url\("(fonts/[^"]+)"\)', book.files["book.css"].decode()))
    assert {name for name in book.files if name.endswith(".ttf")} == named
    assert len(named) == 4
    assert all(book.files[name][:4] == b"\0\1\0\0" for name in named)
    assert b"SIL OPEN FONT LICENSE Version 1.1" in book.files["fonts/LICENSE.txt"]


# --- Themes ------------------------------------------------------------------------------------


def _themed(folder: Path, css: str, name: str = "theme.css") -> Book:
    (folder / "maison/epub").mkdir(parents=True, exist_ok=True)
    (folder / "maison/epub" / name).write_text(css, encoding="utf-8")
    chosen = Settings(page=PageSettings(str(folder / "maison")))
    return export(samples.prepared(), folder / "a.epub", chosen=chosen)


def test_a_theme_is_read_after_the_stylesheet_of_the_house(tmp_path: Path) -> None:
    book = _themed(tmp_path, "h1 { font-weight: 800 }\n")
    assert book.files["theme.css"] == b"h1 { font-weight: 800 }\n"
    for root in book.documents.values():
        assert [link.get("href") for link in root.iter(f"{XHTML}link")] == ["book.css", "theme.css"]


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ("h1 { color: red }\nh2 { font-weight }\n", 2),
        ("h1 { color: red }\n\n}\n", 3),
        ("@media print {\n  h1 { color }\n}\n", 2),
        ("h1 { color: red }\n.opening { background: url(logo.png) }\n", 2),
        ("@import url(autre.css);\n", 1),
    ],
)
def test_a_broken_stylesheet_of_a_theme_is_an_error_with_its_line(tmp_path: Path, css: str, line: int) -> None:
    with pytest.raises(WriteError, match=rf"line {line} of templates/epub/theme\.css"):
        _themed(tmp_path, css)


def test_the_theme_moderne_is_css_that_old_readers_take() -> None:
    css = resources.read("templates/themes/moderne/epub/theme.css").decode()
    assert {rule.lower_at_keyword for rule in _rules(css) if rule.type == "at-rule"} <= {"charset"}
    assert not [value for _, _, value in _declarations(css) if "(" in value]
