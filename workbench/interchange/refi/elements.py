"""Making elements of one namespace; codes alike in projects and codebooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.interchange.refi import notes
from workbench.interchange.refi.names import code_guid, escaped
from workbench.model import Code, Codebook, CodeId

if TYPE_CHECKING:
    from lxml.etree import _Element


class Elements:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        from lxml import etree  # slow to import

        self._etree = etree
        self._namespace = namespace

    def root(self, tag: str, **attributes: str) -> "_Element":
        return self._etree.Element(
            f"{{{self._namespace}}}{tag}", attributes, nsmap={None: self._namespace}
        )

    def add(
        self, parent: "_Element", tag: str, text: str | None = None, **attributes: str
    ) -> "_Element":
        """A new last element below `parent`; its text is escaped, attributes are not."""
        made = self._etree.SubElement(parent, f"{{{self._namespace}}}{tag}", attributes)
        if text is not None:
            made.text = escaped(text)
        return made

    def add_codes(
        self, parent: "_Element", book: Codebook, above: CodeId | None = None
    ) -> "Iterator[tuple[Code, _Element]]":
        """Add the codes below `above`; yields each with its element before what is below it."""
        for code in book.children(above):
            made = self.add(
                parent, "Code", guid=code_guid(code.id), name=escaped(code.name), isCodable="true"
            )
            if notes.is_colour(code.colour):
                made.set("color", code.colour)
            told = notes.description(code, book.language)
            if told:
                self.add(made, "Description", told)
            yield code, made
            yield from self.add_codes(made, book, code.id)

    def as_bytes(self, root: "_Element") -> bytes:
        data: bytes = self._etree.tostring(root, xml_declaration=True, encoding="utf-8")
        return data
