"""Word documents: what writers mean by styles, lists, tables, notes, pictures and changes reaches the article."""

# Longer than 400 lines: one kind of file is read best in one place.

from __future__ import annotations

import base64

from exporter import walk
from exporter.model import (
    Anchor,
    Cell,
    Code,
    Decorative,
    Deleted,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Image,
    LineBreak,
    Link,
    Listing,
    Missing,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Ruby,
    Rule,
    SmallCapitals,
    Stanza,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)
from tests.readers.office.word import (
    PNG,
    TITLED,
    article,
    document,
    drawn,
    item,
    p,
    part,
    picture,
    read,
    run,
    table,
)

TEXT = "Le 14 janvier, à 4 h 30, la sirène de l’ancienne filature a réveillé Valmorin."


# --- Sections, paragraphs, runs ----------------------------------------------------------------


def test_headings_are_known_by_any_of_their_marks() -> None:
    outlined = p("Par le plan", properties='<w:outlineLvl w:val="0"/>')
    found = article(
        p("Un", style="Titre1"), p(TEXT), p("Deux", style="Titre2"), p(TEXT), p("Trois", style="Inter"), p(TEXT),
        p("Quatre", style="Plan"), p(TEXT), outlined, p(TEXT),
    )  # fmt: skip
    one, three, last = found.sections
    assert [one.id, one.sections[0].id] == ["section-1", "section-1-1"]
    assert walk.plain(three.sections[0].heading.content) == "Quatre"
    assert walk.plain(last.heading.content) == "Par le plan"


def test_runs_become_nested_marks() -> None:
    found = article(
        p(
            "La ", run("sirène ", "<w:b/>"), run("a ", '<w:rStyle w:val="lev"/>'), "sonné",
            run(" fort", "<w:i/>"), ", H", run("2", '<w:vertAlign w:val="subscript"/>'), "O, 1",
            run("re", '<w:vertAlign w:val="superscript"/>'), " fois, ", run("crue", '<w:rStyle w:val="CodeHTML"/>'),
            run("", "<w:b w:val='0'/>"), run(" !", '<w:rStyle w:val="Accentuation"/>'),
        )
    )  # fmt: skip
    assert found.blocks == (
        Paragraph(
            (
                Text("La "), Strong((Text("sirène a"),)), Text(" sonné "), Emphasis((Text("fort"),)), Text(", H"),
                Subscript((Text("2"),)), Text("O, 1"), Superscript((Text("re"),)), Text(" fois, "),
                Code((Text("crue"),)), Text(" "), Emphasis((Text("!"),)),
            )
        ),
    )  # fmt: skip


def test_struck_words_and_small_capitals_stay_what_they_are() -> None:
    found = article(
        p(TEXT, run(" douze", "<w:strike/>"), run(" vingt", "<w:dstrike/>"), run(" huit", "<w:strike w:val='0'/>")),
        p("Au ", run("xix", "<w:smallCaps/>"), "e."),
    )
    struck = [walk.plain(node.content) for node in walk.nodes(found) if isinstance(node, Deleted)]
    assert struck == ["douze vingt"]
    assert Paragraph((Text("Au "), SmallCapitals((Text("xix"),)), Text("e."))) in found.blocks


def test_words_in_another_language_are_marked_unless_the_mark_is_only_the_keyboards() -> None:
    english = '<w:lang w:val="en-US"/>'
    found = article(
        p(TEXT),
        p("Le rapport ", run("Rising Waters and the Big Rains", english), " paraîtra au printemps."),
        p(run("La mairie a ouvert un guichet dans la salle des fêtes.", english)),
    )
    foreign = [node for node in walk.nodes(found) if isinstance(node, Foreign)]
    assert [(node.language, walk.plain(node.content)) for node in foreign] == [
        ("en-US", "Rising Waters and the Big Rains")
    ]


