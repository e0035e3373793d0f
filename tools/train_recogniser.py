"""Train the weights of the place-name recogniser, and measure them on documents they have not seen.

    python -m tools.train_recogniser --gold toponyms.jsonl --gazetteer FILE --measure corpus
    python -m tools.train_recogniser --gold toponyms.jsonl --gazetteer FILE --out weights.json.gz

Needs scikit-learn, which whoheld itself does not. GOLD holds one document per line: {"id", "corpus", "text",
"toponyms": [{"start", "end"}]}. Our own sentences in `tools/data` are added, see `tools.examples`.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from geo.decoding import SECOND_SLOTS, choose_spans, second_values
from geo.features import CONTEXT_SLOTS, context_values, covers_of, static_features
from geo.gazetteer import Gazetteer
from geo.name_facts import NO_KEY, NameIndex
from geo.reading import Reader, Reading
from geo.weights import dump_weights
from geo.wordlists import load_word_lists
from tools.examples import CONFLICT_COUNTRIES, NameStore, fill_examples

Feature = tuple[str, str, str, object]
IntArray = np.ndarray[tuple[int], np.dtype[np.int32]]
LEAST_SEEN = 3
EXAMPLES = Path(__file__).parent / "data"
FIRST_NAMES = Path(__file__).parents[1] / "geo/data/recogniser/first_names.txt"
FOLDS = 4
WORLD_COUNTRIES = sorted({*CONFLICT_COUNTRIES, "GB", "IN", "CA", "ZA", "AU", "KE"})


@dataclass
class Document:
    """A labelled text, read."""

    id: str
    corpus: str
    reading: Reading
    gold: frozenset[tuple[int, int]]
    unsure: frozenset[tuple[int, int]] = frozenset()
    sure: list[bool] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    features: list[IntArray] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)


class Vocabulary:
    """Numbers features in order of first appearance."""

    def __init__(self) -> None:
        self.numbers: dict[Feature, int] = {}

    def encode(self, row: Sequence[Feature]) -> IntArray:
        """Return the numbers of a row's features, each once."""
        numbers = self.numbers
        return np.array(sorted({numbers.setdefault(f, len(numbers)) for f in row}), dtype=np.int32)


class Model:
    """A logistic regression over sparse numbered features."""

    def __init__(self, strength: float) -> None:
        self.strength = strength
        self.weights = np.zeros(0)
        self.bias = 0.0

    def fit(self, rows: Sequence[IntArray], labels: Sequence[bool], importance: Sequence[float]) -> "Model":
        """Fit the weights of all features seen often enough."""
        width = 1 + max(int(row[-1]) for row in rows if len(row))
        seen = np.bincount(np.concatenate(rows), minlength=width)
        kept = np.flatnonzero(seen >= LEAST_SEEN)
        matrix = matrix_of(rows, width)[:, kept]
        regression = LogisticRegression(
            C=self.strength, solver="liblinear", dual=True, tol=0.01, random_state=0
        )
        regression.fit(matrix, np.asarray(labels), sample_weight=np.asarray(importance))
        self.weights = np.zeros(width)
        self.weights[kept] = regression.coef_[0]
        self.bias = float(regression.intercept_[0])
        return self

    def scores(self, rows: Sequence[IntArray]) -> list[float]:
        """Return the log-odds of each row."""
        width = len(self.weights)
        return [self.bias + float(self.weights[row[row < width]].sum()) for row in rows]


def matrix_of(rows: Sequence[IntArray], width: int) -> sparse.csr_matrix:
    """Return rows of feature numbers as a matrix of ones."""
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return sparse.csr_matrix((np.ones(starts[-1]), np.concatenate(rows), starts), shape=(len(rows), width))


