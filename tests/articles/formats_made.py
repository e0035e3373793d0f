"""Small files of every format, made byte by byte: what the tests of their readers and the mutator share."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

BODY = (
    "The army said on Friday that its soldiers had entered the old mill after a week of shelling, and that "
    "the rebels who held it were gone."
)
PAGE = (
    '<html lang="en"><head><title>Mill falls</title>'
    '<meta property="article:published_time" content="2016-06-03T10:21:00Z"></head>'
    f"<body><article><h1>Mill falls</h1><p>{BODY}</p><p>{BODY} Twice.</p></article></body></html>"
)

Run = tuple[float, float, str]
"""A piece of text on a page: points from the left, points from the foot, words."""


def make_pdf(
    pages: Sequence[Sequence[Run]], *, info: Mapping[str, str] | None = None, picture: bool = False
) -> bytes:
    """Return a PDF of these pages, 10 point Helvetica on A4; bytes above 127 are glyphs as in WinAnsi."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        b"/BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>"
    )
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x00\nendstream"
    )
    objects += [font, image]
    kids = []
    for runs in pages:
        drawn = b"\n".join(
            b"BT /F1 10 Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (x, y, _literal(words)) for x, y, words in runs
        )
        if picture:
            drawn += b"\nq 500 0 0 700 40 60 cm /I1 Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    entries = b" ".join(b"/%s (%s)" % (key.encode(), _literal(value)) for key, value in (info or {}).items())
    objects.append(b"<< %s >>" % entries)
    return number_objects(objects)


def _literal(words: str) -> bytes:
    data = words.replace("ﬁ", "\x01").replace("ﬂ", "\x02").encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def number_objects(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects: the first is its catalogue, the last its properties."""
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        len(objects),
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def lines_at(x: float, top: float, lines: Sequence[str], *, step: float = 14.0) -> list[Run]:
    """Return lines of text one below the other."""
    return [(x, top - step * number, line) for number, line in enumerate(lines)]


def make_zip(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2016, 6, 3, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def make_docx(paragraphs: Sequence[str], *, core: str = "") -> bytes:
    """Return a Word document; paragraphs are WordprocessingML inside <w:p>, or plain words."""
    inner = "".join(
        f"<w:p>{words if words.startswith('<w:') else f'<w:r><w:t>{words}</w:t></w:r>'}</w:p>"
        for words in paragraphs
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    properties = (
        '<?xml version="1.0"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>"
    )
    return make_zip({"word/document.xml": body, "docProps/core.xml": properties})


def make_eml(
    body: str = BODY, *, headers: str = "", content_type: str = "text/plain; charset=utf-8"
) -> bytes:
    """Return a mail of one part."""
    head = (
        "From: Hill Desk <desk@hill.example>\r\nDate: Fri, 3 Jun 2016 23:30:00 -0400\r\n"
        f"Subject: Mill falls\r\n{headers}Content-Type: {content_type}\r\n\r\n"
    )
    return (head + body.replace("\n", "\r\n")).encode()


def make_rss(items: str) -> bytes:
    """Return a feed with these items."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hill News</title>'
        f"<language>en-gb</language>{items}</channel></rss>"
    ).encode()


RSS_ITEM = (
    "<item><title>Mill falls</title><link>https://hill.example/mill</link>"
    "<pubDate>Fri, 03 Jun 2016 10:21:00 GMT</pubDate><description>The mill fell.</description>"
    f"<content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item>"
)


def make_record(
    content: bytes,
    *,
    url: str = "https://hill.example/mill.html",
    content_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    kind: str = "response",
) -> bytes:
    """Return one WARC record, uncompressed."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-02T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def seeds() -> dict[str, bytes]:
    """Return a small sound file of every format, by file name."""
    article = {"id": "a1", "text": BODY, "date": "2016-06-03", "title": "Mill falls"}
    acled = (
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,"
        "location,latitude,longitude,geo_precision,source,notes\n"
        "X1,3 June 2016,1,Battles,Government regains territory,Military Forces of Syria (2000-),1,"
        "Rebels,2,Syria,"
        f'Old Mill,35.9,39.0,1,Hill News,"{BODY}"\n'
    )
    return {
        "a.txt": f"Mill falls to army\n\nHill News, 3 June 2016\n\n{BODY}\n".encode(),
        "a.html": PAGE.encode(),
        "a.jsonl": (json.dumps(article) + "\n").encode() * 2,
        "a.json": json.dumps({"articles": [article, article | {"id": "a2"}]}).encode(),
        "a.csv": f'id,date,text\na1,2016-06-03,"{BODY}"\n'.encode(),
        "acled.csv": acled.encode(),
        "a.ris": f"TY  - NEWS\nTI  - Mill falls\nDA  - 2016/06/03/\nAB  - {BODY}\nER  - \n".encode(),
        "a.pdf": make_pdf([lines_at(60, 780, ["Mill falls to army", "3 June 2016", *_wrapped(BODY)])]),
        "a.docx": make_docx(["Mill falls to army", BODY]),
        "a.eml": make_eml(),
        "a.mbox": b"From desk Fri Jun  3 10:21:00 2016\n" + make_eml().replace(b"\r\n", b"\n") + b"\n",
        "a.rss": make_rss(RSS_ITEM),
        "a.warc": make_record(PAGE.encode()),
        "a.warc.gz": gzip.compress(make_record(PAGE.encode()), mtime=0),
        "a.txt.gz": gzip.compress(BODY.encode() * 20, mtime=0),
        "a.zip": make_zip({"one/a.txt": BODY, "two.html": PAGE, "in.zip": make_zip({"b.txt": BODY})}),
    }


def _wrapped(words: str, width: int = 60) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
