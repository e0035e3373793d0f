"""Measure place names: articles of about 4 KB found and placed in a second on one core.

python benchmarks/bench_places.py                   our own example texts, made into articles
python benchmarks/bench_places.py FILE.jsonl        texts of the field "text" instead
"""

import argparse
import importlib
import itertools
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder
from geo.resolver import resolve_names

ARTICLE_BYTES = 4000
EXAMPLES = Path(__file__).parents[1] / "tools" / "data" / "general_examples.txt"


def read_texts(file: Path | None) -> list[str]:
    """Return the texts to measure on."""
    if file is not None:
        return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\[\[|\]\]|<<|>>", "", line) for line in lines if line and not line.startswith("#")]


def make_articles(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts joined to articles of about 4 KB."""
    article = ""
    for text in texts:
        article += text + "\n\n"
        if len(article) >= ARTICLE_BYTES:
            yield article
            article = ""


def rate(work: Callable[[str], object], articles: Sequence[str]) -> float:
    """Return articles a second."""
    started = time.perf_counter()
    for article in articles:
        work(article)
    return len(articles) / (time.perf_counter() - started)


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", default=None)
    articles = list(make_articles(read_texts(parser.parse_args().file)))
    articles = list(itertools.islice(itertools.cycle(articles), max(100, len(articles))))
    started = time.perf_counter()
    gazetteer = Gazetteer.open(ensure_gazetteer())
    finder = NameFinder(gazetteer)
    finder.find("Rebels took Rawa.")
    print(f"start-up            {time.perf_counter() - started:8.2f} s")
    print(f"names found         {rate(finder.find, articles):8.0f} articles/s, first time")
    print(f"names found         {rate(finder.find, articles):8.0f} articles/s, again")
    both = rate(lambda text: resolve_names(text, finder.find(text), gazetteer), articles)
    print(f"found and placed    {both:8.0f} articles/s")
    print_flashgeotext(articles, both)


def print_flashgeotext(articles: Sequence[str], ours: float) -> None:
    """Print the rate of flashgeotext, which finds names but puts none on a map, where it is installed."""
    try:
        GeoText = importlib.import_module("flashgeotext.geotext").GeoText  # noqa: N806
    except ImportError:
        print("flashgeotext is not installed", file=sys.stderr)
        return
    theirs = rate(GeoText().extract, articles)
    print(f"flashgeotext        {theirs:8.0f} articles/s, names only; ours is {ours / theirs:.2f} of that")


if __name__ == "__main__":
    main()
