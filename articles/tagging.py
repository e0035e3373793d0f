"""Turn a sentence into tagged items: words, and names of places, actors and dates as single items."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from articles.lexicon import BASE, GERUND, PARTICIPLE, PAST, PRESENT, Lexicon, VerbForm
from articles.models import Mention, Party
from articles.tokens import Token


class Tag(StrEnum):
    """What an item does in its sentence."""

    __hash__ = str.__hash__  # the enum's own is slow, and tags are looked up all the time

    DET = "DET"
    NUM = "NUM"
    PREP = "PREP"
    CONJ = "CONJ"
    SUB = "SUB"
    REL = "REL"
    THAT = "THAT"
    PRON = "PRON"
    AUX = "AUX"
    MODAL = "MODAL"
    NEG = "NEG"
    TO = "TO"
    ADV = "ADV"
    VERB = "VERB"
    NOUN = "NOUN"
    PLACE = "PLACE"
    ACTOR = "ACTOR"
    DATE = "DATE"
    POSS = "POSS"
    HYPHEN = "HYPHEN"
    COMMA = "COMMA"
    STOP = "STOP"
    COLON = "COLON"
    QUOTE = "QUOTE"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    SIGN = "SIGN"


class SpanOfActor(Protocol):
    """What the grammar needs of an actor phrase (see `articles.actors.PartySpan`)."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def party(self) -> Party: ...  # noqa: D102


@dataclass(slots=True)
class Item:
    """A word, or a name of several words; `text[start:end]`.

    Attributes:
        verb: The reading as a verb, if there is one (also for items tagged NOUN).
        mention: The place named, if any.
        party: The actor phrase, if any; an item may have both ("Ukraine").
    """

    start: int
    end: int
    lower: str
    tag: Tag
    capital: bool = False
    verb: VerbForm | None = None
    mention: Mention | None = None
    party: SpanOfActor | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """Names found in a sentence by others: places, actors, dates (all with offsets in the article)."""

    places: Sequence[Mention] = ()
    actors: Sequence[SpanOfActor] = ()
    dates: Sequence[tuple[int, int]] = ()


_SIGNS = {
    ",": Tag.COMMA, ";": Tag.STOP, ":": Tag.COLON, ".": Tag.STOP, "!": Tag.STOP, "?": Tag.STOP, "…": Tag.STOP,
    '"': Tag.QUOTE, "“": Tag.QUOTE, "”": Tag.QUOTE, "«": Tag.QUOTE, "»": Tag.QUOTE, "(": Tag.OPEN, "[": Tag.OPEN,
    ")": Tag.CLOSE, "]": Tag.CLOSE, "—": Tag.COMMA, "–": Tag.COMMA, "،": Tag.COMMA, "/": Tag.CONJ, "|": Tag.STOP,
}  # fmt: skip
_NOMINAL = frozenset({Tag.NOUN, Tag.PLACE, Tag.ACTOR, Tag.NUM})
_BEFORE_NOUN = frozenset({Tag.DET, Tag.POSS, Tag.PREP, Tag.NUM, Tag.HYPHEN})
_AFTER_VERB = frozenset({Tag.DET, Tag.PLACE, Tag.ACTOR, Tag.PRON, Tag.NUM, Tag.NOUN})
_TENSED = frozenset({PAST, PRESENT, BASE})


def tag_sentence(tokens: Sequence[Token], overlay: Overlay, lexicon: Lexicon) -> list[Item]:
    """Tag the tokens of a sentence, names first.

    Args:
        tokens: Tokens of one sentence.
        overlay: Names found in it.
        lexicon: Word classes.

    Returns:
        Items in text order; names of several words are one item.
    """
    return _resolve_verbs(_overlaid(tokens, overlay, lexicon), lexicon)


def _overlaid(tokens: Sequence[Token], overlay: Overlay, lexicon: Lexicon) -> list[Item]:
    names = _winning_names(overlay)
    items: list[Item] = []
    at = 0
    i = 0
    while i < len(tokens):
        token = tokens[i]
        while at < len(names) and names[at].end <= token.start:
            at += 1
        name = names[at] if at < len(names) and names[at].start < token.end else None
        if name is not None:
            name.lower = token.lower
            name.capital = token.capital
            items.append(name)
            at += 1
            i += 1
            while i < len(tokens) and tokens[i].start < name.end:
                name.lower += " " + tokens[i].lower
                i += 1
            continue
        joined = _joined_item(tokens, i, lexicon)
        items.append(joined[0] if joined else _word_item(token, items, lexicon))
        i += joined[1] if joined else 1
    return items


