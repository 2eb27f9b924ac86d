"""The generated cover: one colour, one typeface for the title, and the article's own rhythm as its picture.

The bars are the first words of the article, each as tall as its word is long. Colours are those of
`exporter.render.palettes`; a publisher always gets the same set. Same article, same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from exporter import canon, walk
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.messages import Message, cause
from exporter.model import Metadata
from exporter.render import front, palettes
from exporter.render._lettering import Words, break_lines, count_lines, drawable, first_lines, lost, weakness
from exporter.settings import PageSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from exporter.model import Article
    from exporter.ports import Issue, Language, World

SQUARE: Final = (1400, 1400)
"""In pixels, for audio players and podcasts."""

PORTRAIT: Final = (1400, 2240)
"""In pixels, for book shelves: as wide as the strictest of them asks for, and sharper than any page of e-paper."""

_COMPRESSION: Final = 3
"""Of PNG: what comes after it takes longer than it saves."""

_SERIF: Final = "fonts/source-serif-4/SourceSerif4[opsz,wght].ttf"
_SANS: Final = "fonts/atkinson-hyperlegible/AtkinsonHyperlegible-{}.ttf"
_SERIF_AXES: Final = (620.0, 60.0)  # weight, optical size: the order of the axes in the file
_UNIT: Final = 400  # pixels: the size at which words are measured, once for all sizes

# Lengths as fractions of the cover's width.
_MARGIN: Final = 0.086
_SMALL: Final = 0.039
_LARGEST: Final = 0.168
_SMALLEST: Final = 0.044
_LEADING: Final = 1.12
_MOST_LINES: Final = 3  # of small text
_MOST_NAMES: Final = 20  # more never stand on so many lines
_TITLE: Final = 0.75  # of the room between head and foot
_TITLE_OF_ISSUE: Final = 0.45
_BARS: Final = 64
_TALLEST_BAR: Final = 0.6
_YIELD: Final = 0.82  # how far a title may shrink for better lines
_WEAK_LINE: Final = 0.1  # of its size that a title yields to be rid of one
_UNEVEN: Final = 0.3  # of its size that a title would yield for lines of one width instead of very uneven ones
_NARROWER: Final = (1.0, 0.86, 0.72)  # widths at which lines are tried
_COLOURS: Final = "templates/cover/colours.toml"
_LONGEST_TITLE: Final = 320  # characters; what is longer is cut at a word and says so with an ellipsis


@dataclass(frozen=True, slots=True)
class Design:
    """What is drawn: words, colours, heights of the bars (0 to 1), and an issue's ``contents``, a title each."""

    metadata: Metadata
    colours: palettes.Palette
    bars: tuple[float, ...]
    contents: tuple[str, ...] = ()


def palette(article: Article, world: World) -> palettes.Palette:
    """Choose the colours: the theme's, or those of the publisher, or else of the work, whatever is corrected of it.

    Raises `WriteError` for a theme's colours that cannot be read.
    """
    known = article.metadata
    return _of_theme(world) or palettes.chosen(known.publisher or known.identifier or canon.digest(article))


def _of_theme(world: World) -> palettes.Palette | None:
    try:
        return palettes.told(world.resource(_COLOURS))
    except ValueError as error:
        raise WriteError(
            Message("{place}: {reason}", place=_COLOURS, reason=cause(error)),
            Message("mend the theme {name}", name=world.options(PageSettings).theme),
        ) from error


def jpeg(article: Article, world: World, size: tuple[int, int]) -> bytes:
    """Draw the cover at ``size`` (width and height in pixels) as a JPEG, which all players of sound know.

    Characters that the fonts lack are left out and reported; the whole title stands in the edition's metadata.
    """
    return _jpeg(_drawn(_design(article, world), world, size))


def png(article: Article, world: World, size: tuple[int, int]) -> bytes:
    """Draw the cover as `jpeg` does, as a PNG: sharper, and a third of the bytes."""
    return _png(_drawn(_design(article, world), world, size))