def test_words_that_run_to_the_left_have_the_language_of_such_words() -> None:
    persian = '<w:rtl/><w:lang w:val="fr-FR" w:bidi="fa-IR"/>'
    found = article(p(TEXT), p("Sur la porte on lit ", run("کتابخانه دریا", persian), " en lettres bleues."))
    (node,) = [node for node in walk.nodes(found) if isinstance(node, Foreign)]
    assert (node.language, walk.plain(node.content)) == ("fa-IR", "کتابخانه دریا")


def test_links_lead_to_addresses_and_to_sections() -> None:
    fields = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://bassin.example/"</w:instrText>'
        f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("le bassin")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    data = document(
        p(TITLED, style="Titre"),
        p(
            f'<w:hyperlink r:id="l1">{run("un guichet")}</w:hyperlink>', " et ", fields, " et ",
            f'<w:hyperlink w:anchor="_suite">{run("la suite")}</w:hyperlink>', " ou ",
            f'<w:hyperlink r:id="l2">{run("rien")}</w:hyperlink>',
            f'<w:hyperlink w:anchor="_perdu">{run(" du tout")}</w:hyperlink>.',
            f"<w:fldSimple w:instr='HYPERLINK \\l \"_suite\"'>{run(' (voir)')}</w:fldSimple>",
        ),
        p('<w:bookmarkStart w:name="_suite"/>', "La suite", style="Titre1"),
        p(TEXT),
        links=(("l1", "hyperlink", "https://valmorin.example/"), ("l2", "hyperlink", "javascript:alert(1)")),
    )  # fmt: skip
    found, _ = read(data)
    links = [(node.url, walk.plain(node.content)) for node in walk.nodes(found) if isinstance(node, Link)]
    assert links == [
        ("https://valmorin.example/", "un guichet"), ("https://bassin.example/", "le bassin"),
        ("#section-1", "la suite"), ("#section-1", "(voir)"),
    ]  # fmt: skip
    assert "rien du tout" in walk.words(found).replace("\n", "")


