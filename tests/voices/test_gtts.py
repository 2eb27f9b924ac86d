"""The network voice, against a server on this machine that speaks the service's protocol."""

from __future__ import annotations

import base64
import io
import json
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import av
import numpy as np
import pytest

from exporter.errors import VoiceError
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import gtts
from exporter.voices._chunks import chunks
from exporter.voices._translate import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

HASTY = Pace(timeout=(5, 5), total=10, pause=(0, 0.01), backoff=0.01, tries=3)
IMPATIENT = Pace(timeout=(0.5, 0.2), total=0.3, pause=(0, 0.01), backoff=0.01, tries=2)
SECONDS_A_CHARACTER = 0.05
FREQUENCY = 440
LONG = (
    "La coopérative des marais de Brouze a rouvert ses vannes mardi, après onze mois de travaux ; "
    "les paludiers, qui n’y croyaient plus, ont applaudi la première marée. "
    "« On a retrouvé la mer », résume l’un d’eux."
)


@cache
def tone(seconds: float) -> bytes:
    """An MP3 with a tone between two silences."""
    quiet = np.zeros(2400)
    sound = np.concatenate(
        [quiet, 0.5 * np.sin(2 * np.pi * FREQUENCY * np.arange(int(seconds * 24_000)) / 24_000), quiet]
    )
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=24_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            (sound * 32_767).astype(np.int16).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = 24_000
        resampler = av.AudioResampler(
            format="s16p", layout="mono", rate=24_000, frame_size=stream.codec_context.frame_size
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return out.getvalue()


def answer(sound: bytes | None) -> bytes:
    """What the service says: a guard against scripts, lengths, and lines of JSON in JSON."""
    inner = None if sound is None else json.dumps([base64.b64encode(sound).decode()], separators=(",", ":"))
    line = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4,null,null,132]]\n'.encode()


