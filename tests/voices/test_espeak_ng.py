"""The eSpeak NG library: phonemes and samples."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import espeakng_loader
import pytest

from exporter.errors import VoiceError
from exporter.voices import _espeak_ng


def test_a_language_has_its_own_rules() -> None:
    assert _espeak_ng.phonemes("table", "fr") == "tˈabl"
    assert _espeak_ng.phonemes("table", "en") == "tˈe^ɪbə^l"
    assert _espeak_ng.phonemes("hot", "en-GB") != _espeak_ng.phonemes("hot", "en")


def test_a_region_that_nobody_knows_is_read_as_its_language_and_an_unknown_language_as_french() -> None:
    assert _espeak_ng.phonemes("guten Tag", "de-LI") == _espeak_ng.phonemes("guten Tag", "de")
    assert _espeak_ng.phonemes("bonjour", "tlh") == _espeak_ng.phonemes("bonjour", "fr")


def test_a_switch_of_language_leaves_no_mark() -> None:
    assert _espeak_ng.phonemes("le week-end", "fr") == "lə- wˈiːkˈɛnd"


def test_a_text_of_several_clauses_is_transcribed_to_its_end() -> None:
    words = _espeak_ng.phonemes("un. deux? trois, quatre", "fr").split()
    assert len(words) == 4


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("Đặng Văn Lâm", "Dang Van Lâm"), ("Thị Hằng", "Thi Hang"), ("Ștefan", "Stefan"), ("Łukasz", "Łukasz")],
)
def test_letters_of_other_languages_are_read_and_not_spelled_by_their_numbers(written: str, read_as: str) -> None:
    assert _espeak_ng.phonemes(written, "fr").split() == _espeak_ng.phonemes(read_as, "fr").split()
    assert len(_espeak_ng.synthesise(written, "fr", 160)[1]) == len(read_as.split())


def test_their_own_language_keeps_them() -> None:
    assert _espeak_ng.phonemes("đường", "vi") != _espeak_ng.phonemes("duong", "vi")


def test_threads_do_not_read_by_each_others_tables() -> None:
    asked = [(f"la table {number}", language) for number in range(200) for language in ("fr", "en", "de")]
    with ThreadPoolExecutor(3) as threads:
        together = list(threads.map(_espeak_ng.phonemes, *zip(*asked, strict=True)))
    _espeak_ng._transcribed.cache_clear()  # noqa: SLF001 - heard again, not remembered
    assert together == [_espeak_ng.phonemes(*one) for one in asked]


def test_words_begin_where_they_stand() -> None:
    text = "l’été, déjà là"
    samples, words = _espeak_ng.synthesise(text, "fr", 160)
    assert [text[word.offset :].partition(" ")[0] for word in words] == ["l’été,", "déjà", "là"]
    starts = [word.start for word in words]
    assert starts == sorted(starts)
    assert starts[-1] < len(samples) // 2


def test_the_same_text_gives_the_same_samples_whatever_came_before() -> None:
    first = _espeak_ng.synthesise("encore une fois", "fr", 160)
    _espeak_ng.synthesise("something else", "en", 300)
    assert _espeak_ng.synthesise("encore une fois", "fr", 160) == first


def test_the_version_is_that_of_the_library() -> None:
    assert _espeak_ng.version().startswith("1.")
    assert _espeak_ng.missing() == ""


def test_a_library_that_is_no_library_is_an_error_with_a_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken = tmp_path_factory.mktemp("library") / "libespeak-ng.so"
    broken.write_bytes(b"not a library")
    monkeypatch.setattr(_espeak_ng, "_path", lambda: str(broken))
    with pytest.raises(VoiceError, match="does not load") as caught:
        _espeak_ng.synthesise("bonjour", "fr", 160)
    assert "pip install" in caught.value.hint


def test_a_missing_package_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    _espeak_ng.library.cache_clear()
    try:
        assert _espeak_ng.missing() == "eSpeak NG is not installed: pip install espeakng-loader"
    finally:
        monkeypatch.undo()
        _espeak_ng.library.cache_clear()


def test_missing_data_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: "/nowhere")
    with pytest.raises(VoiceError, match="data"):
        _espeak_ng.synthesise("bonjour", "fr", 160)