def issue_jpeg(issue: Issue, world: World, size: tuple[int, int]) -> bytes:
    """Draw the cover of an issue: as `jpeg` does, with the titles of as many articles as there is room for."""
    return _jpeg(_drawn(_design_of_issue(issue, world), world, size))


def issue_png(issue: Issue, world: World, size: tuple[int, int]) -> bytes:
    """Draw the cover of an issue as a PNG."""
    return _png(_drawn(_design_of_issue(issue, world), world, size))


def _design(article: Article, world: World) -> Design:
    return Design(article.metadata, palette(article, world), rhythm(article))


def _design_of_issue(issue: Issue, world: World) -> Design:
    titles = tuple(part.metadata.title for part in issue.parts)
    metadata = issue.metadata
    colours = _of_theme(world) or palettes.chosen(metadata.publisher or metadata.title)
    return Design(metadata, colours, _bars(" ".join((metadata.title, *titles))), titles)


def description(metadata: Metadata, language: Language) -> str:
    """The alternative text of a cover: what is written on it."""
    people = front.listed((author.name for author in metadata.authors), language)
    date = language.date(metadata.published) if metadata.published else ""
    facts = ", ".join(filter(None, (people, metadata.publisher, date)))
    return ". ".join(filter(None, (language.labels["cover_of"].format(title=metadata.title), facts)))


def _jpeg(image: Image) -> bytes:
    data = io.BytesIO()
    image.convert("RGB").save(data, "JPEG", quality=90)
    return data.getvalue()


def _png(image: Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=_COMPRESSION)
    return data.getvalue()


def _drawn(design: Design, world: World, size: tuple[int, int]) -> Image:
    """Draw in one channel, whose levels then stand for the colours of the set."""
    from PIL import Image  # noqa: PLC0415 - Pillow is heavy

    image = Image.new("L", size, palettes.GROUND)
    _Cover(design, world, image).paint()
    image.putpalette(palettes.ramp(design.colours))
    return image


# --- Drawing -----------------------------------------------------------------------------------


