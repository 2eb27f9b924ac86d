"""WebVTT, SubRip and clips: what is written, when it is heard."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings

from exporter import registry, walk
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Foreign, Metadata, Paragraph, Subscript, Superscript, Text
from exporter.passes import prepare
from exporter.ports import Original
from exporter.readers import markdown
from exporter.settings import NarrationSettings, Settings
from exporter.speech import ChapterKind, UtteranceKind
from tests import samples
from tests.readers.desk import Desk
from tests.strategies import articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Event

DOCS = Path(__file__).parents[2] / "docs/clips.md"
VOICE = NarrationSettings("silent", announce_voice=False)
FORMATS = pytest.mark.parametrize("name", ["vtt", "srt", "clips"])


@pytest.fixture
def narrator(tmp_path: Path) -> Iterator[Narrator]:
    with Narrator(VOICE, SpeechCache(tmp_path / "cache"), 1) as found:
        yield found


@pytest.fixture
def world(narrator: Narrator, events: list[Event]) -> LocalWorld:
    return LocalWorld(Settings(narration=VOICE), events.append, None, narrator)


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def export(world: LocalWorld, tmp_path: Path) -> Callable[[str, Article], str]:
    def write(name: str, article: Article) -> str:
        registry.writer(name).write(article, world, tmp_path / "out")
        return (tmp_path / "out").read_bytes().decode()

    return write


Export = Callable[[str, Article], str]


def seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_captions_show_every_sentence_for_as_long_as_the_sound(export: Export, world: LocalWorld, name: str) -> None:
    article = samples.prepared()
    text = export(name, article)
    plain = re.sub(r"<[^>]*>", "", text).replace("\u202f", "\u00a0")
    words = re.sub(r"\s+", " ", re.sub(r"(?m)^.* --> .*$|^\w+$", "", plain))
    in_sources = {sentence for source in article.sources for sentence in walk.sentences(source)}
    for sentence in set(walk.sentences(article)) - in_sources:
        line = re.sub(r"\s+", " ", walk.plain(sentence.content)).strip()
        if len(line) <= 65 and not line.isalnum():
            assert (line.replace(">", "&gt;") if name == "vtt" else line) in words
    times = re.findall(r"([\d:.,]+) --> ([\d:.,]+)", text)
    edges = [seconds(stamp) for pair in times for stamp in pair]
    assert edges == sorted(edges)
    tracks = world.narrate(article)
    assert 0 < sum(track.seconds for track in tracks) - edges[-1] < 2


def test_webvtt_is_named_and_marks_other_languages(export: Export) -> None:
    text = export("vtt", samples.prepared())
    assert text.startswith("WEBVTT\n\nNOTE\nLa crue de l’Ondelle")
    assert re.search(r"<lang en>(<[\d:.]+>)?Rising <[\d:.]+>Waters ?</lang>", text)
    assert "\r" not in text


def test_subrip_says_what_it_cannot_mark(export: Export, events: list[Event]) -> None:
    text = export("srt", samples.prepared())
    assert text.replace("\r\n", "").count("\n") == 0
    losses = [event for event in events if isinstance(event, NotRendered) and event.format == "srt"]
    assert losses == [
        NotRendered("srt", "image", "nobody has described carte.png"),
        NotRendered("srt", "foreign", "2 without markup"),
    ]


def test_nothing_is_reported_of_an_article_without_other_languages(export: Export, events: list[Event]) -> None:
    export("srt", prepare(Article(Metadata("Le bac")), FRENCH))
    assert not [event for event in events if isinstance(event, NotRendered)]


@FORMATS
def test_exponents_and_indices_stay_what_they_are(name: str, export: Callable[[str, Article], str]) -> None:
    words = (Text("Le CO"), Subscript((Text("2"),)), Text(" atteint 3×10"), Superscript((Text("5"),)), Text(" tonnes."))
    article = prepare(Article(Metadata("T"), blocks=(Paragraph(words),)), FRENCH)
    assert "Le CO₂ atteint 3×10⁵ tonnes." in re.sub(r"<[\d:.]+>", "", export(name, article))


@FORMATS
def test_the_same_article_gives_the_same_bytes(export: Export, name: str) -> None:
    assert export(name, samples.prepared()) == export(name, samples.prepared())


@FORMATS
def test_an_article_without_a_word_is_a_clear_error(export: Export, name: str) -> None:
    with pytest.raises(WriteError, match="nothing to say"):
        export(name, Article(Metadata("…")))


@given(articles())
@settings(max_examples=15, phases=(Phase.generate,))
def test_every_article_has_captions(tmp_path_factory: pytest.TempPathFactory, article: Article) -> None:
    folder = tmp_path_factory.mktemp("captions")
    prepared = prepare(article, FRENCH)
    with Narrator(VOICE, SpeechCache(folder), 1) as narrator:
        here = LocalWorld(Settings(narration=VOICE), lambda _: None, None, narrator)
        for name in ("vtt", "srt", "clips"):
            registry.writer(name).write(prepared, here, folder / name)
    told = [track.chapter.utterances for track in here.narrate(prepared)]
    cues = (folder / "vtt").read_text(encoding="utf-8").split("\n\n")[2:]
    shown = re.sub(
        r"<[\d:.]+>|</?lang[^>]*>|\s", "", "".join(cue.partition("\n")[2].partition("\n")[2] for cue in cues)
    )
    written = "".join(utterance.captioned for utterances in told for utterance in utterances)
    assert html.unescape(shown) == re.sub(r"\s", "", written)
    assert (folder / "srt").read_bytes().count(b" --> ") == len(cues)
    assert json.loads((folder / "clips").read_text(encoding="utf-8"))["type"] == "clips"


# --- Clips ---------------------------------------------------------------------------------------


def test_clips_tile_the_narration(export: Export, world: LocalWorld) -> None:
    article = samples.prepared()
    found = json.loads(export("clips", article))
    tracks = world.narrate(article)
    assert found["duration"] == pytest.approx(sum(track.seconds for track in tracks), abs=0.001)
    assert [chapter["title"] for chapter in found["chapters"]] == [track.chapter.title for track in tracks]
    utterances = [utterance for chapter in found["chapters"] for utterance in chapter["utterances"]]
    assert utterances[0]["start"] == 0
    assert utterances[-1]["end"] == found["duration"]
    assert all(one["end"] == other["start"] for one, other in pairwise(utterances))
    ids = {utterance["id"] for utterance in utterances}
    assert len(ids) == len(utterances)
    assert {sentence.id for sentence in walk.sentences(article)} <= ids


def test_every_written_word_has_its_time(export: Export) -> None:
    found = json.loads(export("clips", samples.prepared()))
    for utterance in (utterance for chapter in found["chapters"] for utterance in chapter["utterances"]):
        assert [word["text"] for word in utterance["words"]] == re.findall(r"\w(?:\S*\w)?", utterance["written"])
        edges = [utterance["start"], *(word[side] for word in utterance["words"] for side in ("start", "end"))]
        assert [*edges, utterance["end"]] == sorted([*edges, utterance["end"]])


EXAMPLE = Article(
    Metadata("Le bac"),
    blocks=(Paragraph((Text("Il traverse en 3 min, dit "), Foreign("en", (Text("Rising Waters"),)), Text("."))),),
)


def test_the_documented_example_is_what_is_written(export: Export, request: pytest.FixtureRequest) -> None:
    text = export("clips", prepare(EXAMPLE, FRENCH))
    page = DOCS.read_text(encoding="utf-8")
    if request.config.getoption("--accept"):
        page = re.sub(r"(?s)```json\n.*?```", lambda _: f"```json\n{text}```", page)
        DOCS.write_text(page, encoding="utf-8")
    assert re.findall(r"(?s)```json\n(.*?)```", page) == [text]


def fields(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    for item in value if isinstance(value, list | tuple) else value.values():
        if isinstance(item, list | dict):
            yield from fields(item)
    if isinstance(value, dict):
        yield from value


def test_every_field_and_kind_is_documented(export: Export) -> None:
    page = DOCS.read_text(encoding="utf-8")
    tables = "\n".join(line for line in page.splitlines() if line.startswith("|"))
    written = set(fields(json.loads(export("clips", prepare(EXAMPLE, FRENCH)))))
    assert {f"`{field}`" for field in written} <= set(re.findall(r"`[\w-]+`", tables))
    assert {f"`{kind}`" for kind in (*UtteranceKind, *ChapterKind)} <= set(re.findall(r"`[\w-]+`", tables))


# --- What is heard and written nowhere -----------------------------------------------------------

HEARD = """# La foire

Les cuves sont pleines.[^1] Voici la liste :

- [x] laver les cuves
- [ ] sécher les cuves

1. Entrer
2. Sortir

![Une cuve en cuivre](cuve.jpg)

```python
print(1)
```

[^1]: Depuis mardi
"""


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_captions_show_every_word_that_is_heard(export: Export, name: str) -> None:
    article = prepare(markdown.read(Original("foire.md", HEARD.encode(), None), Desk()), FRENCH)
    told = " ".join(re.sub(r"<[^>]*>", "", export(name, article)).replace("\u00a0", " ").split())
    for words in (
        "Note : Depuis mardi. Fin de la note.",
        "Fait : laver",
        "À faire : sécher",
        "1. Entrer",
        "2. Sortir",
        "Image : Une cuve",
        "Code informatique. print(1)",
    ):
        assert words in told