def read_gold(path: Path, reader: Reader) -> Iterator[Document]:
    """Yield the documents of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = frozenset((name["start"], name["end"]) for name in row["toponyms"])
        yield Document(row["id"], row["corpus"], reader.read(row["text"]), gold)


def read_examples(options: argparse.Namespace, reader: Reader) -> Iterator[Document]:
    """Yield our own example texts, filled with names."""
    store = NameStore(options.gazetteer, FIRST_NAMES)
    for name, countries, times in (
        ("conflict", CONFLICT_COUNTRIES, options.times),
        ("local_news", ["US"], options.times),
        ("us_local", ["US"], options.times),
        ("world_news", WORLD_COUNTRIES, min(2, options.times)),
        ("general", ["US"], min(1, options.times)),
    ):
        path = EXAMPLES / f"{name}_examples.txt"
        filled = fill_examples(path, store, times=times, countries=list(countries), seed=7)
        for number, example in enumerate(filled):
            # one id for all fillings of a sentence, so that no fold sees what it is measured on
            sentence = f"own-{name}-{number // max(1, times)}"
            yield Document(sentence, "own", reader.read(example.text), example.gold)


def describe(document: Document, vocabulary: Vocabulary) -> None:
    """Fill in the first-pass features and labels of a document's candidates."""
    reading = document.reading
    words = reading.words
    for span, cover in zip(reading.spans, covers_of(reading), strict=True):
        facts = reading.known.get((span.first, span.last))
        key = facts.key if facts else NO_KEY
        forms = words.words[span.first : span.last]
        row: list[Feature] = [
            ("static", slot, "", value) for slot, value in static_features(forms, span.source, facts)
        ]
        row += crossed("context", CONTEXT_SLOTS, key, context_values(reading, span, cover))
        document.keys.append(key)
        document.features.append(vocabulary.encode(row))
        where = (words.starts[span.first], words.ends[span.last - 1])
        document.labels.append(where in document.gold)
        document.sure.append(where not in document.unsure)


def crossed(part: str, slots: Sequence[str], key: str, values: Sequence[object]) -> list[Feature]:
    """Return each slot's feature alone and with the key."""
    row: list[Feature] = []
    for slot, value in zip(slots, values, strict=True):
        if value is not None:
            row += [(part, slot, "", value), (part, slot, key, value)]
    return row


def second_features(
    document: Document, scores: Sequence[float], vocabulary: Vocabulary, margin: float
) -> list[IntArray]:
    """Return the second-pass features of a document's candidates."""
    chosen = choose_spans(document.reading.spans, [score - margin for score in scores])
    values = second_values(document.reading, scores, chosen)
    rows = (crossed("second", SECOND_SLOTS, key, row) for key, row in zip(document.keys, values, strict=True))
    return [vocabulary.encode(row) for row in rows]


def flatten(documents: Iterable[Document]) -> tuple[list[IntArray], list[bool]]:
    """Return all rows and labels of some documents."""
    rows: list[IntArray] = []
    labels: list[bool] = []
    for document in documents:
        rows += document.features
        labels += document.labels
    return rows, labels


def importance_of(documents: Iterable[Document], options: argparse.Namespace) -> list[float]:
    """Return the weight of each candidate in training."""
    return [
        (options.own_weight if document.corpus == "own" else 1.0)
        for document in documents
        for _ in document.features
    ]


@dataclass
class Passes:
    """Both passes of a trained recogniser."""

    first: Model
    second: Model
    vocabulary: Vocabulary
    margins: tuple[float, float]

    def scores(self, document: Document) -> list[float]:
        """Return the final log-odds of a document's candidates."""
        first = self.first.scores(document.features)
        return self.second.scores(second_features(document, first, self.vocabulary, self.margins[0]))

    def spans(self, document: Document) -> set[tuple[int, int]]:
        """Return the character spans that are taken for names."""
        spans, words = document.reading.spans, document.reading.words
        chosen = choose_spans(spans, [score - self.margins[1] for score in self.scores(document)])
        return {(words.starts[spans[i].first], words.ends[spans[i].last - 1]) for i in chosen}


def train(documents: Sequence[Document], vocabulary: Vocabulary, options: argparse.Namespace) -> Passes:
    """Train both passes; the second sees first-pass scores of documents the first has not seen."""
    folds: list[list[Document]] = [[] for _ in range(FOLDS)]
    for document in documents:
        folds[part_of(document.id, FOLDS)].append(document)
    rows: list[IntArray] = []
    labels: list[bool] = []
    weights: list[float] = []
    for held in folds:
        rest = [document for fold in folds if fold is not held for document in fold]
        model = fit_first(rest, options)
        for document in held:
            rows += second_features(
                document, model.scores(document.features), vocabulary, options.first_margin
            )
            labels += document.labels
        weights += importance_of(held, options)
    second = Model(options.second_strength).fit(rows, labels, weights)
    return Passes(fit_first(documents, options), second, vocabulary, (options.first_margin, options.margin))