@dataclass
class Service:
    """What the server heard, and how it behaves: a status for each request to come, then 200."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    delay: float = 0.0
    drip: bool = False
    reply: bytes | None = None
    endpoint: str = ""


class Handler(BaseHTTPRequestHandler):
    """The protocol, one request at a time."""

    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's signature
        """Keep the tests' output clean."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        (request,) = parse_qs(body)["f.req"]
        ((name, parameters, _, _),) = json.loads(request)[0]
        text, language, _, _ = json.loads(parameters)
        assert name == "jQ1olc"
        self.service.heard.append((text, language))
        self.service.connections.add(self.client_address)
        time.sleep(self.service.delay)
        status = self.service.statuses.pop(0) if self.service.statuses else 200
        reply = self.service.reply if self.service.reply is not None else answer(tone(len(text) * SECONDS_A_CHARACTER))
        self.answer(400 if len(text) > 100 else status, reply)

    def answer(self, status: int, reply: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        pieces = [reply[place : place + 1] for place in range(len(reply))] if self.service.drip else [reply]
        try:
            for piece in pieces:  # drop by drop, or at once
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(0.05 if self.service.drip else 0)
        except OSError:
            self.close_connection = True  # the client has lost its patience


class Server(ThreadingHTTPServer):
    """The server; that a client hangs up is part of the tests."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the base names a private type


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    state = Service()
    handler = type("Bound", (Handler,), {"service": state})
    server = Server(("127.0.0.1", 0), handler)
    state.endpoint = f"http://127.0.0.1:{server.server_port}/_/batchexecute"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def utterance(*phrases: tuple[str, str]) -> Utterance:
    return Utterance("s1", UtteranceKind.SENTENCE, tuple(Phrase(language, text) for language, text in phrases))


def voice(service: Service, speed: float = 1.0) -> gtts.Gtts:
    return gtts.Gtts(speed, HASTY, service.endpoint)


def test_a_short_sentence_is_one_request_without_silence_at_its_ends(service: Service) -> None:
    speech = voice(service).speak(utterance(("fr", "Le port de Brouze rouvre.")))
    assert service.heard == [("Le port de Brouze rouvre.", "fr")]
    assert (speech.rate, speech.samples.dtype.name) == (24_000, "float32")
    assert len(speech.samples) / speech.rate == pytest.approx(25 * SECONDS_A_CHARACTER, abs=0.04)
    assert [word.text for word in speech.words] == ["Le", "port", "de", "Brouze", "rouvre"]


def test_a_long_text_goes_out_in_pieces_that_end_where_a_reader_breathes(service: Service) -> None:
    speech = voice(service).speak(utterance(("fr", LONG)))
    sent = [text for text, _ in service.heard]
    assert " ".join(sent) == LONG
    assert [text[-1] for text in sent] == [";", ".", "."]
    assert len(service.connections) == 1, "the connection is kept"
    ends = [word.end for word in speech.words]
    assert ends == sorted(ends)
    assert len(speech.samples) >= ends[-1] > len(speech.samples) * 0.9


def test_phrases_are_asked_for_in_their_languages(service: Service) -> None:
    voice(service).speak(
        utterance(("fr", "Lire "), ("en-GB", "The quiet harbour"), ("fr-CA", ", revue."), ("xx", "Ya"))
    )
    assert service.heard == [("Lire", "fr"), ("The quiet harbour", "en"), (", revue.", "fr-CA"), ("Ya", "fr")]


def test_words_of_every_phrase_are_timed(service: Service) -> None:
    speech = voice(service).speak(utterance(("fr", "Lire "), ("en", "The quiet harbour")))
    assert [word.text for word in speech.words] == ["Lire", "The", "quiet", "harbour"]
    assert all(left.end <= right.start for left, right in zip(speech.words, speech.words[1:], strict=False))


def test_a_text_without_letters_is_silent_and_asks_for_nothing(service: Service) -> None:
    speech = voice(service, 2.0).speak(utterance(("fr", "« … » !"), ("fr", "")))
    assert service.heard == []
    assert (len(speech.samples), speech.words) == (0, ())


@pytest.mark.parametrize("speed", [0.5, 2.0, 3.0])
def test_speed_changes_the_length_and_not_the_pitch(service: Service, speed: float) -> None:
    plain = voice(service).speak(utterance(("fr", LONG[:90])))
    paced = voice(service, speed).speak(utterance(("fr", LONG[:90])))
    assert len(paced.samples) == pytest.approx(len(plain.samples) / speed, rel=0.03)
    spectrum = np.abs(np.fft.rfft(paced.samples))
    assert np.argmax(spectrum) * paced.rate / len(paced.samples) == pytest.approx(FREQUENCY, rel=0.02)
    assert paced.words[-1].end == pytest.approx(plain.words[-1].end / speed, rel=0.03)


def test_a_slow_answer_is_waited_for(service: Service) -> None:
    service.delay = 0.15
    assert len(voice(service).speak(utterance(("fr", "Patience."))).samples) > 0


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again(service: Service, status: int) -> None:
    service.statuses = [status, status]
    assert len(voice(service).speak(utterance(("fr", "Patience."))).samples) > 0
    assert len(service.heard) == 3


def test_backoff_doubles(service: Service) -> None:
    service.statuses = [429, 429]
    pace = Pace(timeout=(5, 5), pause=(0.0, 0.0), backoff=0.05, tries=3)
    start = time.monotonic()
    gtts.Gtts(1.0, pace, service.endpoint).speak(utterance(("fr", "Patience.")))
    assert time.monotonic() - start >= 0.05 + 0.1


def test_requests_keep_their_distance(service: Service) -> None:
    pace = Pace(timeout=(5, 5), pause=(0.1, 0.12), backoff=0.0, tries=1)
    start = time.monotonic()
    gtts.Gtts(1.0, pace, service.endpoint).speak(utterance(("fr", LONG)))
    assert time.monotonic() - start >= 0.2


def failure(service: Service, pace: Pace = HASTY) -> VoiceError:
    with pytest.raises(VoiceError) as caught:
        gtts.Gtts(1.0, pace, service.endpoint).speak(utterance(("fr", "Le port rouvre.")))
    assert "kokoro" in caught.value.hint
    return caught.value


def test_a_service_that_stays_busy_is_given_up(service: Service) -> None:
    service.statuses = [429] * 9
    assert "429" in failure(service).message
    assert len(service.heard) == HASTY.tries


def test_a_refusal_is_final(service: Service) -> None:
    service.statuses = [403]
    assert "403" in failure(service).message
    assert len(service.heard) == 1


def test_a_redirection_is_not_followed(service: Service) -> None:
    service.statuses = [302]
    assert "302" in failure(service).message


def test_an_answer_without_sound(service: Service) -> None:
    service.reply = answer(None)
    assert "no sound" in failure(service).message


def test_an_answer_that_is_no_mp3(service: Service) -> None:
    service.reply = answer(b"<html>sorry</html>" * 40)
    assert "broken sound" in failure(service).message


def test_an_answer_that_is_no_base64(service: Service) -> None:
    service.reply = b'[["wrb.fr","jQ1olc","[\\"QUJ\\"]"]]'
    assert "no sound that can be read" in failure(service).message


def test_an_answer_without_end(service: Service) -> None:
    service.reply = b"x" * 5_000_000
    assert "too much" in failure(service).message


def test_no_answer_in_time(service: Service) -> None:
    service.delay = 0.5
    assert "in time" in failure(service, IMPATIENT).message


def test_an_answer_that_drips(service: Service) -> None:
    service.drip = True
    assert "in time" in failure(service, IMPATIENT).message


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "no connection" in failure(Service(endpoint=f"http://127.0.0.1:{port}/")).message


def test_the_module_is_a_voice() -> None:
    settings = NarrationSettings(voice="gtts", speed=1.5)
    assert gtts.VOICE.network
    assert gtts.ready() == ""
    assert gtts.fingerprint(settings) != gtts.fingerprint(NarrationSettings(voice="gtts"))
    assert gtts.phonemes(utterance(("fr", "Oui."))) == ""
    assert isinstance(gtts.load(settings), gtts.Gtts)


def test_without_its_package_the_voice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts, "find_spec", lambda name: None if name == "gtts" else name)
    assert "pip install gtts" in gtts.ready()
    with pytest.raises(VoiceError, match="pip install gtts"):
        gtts.load(NarrationSettings())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("  Oui.  ", ("Oui.",)),
        ("un deux trois", ("un deux", "trois")),
        ("anticonstitutionnellement", ("anticonsti", "tutionnell", "ement")),
    ],
)
def test_chunks_are_short_and_whole(text: str, expected: tuple[str, ...]) -> None:
    assert chunks(text, 10) == expected


def test_chunks_prefer_the_end_of_a_sentence() -> None:
    text = "La vanne est ouverte depuis mardi. Les paludiers, eux, attendent la marée et le vent du large."
    assert chunks(text, 90)[0] == "La vanne est ouverte depuis mardi."
