"""Plain text out of small pieces of HTML, as notes, mails and feeds hold them."""

import re

from articles.reading import without_surrogates

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IS_MARKUP = re.compile(
    r"<(?:p|br|div|span|a|b|i|ul|table|h\d|html|body|strong|em)\b[^>]{0,2000}>", re.IGNORECASE
)
_TAGS_MOST = 20_000


def plain_text(words: str) -> str:
    """Return a piece of HTML without its tags; text without tags is returned as it is.

    A piece of more than 20,000 tags loses them by their brackets alone, as the parser's time grows with the
    square of their number.
    """
    if not _IS_MARKUP.search(words):
        return words.strip()
    if words.count("<") > _TAGS_MOST:
        return re.sub(r"<[^<>]{0,2000}>", " ", words).strip()
    from trafilatura import html2txt  # noqa: PLC0415  takes 0.2 s

    clean = _NO_XML.sub(" ", without_surrogates(words))
    return (html2txt(f"<html><body><div>{clean}</div></body></html>") or "").strip()
