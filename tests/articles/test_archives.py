"""Zips and gzips: what is inside is read within limits."""

import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from articles.documents import Allowance, Document
from articles.models import Article, Issue
from articles.readers import ReadOptions, read_document
from tests.articles.formats_made import BODY, PAGE, make_zip
from tests.articles.reading import codes, read, write


def test_members_are_read_by_name_and_hidden_ones_left_out(tmp_path: Path) -> None:
    members = {
        "z.txt": BODY, "sub/a.html": PAGE, "__MACOSX/z.txt": BODY, ".hidden.txt": BODY, "c.odt": "x",
        "../../up.txt": f"{BODY} Up.", "t.csv": f'date,text\n2016-06-03,"{BODY} Table."\n',
    }  # fmt: skip
    articles, issues = read(write(tmp_path, "x.zip", make_zip(members)))
    assert [article.where.partition("!")[2] for article in articles] == [
        "../../up.txt", "sub/a.html", "t.csv:2", "z.txt",
    ]  # fmt: skip
    assert articles[0].source == "up.txt"
    assert [found.value for found in issues if found.code == "unknown-suffix"] == [".odt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def nested(levels: int) -> bytes:
    data = make_zip({"a.txt": BODY})
    for _ in range(levels):
        data = make_zip({"in.zip": data})
    return data


def test_archives_inside_each_other_end(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "a.zip", nested(2)))[0]) == 1
    articles, issues = read(write(tmp_path, "b.zip", nested(3)))
    assert (articles, codes(issues)) == ([], ["too-deep"])


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = make_zip({"a.txt": b"0" * 12_000_000, "b.txt": BODY})
    articles, issues = read(write(tmp_path, "x.zip", bomb))
    assert [article.text for article in articles] == [BODY]
    assert "bomb" in codes(issues)
    articles, issues = read(write(tmp_path, "x.txt.gz", gzip.compress(b"0" * 15_000_000)))
    assert (articles, codes(issues)) == ([], ["unreadable"])
    assert "times its size" in issues[0].message


@pytest.mark.parametrize("allowance", [Allowance(left_documents=6), Allowance(left_bytes=2000)])
def test_what_comes_out_of_one_file_is_counted_through_all_archives(
    tmp_path: Path, allowance: Allowance
) -> None:
    inner = make_zip({f"{n}.txt": f"{BODY} {n}" for n in range(3)})
    path = write(tmp_path, "x.zip", make_zip({f"{n}.zip": inner for n in range(3)}))
    assert len(read(path)[0]) == 9
    found = list(read_document(replace(Document.at(path), allowance=allowance), options=ReadOptions()))
    assert 0 < len([item for item in found if isinstance(item, Article)]) < 9
    assert "bomb" in [item.code for item in found if isinstance(item, Issue)]


def test_too_many_members_are_told(tmp_path: Path) -> None:
    data = make_zip({f"{n}.txt": f"{BODY} {n}" for n in range(5)})
    articles, issues = read(write(tmp_path, "x.zip", data), ReadOptions(max_members=3))
    assert len(articles) == 3
    assert "too-many" in codes(issues)


def test_a_member_over_the_limit(tmp_path: Path) -> None:
    data = make_zip({"a.txt": "word " * 1000, "b.txt": BODY})
    articles, issues = read(write(tmp_path, "x.zip", data), ReadOptions(max_bytes=1000))
    assert len(articles) == 1
    assert "too-large" in codes(issues)


def test_encrypted_members_are_told(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": BODY}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    articles, issues = read(write(tmp_path, "x.zip", bytes(data)))
    assert (articles, codes(issues)) == ([], ["encrypted"])


def test_a_member_of_wrong_checksum_leaves_the_others(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.txt", f"{BODY} Second.")
    data = held.getvalue().replace(BODY.encode(), BODY.upper().encode(), 1)
    articles, issues = read(write(tmp_path, "x.zip", data))
    assert [article.text for article in articles] == [f"{BODY} Second."]
    assert "unreadable" in codes(issues)


@pytest.mark.parametrize(("name", "content"), [("x.zip", b"PK\x03\x04 no zip"), ("x.gz", b"no gzip")])
def test_what_is_no_archive(tmp_path: Path, name: str, content: bytes) -> None:
    articles, issues = read(write(tmp_path, name, content))
    assert articles == []
    assert codes(issues) in (["bad-archive"], ["unreadable"])


def test_gzip_of_one_file(tmp_path: Path) -> None:
    lines = f'{{"text": "{BODY}", "date": "2016-06-03"}}\n' * 2
    articles, _ = read(write(tmp_path, "x.jsonl.gz", gzip.compress(lines.encode())))
    assert [article.where.rpartition("!")[2] for article in articles] == ["x.jsonl:1", "x.jsonl:2"]
    (article,), _ = read(write(tmp_path, "page.gz", gzip.compress(PAGE.encode())))
    assert article.title == "Mill falls"
