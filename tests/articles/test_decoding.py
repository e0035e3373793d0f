"""Bytes of foreign files turned into text."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.decoding import decode, is_binary

TEXT = "Jarabulus – Ja\u02bfār, naïve café"
RUSSIAN = "Войска вошли в город в пятницу, сообщил представитель министерства обороны. " * 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_so_themselves(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.guessed) == (TEXT, "")


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_both_byte_orders(bom: bytes) -> None:
    encoding = "utf-16-be" if bom == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode(bom + TEXT.encode(encoding)).text == TEXT


def test_western_european_bytes_are_guessed() -> None:
    words = "Les soldats ont été chassés de la forêt à l’aube, après un siège de près d’un mois. " * 6
    decoded = decode(words.encode("cp1252"))
    assert decoded.guessed
    assert "chassés de la forêt" in decoded.text


def test_cyrillic_bytes_are_guessed() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"))
    assert decoded.guessed
    assert decoded.text == RUSSIAN


def test_a_page_may_declare_its_encoding() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN[:40]}</p>'
    decoded = decode(page.encode("cp1251"), is_markup=True)
    assert (decoded.text, decoded.guessed) == (page, "")


@pytest.mark.parametrize("name", ["nonsense", "base64", "rot13", "utf-8"])
def test_a_wrong_declaration_is_not_believed(name: str) -> None:
    page = f'<meta charset="{name}"> caf\xe9 forêt été près après déjà'.encode("cp1252")
    assert "caf" in decode(page, is_markup=True).text


@pytest.mark.parametrize(
    "head",
    [b"%PDF-1.7", b"PK\x03\x04abc", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"text\0text", bytes(range(1, 9)) * 9],
)
def test_binaries(head: bytes) -> None:
    assert is_binary(head)


@pytest.mark.parametrize(
    "head", [b"", b"plain text\n", TEXT.encode("utf-16"), RUSSIAN.encode("cp1251"), b"a\tb\r\n\f"]
)
def test_texts(head: bytes) -> None:
    assert not is_binary(head)


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_become_text(data: bytes, is_markup: bool) -> None:  # noqa: FBT001
    decode(data, is_markup=is_markup).text.encode("utf-8")
