"""The text: what Markdown's family can say arrives as blocks, sections, notes and sources."""

# Longer than 400 lines: one table of notations is read best in one place.

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import (
    Abbreviation,
    Alignment,
    Code,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Link,
    Listing,
    Missing,
    NoticeKind,
    Numbering,
    Paragraph,
    Preformatted,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from tests.readers.markdown import paper


def only(kind: type, text: str) -> object:
    """The one node of a kind in a text below a title."""
    (found,) = (node for node in walk.nodes(paper.article(f"# Titre\n\n{text}\n")) if isinstance(node, kind))
    return found


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("un *mot*", Emphasis((Text("mot"),))),
        ("un **mot**", Strong((Text("mot"),))),
        ("un ==mot==", Strong((Text("mot"),))),
        ("un `mot *à* {{ x }}`", Code((Text("mot *à* {{ x }}"),))),
        ("un ``mot ` là``", Code((Text("mot ` là"),))),
        ("H~2~O", Subscript((Text("2"),))),
        ("x^2^", Superscript((Text("2"),))),
        (
            "la formule $a^2$ dit",
            Formula("<math><mrow><msup><mi>a</mi><mn>2</mn></msup></mrow></math>", (Text("a²"),), "a^2"),
        ),
        ("la formule $\\inconnue{x}$ dit", Code((Text("\\inconnue{x}"),))),
        ("++ctrl+c++ arrête", Code((Text("Ctrl"),))),
        ("[mot](https://exemple.fr/a)", Link("https://exemple.fr/a", (Text("mot"),))),
        ("<https://exemple.fr/a>", Link("https://exemple.fr/a", (Text("https://exemple.fr/a"),))),
        ("https://exemple.fr/a", Link("https://exemple.fr/a", (Text("https://exemple.fr/a"),))),
        ("[mot][r]\n\n[r]: https://exemple.fr/a", Link("https://exemple.fr/a", (Text("mot"),))),
        ("[mot](//exemple.fr/a)", Link("https://exemple.fr/a", (Text("mot"),))),
        ('<span lang="en">word</span>', Foreign("en", (Text("word"),))),
        ("[word]{lang=en}", Foreign("en", (Text("word"),))),
        ("*word*{lang=en}", Foreign("en", (Emphasis((Text("word"),)),))),
        ('<p lang="de">Guten Tag</p>', Foreign("de", (Text("Guten Tag"),))),
        ("L’API\n\n*[API]: Interface", Abbreviation("Interface", (Text("API"),))),
        ("```python\nx = 1\n```", Preformatted((Text("x = 1"),), "python")),
        ("~~~ {.ruby linenos}\n{{ x }}\n~~~", Preformatted((Text("{{ x }}"),), "ruby")),
        ("    x = 1\n    y = 2", Preformatted((Text("x = 1\ny = 2"),))),
        ("{% highlight ruby %}\nputs\n{% endhighlight %}", Preformatted((Text("puts"),), "ruby")),
        ('<pre><code class="language-js">a &lt; b</code></pre>', Preformatted((Text("a < b"),), "js")),
    ],
)
def test_one_node(text: str, node: object) -> None:
    found = [kept for kept in walk.nodes(paper.article(f"# Titre\n\n{text}\n")) if type(kept) is type(node)]
    assert found[0] == node


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Voici :\n- un\n- deux", "¶ Voici :\nlist\n  ¶ un\n  ¶ deux"),
        ("- un\n  - deux\n    suite\n- trois", "list\n  ¶ un\n  list\n    ¶ deux suite\n  ¶ trois"),
        ("1. un\n\n   encore\n2. deux", "list from 1\n  ¶ un\n  ¶ encore\n  ¶ deux"),
        ("3. un\n4. deux", "list from 3\n  ¶ un\n  ¶ deux"),
        ("En 1999 vint\n2020. Un an", "¶ En 1999 vint 2020. Un an"),
        ("1. un\n   ```sh\n   ls\n   ```\n2. deux", "list from 1\n  ¶ un\n  ¶ ls\n  ¶ deux"),
        ("- [x] fait\n- [ ] à faire", "list\n  ¶ fait\n  ¶ à faire"),
        ("- \n- un", "list\n  ¶ un"),
        ("Mot\n: sens", "= Mot\n  ¶ sens"),
        ("> dit\n> — Ana Roy", "quote of Ana Roy\n  ¶ dit"),
        ("> - un\n> - deux", "quote\n  list\n    ¶ un\n    ¶ deux"),
        ("> # Titre\n> dit", "quote\n  ¶ **Titre**\n  ¶ dit"),
        ("a\n\n***\n\nb", "¶ a\n* * *\n¶ b"),
        ("***\n\na\n\n***\n\n---", "¶ a"),
        ("vers\\\nsuite", "¶ vers ⏎ suite"),
        ("vers  \nsuite", "¶ vers ⏎ suite"),
        ("Texte\n| A | B |\n|---|---|\n| `x|y` | 2 |", "¶ Texte\ntable\n  = A | B\n  - x|y | 2"),
        ('!!! note "Le titre"\n    a', "¶ **Le titre**\n¶ a"),
        ("!!! warning\n    a :\n    - b", "¶ **Attention**\n¶ a :\nlist\n  ¶ b"),
        ('!!! note ""\n    a', "¶ a"),
        ("??? tip\n    a", "¶ **Astuce**\n¶ a"),
        ("> [!note] Le titre\n> a", "¶ **Le titre**\n¶ a"),
        ("> [!TIP]\n> a", "¶ **Astuce**\n¶ a"),
        ("```{warning} Le titre\n:class: x\na _b_\n```", "¶ **Le titre**\n¶ a b"),
        ("::: tip Le titre\na\n:::", "¶ **Le titre**\n¶ a"),
        (':::{.callout-note title="Le titre"}\na\n:::', "¶ **Le titre**\n¶ a"),
        ('=== "Onglet"\n    a', "¶ **Onglet**\n¶ a"),
        ("<details><summary>Résumé</summary>\n\na _b_\n\n</details>", "¶ **Résumé**\n¶ a b"),
        ("<details>\n<summary>Résumé</summary>\n\na _b_\n\n</details>", "¶ **Résumé**\n¶ a b"),
        ("<div>\n\n_a_\n\n</div>", "¶ a"),
        ('```python title="un.py"\nx\n```', "¶ **un.py**\n¶ x"),
        ("> ```\n> x\n> ```", "quote\n  ¶ x"),
        ("a `b\n\nc` d", "¶ a `b\n¶ c` d"),
        ("dit :wave: et :+1: à 12:30:45", "¶ dit 👋 et 👍 à 12:30:45"),
        ("a :fontawesome-solid-x: b :nulle_part:", "¶ a b"),
        ("texte {: .c } suite\n{: #id }", "¶ texte suite"),
        ("#mot-dièse", "¶ #mot-dièse"),
        ("MM. Roy et Petit votent.", "¶ MM. Roy et Petit votent."),
        ("1 < 2 & 3 > 2", "¶ 1 < 2 & 3 > 2"),
        ("<dl><dt>a</dt><dd>b</dd></dl><table><tr><td>c</td></tr></table>", "= a\n  ¶ b\n¶ c"),
        ("<p>a<div>b</div>c</p>", "¶ a\n¶ b\n¶ c"),
        ("<ul><li>a<ol type=a><li value=3>b</li></ol></li>c</ul>", "list\n  ¶ a\n  list from 1\n    ¶ b\n  ¶ c"),
        ("a <q>b</q> <u>c</u>", "¶ a «\u00a0b\u00a0» c"),
    ],
)
def test_blocks(text: str, tree: str) -> None:
    assert paper.drawn(text) == tree


