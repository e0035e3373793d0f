"""The language of a text, so that texts without rules are told and not misread."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import category

LANGUAGES_WITH_RULES = frozenset({"en"})
"""ISO 639-1 codes of the languages whose claims the shipped rules read."""

_WORD = re.compile(r"[^\W\d_]+")
_SLICES, _SLICE_CHARACTERS = 3, 700
_LETTERS_LEAST = 120
_ENGLISH_SHARE = 0.16
_LIKELIEST = 0.5  # close relatives such as Croatian and Bosnian share what is left
_ENGLISH_MOST = 0.005


@dataclass(frozen=True, slots=True)
class _Lists:
    english: frozenset[str]
    names: Mapping[str, str]
    codes: Mapping[str, str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(files("articles").joinpath("data", "languages.toml").read_text("utf-8"))
    names = {code: words[0] for code, words in data["names"].items()}
    codes = {word.lower(): code for code, words in data["names"].items() for word in words}
    return _Lists(frozenset(data["words"]["en"]), names, codes)


def language_name(code: str) -> str:
    """Return a language's English name, or the code where it has none here."""
    return _lists().names.get(code, code)


def language_code(words: str) -> str:
    """Return the ISO 639-1 code of what a source says: "en", "en-US", "eng", "English"; "" if unknown."""
    first = re.split(r"[-_;, ]", words.strip().lower(), maxsplit=1)[0]
    if len(first) == 2 and first.isalpha() and first.isascii():
        return first
    return _lists().codes.get(first, "")


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or "" where it is too short, mixed or unsure.

    The share of English small words decides what is English and what may be; only the rest is put to a model.
    Texts that are English in any part are English, as their rules read what they can.
    """
    slices = _slices(text)
    shares = [_english_share(piece) for piece in slices]
    if max(shares) >= _ENGLISH_SHARE:
        return "en"
    sample = " ".join(slices)
    if sum(char.isalpha() or category(char)[0] == "M" for char in sample) < _LETTERS_LEAST:
        return ""
    model = _model()
    if model is None:
        return ""
    ranked = model.rank(sample)
    code, probability = ranked[0]
    english = next((share for language, share in ranked if language == "en"), 0.0)
    return str(code) if probability >= _LIKELIEST and english <= _ENGLISH_MOST else ""


def _slices(text: str) -> list[str]:
    """Return the beginning, the middle and the end of a text, or a short one as it is."""
    if len(text) <= _SLICES * _SLICE_CHARACTERS:
        return [text]
    step = (len(text) - _SLICE_CHARACTERS) // (_SLICES - 1)
    return [text[at : at + _SLICE_CHARACTERS] for at in range(0, len(text) - _SLICE_CHARACTERS + 1, step)]


def _english_share(text: str) -> float:
    """Return the share of English small words among the words of a text; 0 of one of few words."""
    words = _WORD.findall(text.lower())
    if len(words) < 12:
        return 0.0
    english = _lists().english
    return sum(word in english for word in words) / len(words)


@cache
def _model() -> Any:
    """Return the model; None where it cannot be unpacked, because the disk is full."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  takes a second

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:
        return None
