"""Notes of copied text: whatever marks them and calls them, they are notes; a list stays one."""

from __future__ import annotations

import pytest

from tests.readers import desk

NOTES = ("Registre du port, page 12.", "Le Phare de l’Ouest, 1923.")
CALLED = "La bouée date de mars{0}, d’après le registre. Elle fut perdue en mer{1}, puis oubliée de tous.\n\n"


def drawn(body: str) -> list[str]:
    return desk.tree(*desk.read(f"La bouée de Kermor\n\n{body}")).splitlines()[1:]


def listed(mark: str) -> str:
    return "\n".join(mark.format(number, words) for number, words in enumerate(NOTES, 1))


@pytest.mark.parametrize(
    "calls", [("[1]", "[2]"), (" [1]", " [2]"), ("¹", "²"), ("⁽¹⁾", "⁽²⁾"), ("[note 1]", "[note 2]"), ("1", "2")]
)
@pytest.mark.parametrize("heading", ["", "Notes\n\n"])
@pytest.mark.parametrize(
    "mark", ["{}. {}", "{}) {}", "{} – {}", "{} {}", "{}\t{}", "[{}] {}", "{}\n{}", "↑ {} {}", "Note {} : {}"]
)
def test_numbered_lines_that_are_called_are_notes(calls: tuple[str, str], heading: str, mark: str) -> None:
    assert drawn(CALLED.format(*calls) + heading + listed(mark)) == [
        "¶ La bouée date de mars⟨note-1⟩, d’après le registre. Elle fut perdue en mer⟨note-2⟩, puis oubliée de tous.",
        "note 1",
        f"  ¶ {NOTES[0]}",
        "note 2",
        f"  ¶ {NOTES[1]}",
    ]


def test_figures_behind_a_mark_call_too() -> None:
    (line, *_) = drawn(
        CALLED.replace("{0}, d’après le registre.", ", d’après le registre.1").replace("{1},", ",2") + listed("{}. {}")
    )
    assert line.count("⟨note-1⟩") == line.count("⟨note-2⟩") == 1


@pytest.mark.parametrize(
    "body",
    [
        CALLED.format("", "") + listed("{}. {}"),
        CALLED.format("[1]", "[2]") + "Ce qu’il faut retenir :\n\n" + listed("{}. {}"),
        CALLED.format("[1]", "[2]") + "Ce qu’il faut retenir\n\n" + listed("{}. {}"),
        "La route A1 était fermée et le G7 se tenait ailleurs ; le H1N1 et le CO2 occupaient la radio.\n\n"
        + listed("{}. {}"),
        "La parcelle mesure 40 m2, la citerne 12 m3 et la cave à peine 9 m1, disait le vieux cadastre.\n\n"
        + listed("{}. {}"),
        "Le chapitre1 parle de la mer et des hommes, le chapitre2 du port et de ses nuits sans lune.\n\n"
        + listed("{}. {}"),
    ],
)
def test_a_numbered_list_stays_a_list(body: str) -> None:
    found = drawn(body)
    assert found[-3:] == ["list from 1", f"  ¶ {NOTES[0]}", f"  ¶ {NOTES[1]}"]
    assert not any(line.startswith("note") for line in found)


def test_a_list_in_the_text_and_notes_below_it_are_told_apart() -> None:
    found = drawn(
        CALLED.format("[1]", "[2]")
        + "Les règles du port :\n\n1. Ne jamais sortir seul.\n2. Rentrer avant la nuit.\n\n"
        + CALLED.format("", "")
        + listed("{}. {}")
    )
    assert [line for line in found if not line.startswith("¶")] == [
        "list from 1",
        "  ¶ Ne jamais sortir seul.",
        "  ¶ Rentrer avant la nuit.",
        "note 1",
        f"  ¶ {NOTES[0]}",
        "note 2",
        f"  ¶ {NOTES[1]}",
    ]


@pytest.mark.parametrize("heading", ["", "Notes\n\n"])
def test_a_note_may_have_a_second_paragraph(heading: str) -> None:
    found = drawn(CALLED.format("[1]", "[2]") + f"{heading}1. {NOTES[0]}\nIl est à la mairie.\n2. {NOTES[1]}\n")
    assert found[1:] == ["note 1", f"  ¶ {NOTES[0]}", "  ¶ Il est à la mairie.", "note 2", f"  ¶ {NOTES[1]}"]


def test_a_figure_alone_below_the_notes_stays() -> None:
    assert "¶ 3" in drawn(CALLED.format("[1]", "[2]") + listed("{}. {}") + "\n3\n")


def test_bracketed_lines_that_nothing_calls_stay() -> None:
    found = drawn(CALLED.format("", "") + listed("[{}] {}"))
    assert found[1:] == [f"¶ [1] {NOTES[0]} ⏎ [2] {NOTES[1]}"]
