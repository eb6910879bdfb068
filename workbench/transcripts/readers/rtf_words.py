"""The control words of RTF that matter to a transcript, and the code pages they name.

Source: Microsoft, Rich Text Format Specification, version 1.9.1 (2008).
"""

import codecs

SYMBOLS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "page": "\n",
    "column": "\n",
    "nestcell": "\t",
    "nestrow": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
"""Words that stand for text."""

CHARACTERS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
"""Control symbols that stand for text; an optional hyphen (`-`) stands for none."""

ASIDES = {
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "textbox",
    "dptxbxtext": "textbox",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}
"""Destinations that are kept aside."""

BOXES = frozenset({"shptxt", "dptxbxtext"})
SHAPES = frozenset({"shp", "shpinst", "do", "shpgrp"})
"""Destinations whose own words are settings, but which may hold boxes."""

SILENT = frozenset(
    """
    fonttbl colortbl stylesheet info pict nonshppict shprslt pntext listtext fldinst datafield
    filetbl private xe tc rxe txe bkmkstart bkmkend atnid atnauthor atntime atnref atndate atnicn
    atnparent template operator themedata colorschememapping listtable listoverridetable revtbl
    rsidtbl generator mmathPr upr ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn objdata objclass
    """.split()
)
"""Destinations without words of the text."""

KEPT_THOUGH_STARRED = frozenset({"ud", "shppict"})

_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""`\\fcharset`; 0 and 1 mean that of the document."""

_CODE_PAGES = {0: "cp1252", 10000: "mac_roman", 10029: "mac_latin2", 65001: "utf-8", 20127: "ascii"}

FAMILIES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def codec_of_charset(charset: int) -> str | None:
    return _CHARSETS.get(charset)


def codec_of_page(number: int) -> str | None:
    """The codec of a code page, or None if Python has none."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