def _joined_item(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> tuple[Item, int] | None:
    """Read "as well as" and the like as one item; returns it with its number of tokens."""
    for words, name in lexicon.joined.get(tokens[i].lower, ()):
        window = tokens[i : i + len(words)]
        if tuple(token.lower for token in window) == words:
            tag = _TAGS[name]
            return Item(tokens[i].start, window[-1].end, " ".join(words), tag, tokens[i].capital), len(words)
    return None


def _winning_names(overlay: Overlay) -> list[Item]:
    """Settle overlaps: the longer name wins; equal spans of a place and an actor are one item with both."""
    names = [Item(d[0], d[1], "", Tag.DATE) for d in overlay.dates]
    names += [Item(p.start, p.end, "", Tag.ACTOR, party=p) for p in overlay.actors]
    spans = {(n.start, n.end): n for n in names if n.tag is Tag.ACTOR}
    for mention in overlay.places:
        twin = spans.get((mention.start, mention.end))
        if twin is not None:
            _settle_twin(twin, mention)
        else:
            names.append(Item(mention.start, mention.end, "", Tag.PLACE, mention=mention))
    names.sort(key=lambda n: (n.start, -n.end, n.tag))
    kept: list[Item] = []
    for name in names:
        if kept and name.start < kept[-1].end:
            if _place_first(kept[-1], name):
                kept[-1] = name
                continue
            if name.end - name.start > kept[-1].end - kept[-1].start and name.tag is not Tag.DATE:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


def _place_first(actor: Item, place: Item) -> bool:
    """Whether a made-up group's name only starts with a place ("P to the army")."""
    if actor.party is None or actor.party.kind != "made" or place.mention is None or place.mention.kind == "demonym":
        return False
    return place.start == actor.start and actor.end - place.end > 12


_STATES = frozenset({"country", "state", "adjective"})


def _settle_twin(twin: Item, mention: Mention) -> None:
    """Decide what words are that name an actor and a place alike: only states are both."""
    if twin.party is not None and twin.party.kind in _STATES:
        twin.mention = mention
    elif twin.party is not None and twin.party.kind == "made" and mention.kind not in ("unknown", "demonym"):
        twin.tag, twin.mention, twin.party = Tag.PLACE, mention, None


def _word_item(token: Token, before: list[Item], lexicon: Lexicon) -> Item:
    lower = token.lower
    tag = _sign_tag(token, before) or _class_tag(lower, lexicon)
    if lower == "us" and token.capital:
        tag = Tag.NOUN
    return Item(token.start, token.end, lower, tag, token.capital, lexicon.verb(lower))


def _sign_tag(token: Token, before: list[Item]) -> Tag | None:
    lower = token.lower
    if lower[0].isalnum():
        return None
    if lower in ("'s", "'"):
        touches = bool(before) and before[-1].end == token.start
        ends_in_s = touches and (lower == "'s" or before[-1].lower.endswith("s"))
        return Tag.POSS if ends_in_s else Tag.QUOTE
    if lower in ("-", "\u2010", "\u2011", "–") and before and before[-1].end == token.start:
        return Tag.HYPHEN
    return _SIGNS.get(lower, Tag.SIGN if not lower[0].isalpha() else None)


_TAGS: dict[str, Tag] = {
    "modal": Tag.MODAL, "negation": Tag.NEG, "auxiliary": Tag.AUX, "relative": Tag.REL, "conjunction": Tag.CONJ,
    "subordinator": Tag.SUB, "preposition": Tag.PREP, "determiner": Tag.DET, "pronoun": Tag.PRON, "number": Tag.NUM,
    "adverb": Tag.ADV, "noun": Tag.NOUN,
}  # fmt: skip


def _class_tag(lower: str, lexicon: Lexicon) -> Tag:
    if lower == "to":
        return Tag.TO
    if lower == "that":
        return Tag.THAT
    if lower[0].isdigit():
        return Tag.NUM
    name = lexicon.classes.get(lower)
    if name is not None:
        return _TAGS[name]
    if lower.endswith("ly") and lexicon.verb(lower) is None and len(lower) > 5:
        return Tag.ADV
    return Tag.NOUN


def _resolve_verbs(items: list[Item], lexicon: Lexicon) -> list[Item]:
    for i, item in enumerate(items):
        if item.tag is Tag.TO:
            if not _infinitive_follows(items, i):
                item.tag = Tag.PREP
        elif item.tag is Tag.THAT:
            _resolve_that(items, i)
        elif item.tag is Tag.PREP and item.lower in _ABOUT:
            if i + 1 < len(items) and items[i + 1].tag is Tag.NUM:
                item.tag = Tag.ADV
        elif item.tag is Tag.NOUN:
            item.verb = item.verb or _guessed_verb(item)
            if item.verb is not None and _is_verb(items, i, item.verb, lexicon):
                item.tag = Tag.VERB
    return items


_ABOUT = frozenset({"around", "about", "over", "under", "near", "up"})


def _infinitive_follows(items: list[Item], i: int) -> bool:
    for item in items[i + 1 : i + 4]:
        if item.tag is Tag.ADV:
            continue
        if item.tag is Tag.AUX:
            return True
        return item.tag is Tag.NOUN and item.verb is not None and BASE in item.verb.forms
    return False


def _resolve_that(items: list[Item], i: int) -> None:
    """Tell "that city" from "said that" and "the army that"."""
    following = items[i + 1] if i + 1 < len(items) else None
    before = items[i - 1].tag if i else Tag.STOP
    if (
        following is not None
        and following.tag is Tag.NOUN
        and following.verb is None
        and before is not Tag.VERB
    ):
        items[i].tag = Tag.DET
    elif (
        before in _NOMINAL
        and following is not None
        and following.tag in (Tag.AUX, Tag.MODAL, Tag.NOUN, Tag.ADV)
    ):
        items[i].tag = Tag.REL


def _guessed_verb(item: Item) -> VerbForm | None:
    """Read unknown lower-case words in -ed and -ing as verbs."""
    if item.capital or len(item.lower) < 5:
        return None
    if item.lower.endswith("ed"):
        return VerbForm(item.lower, frozenset({PAST, PARTICIPLE}))
    if item.lower.endswith("ing"):
        return VerbForm(item.lower, frozenset({GERUND}))
    return None


def _is_verb(items: list[Item], i: int, verb: VerbForm, lexicon: Lexicon) -> bool:
    item = items[i]
    j = i - 1
    while j >= 0 and items[j].tag in (Tag.ADV, Tag.NEG):
        j -= 1
    before = items[j].tag if j >= 0 else Tag.STOP
    after = items[i + 1] if i + 1 < len(items) else None
    if _held_adjective(items, i, verb):
        return False
    if before is Tag.TO or before is Tag.MODAL:
        return bool(verb.forms & {BASE, PARTICIPLE, PAST})
    if before is Tag.AUX:
        return bool(verb.forms & {PARTICIPLE, GERUND}) or (
            BASE in verb.forms and items[j].lower in ("do", "does", "did", "do")
        )
    if GERUND in verb.forms:
        return _gerund_is_verb(item, before, after, lexicon)
    if verb.forms <= {PAST, PARTICIPLE}:
        return _participle_is_verb(before, after)
    if BASE in verb.forms and _ends_noun_phrase(items, i, lexicon):
        return False
    if item.lower in lexicon.words["also_nouns"]:
        return _noun_like_is_verb(items, i, before, verb, lexicon)
    return before not in (Tag.DET, Tag.POSS, Tag.HYPHEN) and not (before is Tag.PREP and verb.forms <= {BASE})


_HELD = frozenset({"held", "controlled", "occupied", "ruled", "run", "captured", "besieged"})


def _held_adjective(items: list[Item], i: int, verb: VerbForm) -> bool:
    """ "A rebel held area", "government controlled P"."""
    if items[i].lower not in _HELD or PARTICIPLE not in verb.forms or i + 1 >= len(items) or not i:
        return False
    owner = items[i - 1]
    if items[i + 1].tag not in (Tag.NOUN, Tag.PLACE) or owner.tag not in (Tag.ACTOR, Tag.NOUN, Tag.PLACE):
        return False
    if owner.lower.endswith("s") and owner.lower not in ("kurds", "isis", "houthis"):
        return False
    before = items[i - 2].tag if i > 1 else Tag.PREP
    return before in (Tag.DET, Tag.PREP) or (
        before is Tag.NOUN and i > 2 and items[i - 3].tag in (Tag.DET, Tag.PREP)
    )


def _ends_noun_phrase(items: list[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether a bare form closes a phrase such as "a rapid advance", "the complete recapture"."""
    j = i - 1
    while j >= 0 and items[j].tag is Tag.NOUN and items[j].lower not in lexicon.words["force"] and i - j < 5:
        if items[j].lower.endswith("s"):
            return False
        j -= 1
    return j < i - 1 and j >= 0 and items[j].tag in (Tag.DET, Tag.POSS)


def _gerund_is_verb(item: Item, before: Tag, after: Item | None, lexicon: Lexicon) -> bool:
    if before in (Tag.DET, Tag.POSS, Tag.NUM):
        return False
    if item.lower not in lexicon.words["also_nouns"]:
        return True
    takes_object = after is not None and after.tag in _AFTER_VERB and (after.tag is not Tag.NOUN or after.verb is None)
    return takes_object and before in (Tag.COMMA, Tag.PREP, Tag.SUB, Tag.CONJ, Tag.ACTOR)


def _participle_is_verb(before: Tag, after: Item | None) -> bool:
    """A participle right before a noun, after an article or preposition, is an adjective."""
    names = after is not None and after.tag in (Tag.NOUN, Tag.PLACE, Tag.ACTOR)
    if before in (Tag.DET, Tag.NUM, Tag.POSS):
        return not names and before is Tag.NUM
    if before in (Tag.PREP, Tag.STOP, Tag.HYPHEN):
        return not names
    return True


_PARTICLES = {
    "hand": ("over",), "pull": ("out", "back"), "push": ("into", "back", "out", "toward", "towards"), "hold": ("out", "off"),
    "drive": ("out", "back", "into"), "cut": ("off",), "turn": ("over",), "fight": ("off",), "move": ("into",), "march": ("into",),
    "break": ("into", "through"), "take": ("over", "back"), "win": ("back",), "close": ("in",),
}  # fmt: skip


def _noun_like_is_verb(items: list[Item], i: int, before: Tag, verb: VerbForm, lexicon: Lexicon) -> bool:
    after = items[i + 1] if i + 1 < len(items) else None
    if before in _BEFORE_NOUN or (before is Tag.STOP and i == 0) or before in (Tag.COLON, Tag.QUOTE, Tag.SUB):
        return False
    if verb.forms & {PAST, PARTICIPLE}:
        return True
    if before in (Tag.PRON, Tag.REL):
        return True
    if after is not None and after.tag is Tag.THAT and before in _NOMINAL:
        return True
    if after is not None and after.tag is Tag.PREP and after.lower in _PARTICLES.get(verb.lemma, ()):
        return before in _NOMINAL and not _finite_before(items, i)
    if after is not None and after.tag is Tag.TO and verb.lemma in lexicon.words["plan_verbs"] | lexicon.words["say"]:
        named = before in (Tag.ACTOR, Tag.CLOSE, Tag.PLACE) or (before is Tag.NOUN and items[i - 1].capital)
        return named and not _finite_before(items, i)
    if before is Tag.NOUN and after is not None and after.tag is Tag.NOUN and after.verb is not None:
        if after.verb.forms & {BASE, PRESENT} and items[i - 1].lower not in lexicon.words["force"]:
            return False
    transitive_use = after is not None and after.tag in _AFTER_VERB and after.tag is not Tag.NOUN
    noun_after = after is not None and after.tag is Tag.NOUN
    if before is Tag.COMMA and after is not None and after.tag is Tag.PREP and not transitive_use:
        return verb.lemma in lexicon.words["intransitive"] and not _finite_before(items, i)
    if before in (Tag.CONJ, Tag.COMMA):
        return transitive_use
    if before not in _NOMINAL and before is not Tag.CLOSE:
        return transitive_use
    if transitive_use:
        return True
    if _finite_before(items, i):
        return False
    if noun_after and after is not None:
        return (
            PRESENT in verb.forms
            or items[i - 1].tag is Tag.ACTOR
            or items[i - 1].lower in lexicon.words["force"]
        )
    subject = items[i - 1]
    if subject.tag is Tag.NOUN and not (subject.lower in lexicon.words["force"] or subject.lower.endswith("s")):
        return False
    moves = verb.lemma in lexicon.words["intransitive"]
    return (
        moves and after is not None and after.tag in (Tag.PREP, Tag.TO, Tag.ADV, Tag.STOP, Tag.SUB, Tag.DATE)
    )


def _finite_before(items: list[Item], i: int) -> bool:
    """Whether the clause has a finite verb already (looking back a bounded way)."""
    for j in range(i - 1, max(-1, i - 25), -1):
        item = items[j]
        if item.tag in (Tag.SUB, Tag.STOP, Tag.COLON, Tag.REL, Tag.THAT, Tag.QUOTE):
            return False
        if item.tag is Tag.AUX or item.tag is Tag.MODAL:
            return True
        if item.tag is Tag.VERB and item.verb is not None and _may_be_finite(items, j, item.verb):
            return item.verb.lemma not in ("say", "claim", "report", "announce", "state")
    return False


def _may_be_finite(items: list[Item], j: int, verb: VerbForm) -> bool:
    """Whether a verb form may be finite: no gerund, and no participle such as "allied with"."""
    if GERUND in verb.forms or not verb.forms & _TENSED:
        return False
    return not (PARTICIPLE in verb.forms and j + 1 < len(items) and items[j + 1].tag is Tag.PREP)
