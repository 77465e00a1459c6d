"""Word files made for tests: a body, and notes, headers and text boxes where a test asks for them."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    }.items()
)
LINK = "https://doi.org/10.5555/link"


def pack(body: str, footnotes: str = "", endnotes: str = "", header: str = "") -> bytes:
    """Return a Word file whose body, notes and header hold the WordprocessingML given; `rLink` is a link."""
    document = Document()
    root = document.element.body
    for child in list(root.iterchildren("{*}p")):
        root.remove(child)
    for position, element in enumerate(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")):
        root.insert(position, element)
    for kind, notes, content in (
        ("footnotes", footnotes, CONTENT_TYPE.WML_FOOTNOTES), ("endnotes", endnotes, CONTENT_TYPE.WML_ENDNOTES),
    ):  # fmt: skip
        if notes:
            blob = f"<w:{kind} {NAMESPACES}>{notes}</w:{kind}>".encode()
            part = Part(PackURI(f"/word/{kind}.xml"), content, blob, document.part.package)
            document.part.relate_to(part, f"{RELATIONSHIP_TYPE.FOOTNOTES.rpartition('/')[0]}/{kind}")
    document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, LINK, "rLink", is_external=True)
    if header:
        document.sections[0].header.paragraphs[0].add_run(header)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
