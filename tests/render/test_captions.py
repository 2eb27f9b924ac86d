"""Captions that can be read: short lines, natural places, no word lost, the right moment."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.narration import assemble
from exporter.render.captions import WIDTH, Cue, Piece, cues
from exporter.render.subtitles import subrip, webvtt
from exporter.settings import NarrationSettings
from exporter.speech import Chapter, ChapterKind, Phrase, Speech, Track, Utterance, UtteranceKind
from exporter.voices import silent
from tests import sounds

LONG = (
    "La mairie, qui avait promis un pont neuf avant la fin de l’année, a reconnu mardi que les travaux, "
    "retardés par la crue de janvier et par le prix de l’acier, ne commenceraient pas avant l’automne\u00a0; "
    "les riverains, eux, continueront de faire un détour de douze kilomètres par la route de la carrière, "
    "comme ils le font depuis deux ans."
)
VOICE = silent.load(NarrationSettings("silent"))


def sentence(*phrases: Phrase | str, id_: str = "s1", pause: float = 0.5) -> Utterance:
    said = tuple(Phrase("fr", phrase) if isinstance(phrase, str) else phrase for phrase in phrases)
    return Utterance(id_, UtteranceKind.SENTENCE, said, pause)


def track(*utterances: Utterance) -> Track:
    chapter = Chapter("c", ChapterKind.SECTION, "C", 1, utterances)
    return assemble(chapter, [sounds.recording(VOICE.speak(utterance)) for utterance in utterances])


def lines(cue: Cue) -> list[str]:
    return ["".join(piece.text for piece in line).rstrip() for line in cue.lines]


def shown(*phrases: Phrase | str) -> list[list[str]]:
    return [lines(cue) for cue in cues((track(sentence(*phrases)),))]


def test_webvtt_tells_where_the_voice_of_quotations_speaks() -> None:
    cue = Cue("s1", 0, 1000, ((Piece("Oui.", "fr", 0, 900),),), quoted=True)
    assert "\n<v martin>Oui.\n" in webvtt((cue, replace(cue, quoted=False)), "T", "fr", "martin")
    assert webvtt((replace(cue, quoted=False),), "T", "fr", "martin").count("<v") == 0


def test_a_short_sentence_is_one_line_while_it_is_heard() -> None:
    (cue,) = cues((track(sentence("Le pont rouvre demain.")),))
    assert lines(cue) == ["Le pont rouvre demain."]
    assert (cue.id, cue.start, cue.end) == ("s1", 0, 1260 + 300)


def test_a_long_sentence_is_cut_where_it_breathes() -> None:
    assert shown(LONG) == [
        ["La mairie, qui avait promis un pont neuf avant la fin de l’année,", "a reconnu mardi que les travaux,"],
        [
            "retardés par la crue de janvier et par le prix de l’acier,",
            "ne commenceraient pas avant l’automne\u00a0;",
        ],
        ["les riverains, eux,", "continueront de faire un détour de douze kilomètres"],
        ["par la route de la carrière, comme ils le font depuis deux ans."],
    ]


def test_the_parts_of_a_sentence_follow_the_voice() -> None:
    found = cues((track(sentence(LONG)),))
    assert [cue.id for cue in found] == ["s1", "s1_2", "s1_3", "s1_4"]
    for one, other in pairwise(found):
        assert one.end == other.start == other.lines[0][0].start
        assert other.start == 60 * LONG.index(lines(other)[0])


def test_chapters_follow_each_other_on_one_timeline() -> None:
    first, second = track(sentence("Un.")), track(sentence("Deux.", id_="s2"))
    found = cues((first, second))
    assert found[1].start == round(first.length / 24)


def test_what_belongs_together_stays_on_one_line() -> None:
    text = "mot " * 15 + "et «\u00a0Bonjour\u00a0» ou 12\u00a0000\u00a0km"
    assert sum("«\u00a0Bonjour\u00a0»" in line for cue in shown(text) for line in cue) == 1
    assert sum("12\u00a0000\u00a0km" in line for cue in shown(text) for line in cue) == 1


def test_an_address_longer_than_a_line_is_cut() -> None:
    address = "https://exemple.fr/" + "a" * 100
    assert shown(f"Voir {address} ici.") == [["Voir", address[:65]], [address[65:] + " ici."]]


def test_line_breaks_of_the_text_are_spaces() -> None:
    assert shown("Mairie\n2, place  du Marché\x07") == [["Mairie 2, place du Marché"]]


def test_signs_alone_are_shown_too() -> None:
    chapter = Chapter("c", ChapterKind.SECTION, "C", 1, (sentence("…"),))
    said = assemble(chapter, [sounds.recording(Speech(np.zeros(2400, np.float32), 24_000))])
    (cue,) = cues((said,))
    assert (lines(cue), cue.start, cue.end) == (["…"], 0, 400)


def test_what_nobody_wrote_is_not_shown() -> None:
    assert cues((track(sentence("")),)) == ()


WORDS = st.one_of(
    st.sampled_from(("le", "pont,", "12\u00a0km", "«\u00a0Ici\u00a0»", "fin.", "–", "l’eau", "interminablement")),
    st.text("abé-<>&", min_size=1, max_size=150),
)


@given(st.lists(st.lists(WORDS, max_size=60).map(" ".join), min_size=1, max_size=3))
def test_every_word_is_shown_in_lines_that_are_short_enough(texts: list[str]) -> None:
    spoken = track(*(sentence(text, id_=f"s{number}") for number, text in enumerate(texts)))
    found = cues((spoken,))
    text = "".join(line for cue in found for line in lines(cue))
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(texts))
    assert all(0 < len(line) <= WIDTH for cue in found for line in lines(cue))
    assert all(1 <= len(cue.lines) <= 2 for cue in found)
    assert all(cue.start < cue.end for cue in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len({cue.id for cue in found}) == len(found)


# --- Files ---------------------------------------------------------------------------------------


def test_webvtt_has_the_moment_of_each_word_and_its_language() -> None:
    found = cues((track(sentence("Le rapport ", Phrase("en", "Rising Waters"), " & <b>.")),))
    assert webvtt(found, "Le pont --> neuf", "fr") == (
        "WEBVTT\n\nNOTE\nLe pont --&gt; neuf\n\ns1\n00:00:00.000 --> 00:00:02.040\n"
        "Le <00:00:00.180>rapport <lang en><00:00:00.660>Rising <00:00:01.080>Waters &amp; </lang>"
        "<00:00:01.680>&lt;b&gt;.\n"
    )


def test_webvtt_gives_no_moment_twice() -> None:
    chapter = Chapter("c", ChapterKind.SECTION, "C", 1, (sentence("a b c"),))
    text = webvtt(cues((assemble(chapter, [sounds.recording(Speech(np.zeros(24, np.float32), 24_000))]),)), "T", "fr")
    stamps = re.findall(r"<([\d:.]+)>", text)
    assert stamps == sorted(set(stamps))


def test_a_french_of_another_country_is_no_other_language() -> None:
    found = cues((track(sentence(Phrase("fr-CA", "Oui."))),))
    assert "<lang" not in webvtt(found, "T", "fr")


def test_subrip_is_what_players_read() -> None:
    spoken = track(sentence("Vraiment\u202f? <b>Oui</b> --> {\\an8}non"), sentence("Fin.", id_="s2"))
    assert subrip(cues((spoken,))) == (
        "1\r\n00:00:00,000 --> 00:00:02,400\r\n"
        "Vraiment\u00a0? <\u2060b>Oui<\u2060/b> --\u2060> {\u2060\\an8}non\r\n\r\n"
        "2\r\n00:00:02,600 --> 00:00:03,080\r\nFin.\r\n"
    )


@pytest.mark.parametrize(("seconds", "stamp"), [(59.9996, "00:01:00.000"), (3_725.25, "01:02:05.250")])
def test_times_have_hours_minutes_and_seconds(seconds: float, stamp: str) -> None:
    long = sounds.track(np.zeros(round(seconds * 10_000), np.float32), 10_000)
    later = track(sentence("Oui."))
    moved = replace(later, rate=10_000)
    assert f"{stamp} --> " in webvtt(cues((long, moved)), "T", "fr")
