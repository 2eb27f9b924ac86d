"""Front matter as Hugo, Jekyll, Pelican, MkDocs, Zola, Nikola and Pandoc write it, whole or broken."""

from __future__ import annotations

import time

import pytest

from exporter.errors import ReadError
from exporter.events import Understood
from exporter.model import Described, Figure, NoticeKind, Person
from exporter.readers.markdown import fields, matter
from tests.readers.markdown import paper

BODY = "\n\nLe marché ouvre à la nuit tombée.\n"

HEADS = {
    "yaml": "---\ntitle: Le marché de nuit\ndate: 2024-03-12\nauthor: Aline Fabre\ntags: [ville, nuit]\nlang: fr\n---",
    "yaml dots": (
        "---\ntitle: 'Le marché de nuit'\ndate: 2024-03-12 08:00:00 +0100\nauthors:\n"
        "  - Aline Fabre\ntags:\n- ville\n- nuit\n..."
    ),
    "toml": (
        '+++\ntitle = "Le marché de nuit"\ndate = 2024-03-12T08:00:00+01:00\n[taxonomies]\n'
        'tags = ["ville", "nuit"]\n[extra]\nauthor = "Aline Fabre"\n+++'
    ),
    "json": (
        '{\n  "title": "Le marché de nuit",\n  "date": "2024-03-12",\n'
        '  "author": {"name": "Aline Fabre"},\n  "tags": ["ville", "nuit"]\n}'
    ),
    "json semicolons": (
        ";;;\n"
        '"title": "Le marché de nuit", "date": "2024-03-12", "author": "Aline Fabre", "tags": ["ville", "nuit"]\n'
        ";;;"
    ),
    "pelican": "Title: Le marché de nuit\nDate: 2024-03-12 10:20\nTags: ville, nuit\nAuthors: Aline Fabre",
    "nikola": (
        "<!--\n.. title: Le marché de nuit\n.. slug: marche\n.. date: 2024-03-12 10:20:00 UTC\n"
        ".. tags: ville, nuit\n.. author: Aline Fabre\n-->"
    ),
    "material": (
        "---\ntitle: Le marché de nuit\ndate:\n  created: 2024-03-12\n  updated: 2024-04-01\n"
        "authors: [Aline Fabre]\ntags:\n    - ville\n    - nuit\n---"
    ),
    "french": (
        "---\nTitre: Le marché de nuit\nDate de publication: 12 mars 2024\nAutrice: Aline Fabre\n"
        "Mots-clés: ville, nuit\n---"
    ),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_every_notation_gives_the_same_fields(head: str) -> None:
    document, desk = paper.read(head + BODY)
    meta = document.metadata
    assert (meta.title, str(meta.published)) == ("Le marché de nuit", "2024-03-12")
    assert meta.authors == (Person("Aline Fabre"),)
    assert meta.keywords == ("ville", "nuit")
    assert len(document.blocks) == 1
    assert not desk.warned


def test_pandocs_title_block() -> None:
    meta = paper.article("% Le marché de nuit\n% Aline Fabre; Marc Destrée\n% 12 mars 2024" + BODY).metadata
    assert [person.name for person in meta.authors] == ["Aline Fabre", "Marc Destrée"]
    assert str(meta.published) == "2024-03-12"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Aline Fabre et Marc Destrée", ["Aline Fabre", "Marc Destrée"]),
        ("Aline Fabre, Marc Destrée", ["Aline Fabre", "Marc Destrée"]),
        ("Fabre, Aline", ["Fabre, Aline"]),
        ("Aline Fabre <aline@exemple.fr>", ["Aline Fabre"]),
        ("[{name: Aline Fabre, role: reporter}, Marc Destrée]", ["Aline Fabre", "Marc Destrée"]),
        ("L’équipe", ["L’équipe"]),
    ],
)
def test_authors_in_every_form(said: str, names: list[str]) -> None:
    meta = paper.article(f"---\ntitle: Un titre\nauthor: {said}\n---{BODY}").metadata
    assert [person.name for person in meta.authors] == names


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-3-2", "2024-03-02"),
        ("2024/03/02", "2024-03-02"),
        ("20240302T1012", "2024-03-02"),
        ("02/03/2024", "2024-03-02"),
        ("Sat, 2 Mar 2024 10:00:00 +0100", "2024-03-02"),
        ("mars 2024", "2024-03"),
    ],
)
def test_dates_in_every_form(written: str, read: str) -> None:
    assert str(fields.date(written)) == read


