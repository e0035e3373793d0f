"""The words of the map page, one file per language, checked against the English one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from output.errors import UnknownLanguageError

REFERENCE = "en"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLURAL = re.compile(r"_(?:zero|one|two|few|many|other)$")


@dataclass(frozen=True, slots=True)
class Messages:
    """The words of one language.

    Attributes:
        language: Code, as in the file's name.
        direction: "ltr" or "rtl".
        locale: BCP 47 tag for the way days and numbers are written.
        default_title: Heading of a map whose maker gave none.
        words: Texts by key; keys that end in a plural form belong together.
    """

    language: str
    direction: str
    locale: str
    default_title: str
    words: Mapping[str, str]


def list_languages() -> tuple[str, ...]:
    """Return the codes of all languages there are words for, sorted."""
    folder = resources.files("output") / "page" / "messages"
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


def load_messages(language: str) -> Messages:
    """Return the words of a language.

    Raises:
        UnknownLanguageError: If there is no message file for it, or the file lacks a text of the English one.
    """
    if language not in list_languages():
        raise UnknownLanguageError(f"no words for {language!r}; there are {', '.join(list_languages())}")
    messages = _read(language)
    faults = [] if language == REFERENCE else _find_faults(messages.words, _read(REFERENCE).words)
    if faults or messages.direction not in ("ltr", "rtl"):
        raise UnknownLanguageError(f"{language}.toml: {'; '.join(faults) or messages.direction}")
    return messages


def _read(language: str) -> Messages:
    path = resources.files("output") / "page" / "messages" / f"{language}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    page = data["page"]
    return Messages(language, page["direction"], page["locale"], page["default_title"], data["words"])


def _find_faults(words: Mapping[str, str], reference: Mapping[str, str]) -> list[str]:
    """Return what a language lacks or misnames; its plural forms may differ from the English ones."""
    faults = []
    stems = {_PLURAL.sub("", key) for key in words}
    for key, text in reference.items():
        if key in words:
            if set(_PLACEHOLDER.findall(words[key])) - set(_PLACEHOLDER.findall(text)):
                faults.append(f"{key} names what is not filled in")
        elif _PLURAL.sub("", key) not in stems or key.endswith("_other"):
            faults.append(f"{key} is missing")
    known = {_PLURAL.sub("", key) for key in reference}
    faults += [f"{key} is unknown" for key in words if _PLURAL.sub("", key) not in known]
    return faults
