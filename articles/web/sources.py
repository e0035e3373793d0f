"""Sources that are addresses, or lists of addresses, told from those that are files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.decoding import decode
from articles.models import Issue
from articles.reading import issue
from articles.web.canonical import SCHEMES, is_address
from articles.web.links import is_list, list_links

LIST_SUFFIX = ".urls"
_LIST_BYTES_MOST = 20_000_000
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class NamedSources:
    """The sources of one run.

    Attributes:
        addresses: To be fetched, each once.
        files: Files and folders.
        issues: Sources that are neither.
    """

    addresses: tuple[str, ...]
    files: tuple[str, ...]
    issues: tuple[Issue, ...] = ()


def name_sources(sources: Sequence[str]) -> NamedSources:
    """Tell addresses from files; lists of addresses are opened.

    A list is a `.urls` file, or a `.txt` file that holds nothing else, and is named itself: reading a folder
    never asks the network.

    Args:
        sources: As typed.
    """
    addresses: dict[str, None] = {}
    files: list[str] = []
    issues: list[Issue] = []
    for source in sources:
        if is_address(source):
            found: Sequence[str] = (source,)
        elif (listed := _listed(Path(source))) is not None:
            found = listed
            issues += [] if listed else [issue("empty", source, "there is no address in this list")]
        else:
            files.append(source)
            continue
        addresses |= dict.fromkeys(address for address in found if _is_web(address))
        issues += [_refused(address, source) for address in found if not _is_web(address)]
    return NamedSources(tuple(addresses), tuple(files), tuple(issues))


def _listed(path: Path) -> tuple[str, ...] | None:
    """Return the addresses of a list; None for a file that is none, or cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in (LIST_SUFFIX, ".txt") or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            if suffix != LIST_SUFFIX and not is_list(
                decode(head).text.rpartition("\n")[0] or decode(head).text
            ):
                return None
            text = decode(head + file.read(_LIST_BYTES_MOST)).text
    except OSError:
        return None
    return tuple(link.url for link in list_links(text)) if suffix == LIST_SUFFIX or is_list(text) else None


def _is_web(address: str) -> bool:
    return address.partition("://")[0].lower() in SCHEMES


def _refused(address: str, source: str) -> Issue:
    where = source if address != source else "sources"
    return issue("refused-address", where, "only http and https addresses are fetched", address)
