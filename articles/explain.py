"""Show how a sentence is read: tokens, tags, names, the rules that fired and why others did not."""

from collections.abc import Sequence

from articles.claims import RuleReader
from articles.grammar import Candidate, NearMiss
from articles.mentions import find_mentions
from articles.models import Article, Claim, PlaceNames
from articles.sentences import Sentence
from articles.syntax import Syntax


def explain_sentence(article: Article, *, names: PlaceNames, reader: RuleReader) -> str:
    """Return, as lines of text, how the rules read an article's text (meant for one sentence).

    Args:
        article: An article that holds the sentence.
        names: Finds its place names.
        reader: The reader to explain.
    """
    mentions = find_mentions(article, names)
    lines = ["places   " + (", ".join(f"{m.surface} ({m.kind}, {m.role})" for m in mentions) or "none")]
    for parsed in reader.parse(article, mentions):
        misses: list[NearMiss] = []
        fired = reader.match(parsed, misses=misses)
        lines += _syntax_lines(article.text, parsed.sentence, parsed.syntax)
        lines += _fired_lines(article.text, parsed.syntax, fired)
        lines += _missed_lines(article.text, parsed.syntax, misses)
    lines += _claim_lines(reader.read(article, mentions))
    return "\n".join(lines)


def _syntax_lines(text: str, sentence: Sentence, syntax: Syntax) -> list[str]:
    lines = ["sentence " + text[sentence.start : sentence.end]]
    for chunk in syntax.chunks:
        items = syntax.items[chunk.first : chunk.last]
        words = " ".join(f"{text[i.start : i.end]}/{i.tag}" for i in items)
        extra = f" [{chunk.lemma} {chunk.mode}{' passive' if chunk.passive else ''}]" if chunk.lemma else ""
        lines.append(f"  {chunk.kind:6} {words}{extra}")
    return lines


def _fired_lines(text: str, syntax: Syntax, fired: Sequence[Candidate]) -> list[str]:
    lines = []
    for c in fired:
        item = syntax.items[c.target] if c.target is not None else None
        place = text[item.start : item.end] if item is not None else f"({c.generic})"
        parts = [f"fired    {c.rule.name}: {c.rule.relation} {place} ({c.extent})"]
        for name, phrase in (("actor", c.actor), ("opponent", c.opponent)):
            if phrase is not None:
                parts.append(
                    f"{name} {text[syntax.items[phrase.start].start : syntax.items[phrase.stop - 1].end]!r}"
                )
        lines.append(", ".join(parts))
    return lines or ["fired    none"]


def _missed_lines(text: str, syntax: Syntax, misses: Sequence[NearMiss]) -> list[str]:
    return [
        f"not      {m.rule.name} at {text[syntax.items[m.item].start : syntax.items[m.item].end]!r}: "
        f"{m.reason}"
        for m in misses
    ]


def _claim_lines(claims: Sequence[Claim]) -> list[str]:
    lines = []
    for c in claims:
        actor = c.actor.name if c.actor else "?"
        opponent = f" against {c.opponent.name}" if c.opponent else ""
        when = f"{c.when.start}" if c.when else "no date"
        lines.append(
            f"claim    {c.place.surface} {c.relation} by {actor}{opponent}, {c.stance}, {when}, "
            f"{c.confidence:.2f}"
        )
    return lines or ["claim    none"]
