"""Features of fonts, such as the kinds of figures, as each line of text has them.

WeasyPrint tells Pango of them in lists that it never frees: some 20 KiB an article, which a process that writes
thousands would never see again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHOICES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
"""Properties of a style, in the order in which WeasyPrint's function takes them."""

_features = line_break.font_features
_set_up = line_break.Layout.setup


def none(*_choices: object) -> Mapping[str, int]:
    """Give no features; takes the place of `weasyprint.text.line_break.font_features`, whose answer would stay."""
    return {}


def set_up(layout: Any, style: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Make a layout ready; takes the place of `weasyprint.text.line_break.Layout.setup`."""
    _set_up(layout, style)
    features = _features(*(style[name] for name in _CHOICES))
    if features:
        told = ",".join(f"{name} {value}" for name, value in features.items())
        listed = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(listed, pango.pango_attr_font_features_new(told.encode()))
        pango.pango_layout_set_attributes(layout.layout, listed)