def test_breaks_hyphens_symbols_and_formulas() -> None:
    data = document(
        p(TITLED, style="Titre"),
        p(
            "2, place", "<w:r><w:br/></w:r>", "du Marché", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>",
            "arc", "<w:r><w:noBreakHyphen/></w:r>", "en", '<w:r><w:sym w:font="Symbol" w:char="00B1"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:char="zz"/></w:r>',
            "<m:oMath><m:r><m:t>x=1</m:t></m:r><m:sSup><m:sup><m:r><m:t>n</m:t></m:r></m:sup></m:sSup></m:oMath>",
            "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        ),
    )  # fmt: skip
    found, desk = read(data)
    assert walk.plain(found.blocks[0].content) == "2, place\ndu Marché arc\u2011en±x=1n漢"  # type: ignore[union-attr]
    assert [(event.text, event.reason) for event in desk.dropped] == [("Wingdings F04A", "symbol")]
    assert [node for node in walk.nodes(found) if isinstance(node, Ruby)] == [Ruby("kan", (Text("漢"),))]


def test_quotations_code_and_rules() -> None:
    found = article(
        p(TEXT), p("On a vu l’eau entrer.", style="Citation"), p("— Odile Maréchal", style="Citation"),
        p("if cote &gt; 3:", style="Code"), p("    sirène()", style="Code"), p("* * *"), p(TEXT),
        p(properties="<w:pBdr><w:bottom/></w:pBdr>"), p(TEXT),
        p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'), p(TEXT),
    )  # fmt: skip
    _, quote, code, *rest = found.blocks
    assert quote == Quote((Paragraph((Text("On a vu l’eau entrer."),)),), (Text("Odile Maréchal"),))
    assert isinstance(code, Preformatted)
    assert walk.plain(code.content) == "if cote > 3:\n    sirène()"
    assert [type(block) for block in rest] == [Rule, Paragraph, Rule, Paragraph, Rule, Paragraph]


def test_verse_is_made_of_its_lines_and_empty_ones_part_stanzas() -> None:
    found = article(
        p(TEXT), p("La mer remonte,", style="Pome"), p("<w:r><w:tab/></w:r>", "le gardien compte,", style="Pome"),
        p(style="Pome"), p("Il met son banc", "<w:r><w:br/></w:r>", "    contre le vent.", style="Pome"),
        p("— Odile Maréchal", style="Pome"), p(TEXT),
    )  # fmt: skip
    first = Stanza((Text("La mer remonte,"), LineBreak(1), Text("le gardien compte,")))
    second = Stanza((Text("Il met son banc"), LineBreak(1), Text("contre le vent.")))
    assert found.blocks[1:-1] == (Verse((first, second), (Text("Odile Maréchal"),)),)


def test_a_link_leads_to_a_paragraph_that_has_a_name() -> None:
    link = f'<w:hyperlink w:anchor="releve">{run("plus bas")}</w:hyperlink>'
    found = article(p("Voir ", link, "."), p(TEXT), p('<w:bookmarkStart w:name="releve"/>', TEXT))
    assert Link("#place-1", (Text("plus bas"),)) in found.blocks[0].content  # type: ignore[union-attr]
    assert found.blocks[2] == Paragraph((Anchor("place-1"), Text(TEXT)))


# --- Lists and tables --------------------------------------------------------------------------


def test_lists_nest_count_and_go_on() -> None:
    found = article(
        item("Trois", 2), item("Petit a", 2, 1), item("Petit b", 2, 1), item("Quatre", 2), p(TEXT), item("Cinq", 2),
        item("Sept", 4), p("Point", style="Puces"), p("Sous-point", style="Puces2"), item("hors liste", 0),
    )  # fmt: skip
    first, _, second, third, fourth, last = found.blocks
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert isinstance(third, Listing)
    assert isinstance(fourth, Listing)
    assert (first.ordered, first.start, len(first.items)) == (True, 3, 2)
    inner = first.items[0].blocks[1]
    assert isinstance(inner, Listing)
    assert (inner.numbering, len(inner.items)) == (Numbering.LOWER_ALPHA, 2)
    assert (second.start, third.start) == (5, 7)
    assert (fourth.ordered, len(fourth.items), len(fourth.items[0].blocks)) == (False, 1, 2)
    assert last == Paragraph((Text("hors liste"),))


def test_a_table_has_its_heads_spans_and_caption() -> None:
    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    found = article(
        p(TEXT),
        p("Les seuils de l’Ondelle", style="Lgende"),
        table(
            ("Seuil", "Cote", "Conduite"),
            (merged + p("Haut"), "3,20 m", "Évacuation"),
            ("<w:tcPr><w:vMerge/></w:tcPr>" + p(""), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Un") + p("deux")),
            head=True,
        ),
    )
    made = found.blocks[1]
    assert isinstance(made, Table)
    assert made.caption is not None
    assert walk.plain(made.caption.content) == "Les seuils de l’Ondelle"
    assert [cell.header for cell in made.head[0].cells] == [True, True, True]
    assert made.body[0].cells[0] == Cell((Text("Haut"),), rowspan=2)
    assert made.body[1].cells[0].colspan == 2
    assert walk.plain(made.body[1].cells[0].content) == "Un\ndeux"


def test_a_table_that_lays_out_a_page_leaves_its_contents() -> None:
    assert article(p(TEXT), table((p("Encadré") + p("Texte de l’encadré."),))).blocks[1:] == (
        Paragraph((Text("Encadré"),)),
        Paragraph((Text("Texte de l’encadré."),)),
    )


def test_an_empty_table_is_none() -> None:
    assert article(p(TEXT), table(("", ""), ("", ""))).blocks == (Paragraph((Text(TEXT),)),)


# --- Notes -------------------------------------------------------------------------------------


def test_notes_follow_their_calls() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    starred = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    first = p("<w:r><w:footnoteRef/></w:r>", " Hauteur lue au ", run("pont", "<w:i/>"), ".")
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{first}</w:footnote>'
        f'<w:footnote w:id="3">{p("Selon la mairie.")}</w:footnote><w:footnote w:id="4">{p("Orpheline.")}</w:footnote>'
    )
    data = document(
        p(TITLED, style="Titre"),
        p("La cote", call, " est haute", starred, ".", '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        others={
            "word/footnotes.xml": part("footnotes", notes),
            "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="1">{p("Rapport de 2025.")}</w:endnote>'),
        },
        links=(("f", "footnotes", "footnotes.xml"), ("e", "endnotes", "endnotes.xml")),
    )
    found, desk = read(data)
    assert [(note.label, walk.words(note).replace("\n", "")) for note in found.notes] == [
        ("1", "Hauteur lue au pont."), ("*", "Selon la mairie."), ("2", "Rapport de 2025."),
    ]  # fmt: skip
    calls = [node.note for node in walk.nodes(found) if isinstance(node, NoteRef)]
    assert calls == ["note-1", "note-2", "note-3"]
    assert [(event.text, event.reason) for event in desk.dropped] == [("Orpheline.", "note")]


# --- Pictures ----------------------------------------------------------------------------------


def _shown(*body: str) -> tuple[list[Figure], list[str]]:
    found, desk = read(
        document(
            p(TITLED, style="Titre"), p(TEXT), *body, p(TEXT),
            others={"word/media/pont.png": PNG, "word/media/plan.emf": b"\x01\0\0\0"},
            links=tuple((name[0], "image", f"media/{name[1:]}") for name in ("ipont.png", "jplan.emf", "kabsent.png")),
        )
    )  # fmt: skip
    return [block for block in found.blocks if isinstance(block, Figure)], [event.text for event in desk.dropped]


def test_a_picture_comes_with_its_bytes_words_and_credit() -> None:
    (shown,), _ = _shown(
        p(picture("i", '<wp:docPr descr="Le pont de pierre."/>')),
        p("Le pont, le 14 janvier. Photo : Lucie Ferrand", style="Lgende"),
    )
    assert shown.image is not None
    assert shown.image.alt == Described("Le pont de pierre.")
    assert base64.b64decode(shown.image.src.removeprefix("data:image/png;name=pont.png;base64,")) == PNG
    assert shown.caption is not None
    assert walk.plain(shown.caption.content) == "Le pont, le 14 janvier."
    assert shown.credit is not None
    assert (shown.credit.role, shown.credit.name) == ("photo", "Lucie Ferrand")


def test_decorative_and_undescribed_pictures_are_told_apart() -> None:
    decorative = "<wp:docPr><a:extLst><a:ext><adec:decorative val='1'/></a:ext></a:extLst></wp:docPr>"
    (one, two, three), _ = _shown(p(picture("i", decorative)), p(picture("j", "<wp:docPr/>")), p(picture("k", "")))
    assert (one.image and one.image.alt, two.image and two.image.alt) == (Decorative(), Missing())
    assert two.image == Image("data:application/octet-stream;name=plan.emf;base64,", Missing())
    assert three.image == Image("data:application/octet-stream;name=absent.png;base64,", Missing())


def test_a_picture_keeps_its_size() -> None:
    (one, two), _ = _shown(
        p(picture("i", '<wp:extent cx="1800000" cy="1350000"/><wp:docPr/>')),
        p(picture("j", '<wp:extent cx="-1" cy=""/>')),
    )
    assert one.image is not None
    assert two.image is not None
    assert (one.image.width, one.image.height) == (189, 142)  # 5 cm
    assert (two.image.width, two.image.height) == (None, None)


def test_old_pictures_text_boxes_and_shapes() -> None:
    box = f"<w:txbxContent>{p('Un encadré.')}</w:txbxContent>"
    new = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    both = (
        f"<w:r><mc:AlternateContent>{new}<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = '<w:r><w:pict><v:shape alt="Une vanne."><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    chart = '<w:r><w:drawing><wp:inline><wp:docPr descr="Débits de 1993 à 2026"/></wp:inline></w:drawing></w:r>'
    (shown,), dropped = _shown(p(both), p(old), p(chart))
    assert shown.image is not None
    assert shown.image.alt == Described("Une vanne.")
    assert dropped == ["Débits de 1993 à 2026"]
    assert drawn(p(TEXT), p(both)).count("Un encadré.") == 1


# --- What is left out --------------------------------------------------------------------------


def test_changes_comments_and_page_furniture() -> None:
    data = document(
        p(TITLED, style="Titre"),
        p(
            "La cote est ", f'<w:ins>{run("très ")}</w:ins>',
            "<w:del><w:r><w:delText>assez </w:delText></w:r></w:del>", "haute", run(" (secret)", "<w:vanish/>"), ".",
        ),
        p("Un début", properties="<w:rPr><w:del/></w:rPr>"),
        p(" et sa fin."),
        p("Accueil", style="TM1"),
        f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Sommaire')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent>{p('Un contrôle.')}</w:sdtContent></w:sdt>",
        p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Cliquez ici')}</w:sdtContent></w:sdt>"),
        f"<w:moveFrom>{p('Déplacé.')}</w:moveFrom>",
        '<w:altChunk r:id="x"/>',
        p("<w:fldSimple w:instr=' PAGE '><w:r><w:t>4</w:t></w:r></w:fldSimple>"),
        others={
            "word/comments.xml": part("comments", f"<w:comment>{p('À vérifier.')}</w:comment>"),
            "word/header1.xml": part("hdr", p("Le Courrier")), "word/footer1.xml": part("ftr", p("page 1")),
        },
        links=(("c", "comments", "comments.xml"), ("h", "header", "header1.xml"), ("f", "footer", "footer1.xml")),
    )  # fmt: skip
    found, desk = read(data)
    assert [walk.plain(block.content) for block in found.blocks if isinstance(block, Paragraph)] == [
        "La cote est très haute.", "Un début et sa fin.", "Un contrôle.",
    ]  # fmt: skip
    assert {(event.reason, event.text) for event in desk.dropped} == {
        ("tracked-deletion", "assez"), ("hidden", "(secret)"), ("contents", "Accueil"), ("contents", "Sommaire"),
        ("placeholder", "Cliquez ici"), ("tracked-deletion", "Déplacé."), ("embedded-document", "x"),
        ("comment", "À vérifier."), ("page-header", "Le Courrier"), ("page-footer", "page 1"), ("contents", "4"),
    }  # fmt: skip


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('Vert')}</w:tc><w:tc>{p('0 m')}</w:tc></w:tr></w:tbl>"
    body = table(("Jaune", "1,80 m"), ("Rouge", "3,20 m")).replace("</w:tbl>", gone)
    assert "Vert" in drawn(p(TEXT), body)
    assert "Vert" not in walk.words(article(p(TEXT), body))


def test_a_dropped_capital_begins_its_word() -> None:
    letter = p("L", properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>')
    found = article(letter, p("e fleuve a débordé."))
    assert [walk.words(block) for block in found.blocks] == ["Le fleuve a débordé."]


def test_a_letter_that_nothing_follows_stays() -> None:
    letter = p("L", properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>')
    found = article(p("Le fleuve a débordé."), letter)
    assert [walk.words(block) for block in found.blocks] == ["Le fleuve a débordé.", "L"]


def test_controls_inside_of_controls_are_read() -> None:
    inner = f"<w:sdt><w:sdtContent>{p('La digue a tenu.')}</w:sdtContent></w:sdt>"
    found = article(f"<w:sdt><w:sdtContent>{p('Le fleuve monte.')}{inner}</w:sdtContent></w:sdt>")
    assert [walk.words(block) for block in found.blocks] == ["Le fleuve monte.", "La digue a tenu."]