def test_letters_and_roman_numbers_of_lists() -> None:
    listing = only(Listing, "a) un\nb) deux")
    assert isinstance(listing, Listing)
    assert listing.numbering in (Numbering.LOWER_ALPHA, Numbering.DECIMAL)


def test_sections_by_their_levels() -> None:
    document = paper.article("# Titre\n\na\n\n## Un\n\n#### Deux\n\nb\n\nTrois\n-----\n\nc")
    assert [
        (node.id, node.level, walk.plain(node.heading.content))
        for node in walk.nodes(document)
        if isinstance(node, Section)
    ] == [
        ("section-1", 1, "Un"),
        ("section-1-1", 2, "Deux"),
        ("section-2", 1, "Trois"),
    ]


def test_links_to_headings_lead_to_their_sections() -> None:
    document, desk = paper.read(
        "# T\n\n[a](#découverte-de-l-eau) [b](#nom) [c](#perdu)\n\n## Découverte de l’eau\n\na\n\n## Fin {#nom}\n\nb"
    )
    assert [node.url for node in walk.nodes(document) if isinstance(node, Link)] == ["#section-1", "#section-2"]
    assert [(event.code, event.message) for event in desk.warned] == [
        ("broken-link", "a link to 'perdu' leads nowhere in the article: its words stay")
    ]