def fit_first(documents: Sequence[Document], options: argparse.Namespace) -> Model:
    """Fit the first pass."""
    return Model(options.strength).fit(*flatten(documents), importance_of(documents, options))


def part_of(document_id: str, parts: int) -> int:
    """Return which part of a split a document belongs to, by a hash of its id."""
    return int(hashlib.md5(document_id.encode(), usedforsecurity=False).hexdigest(), 16) // 2 % parts


def measure(documents: Sequence[Document], vocabulary: Vocabulary, options: argparse.Namespace) -> None:
    """Print exact F1 on held-out documents: whole corpora, or thirds."""
    corpora = sorted({document.corpus for document in documents} - {"own"})
    counts: dict[str, Counter[str]] = {corpus: Counter() for corpus in corpora}
    missed: Counter[str] = Counter()
    for held, rest in splits(documents, options.measure, corpora):
        passes = train(rest, vocabulary, options)
        for document in held:
            found = passes.spans(document)
            count = counts[document.corpus]
            count.update(gold=len(document.gold), found=len(found), right=len(found & document.gold))
            text = document.reading.words.text
            missed.update(document.corpus + " - " + text[a:b] for a, b in document.gold - found)
            missed.update(document.corpus + " + " + text[a:b] for a, b in found - document.gold)
    for corpus in corpora:
        count = counts[corpus]
        precision, recall = count["right"] / count["found"], count["right"] / count["gold"]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{corpus:10} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    if options.errors:
        for name, times in missed.most_common(options.errors):
            print(times, name)


def splits(
    documents: Sequence[Document], how: str, corpora: Sequence[str]
) -> Iterator[tuple[list[Document], list[Document]]]:
    """Yield (held-out, training) documents."""
    own = [document for document in documents if document.corpus == "own"]
    labelled = [document for document in documents if document.corpus != "own"]
    if how == "corpus":
        for corpus in corpora:
            held = [document for document in labelled if document.corpus == corpus]
            yield held, [document for document in labelled if document.corpus != corpus] + own
        return
    for third in range(3):
        held = [document for document in labelled if part_of(document.id + "third", 3) == third]
        yield held, [document for document in labelled if part_of(document.id + "third", 3) != third] + own


def weight_rows(passes: Passes) -> Iterator[tuple[str, str, str, object, float]]:
    """Yield the rows of the weight file."""
    for model in (passes.first, passes.second):
        for feature, number in passes.vocabulary.numbers.items():
            if number < len(model.weights) and model.weights[number]:
                yield (*feature, float(model.weights[number]))


def parse_options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--times", type=int, default=4, help="fillings of each own example text")
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--measure", choices=["corpus", "third"], default=None)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--strength", type=float, default=0.5)
    parser.add_argument("--second-strength", type=float, default=0.05)
    parser.add_argument("--margin", type=float, default=-0.45)
    parser.add_argument("--first-margin", type=float, default=-0.3)
    parser.add_argument("--own-weight", type=float, default=0.25)
    return parser.parse_args()


def main() -> None:
    """Train and measure as asked."""
    options = parse_options()
    reader = Reader(NameIndex(Gazetteer.open(options.gazetteer)), load_word_lists())
    documents = list(read_gold(options.gold, reader))
    documents += read_examples(options, reader)
    vocabulary = Vocabulary()
    for document in documents:
        describe(document, vocabulary)
    gold = sum(len(document.gold) for document in documents)
    held = sum(sum(document.labels) for document in documents)
    print(f"{len(documents)} documents, {gold} names, candidates hold {held / gold:.3f}")
    if options.measure:
        measure(documents, vocabulary, options)
    if options.out:
        passes = train(documents, vocabulary, options)
        data = dump_weights(
            weight_rows(passes), biases=(passes.first.bias, passes.second.bias), margins=passes.margins
        )
        options.out.write_bytes(data)
        print(f"{options.out}: {len(data)} bytes")


if __name__ == "__main__":
    main()
