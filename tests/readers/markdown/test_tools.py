"""What single tools make of Markdown: modules, components, chunks of notebooks, boxes; read as they mean it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from exporter.engine.inputs import intake
from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers import markdown
from tests.growth import is_linear
from tests.readers.desk import Desk, tree
from tests.readers.markdown import paper


def drawn_of(text: str) -> str:
    """Draw what is understood of a text below a title, all that is told left out."""
    return tree(paper.article(f"# Titre\n\n{text}"), Desk()).removeprefix("title: Titre\n").removesuffix("\n")


@pytest.mark.parametrize("name", ["metadata", "meta", "frontmatter"])
def test_the_object_of_a_module_is_front_matter(name: str) -> None:
    text = (
        "import { Page } from '../Page';\n\n"
        f"export const {name} = {{\n  title: 'L\\'été à l’étang',\n  author: \"Anne Roy\",\n"
        '  date: new Date("2024-07-14"),\n  hero: {\n    alt: `La barque`,\n  },\n};\n\n'
        "<Page {...meta}>\n\n  La barque attend.\n\n</Page>\n"
    )
    document, desk = paper.read(text, "etang.mdx")
    assert tree(document, Desk()) == (
        "title: L'été à l’étang\npublished: 2024-07-14\nauthor: Anne Roy\n¶ La barque attend.\n"
    )
    assert {event.reason for event in desk.dropped} == {"script", "component", "front-matter"}


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("<Bloc>\n    Un mot.\n\n        Un autre.\n</Bloc>", "¶ Un mot.\n¶ Un autre."),
        ('<Bloc titre="x">\n\n    - un\n      - deux\n\n</Bloc>', "list\n  ¶ un\n  list\n    ¶ deux"),
        ('Un mot.\n<Note text={["mai", {a: 1}]} onClick={() => f(">")} />\nUn autre.', "¶ Un mot.\n¶ Un autre."),
        ('<Onglet label="Avant">\nUn mot.\n</Onglet>', "¶ **Avant**\n¶ Un mot."),
        ('1. un\n   <Aide title="Gare">\n   deux\n   </Aide>', "list from 1\n  ¶ un\n  ¶ **Gare**\n  ¶ deux"),
        ('<Image src="a.jpg" caption="Le pont" />', "figure: Le pont | : "),
        ("{/* un\nmot */}\n\nUn mot.", "¶ Un mot."),
        ("    vrai code", "¶ vrai code"),
    ],
)
def test_components_leave_their_words(text: str, drawn: str) -> None:
    assert drawn_of(text) == drawn


def test_expressions_of_mdx_are_told_and_their_literals_read() -> None:
    text = "# Titre\n\nUn{' '}mot {props.nom}, $x^{2}$.\n\n{mots.map((mot) => (\n  <li>{mot}</li>\n))}\n\nFin.\n"
    document, desk = paper.read(text, "a.mdx")
    assert tree(document, Desk()) == "title: Titre\n¶ Un mot , x².\n¶ Fin.\n"
    assert [event.reason for event in desk.dropped] == ["script", "script"]


def test_a_sentence_that_begins_like_a_module_is_one() -> None:
    assert (
        drawn_of("import de grains en mai\n\nexport vers le nord") == "¶ import de grains en mai\n¶ export vers le nord"
    )


@pytest.mark.parametrize(
    ("chunk", "drawn"),
    [
        ('{r, echo=FALSE, fig.cap="Le moulin"}\nplot(x)', "figure: Le moulin | : "),
        ("{r echo = F, fig.cap = 'L\\'eau'}\nplot(x)", "figure: L'eau | : "),
        ('{r, include=FALSE, fig.cap="Rien"}\nplot(x)', ""),
        ("{python}\n#| echo: false\n#| fig-cap: |\n#|   Le moulin\nplot(x)", "figure: Le moulin | : "),
        ("{ojs}\n//| echo: false\nplot(x)", ""),
        ("{r}\n#| eval: false\n#| tbl-cap: Les meules\nplot(x)", "¶ plot(x)\nfigure: Les meules | : "),
        ("{code-cell} ipython3\n:tags: [remove-input]\n\nplot(x)", ""),
        ("{code-cell}\n---\ntags: [hide-output]\n---\nplot(x)", "¶ plot(x)"),
        ("dataview\nLIST", ""),
        ("{=latex}\n\\vspace{1cm}", ""),
        ("{=html}\n<p>Un mot.</p>", "¶ Un mot."),
        ("python\nplot(x)", "¶ plot(x)"),
    ],
)
def test_chunks_show_what_their_options_say(chunk: str, drawn: str) -> None:
    assert drawn_of(f"```{chunk}\n```") == drawn


def test_code_that_a_chunk_hides_is_told() -> None:
    assert [reason for _, _, reason in paper.dropped("```{r, echo=FALSE}\nplot(x)\n```")] == ["code"]


@pytest.mark.parametrize(
    "start",
    [
        "---\nexecute:\n  echo: false\n---\n",
        "```{r, include=FALSE}\nknitr::opts_chunk$set(fig.width = 6, echo = FALSE)\n```\n",
    ],
)
def test_a_document_hides_the_code_of_all_its_chunks(start: str) -> None:
    text = f"{start}\n# Titre\n\n```{{r}}\nx\n```\n\n```{{r, echo=TRUE}}\ny\n```\n\n```sh\nz\n```\n"
    assert tree(paper.article(text, "a.qmd"), Desk()) == "title: Titre\n¶ y\n¶ z\n"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("::: {.callout-note}\n## Un mot\ndit\n:::", "¶ **Un mot**\n¶ dit"),
        (":::tip\n\ndit\n\n### Un mot\n:::", "¶ **Astuce**\n¶ dit\n¶ **Un mot**"),
        (":::note[Un *mot*]\ndit\n:::", "¶ **Un mot**\n¶ dit"),
        ("!!! note\n    ## Un mot\n    dit", "¶ **Note**\n¶ **Un mot**\n¶ dit"),
        ("> [!NOTE]\n> ## Un mot\n>\n> dit", "¶ **Note**\n¶ **Un mot**\n¶ dit"),
        ("````{warning}\n```{note}\ndit\n```\n````", "¶ **Attention**\n¶ **Note**\n¶ dit"),
        ("::: {.panel-tabset}\n## Un\ndit\n:::", "¶ **Un**\n¶ dit"),
        ("::: {.section}\n## Un mot\n\ndit\n:::", "# Un mot\n¶ dit"),
        ("::: warning\ndit\n\n## Un mot", "¶ dit\n# Un mot"),
        ("/// details | Un mot\n    open: true\ndit\n///", "¶ **Un mot**\n¶ dit"),
        ("```{figure} a.png\n:alt: Un pont\n\nLe *pont*\n```", "figure: Le pont | : "),
        ("> ::: note\n> dit\n> :::", "quote\n  ¶ **Note**\n  ¶ dit"),
        ("> ```{tip}\n> dit\n> ```", "quote\n  ¶ **Astuce**\n  ¶ dit"),
        ("```{toctree}\na\n```", ""),
    ],
)
def test_boxes_keep_their_headings_to_themselves(text: str, drawn: str) -> None:
    assert drawn_of(text) == drawn


@pytest.mark.parametrize(
    "html",
    [
        "<div>\n\n",
        '  <div class="a">\n  <div>\n\n',
        '<p align="center">\n  <img src="a.png" alt="x">\n\n',
        "<table>\n<tr><td>\n\n```{r}\nx <- 1\n```\n\n</td></tr>\n</table>\n\n",
        "<div>\n    <div>\n\n    *dedans*\n\n    </div>\n</div>\n\n",
    ],
)
def test_html_ends_at_a_blank_line(html: str) -> None:
    drawn = drawn_of(f"{html}## Un mot\n\nIl *dit* [tout](https://exemple.fr).")
    assert drawn.endswith("# Un mot\n¶ Il dit ⟨tout → https://exemple.fr⟩.")
    assert "</" not in drawn
    assert "*" not in drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ('anne\\@exemple, 50\\%, \\"oui\\", C:\\\\a', '¶ anne@exemple, 50%, "oui", C:\\a'),
        ("un\u2028mot\u2029et\u0085deux", "¶ un mot et deux"),
        ('+++ {"a": 1}\n\nun', "¶ un"),
        ("(a)=\n## Un mot\n\nvoir {ref}`a`", "# Un mot\n¶ voir Un mot"),
        ("{doc}`le mot <a>`, {cite:p}`a,b`", "¶ le mot, [@a; @b]"),
        ("a {++b++}{--c--}{>>d<<}", "¶ a b"),
        ("<<un mot>>", "¶ «\u00a0un mot\u00a0»"),
        ("| un\n|   deux\n|\n| trois\n| quatre", "verse\n  0 un ⏎ deux\n  0 trois ⏎ quatre"),
        ("+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+", "table\n  = a | b\n  - c | d"),
        ("a    b\n---- ----\nc    d e", "table\n  = a | b\n  - c | d e"),
        ("------------\na    b\n---- -------\nc    d\n     e\n\nf    g\n------------\n\nun",
         "table\n  = a | b\n  - c | d e\n  - f | g\n¶ un"),
        ("::: verse\nun\\\ndeux\n:::", "verse\n  0 un ⏎ deux"),
        ("::: {.poem}\nun  \n&nbsp;&nbsp;deux\n\ntrois\n:::", "verse\n  0 un ⏎ deux\n  0 trois"),
        ("a\n~ b", "= a\n  ¶ b"),
        ("un\n\n\\newpage\n\ndeux", "¶ un\n¶ deux"),
        ("## Pour en savoir plus\n\n- la [page](https://exemple.fr) ;\n- les *actes*.",
         "# Pour en savoir plus\nlist\n  ¶ la ⟨page → https://exemple.fr⟩ ;\n  ¶ les actes."),
        ("- [[Édito] Un mot](https://exemple.fr/a)\n- [Un [autre]](https://exemple.fr/b)",
         "list\n  ¶ ⟨[Édito] Un mot → https://exemple.fr/a⟩\n  ¶ ⟨Un [autre] → https://exemple.fr/b⟩"),
    ],
)  # fmt: skip
def test_marks_of_single_tools(text: str, drawn: str) -> None:
    assert drawn_of(text) == drawn


def test_a_note_in_the_line_is_a_note() -> None:
    document = paper.article("# Titre[^t]\n\nUn mot.^[Il le [dit](https://exemple.fr).]\n\n[^t]: Du titre.\n")
    assert document.metadata.title == "Titre"
    assert len(document.notes) == 2
    assert "¶ Il le ⟨dit → https://exemple.fr⟩." in tree(document, Desk())


@pytest.mark.parametrize(
    "tag",
    ["<iframe src='https://exemple.fr/v'>", "<video controls>", "<table>", "<ul>\n<li>un", "<details><summary>un",
     "<pre>\nun", "<textarea>", "<title>un", "<p align='center>", "<blockquote>un", "<svg width='1'/>", "<h3>un"],
)  # fmt: skip
def test_a_tag_that_nothing_closes_does_not_take_the_rest(tag: str) -> None:
    text = f"{tag}\n\n## Suite\n\nIl *dit*.\n\n- tout"
    assert drawn_of(text).endswith("# Suite\n¶ Il dit.\nlist\n  ¶ tout")


def test_unclosed_tags_are_told_and_apostrophes_of_attributes_stay() -> None:
    document, desk = paper.read("# T\n\n<figure>\n<img src='a.png' alt=\"l'eau\">\n\nUn mot.")
    assert [event.code for event in desk.warned] == ["markup-open"]
    assert "l'eau" in repr(document)


# --- Front matter and names --------------------------------------------------------------------


@pytest.mark.parametrize("said", ["null", "~", "false", "[null]", "Null", "none"])
def test_nothing_is_no_value(said: str) -> None:
    head = f"title: Le gué\nauthor: {said}\nsubtitle: {said}\npublisher: {said}\ndate: {said}\ntags: {said}\n"
    document, desk = paper.read(f"---\n{head}---\n\nUn texte.")
    assert tree(document, Desk()) == "title: Le gué\n¶ Un texte.\n"
    assert not desk.warned


def test_the_file_of_a_bibliography_is_no_source() -> None:
    document, desk = paper.read("---\ntitle: T\nbibliography: [a/b.bib, c.json]\ncsl: d.csl\n---\n\nUn mot [@roy].")
    assert tree(document, Desk()) == "title: T\n¶ Un mot [@roy].\n"
    assert [event.reason for event in desk.dropped] == ["front-matter"] * 2


@pytest.mark.parametrize("name", ["index.md", "_index.md", "README.md", "index.fr.md", "index.qmd"])
@pytest.mark.parametrize(
    ("folder", "title", "published"),
    [
        ("2024-04-29", "2024-04-29", "2024-04-29"),
        ("2024-04-29-le_marché", "Le marché", "2024-04-29"),
        ("le-marché", "Le marché", "None"),
        ("", None, "None"),
    ],
)
def test_a_folders_page_is_called_like_its_folder(name: str, folder: str, title: str | None, published: str) -> None:
    meta = markdown.read(Original(name, b"Un paragraphe.", folder=folder), Desk()).metadata
    assert title in (meta.title, None)
    assert str(meta.published) == published


def test_the_engine_tells_the_folder() -> None:
    assert intake.load(__file__).folder == "markdown"


# --- Time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign",
    ["7.", "# a\n", "a\n: b\n", "<Note>\n\n", "<Note a={", ":::note\n", "```{note}\n", "{~~a~>", "(a)=\n",
     "export const a = {\n\n", "| a\n", "<ul>", "<pre>\n\n", "<div>\n\n    <p>\n\n", "a b\n--- ---\n\n"],
)  # fmt: skip
def test_time_grows_with_the_text(sign: str) -> None:
    def read(times: int) -> None:
        with suppress(ReadError):
            paper.read(f"# T\n\nMot.\n\n{sign * times}")

    assert is_linear(read, 500)