def test_links_of_the_site_need_its_address() -> None:
    document, desk = paper.read("# T\n\n[a](autre.md)")
    assert [event.text for event in desk.dropped] == ["autre.md"]
    assert not [node for node in walk.nodes(document) if isinstance(node, Link)]
    known = paper.article("---\ntitle: T\ncanonical: https://exemple.fr/b/c/\n---\n\n[a](../autre)")
    assert [node.url for node in walk.nodes(known) if isinstance(node, Link)] == ["https://exemple.fr/b/autre"]


def test_notes_with_their_calls() -> None:
    document = paper.article(
        "# T\n\nMot[^a] et mot[^2].\n\n[^a]: Une *note*\n    sur deux lignes.\n\n"
        "    Et deux paragraphes.\n[^2] Sans deux-points.\n[^a]: Une seconde."
    )
    assert [note.label for note in document.notes] == ["1", "2", "3"]
    assert [len(note.blocks) for note in document.notes] == [2, 1, 1]
    assert walk.words(document.notes[0]).startswith("Une \nnote")
    assert walk.plain(getattr(document.notes[1].blocks[0], "content", ())) == "Sans deux-points."


def test_the_heading_of_notes_is_left_to_the_editions() -> None:
    assert not paper.article("# T\n\nMot[^1].\n\n## Notes\n\n[^1]: Une note.").sections
    assert paper.article("# T\n\nMot.\n\n## Notes\n\nUne note.").sections


# --- Pictures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("![Un nid](a.jpg)", Described("Un nid")),
        ("![](a.jpg)", Missing()),
        ('<img src="a.jpg">', Missing()),
        ('<img src="a.jpg" alt="">', Decorative()),
        ('<img src="a.jpg" role="presentation">', Decorative()),
        ('{{< figure src="a.jpg" alt="Un nid" >}}', Described("Un nid")),
        ('{% include image.html url="a.jpg" description="Un nid" %}', Described("Un nid")),
        ('{{ resize_image(path="a.jpg", width=3) }}', Missing()),
        ("{% img a.jpg 'Un nid sous le toit' %}", Missing()),
        ("![[a.jpg|Un nid]]", Described("Un nid")),
        ("![[a.jpg|300]]", Missing()),
        ("un mot ![Un nid](a.jpg) encore", Described("Un nid")),
        ("[![Un nid](a.jpg)](https://exemple.fr)", Described("Un nid")),
        ("- ![Un nid](a.jpg)", Described("Un nid")),
        ("<figure markdown>\n![Un nid](a.jpg)\n</figure>", Described("Un nid")),
    ],
)
def test_alternatives_of_pictures(text: str, alternative: object) -> None:
    figure = only(Figure, text)
    assert isinstance(figure, Figure)
    assert figure.image
    assert (figure.image.src, figure.image.alt) == ("a.jpg", alternative)


@pytest.mark.parametrize(
    "text",
    [
        '![Un nid](a.jpg "Le nid de mai")',
        "![Un nid](a.jpg)\n*Le nid de mai*",
        '{{< figure src="a.jpg" alt="Un nid" caption="Le **nid** de [mai](https://exemple.fr)" >}}',
        '<figure>\n<img src="a.jpg" alt="Un nid">\n<figcaption>Le nid de mai</figcaption>\n</figure>',
        "<figure markdown>\n![Un nid](a.jpg)\n<figcaption>Le nid de mai</figcaption>\n</figure>",
    ],
)
def test_captions_of_pictures(text: str) -> None:
    figure = only(Figure, text)
    assert isinstance(figure, Figure)
    assert figure.caption
    assert walk.plain(figure.caption.content) == "Le nid de mai"


def test_a_title_that_says_the_alternative_again_is_no_caption() -> None:
    figure = only(Figure, '![Un nid](a.jpg "un nid !")')
    assert isinstance(figure, Figure)
    assert figure.caption is None


