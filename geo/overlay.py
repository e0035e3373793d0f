"""Names added to places that other sources bring: English and historic ones, abbreviations, demonyms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.entries import Entry
from geo.folding import fold
from geo.labels import Label
from geo.tables import demonym_names, read_lines, refuse, split_list

_NEEDED = ("id", "name", "aliases", "abbreviations", "codes", "demonyms")
_OPTIONAL = ("source",)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What to add to one place.

    Attributes:
        name: Name to show in place of the source's, which becomes an alias; "" = keep it.
        others: Abbreviations, codes and demonyms.
    """

    name: str
    aliases: tuple[str, ...]
    others: tuple[tuple[str, Label], ...]


def read_overlays(file: Path | Traversable) -> dict[str, Overlay]:
    """Read the table of added names: id, name, aliases, abbreviations, codes, demonyms.

    Raises:
        BadPlaceDataError: If a line has no id, adds nothing, or repeats an id.
    """
    faults: list[str] = []
    overlays: dict[str, Overlay] = {}
    for line in read_lines(file, needed=_NEEDED, optional=_OPTIONAL):
        cells = line.cells
        if ":" not in cells["id"]:
            faults.append(
                f"{file.name}:{line.number}: id should be like 'geonames:170654', got {cells['id']!r}"
            )
        if cells["id"] in overlays:
            faults.append(f"{file.name}:{line.number}: id {cells['id']!r} is taken by an earlier line")
        if not any(cells[column] for column in _NEEDED[1:]):
            faults.append(f"{file.name}:{line.number}: the line adds no name")
        short = [(name, Label.ABBREVIATION) for name in split_list(cells["abbreviations"])]
        codes = [(name, Label.CODE) for name in split_list(cells["codes"])]
        others = (*short, *codes, *demonym_names(cells["demonyms"]))
        overlays[cells["id"]] = Overlay(cells["name"], split_list(cells["aliases"]), others)
    refuse(faults)
    return overlays


def add_names(entries: Iterable[Entry], overlays: Mapping[str, Overlay]) -> Iterator[Entry]:
    """Yield the entries with the names of the table added."""
    for entry in entries:
        overlay = overlays.get(entry.place.id)
        yield entry if overlay is None else _with(entry, overlay)


def _with(entry: Entry, overlay: Overlay) -> Entry:
    place = entry.place
    name = overlay.name or place.name
    aliases: dict[str, str] = {}
    for alias in (*overlay.aliases, place.name, *place.aliases):
        aliases.setdefault(alias if fold(alias) else "", alias)
    aliases.pop(name, None)
    aliases.pop("", None)
    changed = replace(place, name=name, aliases=tuple(aliases.values()))
    return Entry(changed, (*entry.others, *overlay.others))
