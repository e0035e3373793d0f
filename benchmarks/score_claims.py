"""Read claims from labelled documents and write them in the scorer's format."""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import ClaimReader, extract
from articles.models import Article, Claim, DateSource, PlaceNames
from geo.gazetteer import Gazetteer
from geo.recogniser import NameFinder


def read_documents(path: Path) -> Iterator[Article]:
    """Yield the documents of a labelled file as articles."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(
                id=row["id"], text=row["text"], title=row.get("title") or "",
                published=date.fromisoformat(row["date"]), published_from=DateSource.METADATA,
            )  # fmt: skip


def scored_row(claim: Claim) -> dict[str, Any]:
    """Return a claim as a line of the scorer's prediction file; places are not located here."""
    return {
        "article_id": claim.article_id,
        "place": claim.place.surface,
        "start": claim.place.start,
        "end": claim.place.end,
        "lat": None,
        "lon": None,
        "relation": claim.relation,
        "actor": claim.actor.name if claim.actor else None,
        "actor_surface": claim.actor.surface if claim.actor else None,
        "opponent": claim.opponent.name if claim.opponent else None,
        "opponent_surface": claim.opponent.surface if claim.opponent else None,
        "stance": claim.stance,
        "start_date": str(claim.when.start) if claim.when else None,
        "end_date": str(claim.when.end) if claim.when else None,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def write_predictions(gold: Path, predictions: Path, *, names: PlaceNames, reader: ClaimReader) -> float:
    """Write the claims of labelled documents; returns the seconds it took."""
    began = time.perf_counter()
    with predictions.open("w", encoding="utf-8") as out:
        for article in read_documents(gold):
            for claim in extract(article, names=names, reader=reader).claims:
                out.write(json.dumps(scored_row(claim), ensure_ascii=False) + "\n")
    return time.perf_counter() - began


def main() -> None:
    """Read the arguments and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    arguments = parser.parse_args()
    names = NameFinder(Gazetteer.open())
    seconds = write_predictions(
        arguments.gold, arguments.predictions, names=names, reader=RuleReader(load_actors())
    )
    print(f"{seconds:.2f} s")


if __name__ == "__main__":
    main()