class _Cover:
    """A cover on its way; lengths are in pixels, places from the top left."""

    def __init__(self, design: Design, world: World, image: Image) -> None:
        """Draw on ``image``, whose ground is laid."""
        from PIL import ImageDraw  # noqa: PLC0415 - Pillow is heavy

        self.design = design
        self.metadata = design.metadata
        self.language = world.language(design.metadata.language)
        self.world = world
        self.size = image.size
        self.draw = ImageDraw.Draw(image)

    @property
    def margin(self) -> int:
        return round(self.size[0] * _MARGIN)

    @property
    def measure(self) -> int:
        """Width of the text."""
        return self.size[0] - 2 * self.margin

    @property
    def small(self) -> int:
        """Size of the small text."""
        return round(self.size[0] * _SMALL)

    def paint(self) -> None:
        """Head, title and foot; contents and rhythm take what is left between the last two."""
        top = self._head()
        bottom = self._foot()
        share = _TITLE_OF_ISSUE if self.design.contents else _TITLE
        end = self._title(top, round((bottom - top) * share)) + round(self.small * 1.6)
        if self.design.contents:
            end = self._contents(end, bottom) + self.small
        self._rhythm(end, bottom)

    def _head(self) -> int:
        """Publisher and kicker above a rule; returns where the title may begin."""
        metadata = self.metadata
        place = self.margin
        for text, weight, colour in (
            (metadata.publisher, "Bold", palettes.INK),
            (metadata.kicker, "Regular", palettes.ACCENT),
        ):
            place = self._lines(text or "", place, weight, colour)
        if place > self.margin:
            place += round(self.small * 0.35)
        self._rule(place)
        return place + round(self.small * 1.5)

    def _foot(self) -> int:
        """Authors and date at the bottom; returns where they begin."""
        lines = [(self._names(), "Bold", palettes.INK), (self._date(), "Regular", palettes.ACCENT)]
        height = sum(len(self._wrap(text, weight)) for text, weight, _ in lines) * self._step
        place = begin = self.size[1] - self.margin - height
        for text, weight, colour in lines:
            place = self._lines(text, place, weight, colour)
        return begin - (self.small if height else 0)

    def _names(self) -> str:
        """As many authors as there is room for, each whole, and how many more there are."""
        names = [author.name.replace(" ", "\u00a0") for author in self.metadata.authors]
        shown = front.listed(names, self.language)
        for kept in range(min(len(names) - 2, _MOST_NAMES), 0, -1):  # "and 1 other" takes as much room as a name
            if not self._wrap(shown, "Bold", _MOST_LINES + 1)[_MOST_LINES:]:
                break
            shown = f"{', '.join(names[:kept])} {self._others('and_others', len(names) - kept)}"
        return shown

    def _others(self, label: Literal["and_others", "and_other_articles"], count: int) -> str:
        return self.language.labels[label].format(count=count)

    def _date(self) -> str:
        return self.language.date(self.metadata.published) if self.metadata.published else ""

    def _contents(self, top: int, bottom: int) -> int:
        """Titles of articles, each whole, and how many more there are; returns where they end."""
        titles = self.design.contents
        ends = list(self._ends(top, bottom - self.small))
        kept = len(ends)
        while (
            kept < len(titles)
            and kept
            and (ends[kept - 1] + self._step > bottom - self.small or kept == len(titles) - 1)
        ):
            kept -= 1
        for title, place in zip(titles[:kept], (top, *ends), strict=False):
            self._lines(title, place, "Regular", palettes.INK)
        end = ends[kept - 1] if kept else top
        if kept == len(titles):
            return end
        return self._lines(self._others("and_other_articles", len(titles) - kept), end, "Regular", palettes.ACCENT)

    def _ends(self, place: int, bottom: int) -> Iterator[int]:
        """Where each title of an article ends that stands above ``bottom``, with the gap that follows it."""
        for title in self.design.contents:
            place += len(self._wrap(title, "Regular")) * self._step + round(self.small * 0.5)
            if place > bottom:
                return
            yield place

    @property
    def _step(self) -> int:
        return round(self.small * 1.36)

    def _rule(self, place: int) -> None:
        thickness = max(2, round(self.size[0] * 0.004))
        box = (self.margin, place, self.margin + self.measure - 1, place + thickness - 1)
        self.draw.rectangle(box, fill=palettes.ACCENT)

    def _lines(self, text: str, place: int, weight: str, level: int) -> int:
        font = self._small_font(text, weight)
        for line in self._wrap(text, weight):
            self.draw.text((self.margin, place), line, font=font, fill=level)
            place += self._step
        return place

    def _wrap(self, text: str, weight: str, most: int = _MOST_LINES) -> tuple[str, ...]:
        font = self._small_font(text, weight)
        measure = self.measure / font.size
        return first_lines(Words.measured(drawable(text, font), font, measure - 1), measure, most)

    def _small_font(self, text: str, weight: str) -> FreeTypeFont:
        """The sans serif, or the serif for alphabets that only this one has."""
        sans = _font(self.world.resource(_SANS.format(weight)), self.small)
        return sans if not lost(text, sans) else _serif(self.world, self.small)

    def _title(self, top: int, height: int) -> int:
        """Set the title as large as it fits; returns where it ends."""
        size, lines = title_lines(self._shown_title(), self.world, (self.measure, height), self.size[0])
        font = _serif(self.world, size)
        step = round(size * _LEADING)
        for index, line in enumerate(lines):
            self.draw.text((self.margin, top + index * step), line, font=font, fill=palettes.INK)
        return top + len(lines) * step

    def _shown_title(self) -> str:
        metadata = self.metadata
        font = _serif(self.world, _UNIT)
        missing = lost(metadata.title, font)
        if missing:
            self.world.report(
                NotRendered("cover", "title", Message("no glyph for {text}", text=" ".join(dict.fromkeys(missing))))
            )
        return metadata.title if drawable(metadata.title, font) else metadata.publisher or ""

    def _rhythm(self, top: int, bottom: int) -> None:
        """Draw the first words of the article as bars that stand on the foot."""
        heights = self.design.bars
        room = min(bottom - top, round(self.size[0] * _TALLEST_BAR))
        if not heights or room < self.small * 2:
            return
        pitch = self.measure / len(heights)
        for index, height in enumerate(heights):
            left = self.margin + round(index * pitch)
            right = max(left, self.margin + round((index + 0.55) * pitch) - 1)
            self.draw.rectangle((left, bottom - max(2, round(room * height)), right, bottom - 1), fill=palettes.MUTED)