def test_what_is_no_date_no_language_or_a_draft_is_told() -> None:
    head = "---\ntitle: Un titre\ndate: 2024-02-31\nlang: français !\ndraft: true\n---"
    document, desk = paper.read(head + BODY)
    assert [event.code for event in desk.warned] == ["date", "language", "draft"]
    assert (document.metadata.published, document.metadata.language) == (None, "fr")


@pytest.mark.parametrize("said", ["published: false", "status: draft", "brouillon: oui"])
def test_drafts_are_told_in_every_tools_way(said: str) -> None:
    assert paper.warned(f"---\ntitle: Un titre\n{said}\n---{BODY}") == ["draft"]


def test_all_other_fields_have_their_place() -> None:
    head = (
        "---\ntitle: Un titre &amp; un autre\nsubtitle: Un sous-titre\nrubrique: Ville\n"
        "locale: fr_CA\nsite_name: La Gazette\n"
        "canonical_url: https://exemple.fr/a\nreading_time: 4 min\nlicense: CC BY-SA 4.0\n"
        "description: Une histoire de ville.\n"
        "updated: 2024-05-01\ncover: {image: marche.jpg, alt: Des étals, caption: Le soir}\nlayout: post\n---"
    )
    document, desk = paper.read(head + BODY)
    meta = document.metadata
    assert (meta.title, meta.subtitle, meta.kicker) == ("Un titre & un autre", "Un sous-titre", "Ville")
    assert (meta.language, meta.publisher, meta.url, meta.reading_minutes) == (
        "fr-CA",
        "La Gazette",
        "https://exemple.fr/a",
        4,
    )
    assert str(meta.updated) == "2024-05-01"
    lead, cover = document.lead
    assert paper.walk.plain(getattr(lead, "content", ())) == "Une histoire de ville."
    assert isinstance(cover, Figure)
    assert cover.image
    assert cover.image.alt == Described("Des étals")
    assert [notice.kind for notice in document.notices] == [NoticeKind.LICENCE]
    assert [(event.line, event.text) for event in desk.dropped] == [(13, "layout: post")]


def test_templates_and_emoji_stay_out_of_front_matter_too() -> None:
    title, subtitle = "Bienvenue :wave: {{ site.nom }}", "À :inconnu: tous"
    head = f'---\ntitle: "{title}"\nsubtitle: "{subtitle}"\nsummary: "Un **mot** [ici](b.md)"\n---'
    document, desk = paper.read(head + BODY)
    assert (document.metadata.title, document.metadata.subtitle) == ("Bienvenue 👋", "À tous")
    assert paper.walk.words(document.lead[0]) == "Un mot ici"
    assert [event.text for event in desk.dropped] == ["{{ site.nom }}", ":inconnu:"]


def test_a_description_that_the_article_says_itself_is_no_lead() -> None:
    assert not paper.article(f"---\ntitle: Un titre\nsummary: Un titre !\n---{BODY}").lead
    assert not paper.article(f"---\ntitle: Un titre\nsummary: Le marché ouvre à la nuit tombée.\n---{BODY}").lead


def test_sources_of_front_matter() -> None:
    head = (
        "---\ntitle: Un titre\nsources:\n"
        "  - {title: Le marché, publisher: Insee, url: https://exemple.fr/m, date: 2021, author: A. Roy}\n"
        ""
        "  - Le Quotidien, « La nuit », 12 mars 2021\n  - {note: rien}\n---"
    )
    first, second = paper.article(head + BODY).sources
    assert (first.title, first.publisher, first.url, str(first.date)) == (
        "Le marché",
        "Insee",
        "https://exemple.fr/m",
        "2021",
    )
    assert (second.title, second.publisher) == ("La nuit", "Le Quotidien")


# --- Broken front matter -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Le marché : la nuit\ndate: 2024-03-12\ntags:\n  - ville\n---",
        "---\ntitle: Le marché : la nuit\n\tdate: 2024-03-12\ndate: 2024-03-12\ntags: [ville]\n---",
        '+++\ntitle = Le marché : la nuit\ndate = 2024-03-12\ntags = ["ville"]\n+++',
        '{\n"title": "Le marché : la nuit",\n"date": "2024-03-12",\n"tags": ["ville"],\n}',
        '---\ntitle: "Le marché : la nuit\ndate: 2024-03-12\ntags:\n- ville\n---',
    ],
)
def test_broken_front_matter_is_told_and_read_line_by_line(head: str) -> None:
    document, desk = paper.read(head + BODY)
    assert document.metadata.title.strip('"') == "Le marché : la nuit"
    assert str(document.metadata.published) == "2024-03-12"
    assert document.metadata.keywords == ("ville",)
    assert [event.code for event in desk.warned] == ["front-matter"]
    assert len(document.blocks) == 1


