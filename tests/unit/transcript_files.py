"""Files made by hand for the tests of reading transcripts."""

import io
import zipfile

from workbench.files.contained import Bounds, Containment
from workbench.transcripts import Transcript, read_transcript

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_child = Containment(Bounds(seconds=20))


def read(data: bytes | str, name: str = "01.txt", *, listed: tuple[str, ...] = ()) -> Transcript:
    raw = data.encode() if isinstance(data, str) else data
    return read_transcript(name, raw, listed=listed, containment=_child)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    """Speaker and words of every turn."""
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def aside(transcript: Transcript, kind: str) -> list[str]:
    return [found.text for found in transcript.aside if found.kind == kind]


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph: each run is text, or XML if it begins with `<`."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str, *, bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    def cell(text: str) -> str:
        return f"<w:tc>{text if text.startswith('<') else p(text)}</w:tc>"

    lines = (f"<w:tr>{''.join(cell(text) for text in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def docx(*body: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word file of these paragraphs and tables; `parts` maps kinds (`comments`) to XML."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts or {})
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" '
        f'Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}'
        "</Relationships>",
    }
    members.update({f"word/{kind}.xml": content for kind, content in (parts or {}).items()})
    return zipped(members)


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(body: str, *, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )
