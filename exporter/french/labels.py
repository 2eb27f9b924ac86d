"""The words that editions add to a French article, by key.

A value with ``{braces}`` is a template for `str.format`. All of them are typeset already: ’, U+00A0 before ``:``,
inside « » and before a unit. The keys, in the order of an edition:

Front matter
    ``by``, ``and``, ``published``, ``updated`` (before a day), ``published_in``, ``updated_in`` (before a month or a
    year), ``reading_time`` (``minutes``), ``publisher``: byline and date line;
    ``opening``: the chapter before the first section;
    ``contents``, ``cover``, ``cover_of`` (``title``), ``body``, ``landmarks``: parts of a book and of its navigation;
    ``and_others``, ``and_other_articles`` (``count``, at least 2): names and titles for which a cover has no room;
    ``synthetic_voice``, ``synthetic_voice_named`` (``voice``): what a listener is told at the start; ``narrator``
    (``voice``): who reads, as a name.

Body
    ``image``, ``photo``, ``illustration``, ``video``, ``translation``, ``text``: the roles of a credit;
    ``credit``, ``credits``: the line below a picture, the list at the end; ``image_without_description``: said for a
    picture without alternative text; ``table``, ``table_head`` (``columns``), ``quote``, ``quote_end``, ``code``: what
    a listener is told about a block; ``section``: a section without words.

Back matter
    ``notes``, ``note``, ``note_end``, ``back_to_text``: footnotes;
    ``sources``, ``primary``, ``secondary``, ``other``: the list of sources and the groups that its kinds make;
    ``in_language`` (``language``): the language of a source; ``link``, ``links``: the list of addresses where words
    cannot be links themselves; ``notices``, ``ai``, ``correction``, ``licence``, ``sponsored``, ``notice``: statements
    about the whole article;
    ``original``, ``keywords``, ``generated`` (``date``), ``colophon``, ``pages``, ``page``: how the edition came about.

Accessibility
    ``accessibility``: the heading; then sentences of a publication's summary: ``accessibility_text``,
    ``accessibility_images`` or ``accessibility_images_missing`` (``described``, ``total``) or
    ``accessibility_images_decorative`` or ``accessibility_no_images``, ``accessibility_overlay`` or
    ``accessibility_overlay_words`` or ``accessibility_no_audio``, ``accessibility_audio_partial``,
    ``accessibility_pages``, ``accessibility_hazards``, ``accessibility_certified`` (``certifier``) or
    ``accessibility_not_certified``.

Catalogues
    ``all_articles``, ``newest``, ``years``, ``undated``, ``editions``, ``skip_to_articles``: parts of their pages;
    ``articles_one``, ``articles_many`` (``count``); ``decimal`` (its mark), ``kilobytes``, ``megabytes`` (``size``);
    ``format_pdf``, …: formats as a newcomer knows them, by their names with ``_`` for ``-``.

Languages
    ``language_en``, …: the name of a language, for ``in_language``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FRONT = {
    "by": "Par",
    "and": "et",
    "published": "Publié le",
    "updated": "Mis à jour le",
    "published_in": "Publié en",
    "updated_in": "Mis à jour en",
    "reading_time": "Temps de lecture\u00a0: {minutes}\u00a0min",
    "publisher": "Éditeur",
    "opening": "Ouverture",
    "contents": "Sommaire",
    "cover": "Couverture",
    "cover_of": "Couverture de «\u00a0{title}\u00a0»",
    "and_others": "et {count} autres",
    "and_other_articles": "et {count} autres articles",
    "body": "Article",
    "landmarks": "Repères",
    "synthetic_voice": "Lu par une voix de synthèse.",
    "synthetic_voice_named": "Lu par une voix de synthèse\u00a0: {voice}.",
    "narrator": "Voix de synthèse {voice}",
}

_BODY = {
    "credit": "Crédit",
    "credits": "Crédits",
    "image": "Image",
    "photo": "Photo",
    "illustration": "Illustration",
    "video": "Vidéo",
    "translation": "Traduction",
    "text": "Texte",
    "image_without_description": "Image sans description",
    "table": "Tableau",
    "table_head": "Colonnes\u00a0: {columns}",
    "quote": "Citation",
    "quote_end": "Fin de la citation",
    "code": "Code informatique",
    "section": "Section",
}

_BACK = {
    "notes": "Notes",
    "note": "Note",
    "note_end": "Fin de la note",
    "back_to_text": "Retour au texte",
    "sources": "Sources",
    "primary": "Sources primaires",
    "secondary": "Sources secondaires",
    "other": "Autres sources",
    "in_language": "en {language}",
    "link": "lien",
    "links": "Liens",
    "notices": "Mentions",
    "notice": "Mention",
    "ai": "Intelligence artificielle",
    "correction": "Rectificatif",
    "licence": "Licence",
    "sponsored": "Contenu sponsorisé",
    "original": "Article d’origine",
    "keywords": "Mots-clés",
    "generated": "Édition produite le {date}",
    "colophon": "Colophon",
    "pages": "Pages",
    "page": "page",
}

_ACCESSIBILITY = {
    "accessibility": "Accessibilité",
    "accessibility_text": (
        "Tout le texte peut être agrandi, recomposé et lu par un lecteur d’écran ou sur une plage braille. "
        "Sa structure est balisée\u00a0: titres, listes, tableaux, notes et sommaire."
    ),
    "accessibility_images": "Toutes les images qui ont un sens ont une description.",
    "accessibility_images_missing": "Images qui ont une description\u00a0: {described} sur {total}.",
    "accessibility_images_decorative": "Les images sont purement décoratives.",
    "accessibility_no_images": "Il n’y a pas d’autre image que la couverture.",
    "accessibility_overlay": (
        "Une voix de synthèse, sans fond sonore, lit le texte, qui est surligné phrase par phrase."
    ),
    "accessibility_overlay_words": (
        "Une voix de synthèse, sans fond sonore, lit le texte, qui est surligné mot par mot."
    ),
    "accessibility_audio_partial": "Certaines parties du texte ne sont pas lues.",
    "accessibility_no_audio": "Cette édition n’a pas de version audio.",
    "accessibility_pages": "Les numéros des pages de l’édition PDF sont signalés dans le texte et une liste y mène.",
    "accessibility_hazards": "Rien ne clignote ni ne bouge.",
    "accessibility_certified": (
        "{certifier} atteste que cette édition est conforme à EPUB Accessibility\u00a01.1 "
        "et aux WCAG\u00a02.2, niveau\u00a0AA."
    ),
    "accessibility_not_certified": "Aucune conformité à une norme d’accessibilité n’est attestée.",
}

_LANGUAGES = {
    "language_de": "allemand",
    "language_en": "anglais",
    "language_es": "espagnol",
    "language_fr": "français",
    "language_it": "italien",
    "language_nl": "néerlandais",
    "language_pl": "polonais",
    "language_pt": "portugais",
    "language_ru": "russe",
    "language_uk": "ukrainien",
}

_CATALOGUES = {
    "editions": "Éditions",
    "all_articles": "Tous les articles",
    "newest": "Derniers articles",
    "years": "Années",
    "undated": "Sans date",
    "skip_to_articles": "Aller aux articles",
    "articles_one": "1 article",
    "articles_many": "{count} articles",
    "decimal": ",",
    "kilobytes": "{size}\u00a0ko",
    "megabytes": "{size}\u00a0Mo",
    "format_pdf": "PDF accessible",
    "format_pdf_large": "PDF en grands caractères",
    "format_pdf_print": "PDF pour l’imprimerie",
    "format_epub": "EPUB avec lecture à voix haute",
    "format_epub_text": "EPUB",
    "format_mp3": "Audio MP3",
    "format_m4b": "Livre audio M4B",
    "format_opus": "Audio Opus",
    "format_wav": "Audio WAV",
    "format_vtt": "Sous-titres WebVTT",
    "format_srt": "Sous-titres SubRip",
    "format_clips": "Minutage de l’audio (JSON)",
    "format_txt": "Texte brut",
    "format_cover": "Couverture (image)",
}

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {**_FRONT, **_BODY, **_BACK, **_ACCESSIBILITY, **_CATALOGUES, **_LANGUAGES}
)
"""Every label by its key; read-only."""
