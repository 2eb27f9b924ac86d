"""Measures of speech: Kokoro against `kokoro-onnx` on the same sentences, what comes after it, what a second run costs.

``python -m tests.bench_speech ARTICLE CACHE`` narrates one article and does nothing else: one side of the comparison.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.voices import kokoro
from tests import timing

if TYPE_CHECKING:
    from exporter.model import Article
    from tests.timing import Show

PAIRS = 3
RIVAL = """
import json, sys
from kokoro_onnx import Kokoro
voice = Kokoro(sys.argv[1], sys.argv[2])
for sentence in json.load(open(sys.argv[3], encoding="utf-8")):
    voice.create(sentence, "ff_siwis", lang="fr-fr")
"""


def understood(source: str) -> Article:
    """The article as the voice is given it."""
    article = run.understand(source, Overrides(), lambda _: None)
    return prepare(article, LocalWorld(Settings(), lambda _: None, None, None).language("fr"))


def narrate(source: str, cache: Path) -> None:
    """Speak an article: everything that `exporter export` does before the first file."""
    settings = Settings()
    with Narrator(settings.narration, SpeechCache(cache), os.cpu_count() or 1) as narrator:
        LocalWorld(settings, lambda _: None, None, narrator).narrate(understood(source))


def against_kokoro_onnx(source: Path, folder: Path, show: Show) -> None:
    """Both sides load the same model and voice and speak the same sentences; medians of pairs, by turns."""
    if importlib.util.find_spec("kokoro_onnx") is None:
        show("against kokoro-onnx", "not installed", "pip install 'exporter[bench]'")
        return
    model, voices, sentences = folder / "kokoro.onnx", folder / "voices.npz", folder / "sentences.json"
    model.write_bytes(kokoro.model())
    np.savez(voices, ff_siwis=kokoro.styles())
    world = LocalWorld(Settings(), lambda _: None, None, None)
    said = [item.spoken for chapter in world.narration(understood(str(source))) for item in chapter.utterances]
    sentences.write_text(json.dumps(said), encoding="utf-8")
    rival = (sys.executable, "-c", RIVAL, str(model), str(voices), str(sentences))
    pairs = []
    for turn in range(PAIRS):
        ours = (sys.executable, "-m", "tests.bench_speech", str(source), str(folder / f"cache-{turn}"))
        pairs.append((timing.run(ours, folder).cost, timing.run(rival, folder).cost))
    wall = median(ours.wall / theirs.wall for ours, theirs in pairs)
    work = median(ours.work / theirs.work for ours, theirs in pairs)
    seconds = " ".join(f"{ours.wall:.0f}/{theirs.wall:.0f}" for ours, theirs in pairs)
    show("kokoro against kokoro-onnx", f"{wall:.2f} of its time", f"goal <= 0.95; {seconds} s")
    show("  processor time", f"{work:.2f} of its", "")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An export to MP3 with captions: its seconds, how many sentences the voice spoke, those of the narration."""

    seconds: float
    calls: int
    length: float


def spoken(source: Path, folder: Path, voice: str) -> Spoken:
    """Export into a new folder what the cache may have in part."""
    narration = timing.Export(source, "mp3,vtt", folder, options=("--json", "--voice", voice))
    done = narration.into(timing.fresh(folder))
    calls = [event["total"] for event in done.events if event.get("task", "").startswith("voice")]
    lengths = [event["seconds"] for event in done.events if event["type"] == "narrated"]
    if not calls or not lengths:
        raise SystemExit(f"nothing to time: {source} was not narrated")
    return Spoken(done.cost.wall, max(calls), lengths[0])


def first(source: Path, folder: Path, voice: str) -> Spoken:
    """Export what the voice has yet to say, at least in part."""
    found = spoken(source, folder, voice)
    if not found.calls:
        raise SystemExit(f"nothing to time: every sentence of {source} had been spoken")
    return found


def measure(source: Path, folder: Path, voice: str, show: Show) -> None:
    """Measure speech in a new folder; Kokoro is compared with another program that has its model."""
    folder.mkdir()
    fresh = first(source, folder, voice)
    show(f"speech, {voice}", f"{fresh.seconds:.1f} s for {fresh.length:.0f} s of audio", f"{fresh.calls} sentences")
    show("real-time factor", f"{fresh.seconds / fresh.length:.3f}", "goal <= 0.24")
    again = spoken(source, folder, voice)
    told = f"{again.seconds:.1f} s, {again.calls} sentences spoken"
    show("the same again, from the cache", told, "goal <= 2 s, 0 sentences")
    share = f"{100 * again.seconds / again.length:.1f} % of the audio"
    show("everything but speech", share, "goal <= 3 %, start-up included")
    changed = folder / source.name
    changed.write_text(one_sentence_changed(source.read_text(encoding="utf-8")), encoding="utf-8")
    some = first(changed, folder, voice)
    show("one sentence changed", f"{some.seconds:.1f} s, {some.calls} sentences spoken", "goal 1 sentence")
    if voice == "kokoro":
        against_kokoro_onnx(source, folder, show)


def one_sentence_changed(text: str) -> str:
    """Add a word to the last sentence of the longest paragraph."""
    longest = max(text.splitlines(), key=len)
    return text.replace(longest, re.sub(r"(\w)(\W*)$", r"\1 encore\2", longest))


if __name__ == "__main__":
    narrate(sys.argv[1], Path(sys.argv[2]))
