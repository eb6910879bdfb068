"""The colours of codes on the screen: from the codebook, readable on any theme.

Contrast is the ratio of relative luminances, WCAG 2.2, definitions "contrast ratio" and "relative
luminance".
"""

from collections.abc import Iterable

from textual.color import Color, ColorParseError

from workbench.model import Codebook, CodeId

READABLE = 4.5
"""The least contrast of words on their ground: WCAG 2.2, success criterion 1.4.3."""

_SPARE = ("#2a9d8f", "#e07a5f", "#5b7db1", "#d4a017", "#8e5aa8", "#6a994e", "#c2557b", "#3d9bbd")
"""For codes without a colour of their own, in the order of the book."""


def code_colours(codebook: Codebook) -> dict[CodeId, Color]:
    """Each code's colour: its own, else its nearest ancestor's, else one of the spare ones."""
    colours: dict[CodeId, Color] = {}
    tops = [code.id for code in codebook.children(None)]
    for code, _depth in codebook.walk():
        spare = Color.parse(_SPARE[tops.index(codebook.top(code.id)) % len(_SPARE)])
        inherited = colours.get(code.parent, spare) if code.parent else spare
        colours[code.id] = _parsed(code.colour) or inherited
    return colours


def _parsed(written: str) -> Color | None:
    try:
        return Color.parse(written) if written else None
    except ColorParseError:
        return None


def luminance(colour: Color) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in (colour.r, colour.g, colour.b))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blended(ground: Color, colours: Iterable[Color], *, strength: float, ink: Color) -> Color:
    """The ground with translucent colours laid over it, one after the other.

    `strength` (0-1) is the share of each colour; the result is drawn back towards the ground as
    far as it takes to keep `ink` readable on it.
    """
    mixed = ground
    for colour in colours:
        mixed = mixed.blend(colour, strength)
    for _ in range(12):
        if contrast(mixed, ink) >= READABLE:
            break
        mixed = mixed.blend(ground, 0.15)
    return mixed


def readable(colour: Color, *, ground: Color, ink: Color) -> Color:
    """The colour, moved towards `ink` as far as it takes to be read on `ground`."""
    for _ in range(12):
        if contrast(colour, ground) >= READABLE:
            break
        colour = colour.blend(ink, 0.15)
    else:
        return ink
    return colour
