"""The words that editions add to a French article; `exporter.labels` explains the keys."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from exporter.labels import Accessibility, Back, Body, Catalogues, Front, Labels, Names

_FRONT: Front = {
    "by": "Par",
    "and_last": "et",
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

_BODY: Body = {
    "credit_for": "Crédit {role}",
    "credits": "Crédits",
    "image": "Image",
    "photo": "Photo",
    "illustration": "Illustration",
    "video": "Vidéo",
    "translation": "Traduction",
    "text": "Texte",
    "image_without_description": "Image sans description",
    "done": "Fait",
    "to_do": "À faire",
    "deleted": "supprimé",
    "deleted_end": "fin de la suppression",
    "table": "Tableau",
    "table_size": "Tableau de {rows} et {columns}",
    "rows_one": "{count}\u00a0ligne",
    "rows_many": "{count}\u00a0lignes",
    "columns_one": "{count}\u00a0colonne",
    "columns_many": "{count}\u00a0colonnes",
    "table_head": "Colonnes\u00a0: {columns}",
    "table_span": ", sur {count}\u00a0colonnes",
    "table_to": "de {first} à {last}",
    "table_end": "Fin du tableau",
    "continued": "{title} (suite)",
    "cell_empty": "vide",
    "cells_empty": "{count}\u00a0cases vides",
    "quote": "Citation",
    "quote_end": "Fin de la citation",
    "verse": "Poème",
    "verse_end": "Fin du poème",
    "code": "Code informatique",
    "section": "Section",
}

_BACK: Back = {
    "notes": "Notes",
    "note": "Note",
    "note_end": "Fin de la note",
    "back_to_text": "Retour au texte, note\u00a0{note}",
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

_ACCESSIBILITY: Accessibility = {
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

_NAMES: Names = {
    "tag": "fr",
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

_CATALOGUES: Catalogues = {
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
    "duration_hours": "{hours}\u00a0h\u00a0{minutes:02}\u00a0min",
    "duration_minutes": "{minutes}\u00a0min\u00a0{seconds:02}\u00a0s",
    "duration_seconds": "{seconds}\u00a0s",
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

_ALL: Labels = {**_FRONT, **_BODY, **_BACK, **_ACCESSIBILITY, **_CATALOGUES, **_NAMES}

LABELS: Final = cast("Labels", MappingProxyType(_ALL))
"""Every label by its key; read-only."""