def test_front_matter_that_nothing_closes_ends_with_its_last_key() -> None:
    document, desk = paper.read(f"---\ntitle: Un titre\ntags:\n  - ville\n{BODY}")
    assert document.metadata.title == "Un titre"
    assert [event.code for event in desk.warned] == ["front-matter-open"]
    assert len(document.blocks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nUn paragraphe entre deux filets.\n\n---\n\n# Titre\n\nSuite.",
        "Attention : ceci est une phrase.\n\n# Titre\n\nSuite.",
        "{ceci n’est pas du JSON}\n\n# Titre\n\nSuite.",
        "---\n- une liste\n---\n\n# Titre\n\nSuite.",
        '{"a": 1\n\n# Titre\n\nSuite.',
        "---\nUne phrase sans fin\n\n# Titre\n\nSuite.",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    document, desk = paper.read(text, "carnet.md")
    assert "Suite" in "".join(paper.walk.words(document))
    assert len("".join(paper.walk.words(document).split())) > 15
    assert not [event for event in desk.dropped if event.reason == "front-matter"]


def test_aliases_cannot_make_billions_of_a_few_lines() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    start = time.process_time()
    document, desk = paper.read(f"---\ntitle: Un titre\nl0: &l0 [ha]\n{levels}\n---{BODY}")
    assert time.process_time() - start < 5
    assert document.metadata.title == "Un titre"
    assert [event.code for event in desk.warned] == ["front-matter"]


def test_deep_or_large_front_matter_is_no_ones() -> None:
    assert paper.article(f"---\ntitle: Un titre\nx: {'[' * 5000}\n---{BODY}").metadata.title == "Un titre"
    assert paper.article(f"---\ntitle: Un titre\nx: {'a ' * 50_000}\n---{BODY}").metadata.title == "Un titre"


def test_tags_of_yaml_make_nothing() -> None:
    document = paper.article(f"---\ntitle: !!python/object/apply:os.getcwd []\ntags: [ville]\n---\n\n# Titre{BODY}")
    assert document.metadata.title == "Titre"


def test_values_are_unquoted() -> None:
    assert matter.unquoted("'l''eau'") == "l'eau"
    assert matter.unquoted('"dit \\"non\\""') == 'dit "non"'
    assert matter.salvage(["a: >", "  deux", "  lignes", "- perdue"]) == {"a": ["deux lignes", "perdue"]}


# --- The title ---------------------------------------------------------------------------------


def test_a_first_heading_that_says_the_title_again_is_not_shown_twice() -> None:
    document = paper.article(f"---\ntitle: Le marché de nuit…\n---\n\n# Le marché de nuit\n\n## Suite{BODY}")
    assert (document.metadata.title, document.metadata.subtitle) == ("Le marché de nuit…", None)
    assert len(document.sections) == 1


def test_a_first_heading_that_says_more_is_the_subtitle() -> None:
    document = paper.article(f"---\ntitle: Le marché\n---\n\n# Une nuit au marché{BODY}")
    assert (document.metadata.title, document.metadata.subtitle) == ("Le marché", "Une nuit au marché")


def test_several_first_headings_are_sections() -> None:
    document = paper.article(f"---\ntitle: Le marché\n---\n\n# Un\n\na\n\n# Deux{BODY}")
    assert len(document.sections) == 2


def test_without_a_title_the_files_name_is_one() -> None:
    document, desk = paper.read("Un paragraphe.", "2024-03-12-le-marché-de-nuit.md")
    assert (document.metadata.title, str(document.metadata.published)) == ("Le marché de nuit", "2024-03-12")
    assert [event.code for event in desk.warned] == ["title"]
    assert paper.article("Un paragraphe.", "Le marché - notes.md").metadata.title == "Le marché - notes"


def test_a_title_given_by_the_user_will_do() -> None:
    assert paper.read("Un paragraphe.", "-", "Le marché")[0].metadata.title == "Le marché"


@pytest.mark.parametrize(
    ("text", "name"), [("Un paragraphe.", "-"), ("---\ntitle: Un titre\n---\n", "a.md"), ("# Titre\n\n![](a", "-")][:2]
)
def test_without_a_title_or_a_text_there_is_no_article(text: str, name: str) -> None:
    with pytest.raises(ReadError):
        paper.read(text, name)


# --- Which files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "taken"),
    [
        ("a.md", "", True),
        ("A.MARKDOWN", "", True),
        ("a.mkd", "", True),
        ("a.txt", "---\ntitle: Un titre\n---\nTexte", True),
        ("-", "\ufeff---\ntitle: Un titre\n---\nTexte", True),
        ("notes", '+++\ntitle = "Un titre"\n+++\nTexte', True),
        ("a.txt", "---\nUn filet d’abord\n---\nTexte", False),
        ("a.txt", "Titre : une phrase\n\nTexte", False),
        ("a.html", "---\ntitle: Un titre\n---\nTexte", False),
    ],
)
def test_which_files_are_markdown(name: str, text: str, taken: bool) -> None:  # noqa: FBT001 - a table of cases
    assert paper.accepts(text, name) is taken