def test_credits_of_shortcodes() -> None:
    figure = only(Figure, '{{< figure src="a.jpg" attr="Photo : A. Fabre" >}}')
    assert isinstance(figure, Figure)
    assert figure.credit
    assert (figure.credit.role, figure.credit.name) == ("photo", "A. Fabre")


def test_pictures_go_before_or_after_the_words_that_they_stand_among() -> None:
    before = paper.article("# T\n\n![a](a.jpg) mot").blocks
    after = paper.article("# T\n\nmot ![a](a.jpg)").blocks
    assert [type(block) for block in before] == [Figure, Paragraph]
    assert [type(block) for block in after] == [Paragraph, Figure]


def test_columns_are_aligned_as_the_line_below_their_heads_says() -> None:
    (table,) = paper.article("# T\n\n| A | B | C | D |\n|:--|--:|:-:|---|\n| a | b | c | d |").blocks
    assert isinstance(table, Table)
    assert table.columns == (Alignment.LEFT, Alignment.RIGHT, Alignment.CENTER)


def test_in_headings_and_tables_a_pictures_words_stay_in_the_line() -> None:
    document = paper.article("# T\n\n## Le ![logo](a.png) du site\n\n| A |\n|---|\n| ![oui](b.png) |\n| ![](c.png) |")
    assert walk.plain(document.sections[0].heading.content) == "Le logo du site"
    table, figure = document.sections[0].blocks
    assert isinstance(table, Table)
    assert isinstance(figure, Figure)
    assert [walk.plain(row.cells[0].content) for row in table.body] == ["oui"]


# --- Sources -----------------------------------------------------------------------------------

LIST = """
- [Le marché de nuit, une histoire](https://exemple.fr/marche), *Le Quotidien*, 12 mars 2021
- Jeanne Roux, « La nuit au marché », Revue des villes, 2019. <https://exemple.org/x>
- [Insee](https://insee.exemple.fr)
"""


def test_a_list_below_sources_becomes_sources() -> None:
    document = paper.article(f"# T\n\nMot.\n\n## Sources\n{LIST}")
    assert not document.sections
    first, second, third = document.sources
    assert (first.title, first.publisher, str(first.date)) == (
        "Le marché de nuit, une histoire",
        "Le Quotidien",
        "2021-03-12",
    )
    assert first.url == "https://exemple.fr/marche"
    assert (second.title, second.authors, second.url) == (
        "La nuit au marché",
        ("Jeanne Roux",),
        "https://exemple.org/x",
    )
    assert (third.url, walk.plain(third.content), third.group) == ("https://insee.exemple.fr", "Insee", "Sources")


def test_groups_of_sources() -> None:
    document = paper.article(f"# T\n\nMot.\n\n## Bibliographie\n\n### Sources primaires\n{LIST}\n### Presse\n{LIST}")
    assert [source.group for source in document.sources] == ["Sources primaires"] * 3 + ["Presse"] * 3
    labelled = paper.article(
        f"# T\n\nMot.\n\n## Sources\n\n**Presse**\n{LIST}\n---\n\nRapports :\n{LIST}\n\n[Un lien](https://exemple.fr)\n"
    )
    assert [source.group for source in labelled.sources] == ["Presse"] * 3 + ["Rapports"] * 4


@pytest.mark.parametrize("above", ["", "## Suite\n\na\n\n### Fin\n\n"])
def test_sources_on_the_last_line(above: str) -> None:
    line = (
        "Sources : [AFP](https://exemple.fr/a), [Le Quotidien](https://exemple.fr/b) et [Insee](https://exemple.fr/c)."
    )
    document = paper.article(f"# T\n\nMot.\n\n{above}b\n\n---\n\n{line}\n")
    assert [source.url for source in document.sources] == [f"https://exemple.fr/{letter}" for letter in "abc"]
    assert "Sources" not in "".join(map(walk.words, (*document.blocks, *document.sections)))
    said = paper.article("# T\n\nMot.\n\nSource : [AFP](https://exemple.fr/a) et d’autres qui ont vu la scène.")
    assert not said.sources


