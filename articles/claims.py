"""Read the control claims of an article with the rules."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from articles.acceptance import Acceptance, load_acceptance
from articles.apostrophes import LOST, mark_possessives, owns, restore
from articles.chunks import chunk_items
from articles.claimdays import blur_days
from articles.coreference import Memory, is_dateline, is_heading
from articles.dates import DatePhrase, find_dates, last_day
from articles.denials import mark_denied, may_deny
from articles.drafts import Draft, ParsedSentence
from articles.echoes import echo_drafts
from articles.entries import Departure, find_departures, settle_entries, settle_falls
from articles.grammar import Candidate, NearMiss, match_rules
from articles.items import Overlay, SpanOfActor
from articles.languages import LANGUAGES_WITH_RULES
from articles.lexicon import Lexicon, load_lexicon
from articles.merging import merge_drafts
from articles.models import Actor, Article, Claim, Mention, Party, claim_id
from articles.parties import PartyNamer
from articles.rivals import name_opponents
from articles.rules import Rule, RuleBook, load_rules
from articles.sentences import Sentence, split_sentences
from articles.settling import Settler
from articles.syntax import Syntax
from articles.tagging import tag_sentence
from articles.tokens import cut_tokens
from articles.wrapping import unwrap

_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_PIECE = 4000  # characters of one sentence parsed at once


class PartyFinder(Protocol):
    """Finds actor phrases in a text; `articles.actors.ActorBook` satisfies it."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...  # noqa: D102

    def find(self, text: str) -> Sequence[SpanOfActor]:
        """Return non-overlapping actor phrases in text order."""


