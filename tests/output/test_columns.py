"""Number columns: short text that reads back to the same numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.columns import (
    ALPHABET,
    decode_counts,
    decode_deltas,
    decode_optional,
    decode_signed,
    encode_counts,
    encode_deltas,
    encode_optional,
    encode_signed,
)

WHOLE = st.lists(st.integers(min_value=-(2**40), max_value=2**40), max_size=30)


@given(st.lists(st.integers(min_value=0, max_value=2**40), max_size=30))
def test_counts_read_back(numbers: list[int]) -> None:
    text = encode_counts(numbers)
    assert decode_counts(text) == numbers
    assert set(text) <= set(ALPHABET)


@given(WHOLE)
def test_signed_and_deltas_read_back(numbers: list[int]) -> None:
    assert decode_signed(encode_signed(numbers)) == numbers
    assert decode_deltas(encode_deltas(numbers)) == numbers


@given(st.lists(st.none() | st.integers(min_value=-(2**40), max_value=2**40), max_size=30))
def test_missing_numbers_read_back(numbers: list[int | None]) -> None:
    assert decode_optional(encode_optional(numbers)) == numbers


@pytest.mark.parametrize(("number", "characters"), [(0, 1), (31, 1), (32, 2), (1023, 2), (1024, 3)])
def test_counts_take_five_bits_a_character(number: int, characters: int) -> None:
    assert len(encode_counts([number])) == characters


def test_counts_refuse_negative_numbers() -> None:
    with pytest.raises(ValueError, match="-1"):
        encode_counts([3, -1])


def test_alphabet_needs_no_escaping() -> None:
    assert len(set(ALPHABET)) == 64
    assert ALPHABET.replace("-", "a").replace("_", "a").isalnum()