def rhythm(article: Article) -> tuple[float, ...]:
    """Heights (0 to 1) of the bars: the lengths of the article's first words, repeated when it is very short."""
    return _bars(" ".join((article.metadata.title, walk.words(article))))


def _bars(text: str) -> tuple[float, ...]:
    lengths = [min(len(word), 12) for word in text.split()]
    lengths = (lengths * _BARS)[:_BARS]
    smooth = [
        (before + 2 * here + after) / 4 for before, here, after in zip(lengths, lengths[1:], lengths[2:], strict=False)
    ]
    return tuple(length / 12 for length in smooth)


@lru_cache(maxsize=24)  # each size of a font holds all of its file, and titles have some sixty sizes
def _font(data: bytes, size: int, axes: tuple[float, ...] = ()) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is heavy

    font = ImageFont.truetype(io.BytesIO(data), size)
    if axes:
        font.set_variation_by_axes(list(axes))
    return font


def _serif(world: World, size: int) -> FreeTypeFont:
    return _font(world.resource(_SERIF), size, _SERIF_AXES)


def title_lines(title: str, world: World, box: tuple[int, int], width: int) -> tuple[int, tuple[str, ...]]:
    """Find the size (pixels) and the lines of a title in a box, on a cover of ``width`` pixels."""
    font = _serif(world, _UNIT)
    text = drawable(_shorten(title), font)
    return _fit(Words.measured(text, font), box, width) or _forced(text, font, box, width)


def _fit(words: Words, box: tuple[int, int], width: int) -> tuple[int, tuple[str, ...]] | None:
    """Find a size (pixels) at which the words stand in a box, and their lines; None if they do not even when small.

    The largest is best, but for one a little smaller whose lines end in fewer weak words or are less uneven, be it
    that they are more and shorter.
    """
    measure, height = box
    fitting: list[tuple[int, tuple[str, ...]]] = []
    for size in range(round(width * _LARGEST), round(width * _SMALLEST), -max(1, round(width * 0.002))):
        if fitting and size < fitting[0][0] * _YIELD:
            break
        if max(words.widths, default=0) * size <= measure:
            measures = (measure / size * narrower for narrower in _NARROWER)
            fits = (one for one in measures if count_lines(words, one) * size * _LEADING <= height)
            fitting += ((size, break_lines(words, one)) for one in fits)
    return max(fitting, key=_looks, default=None)


def _forced(text: str, font: FreeTypeFont, box: tuple[int, int], width: int) -> tuple[int, tuple[str, ...]]:
    """Set a text that does not fit at the smallest size, words wider than a line and what is too much cut off."""
    size = round(width * _SMALLEST)
    measure = box[0] / size
    lines = first_lines(Words.measured(text, font, measure - 1), measure, max(1, int(box[1] / (size * _LEADING))))
    return size, lines


def _looks(option: tuple[int, tuple[str, ...]]) -> float:
    size, lines = option
    longest = max(map(len, lines), default=0) or 1
    uneven = sum(1 - len(line) / longest for line in lines) / (len(lines) or 1)
    return size * (1 - _WEAK_LINE * sum(map(weakness, lines[:-1])) - _UNEVEN * uneven)


def _shorten(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    kept = title[:_LONGEST_TITLE]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:.–—") + "…"
