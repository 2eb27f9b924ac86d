"""What the user names: lists, folders and files, each article once."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.inputs.finding import Inputs
from exporter.engine.records import Access, Overrides, Selection
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.errors import ReadError
from tests.engine.website import Reply

if TYPE_CHECKING:
    from tests.engine.website import Site


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find(*inputs: str) -> tuple[str, ...]:
    web = Web(Access(), PageCache(Path("cache")), print)
    return Inputs(web, Selection(), print).find(inputs)


def write(here: Path, *names: str) -> None:
    for name in names:
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("Le gué\n", encoding="utf-8")


def test_a_list_names_files_and_folders_blank_lines_and_remarks_left_out(here: Path) -> None:
    write(here, "mars/2.txt", "mars/10.txt", "gué.txt", "#un.txt", "sous/liste.txt")
    (here / "sous/liste.txt").write_bytes("\ufeffgué.txt\r\n\n# ceux de mars\n  mars\n./#un.txt\ngué.txt".encode())
    assert find("@sous/liste.txt") == ("gué.txt", "mars/2.txt", "mars/10.txt", "./#un.txt")
    assert find("mars/10.txt", "@sous/liste.txt")[0] == "mars/10.txt"


def test_a_list_on_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a.txt\n")))
    assert find("@-") == ("a.txt",)


def test_a_name_that_is_no_text_is_a_name_still(here: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(here, name)
    (here / "liste").write_bytes(b"caf\xe9.txt\n")
    assert find("@liste") == (name,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nulle-part.txt", "line 3 of liste: no such file: nulle-part.txt"),
        ("@liste", "line 3 of liste: no such file: @liste"),
        ("vide", "line 3 of liste: no articles in the folder vide"),
        ("a\0b.txt", "line 3 of liste: no such file: a\0b.txt"),
    ],
)
def test_what_is_not_there_is_told_with_its_line(here: Path, line: str, told: str) -> None:
    write(here, "a.txt")
    (here / "vide").mkdir()
    (here / "liste").write_text(f"a.txt\n# rien\n{line}\n")
    with pytest.raises(ReadError, match="line 3") as raised:
        find("@liste")
    assert raised.value.message.startswith(told)


@pytest.mark.parametrize("name", ["nulle-part", "dossier", "a\0b", ""])
def test_a_list_that_cannot_be_read(here: Path, name: str) -> None:
    (here / "dossier").mkdir()
    with pytest.raises(ReadError, match="cannot read the list"):
        find(f"@{name}")


def test_an_empty_list_names_nothing(here: Path) -> None:
    (here / "liste").write_text("# plus rien\n")
    assert find("@liste") == ()


def test_a_list_of_a_hundred_thousand_names_is_read_in_seconds(here: Path) -> None:
    write(here, "a.txt")
    for number in range(1000):
        (here / f"{number}.txt").hardlink_to(here / "a.txt")
    (here / "liste").write_text("".join(f"{'./' * (number // 1000)}{number % 1000}.txt\n" for number in range(100_000)))
    began = time.perf_counter()
    assert len(find("@liste")) == 1000
    assert time.perf_counter() - began < 20  # measured: 1.5 s


def test_one_file_by_several_names_is_one_article(here: Path) -> None:
    write(here, "a/un.txt")
    (here / "b").symlink_to("a")
    (here / "deux.txt").symlink_to("a/un.txt")
    assert find("a/un.txt", "b/un.txt", "./a/../a/un.txt", str(here / "a/un.txt"), "deux.txt", "a") == ("a/un.txt",)


def test_a_folder_gives_its_articles_in_order_and_nothing_that_we_made(here: Path) -> None:
    write(here, "10.txt", "2.txt", "b/1.txt", ".caché/a.txt", "~$1.docx", "photo.jpg", "données.json", "REPORT.TXT")
    write(here, "out/.exporter/ledger.sqlite", "out/report.json", "out/gué/edition.json", "out/gué/gué.txt", "c/a.txt")
    (here / "tube.txt").symlink_to("nulle-part")
    assert find(".") == ("REPORT.TXT", "b/1.txt", "c/a.txt", "données.json", "2.txt", "10.txt")
    assert find("b/") == ("b/1.txt",)


def test_of_many_addresses_only_some_pages_wait_in_memory(
    here: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.engine.inputs.finding._HELD", 100)
    for number in range(4):
        site.replies[f"/{number}"] = Reply(
            "<p>Le gué, le gué, le gué, le gué".encode(), fields=(("Cache-Control", "no-store"),)
        )
    (here / "liste").write_text("".join(site.url(f"/{number}\n") for number in range(4)))
    web = Web(Access(private=True, robots=False), PageCache(Path("cache")), print)
    inputs = Inputs(web, Selection(), print)
    names = inputs.find(["@liste"])
    assert names == tuple(site.url(f"/{number}") for number in range(4))
    assert [inputs.load(name, print).data[:3] for name in names] == [b"<p>"] * 4
    assert site.paths == ["/0", "/1", "/2", "/3", "/2", "/3"]


def test_a_file_with_a_known_name_and_other_contents_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "gué.epub"
    path.write_bytes(b"PK no archive")
    with pytest.raises(ReadError, match=r"gué\.epub is not what its name says"):
        run.understand(str(path), Overrides(), print)
