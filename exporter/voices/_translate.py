"""Google Translate's speech service, as the package ``gtts`` knows it: one request for each short piece of text.

The package packs a text into a request; sending it is done here, because the package itself would wait for ever, ask
once only, open a connection for each piece and accept any certificate. The service is undocumented and may change.
"""

from __future__ import annotations

import base64
import binascii
import random
import re
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from exporter.errors import VoiceError
from exporter.messages import Message

if TYPE_CHECKING:
    import requests

LONGEST: Final = 100
"""Characters that the service takes at a time."""

ENDPOINT: Final = "https://translate.google.fr/_/TranslateWebserverUi/data/batchexecute"
"""The French host: its French is that of France."""

_LARGEST: Final = 4_000_000
_BLOCK: Final = 65_536
_AUDIO: Final = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_TOO_MANY: Final = 429
_OK: Final = 200
_SERVER_ERRORS: Final = range(500, 600)
_OFFLINE: Final = "use a voice that needs no network: `--voice kokoro`, or `--voice espeak`"


@dataclass(frozen=True, slots=True)
class Pace:
    """How patiently the service is asked, in seconds.

    ``timeout``: to connect, to read; ``total``: a whole answer; ``pause``: between two requests (from, to);
    ``backoff``: before the second of ``tries``, doubled for each further one.
    """

    timeout: tuple[float, float] = (5.0, 20.0)
    total: float = 60.0
    pause: tuple[float, float] = (0.5, 1.0)
    backoff: float = 1.0
    tries: int = 4


PATIENT: Final = Pace()


class _Busy(Exception):  # noqa: N818  # not an error yet: it is worth another try
    """The service did not answer this time."""


class Client:
    """A connection to the service, kept open from one request to the next."""

    def __init__(self, pace: Pace, endpoint: str) -> None:
        """Keep the pace and the service's address."""
        self._pace = pace
        self._endpoint = endpoint
        self._random = random.SystemRandom()
        self._free_at = 0.0

    @cached_property
    def _session(self) -> requests.Session:
        import requests  # noqa: PLC0415  # heavy

        return requests.Session()

    def speak(self, text: str, language: str) -> bytes:
        """Fetch the MP3 of at most `LONGEST` characters, a letter or digit among them; raises `VoiceError`."""
        body, reason = _body(text, language), ""
        for attempt in range(1, self._pace.tries + 1):
            self._wait(0 if attempt == 1 else self._pace.backoff * 2 ** (attempt - 2))
            try:
                return _audio(self._ask(body), text)
            except _Busy as busy:
                reason = str(busy)
        raise VoiceError(
            Message("the speech service failed {tries} times: {reason}", tries=self._pace.tries, reason=reason),
            _OFFLINE,
        )

    def _wait(self, backoff: float) -> None:
        """Wait until the pause after the last request is over, and for the backoff, up to twice as long by chance."""
        jitter = self._random.uniform(backoff, 2 * backoff)
        time.sleep(max(self._free_at - time.monotonic(), 0) + jitter)

    def _ask(self, body: str) -> bytes:
        """Send one request; raises `_Busy` if it may work later, `VoiceError` if it will not."""
        import requests  # noqa: PLC0415  # heavy
        import urllib3  # noqa: PLC0415  # heavy
        from gtts import gTTS  # noqa: PLC0415  # heavy

        try:
            with self._session.post(
                self._endpoint,
                data=body,
                headers=gTTS.GOOGLE_TTS_HEADERS,
                timeout=self._pace.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                _check(response.status_code, response.reason)
                return self._read(response)
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise _Busy(Message("no answer in time")) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise _Busy(Message("no connection ({kind})", kind=type(error).__name__)) from error
        finally:
            self._free_at = time.monotonic() + self._random.uniform(*self._pace.pause)

    def _read(self, response: requests.Response) -> bytes:
        """Read an answer as it arrives: neither without end nor drop by drop."""
        last = time.monotonic() + self._pace.total
        answer = bytearray()
        while part := response.raw.read1(_BLOCK, decode_content=True):
            answer += part
            if len(answer) > _LARGEST:
                raise VoiceError("the speech service sent far too much", _OFFLINE)
            if time.monotonic() > last:
                raise _Busy(Message("no answer in time"))
        return bytes(answer)


def _body(text: str, language: str) -> str:
    from gtts import gTTS  # noqa: PLC0415  # heavy

    request = gTTS(text, lang=language, lang_check=False, tokenizer_func=lambda whole: [whole], pre_processor_funcs=[])
    (body,) = request.get_bodies()
    return str(body)


def _check(status: int, reason: str) -> None:
    if status == _TOO_MANY or status in _SERVER_ERRORS:
        raise _Busy(f"{status} {reason}")
    if status != _OK:
        raise VoiceError(
            Message("the speech service refused: {status} {reason}", status=status, reason=reason), _OFFLINE
        )


def _audio(answer: bytes, text: str) -> bytes:
    """Find the sound in an answer."""
    found = _AUDIO.search(answer)
    try:
        return base64.b64decode(found[1], validate=True) if found else _nothing(text)
    except binascii.Error as error:
        raise VoiceError(
            Message("the speech service sent no sound that can be read for {text}", text=repr(text)), _OFFLINE
        ) from error


def _nothing(text: str) -> bytes:
    raise VoiceError(Message("the speech service sent no sound for {text}", text=repr(text)), _OFFLINE)
