"""Write lists of whole numbers as short ASCII text, for the data inside the map page."""

from collections.abc import Iterable, Iterator

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT_BITS = 5
_CONTINUED = 1 << _DIGIT_BITS
_DIGIT_MASK = _CONTINUED - 1
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode_counts(numbers: Iterable[int]) -> str:
    """Return numbers >= 0 as text: five bits a character, the sixth says that more follow.

    Args:
        numbers: Whole numbers, none negative.

    Returns:
        Characters of `ALPHABET` only, which need no escaping in JSON or HTML.

    Raises:
        ValueError: If a number is negative.
    """
    return "".join(_digits(number) for number in numbers)


def encode_signed(numbers: Iterable[int]) -> str:
    """Return any whole numbers as text; the sign is the lowest bit, so small stays short."""
    return encode_counts(_fold(number) for number in numbers)


def encode_optional(numbers: Iterable[int | None]) -> str:
    """Return any whole numbers, some of them missing, as text."""
    return encode_counts(0 if number is None else 1 + _fold(number) for number in numbers)


def encode_deltas(numbers: Iterable[int]) -> str:
    """Return numbers as the signed steps from one to the next, the first from 0."""
    return encode_signed(_steps(numbers))


def decode_counts(text: str) -> list[int]:
    """Return the numbers of `encode_counts`."""
    numbers: list[int] = []
    number = shift = 0
    for character in text:
        value = _VALUES[character]
        number |= (value & _DIGIT_MASK) << shift
        if value & _CONTINUED:
            shift += _DIGIT_BITS
        else:
            numbers.append(number)
            number = shift = 0
    return numbers


def decode_signed(text: str) -> list[int]:
    """Return the numbers of `encode_signed`."""
    return [_unfold(number) for number in decode_counts(text)]


def decode_optional(text: str) -> list[int | None]:
    """Return the numbers of `encode_optional`."""
    return [None if number == 0 else _unfold(number - 1) for number in decode_counts(text)]


def decode_deltas(text: str) -> list[int]:
    """Return the numbers of `encode_deltas`."""
    numbers: list[int] = []
    last = 0
    for step in decode_signed(text):
        last += step
        numbers.append(last)
    return numbers


def _fold(number: int) -> int:
    """Return a signed number as a count: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return 2 * number if number >= 0 else -2 * number - 1


def _unfold(number: int) -> int:
    return -((number + 1) >> 1) if number & 1 else number >> 1


def _digits(number: int) -> str:
    if 0 <= number < _CONTINUED:
        return ALPHABET[number]
    if number < 0:
        raise ValueError(f"expected a number >= 0, got {number}")
    digits: list[str] = []
    while True:
        number, digit = number >> _DIGIT_BITS, number & _DIGIT_MASK
        if not number:
            return "".join([*digits, ALPHABET[digit]])
        digits.append(ALPHABET[digit | _CONTINUED])


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    last = 0
    for number in numbers:
        yield number - last
        last = number
