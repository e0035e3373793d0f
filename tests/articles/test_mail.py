"""Mails and mailboxes."""

from datetime import date
from pathlib import Path

import pytest

from articles.models import DateSource
from articles.readers import ReadOptions
from tests.articles.formats_made import BODY, make_eml
from tests.articles.reading import codes, read, write

MIXED = (
    "From: =?utf-8?q?Hill_D=C3=A9sk?= <desk@hill.example>\nDate: Fri, 3 Jun 2016 10:21:00 +0000\n"
    "Subject: =?utf-8?b?TWlsbCBmYWxscw==?=\nList-Id: Hill Weekly <weekly.hill.example>\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n'
    '--x\nContent-Type: multipart/alternative; boundary="y"\n\n'
    "--y\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
    "The caf=E9 at the mill fell.\n"
    "--y\nContent-Type: text/html\n\n<p>The <b>other</b> part.</p>\n--y--\n"
    '--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="map.pdf"\n\nabc\n--x--\n'
)


def test_plain_mail(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "x.eml", make_eml()))
    assert issues == []
    assert (article.text, article.title) == (BODY, "Mill falls")
    assert (article.author, article.source) == ("Hill Desk", "Hill Desk")
    assert (article.published, article.published_from) == (date(2016, 6, 4), DateSource.HEADER)


def test_parts_charsets_newsletters_and_attachments(tmp_path: Path) -> None:
    (article,), issues = read(write(tmp_path, "x.eml", MIXED))
    assert article.text == "The café at the mill fell."
    assert (article.author, article.source, article.title) == ("Hill Désk", "Hill Weekly", "Mill falls")
    assert [(found.code, found.value) for found in issues] == [("attachment", "map.pdf")]


def test_a_mail_of_html_alone(tmp_path: Path) -> None:
    markup = (
        "<html><head><style>p {}</style></head><body><p>The mill</p><p>fell &amp; rose.</p></body></html>"
    )
    (article,), _ = read(write(tmp_path, "x.eml", make_eml(markup, content_type="text/html")))
    assert article.text.split() == ["The", "mill", "fell", "&", "rose."]


def test_the_day_at_the_head_of_a_text_goes_before_that_of_the_mail(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path, "x.eml", make_eml(f"Published: 1 May 2016\n\n{BODY}")))
    assert (article.published, article.published_from) == (date(2016, 5, 1), DateSource.DATELINE)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"just a text\n", "no-mail"),
        (b"Subject: x\n\n", "empty"),
        (b"Subject: x\nDate: when it suits\n\nThe mill fell.", "bad-date"),
        (b"Subject: =?x?q?=FF?=\nContent-Type: text/plain; charset=none\n\nThe mill fell.", "no-date"),
    ],
)
def test_bad_mails(tmp_path: Path, content: bytes, code: str) -> None:
    assert code in codes(read(write(tmp_path, "x.eml", content))[1])


def test_mailbox(tmp_path: Path) -> None:
    mail = make_eml().replace(b"\r\n", b"\n")
    quoted = mail + b"\n>From the hill they came.\nFrom there they left.\n"
    box = b"From a\n" + mail + b"\n\nFrom b\n" + quoted + b"\nFrom c\nno header\n"
    articles, issues = read(write(tmp_path, "x.mbox", box))
    assert [article.where.rpartition("#")[2] for article in articles] == ["1", "2"]
    assert articles[1].text.endswith("From the hill they came.\nFrom there they left.")
    assert codes(issues) == ["no-mail"]
    assert codes(read(write(tmp_path, "y.mbox", b"no mailbox\n"))[1]) == ["no-mail"]


def test_a_mail_over_the_limit_leaves_the_others(tmp_path: Path) -> None:
    mail = make_eml().replace(b"\r\n", b"\n")
    box = b"From a\n" + mail + b"word " * 1000 + b"\n\nFrom b\n" + mail
    articles, issues = read(write(tmp_path, "x.mbox", box), ReadOptions(max_file_bytes=1000))
    assert (len(articles), codes(issues)) == (1, ["too-large"])


def test_endless_nesting_ends(tmp_path: Path) -> None:
    nested = b"From: a\nSubject: s\n" + b"Content-Type: message/rfc822\n\n" * 3000 + b"The mill fell."
    assert codes(read(write(tmp_path, "x.eml", nested))[1]) == ["too-deep"]
