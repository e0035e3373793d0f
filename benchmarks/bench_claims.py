"""Measure how many items a second the claims room reads, names being found beforehand.

    python benchmarks/bench_claims.py [ITEMS.jsonl]

Without a file it reads made-up items of the length of a news brief, and articles of 4 KB made of them.
"""

import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.mentions import find_mentions
from articles.models import Article, DateSource, Mention
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder

_BRIEFS = (
    "Government forces retake the town of Palmyra from Islamic State militants, a monitor says.",
    "The finance minister of Kenya presents the budget in Nairobi and promises lower taxes on fuel.",
    "At least four people die when a bus leaves the road near Kabul; nine others are in hospital.",
    "Rebels say they have surrounded the city of Goma; the army denies that it lost ground there.",
    "A court in Paris opens the trial of a former banker over a property fund eight years ago.",
)
_ARTICLE_CHARACTERS = 4096
_LIMIT = 3000


def made_up_texts(count: int, *, characters: int) -> list[str]:
    """Return texts of about a given length, built from the briefs."""
    texts = []
    for number in range(count):
        text = _BRIEFS[number % len(_BRIEFS)]
        step = 1
        while len(text) < characters:
            text += " " + _BRIEFS[(number + step) % len(_BRIEFS)]
            step += 1
        texts.append(text)
    return texts


def rate(texts: Sequence[str], reader: RuleReader, names: NameFinder) -> tuple[float, int]:
    """Return (texts read per second, claims found)."""
    day = date(2020, 5, 6)
    articles = [
        Article(id=str(i), text=t, published=day, published_from=DateSource.OPTION)
        for i, t in enumerate(texts)
    ]
    jobs: list[tuple[Article, tuple[Mention, ...]]] = [(a, find_mentions(a, names)) for a in articles]
    reader.read(*jobs[0])  # compiles patterns, once per process
    began = time.process_time()
    claims = sum(len(reader.read(article, mentions)) for article, mentions in jobs)
    return len(jobs) / (time.process_time() - began), claims


def main() -> None:
    """Print the rates for short items and for long articles."""
    ensure_gazetteer()
    reader, names = RuleReader(load_actors()), NameFinder(Gazetteer.open())
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[:_LIMIT]
        short = [json.loads(line)["text"] for line in lines]
    else:
        short = made_up_texts(_LIMIT, characters=1)
    for label, texts in (
        ("short items", short),
        ("4 KB articles", made_up_texts(150, characters=_ARTICLE_CHARACTERS)),
    ):
        per_second, claims = rate(texts, reader, names)
        print(f"{label}: {per_second:.0f} a second ({len(texts)} read, {claims} claims)")


if __name__ == "__main__":
    main()