@pytest.mark.parametrize(
    ("head", "key", "counts"),
    [
        ("---\ntitle: Le gué\nid: a1\nid: b2\n---", "id", "b2"),
        ("Title: Le gué\nAuthor: Ana Roy\nauthor: Ève Lô", "author", "Ève Lô"),
        ('{\n "title": "Le gué",\n "tags": ["a"],\n "tags": ["b"]\n}', "tags", '["b"]'),
    ],
)
def test_a_key_that_stands_there_twice_is_told_with_the_value_that_counts(head: str, key: str, counts: str) -> None:
    warned = [event.message for event in paper.read(head + BODY)[1].warned if event.code == "key-twice"]
    assert len(warned) == 1
    assert warned[0].startswith(f"{key} stands in the front matter more than once (lines ")
    assert warned[0].endswith(f": {counts} counts")


@pytest.mark.parametrize(
    "head",
    [
        '{\n "title": "Le gué",\n "author": {"name": "A"},\n "publisher": {"name": "B"}\n}',
        '+++\ntitle = "Le gué"\n[extra]\nauthor = "A"\n[params]\nauthor = "B"\n+++',
        "---\ntitle: Le gué\nauthors:\n  - name: A\n  - name: B\n---",
    ],
)
def test_one_key_in_two_tables_is_no_key_twice(head: str) -> None:
    assert "key-twice" not in paper.warned(head + BODY)


def test_every_fact_tells_where_it_was_found() -> None:
    found = paper.read(HEADS["french"] + BODY)[1].events
    origins = {event.field: (event.value, event.origin) for event in found if isinstance(event, Understood)}
    assert origins["title"] == ("Le marché de nuit", "front matter: titre")
    assert origins["authors"] == ("Aline Fabre", "front matter: autrice")
    assert origins["published"] == ("2024-03-12", "front matter: datedepublication")
    assert origins["keywords"] == ("ville, nuit", "front matter: motscles")
    bare = paper.read("Le texte, sans rien d’autre.\n", "2024-03-12-le-gue.md")[1].events
    told = {event.field: event.origin for event in bare if isinstance(event, Understood)}
    assert (told["title"], told["published"]) == ("file name", "file name")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("O’Neil & Fils", ["O’Neil & Fils"]),
        ("Maison Lô et Associés", ["Maison Lô et Associés"]),
        ("Ana Roy & Ève Lô", ["Ana Roy", "Ève Lô"]),
    ],
)
def test_a_house_is_one_author(written: str, names: list[str]) -> None:
    article = paper.article(f"---\ntitle: Le gué\nauthor: {written}\n---{BODY}")
    assert [person.name for person in article.metadata.authors] == names


@pytest.mark.parametrize(
    "title", ["La balise &lt;em&gt; expliquée", r"La balise \<em> expliquée", "La balise `<em>` expliquée"]
)
def test_a_tag_that_a_title_writes_about_stays(title: str) -> None:
    assert paper.article(f"# {title}{BODY}").metadata.title == "La balise <em> expliquée"


def test_a_tag_that_front_matter_writes_about_stays() -> None:
    article = paper.article(f"---\ntitle: La balise &lt;em&gt; expliquée\n---{BODY}")
    assert article.metadata.title == "La balise <em> expliquée"
