"""Lines of printed pages joined to running text: headers, footers and hyphens at line ends left out."""

import re
from collections import Counter
from collections.abc import Sequence

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|p\.|seite|стр\.?|صفحة)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_HYPHENS = "-\u2010\u00ad"
_WORD_AT_END = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_WORD_AT_START = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)+")
_EDGE_LINES = 2
_REPEATED_LEAST = 3


def join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Return the running text of a document.

    Args:
        pages: The lines of each page in reading order, "" between paragraphs.
    """
    repeated = _repeated(pages)
    kept = [_without_edges(page, repeated) for page in pages]
    lines: list[str] = []
    for page in kept:
        if lines and page and not _runs_on(lines[-1], page[0]):
            lines.append("")
        lines += page
    return _paragraphs(lines).strip()


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines at the edges of pages that stand on many of them, but for their numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in _edges(page)})
    least = max(_REPEATED_LEAST, len(pages) // 3)
    return frozenset(shape for shape, count in counts.items() if count >= least and shape)


def _edges(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).strip().lower()


def _without_edges(page: Sequence[str], repeated: frozenset[str]) -> list[str]:
    lines = list(page)
    for end in (0, -1):
        for _ in range(_EDGE_LINES + 1):
            while lines and not lines[end]:
                lines.pop(end)
            if not lines or not (_shape(lines[end]) in repeated or _PAGE_NUMBER.fullmatch(lines[end])):
                break
            lines.pop(end)
    return lines


def _runs_on(last: str, first: str) -> bool:
    """Whether a sentence goes on over the page."""
    return bool(last) and last[-1] not in '.!?:"”’»' and (first[:1].islower() or last[-1] in _HYPHENS)


def _paragraphs(lines: Sequence[str]) -> str:
    """Join the lines of each paragraph by blanks, words cut at a line's end without their hyphen."""
    compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line)}
    pieces: list[str] = []
    last = ""
    for line in lines:
        if not line:
            pieces.append("" if not last else "\n\n")
        elif not last:
            pieces.append(line)
        else:
            cut, rest = _WORD_AT_END.search(last), _WORD_AT_START.match(line)
            is_cut = cut is not None and rest is not None and rest[0][0].islower()
            if is_cut and cut and rest and f"{cut[1]}-{rest[0]}".lower() not in compounds:
                pieces[-1] = pieces[-1][:-1]
            pieces.append(line if cut is not None else f" {line}")
        last = line
    return "".join(pieces)
