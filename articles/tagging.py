"""Turn a sentence into tagged items: words, and names of places, actors and dates as single items."""

from collections.abc import Sequence

from articles.items import Item, Overlay, Tag
from articles.lexicon import Lexicon
from articles.models import Mention
from articles.tokens import Token
from articles.verbtags import resolve_verbs

_SCARE_WORDS = 3
_SIGNS = {
    ",": Tag.COMMA,
    ";": Tag.STOP,
    ":": Tag.COLON,
    ".": Tag.STOP,
    "!": Tag.STOP,
    "?": Tag.STOP,
    "…": Tag.STOP,
    '"': Tag.QUOTE,
    "“": Tag.QUOTE,
    "”": Tag.QUOTE,
    "«": Tag.QUOTE,
    "»": Tag.QUOTE,
    "(": Tag.OPEN,
    "[": Tag.OPEN,
    ")": Tag.CLOSE,
    "]": Tag.CLOSE,
    "—": Tag.COMMA,
    "–": Tag.COMMA,
    "-": Tag.COMMA,
    "،": Tag.COMMA,
    "/": Tag.CONJ,
    "&": Tag.CONJ,
    "|": Tag.STOP,
}


def tag_sentence(tokens: Sequence[Token], overlay: Overlay, lexicon: Lexicon) -> list[Item]:
    """Tag the tokens of a sentence, names first.

    Args:
        tokens: Tokens of one sentence.
        overlay: Names found in it.
        lexicon: Word classes.

    Returns:
        Items in text order; names of several words are one item.
    """
    return resolve_verbs(_without_scare_quotes(_overlaid(tokens, overlay, lexicon)), lexicon)


def _without_scare_quotes(items: list[Item]) -> list[Item]:
    """Drop the quotes around a few words: 'the "liberation" of P', 'to "free" P'; they only cast doubt."""
    kept: list[Item] = []
    closing = -1
    for i, item in enumerate(items):
        if i == closing:
            continue
        if item.tag is Tag.QUOTE and closing < i:
            found = _closing_quote(items, i)
            if found is not None:
                closing = found
                continue
        kept.append(item)
    return kept


def _closing_quote(items: list[Item], i: int) -> int | None:
    """Where a quotation of one to three plain words that opens at `i` closes, or None."""
    if i and items[i - 1].tag in (Tag.COMMA, Tag.COLON):
        return None
    for j in range(i + 1, min(len(items), i + _SCARE_WORDS + 2)):
        if items[j].tag is Tag.QUOTE:
            return j if j > i + 1 else None
        if items[j].tag in (Tag.COMMA, Tag.STOP, Tag.COLON, Tag.PRON):
            return None
    return None


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
    if (
        actor.party is None
        or actor.party.kind != "made"
        or place.mention is None
        or place.mention.kind == "demonym"
    ):
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
    if lower == "+" and before and before[-1].end < token.start:
        return Tag.CONJ
    return _SIGNS.get(lower, Tag.SIGN if not lower[0].isalpha() else None)


_TAGS: dict[str, Tag] = {
    "modal": Tag.MODAL,
    "negation": Tag.NEG,
    "auxiliary": Tag.AUX,
    "relative": Tag.REL,
    "conjunction": Tag.CONJ,
    "subordinator": Tag.SUB,
    "preposition": Tag.PREP,
    "determiner": Tag.DET,
    "pronoun": Tag.PRON,
    "number": Tag.NUM,
    "adverb": Tag.ADV,
    "noun": Tag.NOUN,
}


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