class RuleReader:
    """Reads claims with the shipped rules; satisfies the `ClaimReader` protocol.

    Attributes:
        languages: ISO 639-1 codes of the languages it reads; texts known to be in others give no claim.
    """

    languages = LANGUAGES_WITH_RULES

    def __init__(
        self, book: PartyFinder, *, rules: RuleBook | None = None, acceptance: Acceptance | None = None
    ) -> None:
        """Bind the reader to an actor book.

        Args:
            book: Finds actor phrases.
            rules: None = the shipped ones.
            acceptance: Weights that tell claims from false alarms; None = the shipped ones.
        """
        self._book = book
        self._rules = rules or load_rules()
        self._lexicon = load_lexicon()
        self._acceptance = acceptance or load_acceptance()
        self._trigger = TriggerFilter(self._rules, self._lexicon)

    def read(self, article: Article, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
        """Return the claims of an article in text order.

        Args:
            article: The text and its day of publication.
            mentions: Its place names (`articles.mentions.find_mentions`).
        """
        if article.language and article.language not in self.languages:
            return ()
        written, article = article, _marked(article)
        namer = PartyNamer(self._book, article.text)
        drafts = merge_drafts(self._draft(article, mentions, namer))
        sure = [(draft, self._acceptance.probability(draft)) for draft in drafts]
        sure = [(draft, p) for draft, p in sure if p >= self._acceptance.threshold]
        name_opponents([draft for draft, _ in sure], namer)
        return tuple(_claim(written, draft, confidence=p) for draft, p in sure)

    def draft(self, article: Article, mentions: Sequence[Mention]) -> list[Draft]:
        """Return every draft of an article before merging, in text order."""
        article = _marked(article)
        return self._draft(article, mentions, PartyNamer(self._book, article.text))

    def _draft(self, article: Article, mentions: Sequence[Mention], namer: PartyNamer) -> list[Draft]:
        memory = Memory()
        starts = [m.start for m in mentions]
        drafts: list[Draft] = []
        departures: list[Departure] = []
        anchor: date | None = None
        for number, sentence in enumerate(_pieces(article.text)):
            inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            for mention in inside:
                owner = mention.kind == "country" and owns(article.text, mention.end)
                if not owner and not is_dateline(article.text, mention):
                    memory.see_place(number, mention)
            if inside and is_heading(article.text, inside[0]):
                memory.see_heading(inside[0])
            named = any(m.kind != "demonym" for m in inside) or memory.took_lately(number)
            words = article.text[sentence.start : sentence.end]
            denial = bool(drafts) and may_deny(words)
            if denial or (memory.places and self._trigger.passes(words, named=named)):
                parsed = self._parse(article, sentence, inside, namer, anchor=anchor)
                anchor = last_day(parsed.dates, anchor)
                settler = Settler(article, number, parsed, memory, namer)
                settled = settler.settle(match_rules(parsed.syntax, self._rules))
                drafts += [*settled, *echo_drafts(settled, parsed)]
                if denial or may_deny(words):
                    mark_denied(drafts, parsed, number, namer=namer, memory=memory)
                departures += find_departures(parsed, memory, namer, number=number)
        settle_entries(drafts, departures, namer)
        settle_falls(drafts, namer)
        return drafts

    def _parse(
        self,
        article: Article,
        sentence: Sentence,
        mentions: Sequence[Mention],
        namer: PartyNamer,
        *,
        anchor: date | None = None,
    ) -> ParsedSentence:
        words = article.text[sentence.start : sentence.end]
        dates = find_dates(words, published=article.published, anchor=anchor)
        dates = tuple(d for d in dates if not _is_downfall(words, d))
        if article.published_precision > 1:
            dates = blur_days(dates, precision=article.published_precision)
        spans = [(d.start + sentence.start, d.end + sentence.start) for d in dates]
        overlay = Overlay(mentions, namer.spans(sentence.start, sentence.end), spans)
        items = tag_sentence(cut_tokens(words, offset=sentence.start), overlay, self._lexicon)
        return ParsedSentence(sentence, words, Syntax(items, chunk_items(items), self._lexicon), dates)

    def parse(self, article: Article, mentions: Sequence[Mention]) -> list[ParsedSentence]:
        """Parse every sentence of an article, also those without a trigger."""
        article = _marked(article)
        namer = PartyNamer(self._book, article.text)
        return [
            self._parse(article, s, [m for m in mentions if s.start <= m.start < s.end], namer)
            for s in _pieces(article.text)
        ]

    def match(self, parsed: ParsedSentence, *, misses: list[NearMiss]) -> list[Candidate]:
        """Match the rules on one sentence; rules that failed are added to `misses`."""
        return match_rules(parsed.syntax, self._rules, misses=misses)


def _claim(article: Article, draft: Draft, *, confidence: float) -> Claim:
    sentence = draft.sentence
    parts = (
        article.id,
        str(draft.place.start),
        str(draft.place.end),
        draft.relation,
        restore(_key(draft.actor)),
        restore(_key(draft.opponent)),
        draft.stance,
        str(draft.when.start) if draft.when else "",
        str(draft.when.end) if draft.when else "",
    )
    return Claim(
        id=claim_id(*parts),
        article_id=article.id,
        sentence=article.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        place=draft.place,
        relation=draft.relation,
        actor=_as_written(draft.actor),
        opponent=_as_written(draft.opponent),
        stance=draft.stance,
        extent=draft.extent,
        when=draft.when,
        when_basis=draft.basis,
        speaker=restore(draft.speaker),
        rule=draft.candidate.rule.name,
        confidence=round(confidence, 4),
    )


def _marked(article: Article) -> Article:
    """Return the article with wrapped lines joined and possessives marked that lost their apostrophes."""
    text = mark_possessives(unwrap(article.text))  # every offset stays
    return article if text is article.text else replace(article, text=text)


def _as_written(party: Party | None) -> Party | None:
    if party is None or LOST not in party.surface + party.name + party.actor_id:
        return party
    return Party(restore(party.actor_id), restore(party.name), restore(party.surface))


def _is_downfall(words: str, phrase: DatePhrase) -> bool:
    """Whether "the fall" is no season: "the fall of the city"."""
    surface = words[phrase.start : phrase.end].lower()
    return surface.endswith("the fall") and words[phrase.end : phrase.end + 3] == " of"


def _key(party: Party | None) -> str:
    return party.actor_id if party is not None else ""


def _pieces(text: str) -> list[Sentence]:
    """Sentences, with overlong ones cut at white space so that the cost stays linear."""
    found: list[Sentence] = []
    for sentence in split_sentences(text):
        start = sentence.start
        while sentence.end - start > _LONGEST_PIECE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
            cut = cut if cut > start else start + _LONGEST_PIECE
            found.append(Sentence(start, cut))
            start = cut
        found.append(replace(sentence, start=start))
    return found


class TriggerFilter:
    """Tells cheaply whether a sentence can set any rule off: by its words alone."""

    def __init__(self, rules: RuleBook, lexicon: Lexicon) -> None:
        """Collect the words that suffice, and those that need another word beside them."""
        forms: dict[str, set[str]] = {
            "be": {"is", "are", "was", "were", "been"},
            "have": {"has", "have", "had"},
        }
        for form, reading in lexicon.verbs.items():
            forms.setdefault(reading.lemma, set()).add(form)
        alone: set[str] = set()
        paired: dict[frozenset[str], set[str]] = {}
        for rule in rules.rules:
            words = (
                {f for w in rule.words for f in forms.get(w, {w})}
                if rule.trigger == "verb"
                else set(rule.words)
            )
            needed = _needed(rule)
            (paired.setdefault(needed, set()) if needed else alone).update(_parts(words))
        kinds = (lexicon.words[name] for name in ("settlement", "area", "facility"))
        fights = ("attack", "attacks", "assault", "offensive", "raid", "attackers", "advance", "back", "off")
        self._back = frozenset({"it", "its", "there", "them", *fights}.union(*kinds))
        self._alone = frozenset(alone)
        self._paired = [(frozenset(words), then) for then, words in paired.items()]

    def passes(self, words: str, *, named: bool) -> bool:
        """Whether a rule may fire on these words; if no place is `named`, they must refer back to one."""
        found = set(_WORDS.findall(words.lower()))
        if not named and self._back.isdisjoint(found):
            return False
        if not self._alone.isdisjoint(found):
            return True
        return any(not first.isdisjoint(found) and not then.isdisjoint(found) for first, then in self._paired)


def _needed(rule: Rule) -> frozenset[str]:
    """Words of which a rule needs one beside its trigger, or none: for verbs as common as "be"."""
    if rule.then:
        return rule.then
    if rule.trigger == "adverb":
        return frozenset(slot.rsplit(" ", 1)[-1] for slot in (*rule.place, *rule.actor))
    if rule.beside:
        return frozenset(phrase.split()[0] for phrase in rule.beside)
    return frozenset(rule.actor) if rule.words & {"be", "have"} else frozenset()


def _parts(words: Iterable[str]) -> set[str]:
    """Split words at hyphens, as `_WORDS` does; the longest part stands for the word."""
    return {max(_WORDS.findall(word), key=len) for word in words}
