"""The command that writes editions, and every choice it offers; help texts follow the locale."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.words import say
from exporter.settings import (
    BookSettings,
    NarrationSettings,
    NotesReading,
    Overlays,
    PageSettings,
    Settings,
    SourcesReading,
    TextSettings,
)

EXIT_CODES = say(
    "Exit codes: 0 done, 2 command line, 3 input, 4 output, 5 voice, 6 installation, 7 plug-in, 130 interrupted, "
    "141 output no longer read.",
    "Codes de sortie : 0 fait, 2 ligne de commande, 3 entrée, 4 sortie, 5 voix, 6 installation, 7 greffon, "
    "130 interruption, 141 sortie que plus rien ne lit.",
)

Lexicon = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help=say("How to say some words: written = spoken.", "Comment dire certains mots : écrit = prononcé."),
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help=say("Speak JSON, for programs.", "Répondre en JSON, pour les programmes."))
]

FetchImages = Annotated[
    bool,
    typer.Option(
        "--fetch-images",
        help=say(
            "Fetch pictures from the web for articles on disk too.",
            "Prendre aussi sur le web les images des articles du disque.",
        ),
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help=say("Fetch from your own network too.", "Prendre aussi des pages sur votre propre réseau."),
    ),
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help=say("Do not ask robots.txt.", "Ne pas consulter robots.txt."))
]


def export(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help=say(
                "Files, folders, web addresses, feeds, @FILE for a list of them, or - for standard input.",
                "Fichiers, dossiers, adresses web, flux, @FICHIER pour une liste, ou - pour l’entrée standard.",
            ),
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            metavar="FORMATS",
            help=say("Formats with commas between, or all.", "Formats séparés par des virgules, ou all."),
        ),
    ] = "mp3,pdf,epub,txt",
    out: Annotated[
        str,
        typer.Option(
            metavar="FOLDER|URL",
            help=say(
                "Where the editions go: a folder, or an address such as s3://…",
                "Où vont les éditions : un dossier, ou une adresse comme s3://…",
            ),
        ),
    ] = "out",
    voice: Annotated[
        str, typer.Option(help=say("Voice; see `exporter voices`.", "Voix ; voir « exporter voices »."))
    ] = "kokoro",
    speed: Annotated[float, typer.Option(min=0.5, max=3.0, help=say("Speed of speech.", "Vitesse de lecture."))] = 1.0,
    sources: Annotated[
        SourcesReading, typer.Option(help=say("Read the sources aloud?", "Lire les sources à voix haute ?"))
    ] = SourcesReading.SPOKEN,
    notes: Annotated[
        NotesReading, typer.Option(help=say("Where notes are read aloud.", "Où les notes sont lues à voix haute."))
    ] = NotesReading.INLINE,
    announce_voice: Annotated[
        bool,
        typer.Option(help=say("Say that the voice is synthetic.", "Dire que la voix est une voix de synthèse.")),
    ] = True,
    lexicon: Lexicon = None,
    width: Annotated[
        int, typer.Option(min=20, max=1000, help=say("Columns of plain text.", "Colonnes du texte brut."))
    ] = 72,
    theme: Annotated[
        str,
        typer.Option(
            metavar="NAME|FOLDER",
            help=say("Look of the pages; a folder of your own.", "Habillage des pages ; un dossier à vous."),
        ),
    ] = "classic",
    large_print: Annotated[
        int,
        typer.Option(
            metavar="18|20|24",
            help=say("Points of large print (pdf-large).", "Corps des grands caractères (pdf-large), en points."),
        ),
    ] = 18,
    trim: Annotated[
        str,
        typer.Option(
            metavar="WIDTHxHEIGHT",
            help=say("Size of the cut page for the press, in mm.", "Format rogné pour l’imprimerie, en mm."),
        ),
    ] = "148x210",
    bleed: Annotated[
        str, typer.Option(metavar="MM", help=say("Bleed for the press.", "Fond perdu pour l’imprimerie."))
    ] = "3mm",
    overlays: Annotated[
        Overlays,
        typer.Option(
            help=say("What the EPUB highlights while it is read.", "Ce que l’EPUB surligne pendant la lecture.")
        ),
    ] = Overlays.SENTENCE,
    embed_fonts: Annotated[
        bool, typer.Option("--embed-fonts", help=say("Put fonts into the EPUB.", "Mettre des polices dans l’EPUB."))
    ] = False,
    certified_by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=say(
                "Who has evaluated the EPUB and vouches for its conformance (EPUB Accessibility 1.1, WCAG 2.2 AA).",
                "Qui a évalué l’EPUB et répond de sa conformité (EPUB Accessibility 1.1, WCAG 2.2 AA).",
            ),
        ),
    ] = None,
    bundle: Annotated[
        str | None,
        typer.Option(
            metavar="TITLE",
            help=say("One edition of all articles, with this title.", "Une seule édition de tous, sous ce titre."),
        ),
    ] = None,
    catalogues: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help=say(
                "Catalogues of all editions in the output, with commas between, or none.",
                "Catalogues de toutes les éditions de la sortie, séparés par des virgules, ou none.",
            ),
        ),
    ] = "contents",
    jobs: Annotated[
        int,
        typer.Option(min=0, help=say("Processes; 0: one a core.", "Processus ; 0 : un par cœur.")),
    ] = 0,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help=say(
                "Dask scheduler whose workers do the work, such as tcp://host:8786.",
                "Ordonnanceur Dask dont les machines font le travail, comme tcp://hôte:8786.",
            ),
        ),
    ] = None,
    cache: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER|URL",
            help=say(
                "Where spoken sentences are kept, for several machines too.",
                "Où garder les phrases déjà dites, pour plusieurs machines aussi.",
            ),
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            min=1,
            metavar="SECONDS",
            help=say("Give up an article that takes longer.", "Abandonner un article qui prend plus longtemps."),
        ),
    ] = 3600,
    title: Annotated[
        str | None,
        typer.Option(
            help=say("Title, if the text's own is wrong or missing.", "Titre, si celui du texte manque ou est faux.")
        ),
    ] = None,
    author: Annotated[
        list[str] | None, typer.Option(help=say("Author; may be repeated.", "Auteur ; peut être répété."))
    ] = None,
    publisher: Annotated[str | None, typer.Option(help=say("Publisher.", "Éditeur."))] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY[-MM[-DD]]", help=say("Date of publication.", "Date de publication."))
    ] = None,
    url: Annotated[str | None, typer.Option(help=say("Address of the original.", "Adresse de l’original."))] = None,
    language: Annotated[str | None, typer.Option(help=say("Language of the article.", "Langue de l’article."))] = None,
    identifier: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="ID",
            help=say(
                "What names the work for good, whatever is corrected.",
                "Ce qui désigne l’œuvre pour toujours, quoi qu’on corrige.",
            ),
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="YYYY[-MM[-DD]]", help=say("Of feeds: nothing older.", "Des flux : rien de plus ancien.")),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=say("Of each feed: so many articles, the newest.", "De chaque flux : autant d’articles, récents."),
        ),
    ] = None,
    fetch_images: FetchImages = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=say("Treat warnings as errors.", "Traiter les avertissements comme des erreurs.")
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help=say("Only show what would be made.", "Montrer seulement ce qui serait produit.")
        ),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=say(
                "Show why each edition is made, or is not.", "Montrer pourquoi chaque édition est produite, ou non."
            ),
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=say(
                "Make everything again, also what is up to date.", "Tout produire à nouveau, même ce qui est à jour."
            ),
        ),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help=say("Remove the editions of articles that are gone.", "Supprimer les éditions d’articles disparus."),
        ),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help=say(
                "Go on, and export what changes as it is saved.",
                "Continuer, et exporter ce qui change dès l’enregistrement.",
            ),
        ),
    ] = False,
    as_json: AsJson = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help=say("Say nothing but errors.", "Ne dire que les erreurs."))
    ] = False,
) -> None:
    """Write the editions of articles."""
    from exporter.cli import options  # noqa: PLC0415 - the engine is needed by few commands
    from exporter.cli.listening import listener  # noqa: PLC0415 - start-up
    from exporter.engine import run  # noqa: PLC0415 - start-up
    from exporter.engine.inputs import facts  # noqa: PLC0415 - start-up
    from exporter.engine.records import Access, Overrides, Request, Selection  # noqa: PLC0415 - start-up

    with listener(as_json=as_json, quiet=quiet, dry_run=dry_run, explain=explain) as ear:
        overrides = Overrides(
            title=facts.line(title),
            authors=tuple(filter(None, map(facts.line, author or ()))),
            publisher=facts.line(publisher),
            date=facts.date(date),
            url=facts.url(url),
            language=facts.language(language),
            identifier=facts.line(identifier),
        )
        request = Request(
            inputs=tuple(inputs),
            formats=options.formats(to, bound=bundle is not None),
            out=options.place(out),
            settings=Settings(
                TextSettings(width),
                NarrationSettings(voice, speed, sources, notes, announce_voice),
                PageSettings(theme, options.large_print(large_print), options.trim(trim), options.bleed(bleed)),
                BookSettings(overlays, embed_fonts, facts.line(certified_by)),
            ),
            overrides=overrides,
            catalogues=options.catalogues(catalogues),
            jobs=jobs or os.cpu_count() or 1,
            strict=strict,
            lexicon=lexicon,
            cache=cache,
            force=force,
            dry_run=dry_run,
            explain=explain,
            prune=prune,
            cluster=cluster,
            time_limit=time_limit,
            bundle=options.bundle(bundle),
            access=Access(private=allow_private, robots=not ignore_robots, images=fetch_images),
            selection=Selection(options.day(since), limit),
        )
        if watch:
            from exporter.engine import watch as watching  # noqa: PLC0415 - only who watches needs it

            watching.watch(request, ear.hear, run.export)
        failures = () if watch else run.export(request, ear.hear)
    if failures:
        raise typer.Exit(failures[0].exit_code)
