"""What the makers of pages call its parts: classes, ids and roles, in the words that most sites share."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from exporter.readers.flow import tree

if TYPE_CHECKING:
    from exporter.readers.flow.tree import Element


def _called(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])")


AROUND = _called(
    r"share|sharing|partage\w*|social\w*|newsletters?|infolettres?|related|(?:a-)?lire-?(?:aussi|ega\w*)|voir-?aussi|promo\w*"
    r"|read-?(?:also|more|next)|recommend\w*|recirc\w*|ads?|adv|advert\w*|publicite|cookie\w*|consent|gdpr|rgpd|didomi|onetrust"
    r"|breadcrumbs?|fil-?ariane|pagination|tags|tag-?list|mots-?cles|keywords|subscri\w*|abo(?:nne\w*)?|sign-?up\w*|opt-?in"
    r"|toolbar|outbrain|taboola|most-?(?:read|viewed|popular)|popular|trending|menu|navbar|navigation|sidebar|donat\w*"
    r"|author-?(?:box|bio|card|infos?)|about-?(?:the-)?author|bio-?auteur|skip-?links?|login|search|rating|toc|jp-relatedposts"
    r"|addtoany|sharedaddy|(?:post|entry)-?labels|\w*player|asides?|(?:en-?)?savoir-?plus|push|teasers?|suggestions?|carousel|fil-?info"
)
"""Parts that stand around an article."""

COMMENTS = _called(r"comments?|commentaires?|comment-?\w+|disqus\w*|reactions?|forum")
"""What readers wrote."""

LEAD = _called(
    r"chapo\w*|chapeau|lead|leads|lede|standfirst|intro\w*|summary|excerpt|accroche|dek|deck|abstract|resume|description|desc"
    r"|teaser-?text|subtitle|sous-?titre|subhead\w*|headline-?sub|hat|articlelead"
)
SIGNED = _called(
    r"(?:article|post|entry|node|meta|td|su)?-?auth?[eo]u?rs?\w*|auteure?s?|autrices?|bylines?|signatures?|signed|writers?|journalistes?|creators?"
    r"|contributors?|authorsign|dcreator|vcard"
)
"""A byline."""

QUOTE = _called(r"pull-?quotes?|quotes?|citations?|exergues?|\w*quotation|blockquote")
SPEAKER = _called(r"attribution|signature|(?:block)?quote-?(?:author|footer|source)|auteur-citation")
"""Who said the words of a quotation."""

CREDIT = re.compile(r"credit|copyright|photographer|photographe|rights|attribution|source")
SOURCES = _called(r"sources?|references?|bibliograph\w*|biblio|reflist|citations?|works-cited")
PICTURED = _called(r"(?:wp-)?captions?|legende?s?|slides?|slider|diapo\w*|galler\w*|galerie|figure|desc\w+")
"""Words that go with a picture."""

LEGEND = _called(r"captions?|legende?s?")
"""The words below a picture."""

SITE = _called(r"(?:site-?)?logos?|site-?(?:title|name|branding|header)|brand|blog-?(?:title|name)|masthead")
"""The name of the site."""

KICKER = _called(r"sur-?titres?|kickers?|eyebrows?|overlines?")
"""The words above the title."""

SUBTITLE = _called(r"sub-?titles?|sous-?titres?|headline-?sub")
"""The words below it."""

BOX = _called(
    r"encadres?|reperes?|(?:bon-)?a-savoir|chiffres?-cles?|call-?outs?|admonitions?|box-?outs?|(?:note|info|fact|text|key|tip)-?box"
)
"""Words set in a frame beside the text, and part of it."""

BACK = _called(r"\w*-?cite-backlink|back-?link|footnote-back\w*|reverse-?footnote|retour")
"""A link from a note to its call."""

HEADING = _called(r"inter-?titres?\w*|crosshead\w*|sub-?heading|subhead")
FIGURE = _called(r"media|medias|images?|photos?|pictures?|illustrations?|figures?|wp-caption|visuel\w*|thumbnail|thumb")
ICON = re.compile(
    r"(?:^|[\s_/-])(?:logo|icon|icone|avatar|gravatar|emoji|spacer|pixel|blank|sprite|smiley|tracking|badge)s?(?:$|[\s_./-])"
)
WALLED = re.compile(
    r"paywall|piano-|premium-?(?:wall|content-?lock)|article-?locked|abo-?wall|subscriber-?only|locked-?content"
)
FOOT = _called(r"(?:site-?|page-?|main-?)?footer|colophon|pied(?:-de-page)?|bottom|mentions(?:-legales)?")
"""The foot of a page."""

HIDDEN = _called(
    r"sr-only|visually-?hidden|screen-reader-text|assistive-text|a11y-hidden|mw-editsection|(?:anchor|header|hash|perma)-?link"
    r"|heading-?anchor"
)
"""Words that are not shown."""

LIVE = re.compile(r"live-?(?:blog|update|feed|post|event)|minute-par-minute|direct-?(?:item|post|live)")


def called(element: Element, names: re.Pattern[str]) -> bool:
    """Tell whether an element is called by one of these names."""
    own = tree.named(element)
    return bool(own) and _matches(own, names)


def near(block: Element, names: re.Pattern[str], levels: int) -> bool:
    """Tell whether a block, or what it stands in on so many levels, is called so."""
    inside = takewhile(lambda above: above.tag not in ("body", "main", "article"), tree.ancestors(block))
    return any(called(element, names) for element in islice(inside, levels))


def unseen(element: Element) -> bool:
    """Tell words that are not shown, by their classes; an id may be made of a heading's own words."""
    names = element.get("class")
    return bool(names) and _matches(tree.spelt(names[:1000]), HIDDEN)


def property_of(element: Element, names: re.Pattern[str]) -> bool:
    """Tell whether an element is called so, also by what it says that it is: ``rel``, ``itemprop``."""
    said = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".strip().lower()
    return called(element, names) or (bool(said) and _matches(said, names))


@lru_cache(maxsize=16384)
def _matches(own: str, names: re.Pattern[str]) -> bool:
    return names.search(own[:1000]) is not None
