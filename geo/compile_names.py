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
    keys, rows = [], []
    for line in names:
        key, row, label = line.split("\t")
        if int(label) <= _ALIAS and countries[int(row)]:
            keys.append(key)
            rows.append(row)
    lines = []
    for tradition in Tradition:
        mine = [at for at, row in enumerate(rows) if tradition_of(countries[int(row)]) is tradition]
        milds = mild_keys([keys[at] for at in mine], tradition=tradition)
        lines += [
            f"{spelling_of(mild, countries[int(rows[at])])}\t{rows[at]}"
            for at, mild in zip(mine, milds, strict=True)
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
    best: dict[str, int] = {}
    variants: dict[str, int] = {}
    for label, name in _labelled_names(entry):
        key = fold(name)
        if not key:
            continue
        best[key] = min(best.get(key, label), label)
        if " " in key:
            for variant in _variants(name, key):
                variants.setdefault(variant, max(label, _ALIAS))
    return variants | best


def _labelled_names(entry: Entry) -> Iterator[tuple[int, str]]:
    yield _NAME, entry.place.name
    for alias in entry.place.aliases:
        yield _ALIAS, alias
    for other, label in entry.others:
        yield LABELS.index(label), other


def _variants(name: str, key: str) -> Iterator[str]:
    """Yield what a name is also written as, folded: without "The", with Saint or Mount shortened.

    "the South" written small is no name without its article.
    """
    head, _, tail = key.partition(" ")
    if name.startswith("The "):
        yield tail
    short = _ABBREVIATED_HEADS.get(head)
    if short:
        yield f"{short} {tail}"
