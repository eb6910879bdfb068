"""The look of a Word report: one small stylesheet and page, instead of a template's.

Invariant: all formatting is in named styles, so that a reader can change the look in one place.
Sizes are half points, distances twentieths of a point (ISO/IEC 29500-1, 17.3 and 17.7).
"""

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1418
"""A4, margins of 25 mm."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
LANDSCAPE_MARGIN = 1021
"""18 mm: wide tables need the room."""
LANDSCAPE_WIDTH = PAGE_HEIGHT - 2 * LANDSCAPE_MARGIN
HEADING_LEVELS = 6

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>'
_SERIF = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria" w:eastAsia="Cambria"/>'
_INK, _GREY, _HEAD = "1F2933", "56616B", "17365D"
_HEADING_SIZES = (34, 28, 24, 23, 22, 22)


def stylesheet(*, locale: str, quoted_locale: str) -> str:
    """The children of `w:styles`, in one wrapping element.

    `locale` is the language of headings and words of ours, `quoted_locale` that of quotations.
    """
    styles = [
        _defaults(locale),
        *_paragraph_styles(quoted_locale),
        *(_heading(level) for level in range(1, HEADING_LEVELS + 1)),
        *(_contents_line(level) for level in (1, 2, 3)),
        *_character_styles(),
        *_table_styles(),
    ]
    return f'<w:styles xmlns:w="{_NAMESPACE}">{"".join(styles)}</w:styles>'


def _defaults(locale: str) -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_SANS}<w:color w:val="{_INK}"/>'
        f'<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _style(
    name: str,
    *,
    paragraph: str = "",
    run: str = "",
    based_on: str = "Normal",
    following: str = "",
    priority: int = 1,
    attributes: str = "",
    kind: str = "paragraph",
) -> str:
    style_id = style_id_of(name)
    base = f'<w:basedOn w:val="{style_id_of(based_on)}"/>' if based_on else ""
    after = f'<w:next w:val="{style_id_of(following)}"/>' if following else ""
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{attributes}><w:name w:val="{name}"/>'
        f'{base}{after}<w:uiPriority w:val="{priority}"/><w:qFormat/>{properties}'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def style_id_of(name: str) -> str:
    """Word's habit: the name without spaces, each word with a capital."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _right_tab(leader: str = "") -> str:
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tabs><w:tab w:val="right"{dots} w:pos="{TEXT_WIDTH}"/></w:tabs>'


def landscape_tab() -> str:
    """Instead of the tab of a style, at the edge of a page that lies on its side."""
    return (
        f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/>'
        f'<w:tab w:val="right" w:pos="{LANDSCAPE_WIDTH}"/></w:tabs>'
    )


_CUSTOM = ' w:customStyle="1"'
_DEFAULT = ' w:default="1"'


def _paragraph_styles(quoted_locale: str) -> list[str]:
    bold = "<w:b/><w:bCs/>"
    return [
        _style("Normal", based_on="", priority=0, attributes=_DEFAULT),
        _style(
            "Title",
            paragraph=f"<w:keepNext/>{_spacing(0, 60, 240)}",
            run=f"{bold}{_colour(_HEAD)}{_size(52)}",
            following="Subtitle",
            priority=10,
        ),
        _style(
            "Subtitle",
            paragraph=_spacing(0, 320),
            run=f"{_colour(_GREY)}{_size(26)}",
            following="Normal",
            priority=11,
        ),
        _style(
            "TOC Heading",
            paragraph=f"<w:keepNext/>{_spacing(360, 120)}",
            run=f"{bold}{_colour(_HEAD)}{_size(26)}",
            following="Normal",
            priority=39,
        ),
        _style(
            "Quote",
            # The border is where the colour of the code stands; it is set on each paragraph.
            paragraph=f'<w:keepLines w:val="0"/><w:widowControl/>{_spacing(0, 60, 283)}'
            '<w:ind w:left="284"/>',
            run=f'{_SERIF}{_size(22)}<w:lang w:val="{quoted_locale}"/>',
            priority=29,
        ),
        _style(
            "Excerpt source",
            paragraph=f"<w:keepNext/><w:keepLines/>{_right_tab()}{_spacing(240, 60, 240)}",
            run=_size(20),
            following="Quote",
            attributes=_CUSTOM,
        ),
        _style(
            "Excerpt details",
            paragraph=f'<w:keepLines/>{_spacing(0, 60, 240)}<w:ind w:left="284"/>',
            run=f"{_colour(_GREY)}{_size(17)}",
            attributes=_CUSTOM,
        ),
        _style(
            "Excerpt group",
            paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(340, 40)}",
            run=f'{bold}{_colour(_GREY)}<w:spacing w:val="12"/>{_size(22)}',
            following="Excerpt source",
            attributes=_CUSTOM,
        ),
        _style(
            "Code facts",
            paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(0, 60, 240)}",
            run=f"{_colour(_GREY)}{_size(18)}",
            attributes=_CUSTOM,
        ),
        _style(
            "Code definition",
            paragraph=f"<w:keepLines/>{_spacing(0, 80)}",
            run=f"<w:i/><w:iCs/>{_size(20)}",
            attributes=_CUSTOM,
        ),
        _style(
            "footer",
            paragraph=f"{_right_tab()}{_spacing(0, 0, 240)}",
            run=f"{_colour(_GREY)}{_size(17)}",
            priority=99,
        ),
    ]


