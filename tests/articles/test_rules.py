"""Every rule fires on its true example and keeps quiet on its false one; broken rule files are refused."""

import re
from datetime import date
from functools import cache

import pytest

from articles.actors import load_actors
from articles.claims import RuleReader
from articles.errors import BadDataFileError
from articles.models import Article, DateSource, Mention
from articles.rules import Rule, build_rules, load_rules

_BRACES = re.compile(r"\{([^}]*)\}")
_GOOD = {
    "name": "take-it", "relation": "captured", "trigger": "verb", "words": "capture", "place": "object",
    "true": "They captured {Darvan}.", "false": "They left {Darvan}.",
}  # fmt: skip


@cache
def reader() -> RuleReader:
    return RuleReader(load_actors())


def marked(example: str) -> tuple[Article, list[Mention]]:
    """Turn an example with places in braces into an article and its mentions."""
    mentions = []
    text = ""
    at = 0
    for found in _BRACES.finditer(example):
        text += example[at : found.start()]
        mentions.append(Mention(len(text), len(text) + len(found.group(1)), found.group(1), kind="town"))
        text += found.group(1)
        at = found.end()
    text += example[at:]
    return Article(id="x", text=text, published=date(2020, 5, 6), published_from=DateSource.OPTION), mentions


def fires(rule: Rule, example: str) -> bool:
    article, mentions = marked(example)
    starts = {m.start for m in mentions}
    drafts = reader().draft(article, mentions)
    return any(d.candidate.rule.name == rule.name and d.place.start in starts for d in drafts)


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: rule.name)
def test_rule_fires_on_its_true_example(rule: Rule) -> None:
    assert fires(rule, rule.true)


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: rule.name)
def test_rule_is_quiet_on_its_false_example(rule: Rule) -> None:
    assert not fires(rule, rule.false)


def test_a_good_table_loads() -> None:
    assert build_rules([("mine.toml", {"rule": [_GOOD]})]).rules[0].name == "take-it"


def test_all_faults_are_reported_at_once_with_file_and_rule() -> None:
    bad = {**_GOOD, "relation": "conquered", "voice": "middle", "wrods": "capture", "confidence": 2.0}
    del bad["place"]
    with pytest.raises(BadDataFileError) as caught:
        build_rules([("mine.toml", {"rule": [bad]}), ("other.toml", {"rule": [_GOOD, _GOOD], "extra": {}})])
    message = str(caught.value)
    for part in (
        "mine.toml: rule take-it",
        "lacks place",
        "wrods",
        "conquered",
        "middle",
        "confidence",
        "extra",
        "twice",
    ):
        assert part in message


def test_unknown_lists_and_unmarked_examples_are_faults() -> None:
    bad = {**_GOOD, "words": "@nothing", "true": "They captured it."}
    with pytest.raises(BadDataFileError, match=r"no list @nothing.*true example"):
        build_rules([("mine.toml", {"rule": [bad]})])
