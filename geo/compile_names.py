"""The keys under which the places of a gazetteer are found."""

from collections.abc import Iterator, Sequence

from geo.entries import Entry
from geo.folding import fold
from geo.labels import Label
from geo.translit import Tradition, mild_keys, tradition_of

LABELS = tuple(Label)
_NAME = LABELS.index(Label.NAME)
_ALIAS = LABELS.index(Label.ALIAS)
_ABBREVIATED_HEADS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_HEADS = tuple(f"{head} " for head in _ABBREVIATED_HEADS)


def name_lines(ordered: Sequence[Entry]) -> list[str]:
    """Return "folded name, tab, row, tab, label" for each name of each place, in order of the names.

    Lines instead of records: a million strings sort several times faster than a million tuples. A place is
    there once for a name, under its most trusted label.

    Args:
        ordered: Entries; their positions are the rows.
    """
    lines = [
        f"{key}\t{row:07d}\t{label}"
        for row, entry in enumerate(ordered)
        for key, label in _labelled_keys(entry).items()
    ]
    lines.sort()
    return lines


def spelling_lines(ordered: Sequence[Entry], names: Sequence[str]) -> Iterator[str]:
    """Yield "country and spelling key, tab, row" for each spelling of each place, in order.

    Args:
        ordered: The entries of `names`.
        names: As `name_lines` returns them; only names and aliases have spellings, and only inside a country.
    """
    countries = [entry.place.country for entry in ordered]
    traditions = {country: tradition_of(country) for country in countries if country}
    keys: dict[Tradition, list[str]] = {tradition: [] for tradition in Tradition}
    places: dict[Tradition, list[tuple[str, str]]] = {tradition: [] for tradition in Tradition}
    for line in names:
        key, row, label = line.split("\t")
        country = countries[int(row)]
        if country and int(label) <= _ALIAS:
            keys[traditions[country]].append(key)
            places[traditions[country]].append((country, row))
    lines = [
        f"{spelling_of(mild, country)}\t{row}"
        for tradition in Tradition
        for mild, (country, row) in zip(
            mild_keys(keys[tradition], tradition=tradition), places[tradition], strict=True
        )
        if mild
    ]
    lines.sort()
    for line, previous in zip(lines, ["", *lines], strict=False):
        if line != previous:
            yield line


def spelling_of(mild: str, country: str) -> str:
    """Return the key for a spelling inside a country."""
    return f"{country} {mild}"


def _labelled_keys(entry: Entry) -> dict[str, int]:
    """Return the folded names of an entry with the position of their most trusted label."""
    place = entry.place
    labelled = [(place.name, _NAME), *((alias, _ALIAS) for alias in place.aliases)]
    labelled += [(name, LABELS.index(label)) for name, label in entry.others]
    best: dict[str, int] = {}
    variants: dict[str, int] = {}
    for name, label in labelled:
        key = fold(name)
        if best.setdefault(key, label) > label:
            best[key] = label
        if key.startswith(_HEADS) or name.startswith("The "):
            for variant in _variants(name, key):
                variants.setdefault(variant, max(label, _ALIAS))
    best.pop("", None)
    return variants | best


def _variants(name: str, key: str) -> Iterator[str]:
    """Yield what a name is also written as, folded: without "The", with Saint or Mount shortened.

    "the South" written small is no name without its article.
    """
    head, _, tail = key.partition(" ")
    if tail and name.startswith("The "):
        yield tail
    short = _ABBREVIATED_HEADS.get(head)
    if tail and short:
        yield f"{short} {tail}"