def _heading(level: int) -> str:
    size = _HEADING_SIZES[level - 1]
    before = 480 if level == 1 else 360
    return _style(
        f"heading {level}",
        paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(before, 60, 240)}"
        f'<w:outlineLvl w:val="{level - 1}"/>',
        run=f"<w:b/><w:bCs/>{_colour(_HEAD)}{_size(size)}",
        following="Normal",
        priority=9,
    )


def _contents_line(level: int) -> str:
    space = _spacing(60 if level == 1 else 0, 20, 240)
    indent = f'<w:ind w:left="{284 * (level - 1)}"/>'
    return _style(
        f"toc {level}",
        paragraph=f"{_right_tab('dot')}{space}{indent}",
        run=_size(21 if level == 1 else 19),
        priority=39,
    )


def _character_styles() -> list[str]:
    def character(name: str, run: str) -> str:
        return _style(name, run=run, based_on="", kind="character", attributes=_CUSTOM)

    bold = "<w:b/><w:bCs/>"
    return [
        character("Excerpt reference", f"{bold}{_colour(_HEAD)}"),
        character("Promotes", f"{bold}{_colour('1B6B3A')}"),
        character("Hinders", f"{bold}{_colour('9C2A1E')}"),
        character("Neutral", f"{bold}{_colour('5B5B5B')}"),
        character("Direction not set", _colour(_GREY)),
        character("Excerpt memo", "<w:i/><w:iCs/>"),
    ]


def _table_styles() -> list[str]:
    right = '<w:jc w:val="right"/>'
    return [
        _style(
            "caption",
            paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(200, 80, 240)}",
            run=f"<w:b/><w:bCs/>{_colour(_HEAD)}{_size(19)}",
            following="Normal",
            priority=35,
        ),
        _style(
            "Table head",
            paragraph=f"<w:keepNext/>{_spacing(30, 30, 240)}",
            run=f"<w:b/><w:bCs/>{_colour(_HEAD)}{_size(16)}",
            attributes=_CUSTOM,
        ),
        _style("Table head number", paragraph=right, based_on="Table head", attributes=_CUSTOM),
        _style(
            "Table text",
            paragraph=_spacing(20, 20, 240),
            run=_size(17),
            attributes=_CUSTOM,
        ),
        _style("Table number", paragraph=right, based_on="Table text", attributes=_CUSTOM),
        _style(
            "Table interval",
            paragraph=f"{_spacing(0, 20, 240)}{right}",
            run=f"{_colour(_GREY)}{_size(14)}",
            based_on="Table text",
            attributes=_CUSTOM,
        ),
        _style(
            "Table note",
            paragraph=f"<w:keepLines/>{_spacing(20, 40, 240)}",
            run=f"{_colour(_GREY)}{_size(17)}",
            attributes=_CUSTOM,
        ),
        _figures_table(),
    ]


def _figures_table() -> str:
    """Lines above, below and between the rows, none upright."""
    thick, thin = (
        f'w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"'
        for width, colour in ((8, _HEAD), (4, "D5DAE0"))
    )
    return (
        '<w:style w:type="table" w:styleId="FiguresTable" w:customStyle="1">'
        '<w:name w:val="Figures table"/><w:uiPriority w:val="59"/><w:qFormat/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
        f"<w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom {thick}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
