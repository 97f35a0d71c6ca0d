"""Files as people upload them, made here: a Word file with its own numbering, a pdf with text and one without."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NUMBERING = f"""<w:numbering {_W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def paragraph(text: str, level: int | None = None) -> str:
    """A paragraph, numbered by Word itself at a level."""
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>' if level is not None else ""
    )
    return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, *, numbering: str = NUMBERING) -> bytes:
    """A Word file with this body."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W} {_MC}><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, "word/numbering.xml": numbering})


def archive(files: dict[str, str]) -> bytes:
    """A zip file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return kept.getvalue()


def pdf(pages: list[list[str]]) -> bytes:
    """A pdf in the Chinese character map that Word and WPS of old wrote (GBK-EUC-H), a line of text each."""
    objects = [b"", b"", b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>",
               b"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun"
               b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000>>",
               b"<</Type/FontDescriptor/FontName/SimSun/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859"
               b"/Descent -141/CapHeight 700/StemV 80>>"]  # fmt: skip
    keys = []
    for lines in pages:
        shown = b"".join(
            b"1 0 0 1 60 %d Tm <%s> Tj\n" % (780 - 24 * n, line.encode("gbk").hex().encode())
            for n, line in enumerate(lines)
        )
        stream = b"BT /F1 16 Tf\n" + shown + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        keys.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % k for k in keys))
    out, at = bytearray(b"%PDF-1.4\n"), []
    for n, content in enumerate(objects, start=1):
        at.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in at)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
