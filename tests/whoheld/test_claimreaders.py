"""A user may bring a reader of claims; what it returns is checked."""

from dataclasses import replace
from pathlib import Path

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.extract import ClaimReader
from articles.models import Article, Claim, Mention
from tests.builders import make_claim
from whoheld.claimreaders import CheckedReader, claim_reader
from whoheld.errors import BadOptionError, BadReaderError
from whoheld.options import RunOptions
from whoheld.pipeline import run

MODULE = """
from articles.claims import RuleReader


class Twice:
    def __init__(self, book):
        self._rules = RuleReader(book)

    def read(self, article, mentions):
        return [claim for claim in self._rules.read(article, mentions) if claim.relation == "captured"]


nothing_to_call = 7


def no_reader(book):
    return book.actors
"""


@pytest.fixture
def own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "own_claim_reader.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "own_claim_reader"


class Fixed:
    """Returns what it was given."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self._claims = claims

    def read(self, *_of_the_article: object) -> tuple[Claim, ...]:
        return self._claims


def test_without_a_choice_the_rules_read() -> None:
    chosen, book = claim_reader("", load_actors()), load_actors()
    article = Article(id="a", text="The Syrian army captured Rawa from the rebels.")
    mentions = (Mention(25, 29, "Rawa"),)
    assert chosen.read(article, mentions) == RuleReader(book).read(article, mentions) != ()


def test_an_own_reader_reads(own_module: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Rebels captured Palmyra. The army holds Homs.", encoding="utf-8")
    results = run([str(text)], options=RunOptions(reader=f"{own_module}:Twice"))
    assert {found.claim.relation for found in results.claims} == {"captured"}
    assert results.settings["reader"] == f"{own_module}:Twice"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("own_claim_reader", "MODULE:NAME"),
        ("no_such_module_here:Reader", "cannot be imported"),
        ("own_claim_reader:Missing", "nothing to call by the name 'Missing'"),
        ("own_claim_reader:nothing_to_call", "nothing to call"),
        ("own_claim_reader:no_reader", "needs a method read"),
    ],
)
@pytest.mark.usefixtures("own_module")
def test_a_reader_that_cannot_be_used_is_explained(chosen: str, told: str) -> None:
    with pytest.raises(BadOptionError, match=told):
        claim_reader(chosen, load_actors())


def _checked(claim: Claim, article: Article) -> tuple[Claim, ...]:
    reader: ClaimReader = CheckedReader(Fixed((claim,)), name="mine:Reader")
    return reader.read(article, ())


def test_a_claim_that_fits_its_article_passes() -> None:
    claim = make_claim()
    article = Article(id=claim.article_id, text=_text_of(claim))
    assert _checked(claim, article) == (claim,)


def test_claims_that_do_not_fit_are_named_with_the_article() -> None:
    claim = make_claim()
    article = Article(id=claim.article_id, text=_text_of(claim), where="a.jsonl:3")
    with pytest.raises(BadReaderError, match=r"mine:Reader: a\.jsonl:3: .*is of article 'other'"):
        _checked(replace(claim, article_id="other"), article)
    with pytest.raises(BadReaderError, match="the text has no"):
        _checked(claim, replace(article, text="x" * len(article.text)))
    with pytest.raises(BadReaderError, match="its sentence does not stand"):
        _checked(replace(claim, sentence="Never said."), article)


def _text_of(claim: Claim) -> str:
    """Return a text in which the claim's sentence and place stand where it says."""
    width = max(claim.place.end, claim.sentence_start + len(claim.sentence))
    letters = list(" " * width)
    letters[claim.sentence_start : claim.sentence_start + len(claim.sentence)] = claim.sentence
    letters[claim.place.start : claim.place.end] = claim.place.surface
    return "".join(letters)
