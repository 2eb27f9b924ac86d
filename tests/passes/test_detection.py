"""The language of a title: short, without context, in one of five languages."""

from __future__ import annotations

import pytest

from exporter.passes.languages import detect

TITLES = {
    "fr": (
        "Le fleuve qui n’existait pas",
        "Pénurie de médicaments : la facture cachée",
        "Enquête sur un naufrage",
        "Ponts et chaussées",
        "Atlas de la biodiversité communale",
        "Vers une école du dehors",
        "Baromètre du logement 2025",
        "Rivières : alerte rouge",
        "Quand la mer monte",
        "Rapport d’information sur l’eau",
        "Grand âge, petites retraites",
        "Histoire des ponts",
    ),
    "en": (
        "The river that never was",
        "Drug shortages: the hidden bill",
        "Inside a shipwreck",
        "Bridges under pressure",
        "Mapping local biodiversity",
        "School’s out, and stays out",
        "Housing barometer 2025",
        "Why rivers are drying up",
        "When the sea comes in",
        "Report on water quality",
        "Old age, small pensions",
        "A short history of bridges",
    ),
    "de": (
        "Der Fluss, den es nie gab",
        "Medikamente werden knapp",
        "Untergang im Sturm",
        "Brücken unter Druck",
        "Atlas der Artenvielfalt",
        "Schule im Freien",
        "Wohnungsmarkt 2025",
        "Warum die Flüsse trocken fallen",
        "Wenn das Meer kommt",
        "Bericht zur Wasserqualität",
        "Kleine Renten, große Sorgen",
        "Eine kurze Geschichte der Brücke",
    ),
    "es": (
        "El río que nunca existió",
        "Faltan medicamentos: la factura oculta",
        "Crónica de un naufragio",
        "Puentes bajo presión",
        "Atlas de la biodiversidad local",
        "La escuela al aire libre",
        "Barómetro de la vivienda 2025",
        "Por qué se secan los ríos",
        "Cuando llega el mar",
        "Informe sobre la calidad del agua",
        "Vejez y pensiones",
        "Breve historia de los puentes",
    ),
    "it": (
        "Il fiume che non c’era",
        "Farmaci introvabili: il conto nascosto",
        "Cronaca di un naufragio",
        "Ponti sotto pressione",
        "Atlante della biodiversità locale",
        "La scuola all’aperto",
        "Barometro della casa 2025",
        "Perché i fiumi si prosciugano",
        "Quando arriva il mare",
        "Rapporto sulla qualità dell’acqua",
        "Vecchiaia e pensioni",
        "Breve storia dei ponti",
    ),
}


def test_nineteen_titles_in_twenty_are_told() -> None:
    wrong = [(title, language) for language, titles in TITLES.items() for title in titles if detect(title) != language]
    assert len(wrong) <= sum(map(len, TITLES.values())) / 20, wrong


@pytest.mark.parametrize("text", ["", " ", "2026", "— ?!"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_a_hint_decides_what_the_words_leave_open() -> None:
    assert detect("NATO 2030", "en") == "en"
    assert detect("Global Outlook", "fr") == "fr"
    assert detect("Le fleuve qui n’existait pas", "en") == "fr"


def test_an_unknown_hint_is_no_harm() -> None:
    assert detect("Le fleuve qui n’existait pas", "pt") == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "Broen over fjorden er stengt",
        "Statistisk årbok for kysten",
        "De toekomst van de haven",
        "A crise da habitação no litoral",
        "Przyszłość rybołówstwa",
        "Cass. soc., n° 12-34.567",
        "Ibid., art. 7.",
        "Op. cit., p. 12",
    ],
)
def test_no_language_is_better_than_a_wrong_one(text: str) -> None:
    assert detect(text) is None
