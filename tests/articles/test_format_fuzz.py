"""Hostile files: whatever is done to the bytes, what comes out are articles or issues, and soon."""

import random
import time
from pathlib import Path

import pytest

from articles.models import Article, Issue
from articles.readers import ReadOptions, read_file
from tests.articles.formats_made import seeds

SEEDS = seeds()
MUTATIONS = 250
SLOWEST_S = 5.0
TOKENS = (
    b"\x00",
    b"\xff" * 8,
    b"<" * 40,
    b"%s%n",
    b'"',
    b"'",
    b"\r",
    b"\n\n",
    b"{" * 60,
    b"[" * 60,
    b"9" * 30,
    b"-1",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;&#0;&#xD800;",
    b"/Length 99999999",
    b"Content-Length: -5\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"=?utf-8?b?!!!?=",
    b"charset=rot13",
    b"encoding='zlib'",
    b"2016-02-31",
    b"0000-00-00",
    b"1e309",
    b"9999-12-31",
    b"Fri, 31 Dec 9999 23:59:59 -0400",
    b"nan",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"endobj",
    b"stream\n",
    b"PK\x03\x04",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to eight changes: flips, cuts, doublings, swaps and hostile words."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 20))
            case 3:
                changed[at:at] = chance.choice(TOKENS)
            case 4:
                del changed[at:]
            case _:
                other = chance.randrange(len(changed))
                changed[at : at + length] = changed[other : other + length]
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_sound_file_of_each_format_gives_its_article(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(SEEDS[name])
    articles = [found for found in read_file(path, options=ReadOptions()) if isinstance(found, Article)]
    assert any("entered the old mill" in article.text for article in articles)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_mutated_file_gives_articles_or_issues_and_soon(tmp_path: Path, name: str) -> None:
    chance = random.Random(f"whoheld {name}")  # noqa: S311  repeatable, not secret
    path = tmp_path / name
    for number in range(MUTATIONS):
        path.write_bytes(mutate(SEEDS[name], chance))
        began = time.process_time()
        found = list(read_file(path, options=ReadOptions(max_bytes=1_000_000, max_seconds=2.0)))
        assert time.process_time() - began < SLOWEST_S, number
        assert found, number
        for item in found:
            assert isinstance(item, Article | Issue), number
            if isinstance(item, Article):
                item.text.encode()
                item.title.encode()


@pytest.mark.parametrize("name", sorted(SEEDS))
@pytest.mark.parametrize("other", ["a.zip", "a.pdf", "a.html", "a.eml"])
def test_a_file_under_the_name_of_another_format(tmp_path: Path, name: str, other: str) -> None:
    path = tmp_path / name
    path.write_bytes(SEEDS[other])
    assert list(read_file(path, options=ReadOptions()))
