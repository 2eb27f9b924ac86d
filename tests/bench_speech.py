"""Measures of speech: Kokoro against `kokoro-onnx` on the same sentences, what comes after it, what a second run costs.

``python -m tests.bench_speech ARTICLE CACHE`` narrates one article and does nothing else: one side of the comparison.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.voices import kokoro

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.model import Article

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


def cost(command: Sequence[str]) -> tuple[float, float]:
    """Wall time and processor time of a command that must succeed, its own children's included, in seconds."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, worked


def against_kokoro_onnx(source: Path, folder: Path, show: Callable[[str, str, str], None]) -> None:
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
        pairs.append((cost(ours), cost(rival)))
    wall = statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)
    work = statistics.median(ours[1] / theirs[1] for ours, theirs in pairs)
    seconds = " ".join(f"{ours[0]:.0f}/{theirs[0]:.0f}" for ours, theirs in pairs)
    show("kokoro against kokoro-onnx", f"{wall:.2f} of its time", f"goal <= 0.95; {seconds} s")
    show("  processor time", f"{work:.2f} of its", "")


def export(source: Path, folder: Path) -> tuple[float, int, list[str]]:
    """Wall time of an export to MP3 with captions, how many sentences were spoken, and the files that were written."""
    command = (sys.executable, "-m", "exporter", "export", str(source), "--to", "mp3,vtt", "--json")
    began = time.perf_counter()
    done = subprocess.run(
        (*command, "--out", str(folder / "spoken")),
        check=True, capture_output=True, text=True, env={**os.environ, "EXPORTER_CACHE": str(folder)},
    )  # fmt: skip
    seconds = time.perf_counter() - began
    events: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    calls = max(event["total"] for event in events if event.get("task", "").startswith("voice"))
    return seconds, calls, [event["path"] for event in events if event["type"] == "wrote"]


def measure(source: Path, folder: Path, show: Callable[[str, str, str], None]) -> None:
    """Everything about speech, one figure a line."""
    fresh, calls, files = export(source, folder)
    record = json.loads((Path(files[0]).parent / "edition.json").read_text(encoding="utf-8"))
    length = next(item["duration"] for item in record["artefacts"] if item.get("duration"))
    show("speech", f"{fresh:.1f} s for {length:.0f} s of audio", f"{calls} sentences")
    show("real-time factor", f"{fresh / length:.3f}", "goal <= 0.24")
    again, calls, _ = export(source, folder)
    show("the same again, from the cache", f"{again:.1f} s, {calls} sentences spoken", "goal <= 2 s, 0 sentences")
    show("everything but speech", f"{100 * again / length:.1f} % of the audio", "goal <= 3 %, start-up included")
    changed = folder / source.name
    changed.write_text(one_sentence_changed(source.read_text(encoding="utf-8")), encoding="utf-8")
    some, calls, _ = export(changed, folder)
    show("one sentence changed", f"{some:.1f} s, {calls} sentences spoken", "goal 1 sentence")
    against_kokoro_onnx(source, folder, show)


def one_sentence_changed(text: str) -> str:
    """Add a word to the last sentence of the longest paragraph."""
    longest = max(text.splitlines(), key=len)
    return text.replace(longest, re.sub(r"(\w)(\W*)$", r"\1 encore\2", longest))


if __name__ == "__main__":
    narrate(sys.argv[1], Path(sys.argv[2]))
