"""The words that editions add to an article, by key: what a language has to word.

A value with ``{braces}`` is a template for `str.format`. All of them are typeset already, by the rules of their
language. The keys, in the order of an edition:

Front matter
    ``by``, ``and_last`` (before the last of several names), ``published``, ``updated`` (before a day),
    ``published_in``, ``updated_in`` (before a month or a year), ``reading_time`` (``minutes``), ``publisher``: byline
    and date line;
    ``opening``: the chapter before the first section;
    ``contents``, ``cover``, ``cover_of`` (``title``), ``body``, ``landmarks``: parts of a book and of its navigation;
    ``and_others``, ``and_other_articles`` (``count``, at least 2): names and titles for which a cover has no room;
    ``synthetic_voice``, ``synthetic_voice_named`` (``voice``): what a listener is told at the start; ``narrator``
    (``voice``): who reads, as a name.

Body
    ``image``, ``photo``, ``illustration``, ``video``, ``translation``, ``text``: the roles of a credit;
    ``credit_for`` (``role``, in lower case), ``credits``: what is said before a credit, the list at the end;
    ``image_without_description``: said for a
    picture without alternative text; ``table``, ``table_size`` (``rows`` and ``columns``, which ``rows_one``,
    ``rows_many``, ``columns_one``, ``columns_many`` (``count``) word), ``table_head`` (``columns``), ``table_span``
    (``count``: of columns below one name), ``table_to`` (``first``, ``last``: names of columns), ``table_end``,
    ``continued`` (``title``: of the chapter that a long table interrupts),
    ``cell_empty``, ``cells_empty`` (``count``), ``quote``, ``quote_end``, ``verse``, ``verse_end``, ``code``: what
    a listener is told about a block; ``done``, ``to_do``: before an item of a check-list; ``deleted``,
    ``deleted_end``: around words that hold no longer; ``section``: a section without words.

Back matter
    ``notes``, ``note``, ``note_end``, ``back_to_text`` (``note``: its label): footnotes;
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
    ``articles_one``, ``articles_many`` (``count``); ``decimal`` (its mark), ``kilobytes``, ``megabytes`` (``size``),
    ``duration_hours`` (``hours``, ``minutes``), ``duration_minutes`` (``minutes``, ``seconds``), ``duration_seconds``
    (``seconds``);
    ``format_pdf``, …: formats as a newcomer knows them, by their names, a low line for a hyphen.

Languages
    ``tag``: the BCP 47 tag of the language that the labels are in; ``language_en``, …: the name of a language, for
    ``in_language``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Mapping


class Front(TypedDict):
    """Front matter."""

    by: str
    and_last: str
    published: str
    updated: str
    published_in: str
    updated_in: str
    reading_time: str
    publisher: str
    opening: str
    contents: str
    cover: str
    cover_of: str
    and_others: str
    and_other_articles: str
    body: str
    landmarks: str
    synthetic_voice: str
    synthetic_voice_named: str
    narrator: str


class Body(TypedDict):
    """Body."""

    credit_for: str
    credits: str
    image: str
    photo: str
    illustration: str
    video: str
    translation: str
    text: str
    image_without_description: str
    table: str
    table_size: str
    rows_one: str
    rows_many: str
    columns_one: str
    columns_many: str
    table_head: str
    table_span: str
    table_to: str
    table_end: str
    continued: str
    cell_empty: str
    cells_empty: str
    quote: str
    quote_end: str
    verse: str
    verse_end: str
    code: str
    done: str
    to_do: str
    deleted: str
    deleted_end: str
    section: str


class Back(TypedDict):
    """Back matter."""

    notes: str
    note: str
    note_end: str
    back_to_text: str
    sources: str
    primary: str
    secondary: str
    other: str
    in_language: str
    link: str
    links: str
    notices: str
    notice: str
    ai: str
    correction: str
    licence: str
    sponsored: str
    original: str
    keywords: str
    generated: str
    colophon: str
    pages: str
    page: str


class Accessibility(TypedDict):
    """Accessibility."""

    accessibility: str
    accessibility_text: str
    accessibility_images: str
    accessibility_images_missing: str
    accessibility_images_decorative: str
    accessibility_no_images: str
    accessibility_overlay: str
    accessibility_overlay_words: str
    accessibility_audio_partial: str
    accessibility_no_audio: str
    accessibility_pages: str
    accessibility_hazards: str
    accessibility_certified: str
    accessibility_not_certified: str


class Catalogues(TypedDict):
    """Catalogues."""

    editions: str
    all_articles: str
    newest: str
    years: str
    undated: str
    skip_to_articles: str
    articles_one: str
    articles_many: str
    decimal: str
    kilobytes: str
    megabytes: str
    duration_hours: str
    duration_minutes: str
    duration_seconds: str
    format_pdf: str
    format_pdf_large: str
    format_pdf_print: str
    format_epub: str
    format_epub_text: str
    format_mp3: str
    format_m4b: str
    format_opus: str
    format_wav: str
    format_vtt: str
    format_srt: str
    format_clips: str
    format_txt: str
    format_cover: str


class Names(TypedDict):
    """Languages: their own, and how others are called."""

    tag: str
    language_de: str
    language_en: str
    language_es: str
    language_fr: str
    language_it: str
    language_nl: str
    language_pl: str
    language_pt: str
    language_ru: str
    language_uk: str


class Labels(Front, Body, Back, Accessibility, Catalogues, Names):
    """Every label by its key."""


def worded(labels: Labels, key: str, unknown: str = "") -> str:
    """The label of a key that only the article knows (a role, a format), or what stands in for one without a label."""
    return cast("Mapping[str, str]", labels).get(key, unknown)