def test_sources_on_the_lines_of_a_paragraph() -> None:
    lines = "[Le marché la nuit](https://exemple.fr/a), AFP\\\n[Le marché le jour](https://exemple.fr/b), 2021"
    assert [source.url for source in paper.article(f"# T\n\nMot.\n\n## Sources\n\n{lines}\n").sources] == [
        "https://exemple.fr/a",
        "https://exemple.fr/b",
    ]
    broken = "[Le marché la nuit](https://exemple.fr/a)\\\nAFP, 2021"
    assert len(paper.article(f"# T\n\nMot.\n\n## Sources\n\n{broken}\n").sources) == 1


def test_sources_below_sources() -> None:
    assert len(paper.article("# T\n\nMot.\n\n## Sources\n\n- Presse\n  - [a b](https://exemple.fr/a)\n").sources) == 2


@pytest.mark.parametrize(
    "text",
    [
        "## Sources\n\nUn paragraphe qui raconte d’où vient l’eau du village.",
        f"## Sources\n{LIST}\n```\ncode\n```",
        "## Sources\n\n### Amont\n\nUn récit.",
        f"## Ressources\n{LIST}\n## Suite\n\nLe récit reprend.",
        "## Sources",
    ],
)
def test_what_is_more_than_a_list_stays_a_section(text: str) -> None:
    document = paper.article(f"# T\n\nMot.\n\n{text}\n")
    assert not document.sources
    assert walk.plain(document.sections[0].heading.content).endswith("ources")


PLAIN = "Le lavoir a rouvert, et l’eau y coule jour et nuit."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Cet article a été rédigé avec l’aide d’une IA, puis relu par la rédaction.", NoticeKind.AI),
        ("*Correction du 3 mars : le lavoir date de 1872, non de 1827.*", NoticeKind.CORRECTION),
        ("**Contenu sponsorisé**", NoticeKind.SPONSORED),
    ],
)
def test_what_an_article_says_of_itself_at_its_ends_is_a_notice(line: str, kind: NoticeKind) -> None:
    for text in (f"# Le lavoir\n\n{line}\n\n{PLAIN}\n", f"# Le lavoir\n\n{PLAIN}\n\n---\n\n{line}\n"):
        article = paper.article(text)
        assert [notice.kind for notice in article.notices] == [kind]
        assert walk.words(article).count(line.strip("*")[:12]) == 1
        assert [walk.plain(block.content) for block in article.blocks if isinstance(block, Paragraph)] == [PLAIN]


@pytest.mark.parametrize(
    "line",
    [
        "La correction du 3 mars a été longue, dit l’instituteur.",
        f"> Correction : {PLAIN}",
        f"- Correction : {PLAIN}",
        "L’intelligence artificielle change le travail des traducteurs.",
    ],
)
def test_what_only_speaks_of_such_things_stays_text(line: str) -> None:
    assert not paper.article(f"# Le lavoir\n\n{PLAIN}\n\n{line}\n").notices


def test_a_notice_amid_a_long_text_and_one_alone_stay_where_they_are() -> None:
    line = "Correction du 3 mars : le lavoir date de 1872."
    paragraphs = [PLAIN] * 4 + [line] + [PLAIN] * 8
    assert not paper.article("# Le lavoir\n\n" + "\n\n".join(paragraphs)).notices
    assert not paper.article(f"# Le lavoir\n\n{line}\n").notices


def test_a_byline_below_the_title_names_the_author() -> None:
    article, desk = paper.read(f"# Le lavoir\n\n*Par Jeanne Castel, le 3 mars 2026*\n\n{PLAIN}\n")
    assert [person.name for person in article.metadata.authors] == ["Jeanne Castel"]
    assert str(article.metadata.published) == "2026-03-03"
    assert [walk.plain(block.content) for block in article.blocks if isinstance(block, Paragraph)] == [PLAIN]
    assert not desk.dropped


@pytest.mark.parametrize(
    "text",
    [
        f"# Le lavoir\n\nPar un matin de mars, il a rouvert.\n\n{PLAIN}\n",
        f"---\ntitle: Le lavoir\nauthor: Ève Lô\n---\n\nPar Ana Roy\n\n{PLAIN}\n",
        f"# Le lavoir\n\n{PLAIN}\n\nPar Ana Roy\n",
    ],
)
def test_what_is_no_byline_below_the_title_stays_text(text: str) -> None:
    article = paper.article(text)
    assert "Ana Roy" not in [person.name for person in article.metadata.authors]
    assert len(article.blocks) == 2
