"""References: Zotero's CSV and RIS exports, whose texts are abstracts and notes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from articles.decoding import Decoded
from articles.documents import Document
from articles.errors import BadDateError
from articles.formats.markup import plain_text
from articles.models import Article, Issue
from articles.published import PartialDay, read_partial_day
from articles.reading import Draft, ReadOptions, completed, dated, finish, issue, missing_text, read_whole

_ZOTERO = frozenset({"key", "item type", "abstract note", "date"})
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*)|)$")
_RIS_FIELDS = {
    "key": ("ID",),
    "title": ("TI", "T1"),
    "author": ("AU", "A1"),
    "publication title": ("T2", "JO", "JF", "PB"),
    "date": ("DA", "Y1", "PY"),
    "url": ("UR",),
    "language": ("LA",),
    "abstract note": ("AB", "N2"),
    "notes": ("N1",),
    "file attachments": ("L1", "L2"),
}
_SLASHES = re.compile(r"(\d{4})/(\d\d)?/?(\d\d)?/?.*")
_YEAR = re.compile(r"\d{4}")
_LINES_MOST = 1_000_000


def is_zotero(columns: Sequence[str]) -> bool:
    """Tell whether a table with these columns, in lower case, is Zotero's export."""
    return _ZOTERO.issubset(columns)


def read_ris(document: Document, options: ReadOptions) -> Iterator[Article | Issue]:
    """Read a RIS file: one article a reference.

    Raises:
        OSError: If the file cannot be opened.
    """
    for found in read_whole(document, options, is_many=True):
        if isinstance(found, Issue):
            yield found
            continue
        references = list(_references(found))
        if not references:
            yield issue("no-reference", document.label, 'expected lines such as "TY  - NEWS"')
        for line, cells in references:
            yield from read_reference(cells, f"{document.label}:{line}", document, options)


def _references(decoded: Decoded) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the references of a RIS file with their first lines; fields are named as Zotero's CSV does."""
    tags: dict[str, list[str]] = {}
    begin, last = 1, ""
    for number, line in enumerate(decoded.text.removeprefix("\ufeff").split("\n", _LINES_MOST), start=1):
        match = _TAG.match(line.rstrip())
        if match is None:
            if last and line.strip():
                tags[last][-1] += f"\n{line.strip()}"
            continue
        last = match["tag"]
        if last == "TY":
            tags, begin = {}, number
        elif last == "ER":
            yield begin, _named(tags)
            tags, last = {}, ""
        if last:
            tags.setdefault(last, []).append((match["value"] or "").strip())
    if tags.keys() - {"TY"}:
        yield begin, _named(tags)


def _named(tags: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    fields = {}
    for name, candidates in _RIS_FIELDS.items():
        values = next((tags[tag] for tag in candidates if any(tags.get(tag, ()))), ())
        many = name in ("author", "notes", "file attachments")
        fields[name] = ("\n\n" if name == "notes" else "; ").join(values if many else values[:1])
    return fields


def read_reference(
    cells: Mapping[str, str], where: str, document: Document, options: ReadOptions
) -> Iterator[Article | Issue]:
    """Yield the article of one reference: its abstract and its notes.

    A reference without either gives its address to be fetched; attached files are named, never opened: they
    are sources of their own.

    Args:
        cells: Values by Zotero's names of columns, in lower case.
        where: File and line.
        document: What the reference stands in.
        options: How to read.
    """
    url = _address(cells.get("url", ""))
    attached = cells.get("file attachments", "").strip()
    pieces = [plain_text(cells.get(name, "")) for name in ("abstract note", "notes")]
    text = "\n\n".join(piece for piece in pieces if piece)
    if attached:
        yield issue("attachment", where, "attached files are not opened; give them as sources", attached)
    if not text:
        title = cells.get("title", "")
        yield (
            missing_text(where, url)
            if url
            else issue("no-text", where, "no abstract, note or address", title)
        )
        return
    published, problems = _day(cells, where)
    yield from problems
    draft = Draft(
        text=text,
        where=where,
        fallback_source=document.name or document.label,
        id=cells.get("key", "").strip(),
        title=cells.get("title", "").strip(),
        published=published.day if published else None,
        published_precision=published.precision if published else 1,
        source=cells.get("publication title", "").strip() or cells.get("publisher", "").strip(),
        language=cells.get("language", ""),
        url=url,
        author=cells.get("author", "").strip(),
    )
    if url:
        message = "only the abstract and the notes are read; fetch the page for its text"
        yield Issue("abstract-only", where, message, url)
    yield from dated(finish(completed(draft, document.said), options))


def _address(words: str) -> str:
    return words.strip() if words.strip().startswith(("http://", "https://")) else ""


def _day(cells: Mapping[str, str], where: str) -> tuple[PartialDay | None, list[Issue]]:
    """Return the day of a reference; a bare year dates nothing, and is told."""
    words = cells.get("date", "").strip()
    if not words:
        return None, []
    try:
        return read_partial_day(_SLASHES.sub(_dashed, words)), []
    except BadDateError as error:
        code = "imprecise-date" if _YEAR.fullmatch(words.strip("/ ")) else "bad-date"
        return None, [issue(code, where, str(error), words)]


def _dashed(match: re.Match[str]) -> str:
    return "-".join(part for part in match.groups() if part)
