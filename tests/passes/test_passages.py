"""Foreign passages amid French are found; French ones, names and borrowed words never are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Code,
    Credit,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Preformatted,
    Source,
    Text,
)
from exporter.neutral import Neutral
from exporter.passes import prepare
from exporter.passes.passages import mark_passages
from tests.strategies import articles

FOREIGN = [
    # quotations
    ("en", "Le ministre a répondu : « We will never give up. »"),
    ("en", "« This is not what we wanted », a regretté la maire de Halden Bay."),
    ("en", "Le slogan « Yes we can » avait fait le tour du monde."),
    ("en", "Il l’a dit en anglais : “The harbour is closed until further notice.”"),
    ("en", 'Sur la pancarte : "No one should sleep in the street".'),
    ("en", "« It's the end of the road for our fishermen », résume un armateur."),
    ("en", "L’affiche promet : « You don’t need a car to live here »."),
    ("en", "« Where have all the fish gone? », titrait le quotidien local."),
    ("en", "Le rapport conclut que « there is no evidence of fraud »."),
    ("en", "Elle cite le proverbe « what you give is what you get »."),
    ("de", "« Wir schaffen das », avait répété la chancelière."),
    ("de", "La banderole proclamait : « Der Wald ist nicht zu verkaufen »."),
    ("de", "« Ich habe keine Angst vor der Zukunft », confie-t-elle."),
    ("de", "Au mur, une inscription : “Hier wurde nichts vergessen.”"),
    ("de", "Il répond : « Das ist eine gute Frage »."),
    ("de", "« Was wir brauchen, sind mehr Züge », insiste le syndicat."),
    ("es", "La foule criait : « El pueblo no se rinde nunca »."),
    ("es", "« Nosotros también queremos agua », disent les paysans."),
    ("es", "Sur le mur : « Aquí no hay trabajo para los jóvenes »."),
    ("es", "« ¿Quién paga todo esto? », demande une passante."),
    ("es", "Elle murmure : “Hoy es un día muy triste para todos nosotros.”"),
    ("it", "« Questo è il nostro mare », lance un pêcheur."),
    ("it", "Le maire promet : « Nessuno sarà lasciato indietro, anche questa volta »."),
    ("it", "« Non abbiamo più niente da perdere », soupire-t-il."),
    ("it", "Sur la place, on lit : “La città è di tutti.”"),
    ("it", "« Che cosa deve fare un sindaco? », s’interroge le journal."),
    # titles in brackets
    ("en", "Le rapport (How the North lost its railways) est paru hier."),
    ("en", "Son livre (The year when the sea came back) sort en mai."),
    ("de", "Son essai (Warum wir keine Angst haben müssen) a été traduit."),
    ("es", "Le documentaire (Los días que no fueron) sera projeté ce soir."),
    ("it", "Le film (Quando il fiume era sempre nostro) a reçu un prix."),
    # whole paragraphs
    ("en", "We are not afraid of the sea, but we have learned to respect it."),
    ("de", "Die Stadt hat ihre Brücken nicht vergessen."),
]

FRENCH_ONLY = [
    # French quotations, some with words that other languages have too
    "« Nous ne céderons jamais », a promis le ministre.",
    "« On a son car, plus un car de réserve », explique le chauffeur.",
    "« Tu es sur la place, on me dit non », raconte-t-il.",
    "« Le but est de dire non », résume la présidente.",
    "« Il faut tenir », dit-elle.",
    "« Liberté, égalité, fraternité », lit-on au fronton.",
    "« Pain au chocolat, brioche, chausson », énumère la boulangère.",
    "« Plus sale, plus rare, plus cher »",
    "« Des ans, du pain, un toit »",
    "« Se taire, subir, mourir »",
    "« En un an, on a eu la grêle, le gel, la canicule. »",
    "« Or, les chiffres sont têtus », note-t-on.",
    "« Comment dire ? », hésite-t-il.",
    "« Métro, boulot, dodo »",
    "« Ni dieu ni maître »",
    "« Ô temps, suspends ton vol »",
    "(voir plus bas la note sur les prix)",
    "(photo prise au port, hier matin)",
    "(en hausse de 3 % sur un an)",
    "(Parti socialiste, Nord)",
    # names of people
    "Le musée consacre une salle à « Ludwig van Beethoven ».",
    "(Otto von Bismarck, Leonardo da Vinci, Juan de la Cruz)",
    "« John of the Cross and the King of England »",
    "(Maria de los Ángeles Alvariño)",
    "« Ursula von der Leyen »",
    # names of places
    "(Rio de Janeiro, San Pedro de Atacama, Palma de Mallorca)",
    "« Stratford upon Avon »",
    "(Frankfurt an der Oder)",
    "« Santa Maria delle Grazie »",
    "(San Giovanni in Laterano)",
    "« Isle of Wight, Bay of Plenty »",
    "(Las Palmas de Gran Canaria)",
    "« Reggio nell’Emilia »",
    # names of newspapers, firms, institutions, parties
    "Selon le « New York Times », la loi passera.",
    "Selon le « Wall Street Journal », la loi passera.",
    "« The Times of India »",
    "(Frankfurter Allgemeine Zeitung, Süddeutsche Zeitung)",
    "« La Gazzetta dello Sport », « Corriere della Sera »",
    "« El Correo de los Andes »",
    "(Institute for the Study of War)",
    "(International Institute for Strategic Studies)",
    "« Bank of the West »",
    "« Alternative für Deutschland »",
    "(Bund für Umwelt und Naturschutz Deutschland)",
    "« Movimento per la Libertà »",
    "(Partido de los Trabajadores)",
    "« Universidad Nacional de La Plata »",
    "« Save the Children »",
    "(North Atlantic Treaty Organization)",
    # borrowed words
    "Le week-end, le « soft power » et le « hard discount ».",
    "Le label « made in France » progresse.",
    "« Brexit », « start-up », « fake news »",
    "Un « one man show » et un « best of »",
    "Le « no man’s land » entre les deux lignes",
    "« business as usual »",
    "« time is money »",
    "« la dolce vita »",
    "« rock and roll »",
    "« all inclusive »",
    "« work in progress »",
    "Le « step by step » de la méthode",
    "« stop and go »",
    "« peer to peer »",
    "« black-out », « hold-up », « check-list »",
    "« far niente », « farniente »",
    "« Realpolitik, Ostpolitik, Weltanschauung »",
    # Latin, and languages that we do not speak
    "« Alea jacta est », « veni, vidi, vici »",
    "« Habemus papam »",
    "« Dat is niet wat we willen »",
    "« Ordem e progresso », « não é uma crise »",
    "« Det är inte vad vi vill »",
    "« Això no és el que volem, amb tots els altres »",
    "« Nie ma na to zgody, to jest wszystko »",
    # nothing to go by
    "« … »",
    "(12 345)",
    "le nombre π, la variante α, l’angle αβ",
    "",
]


def marked(text: str | tuple[Inline, ...]) -> list[tuple[str, str]]:
    """The foreign passages of a paragraph: language and words."""
    content = (Text(text),) if isinstance(text, str) else text
    article = prepare(Article(Metadata("Titre"), blocks=(Paragraph(content),)), FRENCH)
    return [(node.language, walk.plain(node.content)) for node in walk.nodes(article) if isinstance(node, Foreign)]


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_foreign_passages_are_marked(code: str, text: str) -> None:
    found = marked(text)
    assert [language for language, _ in found] == [code] * len(found)
    assert found


@pytest.mark.parametrize("text", FRENCH_ONLY)
def test_french_names_and_borrowed_words_stay_french(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize("text", FRENCH_ONLY)
def test_italics_alone_prove_nothing(text: str) -> None:
    assert marked((Text("Il a dit "), Emphasis((Text(text.strip("«»() ") or "…"),)), Text("."))) == []


def test_the_marks_around_a_passage_stay_french() -> None:
    assert marked("Il dit : « We will not go. » Puis il part.") == [("en", "We will not go.")]
    assert marked('Il dit : "We will not go." Puis il part.') == [("en", "We will not go.")]


def test_several_passages_in_one_paragraph() -> None:
    found = marked("« We will not go », dit l’un ; « Wir gehen nicht », dit l’autre, en français « nous restons ».")
    assert found == [("en", "We will not go"), ("de", "Wir gehen nicht")]


def test_a_quotation_within_a_french_one() -> None:
    assert marked("« Il a crié “We will not go” et il est resté », dit-elle.") == [("en", "We will not go")]


def test_a_quotation_of_two_sentences_is_marked_in_both() -> None:
    assert marked("Il dit : « We will not go. You know that. » Fin.") == [("en", "We will not go. You know that.")] or [
        part for _, part in marked("Il dit : « We will not go. You know that. » Fin.")
    ] == ["We will not go. ", "You know that."]


def test_a_foreign_paragraph_is_marked_with_the_quotations_in_it() -> None:
    text = "He said “we will not go” and they have all left the harbour."
    assert marked(text) == [("en", text)]


def test_italics_and_linked_italics() -> None:
    title = Emphasis((Text("When the sea came back"),))
    assert marked((Text("Il a écrit "), title, Text(" hier."))) == [("en", "When the sea came back")]
    link = Link("https://exemple.fr/", (Text("son livre "), title))
    assert marked((Text("Lire "), link, Text("."))) == [("en", "When the sea came back")]
    bare = Link("https://exemple.fr/", (Text("Lire, relire « When the sea was still ours »"),))
    assert marked((bare,)) == [("en", "When the sea was still ours")]


def test_what_is_marked_already_and_code_stay() -> None:
    words = (Text("We will not go"),)
    assert marked((Text("« "), Foreign("en-GB", words), Text(" »"))) == [("en-GB", "We will not go")]
    assert marked((Text("« "), Code(words), Text(" »"))) == []


def test_sources_credits_and_preformatted_text_stay() -> None:
    words = (Text("« We will not go »"),)
    article = Article(
        Metadata("Titre"),
        blocks=(Preformatted(words),),
        sources=(Source(words),),
        credits=(Credit("photo", "We will not go", words),),
    )
    assert mark_passages(article, FRENCH) == article


def test_notes_and_their_calls_stay_with_their_words() -> None:
    content = (Text("Il dit « We will not go"), NoteRef("n1"), Text(" »."))
    article = Article(
        Metadata("T"), blocks=(Paragraph(content),), notes=(Note("n1", "1", (Paragraph((Text("Oui."),)),)),)
    )
    block = mark_passages(article, FRENCH).blocks[0]
    assert block == Paragraph((Text("Il dit « "), Foreign("en", (Text("We will not go"), NoteRef("n1"))), Text(" ».")))


def test_nobody_can_tell_what_is_foreign_to_a_language_that_is_not_taught() -> None:
    words = "“Wir gehen nicht”, ils ne veulent pas, Слава Україні"
    article = Article(Metadata("Title", language="en-GB"), blocks=(Paragraph((Text(words),)),))
    assert mark_passages(article, Neutral("en")) == article


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "مرحبا بالعالم"),
        ("he", "שלום עולם"),
        ("el", "Ελευθερία ή θάνατος"),
        ("ru", "Никогда не сдаваться"),
        ("uk", "Слава Україні"),
        ("zh", "你好"),
        ("ja", "日本へようこそ"),
        ("ko", "안녕하세요"),
        ("hi", "नमस्ते दुनिया"),
        ("bn", "বাংলা ভাষা"),
        ("ta", "தமிழ் மொழி"),
        ("th", "ภาษาไทย"),
        ("ka", "ქართული ენა"),
        ("hy", "Հայաստան"),
    ],
)
def test_words_in_another_script_are_foreign_without_quotation_marks(code: str, words: str) -> None:
    assert marked(f"Elle a dit {words}, puis elle est partie.") == [(code, words)]


def test_two_languages_with_equal_proof_are_none() -> None:
    assert FRENCH.foreign("Wir gehen nicht, we will not, go") is None


@given(articles())
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_marking_twice_changes_nothing(article: Article) -> None:
    french = replace(article, metadata=replace(article.metadata, language="fr"))
    once = mark_passages(french, FRENCH)
    assert walk.words(once).replace("\n", "") == walk.words(french).replace("\n", "")
    assert mark_passages(once, FRENCH) == once
