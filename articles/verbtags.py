"""Decide which words are verbs, by their neighbours."""

from articles.items import Item, Tag
from articles.lexicon import BASE, GERUND, PARTICIPLE, PAST, PRESENT, Lexicon, VerbForm

_NOMINAL = frozenset({Tag.NOUN, Tag.PLACE, Tag.ACTOR, Tag.NUM})


_BEFORE_NOUN = frozenset({Tag.DET, Tag.POSS, Tag.PREP, Tag.NUM, Tag.HYPHEN})


_AFTER_VERB = frozenset({Tag.DET, Tag.PLACE, Tag.ACTOR, Tag.PRON, Tag.NUM, Tag.NOUN})


_TENSED = frozenset({PAST, PRESENT, BASE})


def resolve_verbs(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """Retag nouns that are verbs, "to" before nouns, and "that"; returns the same items."""
    for i, item in enumerate(items):
        if item.tag is Tag.PREP and item.lower in _ABOUT and _counts(items[i + 1 : i + 3]):
            item.tag = Tag.ADV
        elif item.tag is Tag.SUB and item.lower in ("since", "so") and i and items[i - 1].tag is Tag.AUX:
            item.tag = Tag.ADV  # "has since captured", "have so far captured"
    for i, item in enumerate(items):
        if item.tag is Tag.TO:
            if not _infinitive_follows(items, i):
                item.tag = Tag.PREP
        elif item.tag is Tag.THAT:
            _resolve_that(items, i)
        elif item.tag is Tag.NOUN:
            item.verb = item.verb or _guessed_verb(item)
            if item.verb is not None and _is_verb(items, i, item.verb, lexicon):
                item.tag = Tag.VERB
    return items


_ABOUT = frozenset({"around", "about", "over", "under", "near", "up", "close to"})


def _counts(after: list[Item]) -> bool:
    """Whether a number follows: "about 90", "close to a third"."""
    first = after[1:] if after and after[0].lower in ("a", "one") and len(after) > 1 else after[:1]
    return any(item.tag is Tag.NUM for item in first)


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
    if item.capital or len(item.lower) < 5 or item.lower in ("armored", "armoured"):
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
    if _held_adjective(items, i, verb, lexicon) or _follows_compound(items, i) or _ranks(items[i], after):
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
    plain = BASE in verb.forms and verb.lemma not in lexicon.words["no_nouns"]
    if plain and _ends_noun_phrase(items, i, lexicon):
        return False
    if item.lower in lexicon.words["also_nouns"]:
        return _noun_like_is_verb(items, i, before, verb, lexicon)
    return before not in (Tag.DET, Tag.POSS, Tag.HYPHEN) and not (before is Tag.PREP and verb.forms <= {BASE})


_HELD = frozenset({"held", "controlled", "occupied", "ruled", "run", "captured", "besieged"})


def _other_verb(items: list[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether a sentence has a verb besides word `i`, verbs of saying left out."""
    for item in items[max(0, i - 30) : i]:
        if item.tag in (Tag.AUX, Tag.MODAL):
            return True
        if item.tag is Tag.VERB and item.verb is not None and item.verb.lemma not in lexicon.words["say"]:
            return True
    for item in items[i + 1 : i + 30]:
        if item.tag in (Tag.AUX, Tag.MODAL):
            return True
        reading = item.verb
        if (
            reading is not None
            and reading.forms & {PAST, PRESENT}
            and reading.lemma not in lexicon.words["say"]
        ):
            return item.lower not in lexicon.words["also_nouns"]
    return False


def _held_adjective(items: list[Item], i: int, verb: VerbForm, lexicon: Lexicon) -> bool:
    """Read "A rebel held area", "government controlled P"."""
    if items[i].lower not in _HELD or PARTICIPLE not in verb.forms or i + 1 >= len(items) or not i:
        return False
    owner = items[i - 1]
    if items[i + 1].tag not in (Tag.NOUN, Tag.PLACE) or owner.tag not in (Tag.ACTOR, Tag.NOUN, Tag.PLACE):
        return False
    if owner.lower.endswith("s") and owner.lower not in ("kurds", "isis", "houthis"):
        return False
    named = items[i + 1].tag is Tag.PLACE
    if (named and items[i].lower in ("captured", "besieged")) or (
        (named or items[i].lower == "captured") and not _other_verb(items, i, lexicon)
    ):
        return False
    before = items[i - 2].tag if i > 1 else Tag.PREP
    return before in (Tag.DET, Tag.PREP) or (
        before is Tag.NOUN and i > 2 and items[i - 3].tag in (Tag.DET, Tag.PREP)
    )


_PLURALS = frozenset({"men", "people", "women", "police"})


def _ends_noun_phrase(items: list[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether a bare form closes a phrase such as "a rapid advance", "the complete recapture"."""
    j = i - 1
    while j >= 0 and items[j].tag is Tag.NOUN and items[j].lower not in lexicon.words["force"] and i - j < 5:
        if items[j].lower.endswith("s") or items[j].lower in _PLURALS:
            return False
        j -= 1
    return j < i - 1 and j >= 0 and items[j].tag in (Tag.DET, Tag.POSS)


_AROUND = frozenset({"neighbouring", "neighboring"})


def _gerund_is_verb(item: Item, before: Tag, after: Item | None, lexicon: Lexicon) -> bool:
    if before in (Tag.DET, Tag.POSS, Tag.NUM):
        return False
    if item.lower in _AROUND and after is not None and after.tag in (Tag.PLACE, Tag.ACTOR, Tag.NOUN):
        return False
    if item.lower not in lexicon.words["also_nouns"]:
        return True
    takes_object = (
        after is not None and after.tag in _AFTER_VERB and (after.tag is not Tag.NOUN or after.verb is None)
    )
    return takes_object and before in (Tag.COMMA, Tag.PREP, Tag.SUB, Tag.CONJ, Tag.ACTOR)


def _participle_is_verb(before: Tag, after: Item | None) -> bool:
    """A participle right before a noun, after an article, preposition or verb, is an adjective."""
    names = after is not None and after.tag in (Tag.NOUN, Tag.PLACE, Tag.ACTOR)
    if before in (Tag.DET, Tag.NUM, Tag.POSS):
        return not names and before is Tag.NUM
    if before in (Tag.PREP, Tag.STOP, Tag.HYPHEN, Tag.VERB):
        return not names
    return True


_NO_SUBJECT = frozenset({Tag.COLON, Tag.QUOTE, Tag.SUB})
_PARTICLES = {
    "hand": ("over",),
    "pull": ("out", "back"),
    "push": ("into", "back", "out", "toward", "towards"),
    "hold": ("out", "off"),
    "drive": ("out", "back", "into"),
    "cut": ("off",),
    "turn": ("over",),
    "fight": ("off",),
    "move": ("into",),
    "march": ("into",),
    "break": ("into", "through"),
    "take": ("over", "back"),
    "win": ("back",),
    "close": ("in",),
}


def _noun_like_is_verb(items: list[Item], i: int, before: Tag, verb: VerbForm, lexicon: Lexicon) -> bool:
    """Decide on a word that is as often a noun, by what stands before it, then by what follows."""
    if before in _BEFORE_NOUN or before in _NO_SUBJECT or (before is Tag.STOP and i == 0):
        return False
    if _disagrees(items, i, verb):
        return False
    if (
        verb.forms & {PAST, PARTICIPLE}
        or before in (Tag.PRON, Tag.REL)
        or _in_relative_clause(items, i, lexicon)
    ):
        return True
    after = next((item for item in items[i + 1 : i + 4] if item.tag is not Tag.ADV), None)
    if after is None or _plural_subject(items[i - 1], items[i], after, lexicon):
        return False
    settled = _settled_by_particle(items, i, before, verb, lexicon)
    if settled is not None:
        return settled
    takes_object = after.tag in _AFTER_VERB and after.tag is not Tag.NOUN
    if before is Tag.COMMA and after.tag is Tag.PREP:
        return verb.lemma in lexicon.words["intransitive"] and not _finite_before(items, i)
    if before not in _NOMINAL and before is not Tag.CLOSE:
        return takes_object
    if takes_object:
        return True
    return not _finite_before(items, i) and _fits_subject(items, i, verb, lexicon)


def _disagrees(items: list[Item], i: int, verb: VerbForm) -> bool:
    """Whether one of a kind cannot be the subject of a bare form: "a rebel attempt"."""
    if i < 2 or items[i].lower != verb.lemma or items[i - 1].tag not in (Tag.ACTOR, Tag.NOUN):
        return False
    return items[i - 2].lower in ("a", "an", "another", "one", "each") and items[i - 1].lower != "number"


def _follows_compound(items: list[Item], i: int) -> bool:
    """Whether a word is what a compound describes: "the rebel-held plant"."""
    joined = i > 2 and items[i - 2].tag is Tag.HYPHEN and items[i - 1].lower in _HELD
    return joined and any(item.tag is Tag.DET for item in items[max(0, i - 6) : i - 2])


def _ranks(item: Item, after: Item | None) -> bool:
    """Whether "last" is no verb: "the militants last stronghold"."""
    return item.lower == "last" and after is not None and after.tag in (Tag.NOUN, Tag.PLACE, Tag.ACTOR)


def _in_relative_clause(items: list[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether only a party stands between a word and "which": "P, which the army still controls,"."""
    j = i - 1
    while j > max(0, i - 4) and items[j].tag is Tag.ADV:
        j -= 1
    force = items[j].tag is Tag.NOUN and items[j].lower in lexicon.words["force"]
    if not force and items[j].tag not in (Tag.ACTOR, Tag.PLACE) and items[j].party is None:
        return False
    while j > max(0, i - 5) and items[j].tag in (Tag.ACTOR, Tag.NOUN, Tag.DET, Tag.ADV, Tag.PLACE):
        j -= 1
    return items[j].tag is Tag.REL


def _plural_subject(before: Item, item: Item, after: Item, lexicon: Lexicon) -> bool:
    """Whether a word is the plural noun of "heavy clashes erupted"."""
    return (
        item.lower.endswith("s")
        and before.lower in lexicon.words["before_nouns"]
        and (after.tag in (Tag.PREP, Tag.AUX) or (after.verb is not None and PAST in after.verb.forms))
    )


def _settled_by_particle(
    items: list[Item], i: int, before: Tag, verb: VerbForm, lexicon: Lexicon
) -> bool | None:
    """Decide by "that", "to" or a particle behind the word; None if there is none."""
    after = items[i + 1]
    if after.tag is Tag.THAT and before in _NOMINAL:
        return True
    if after.tag is Tag.PREP and after.lower in _PARTICLES.get(verb.lemma, ()):
        return before in _NOMINAL and not _finite_before(items, i)
    if after.tag is Tag.TO and any(verb.lemma in lexicon.words[name] for name in ("plan_verbs", "say")):
        named = before in (Tag.ACTOR, Tag.CLOSE, Tag.PLACE) or (before is Tag.NOUN and items[i - 1].capital)
        return named and not _finite_before(items, i)
    if before is Tag.NOUN and after.tag is Tag.NOUN and after.verb is not None:
        plain = items[i - 1].lower not in lexicon.words["force"]
        return False if plain and after.verb.forms & {BASE, PRESENT} else None
    return None


def _fits_subject(items: list[Item], i: int, verb: VerbForm, lexicon: Lexicon) -> bool:
    """Whether what stands before the word can be its subject, and what follows its complement."""
    subject = next((item for item in items[i - 1 :: -1] if item.tag is not Tag.ADV), items[i - 1])
    after = items[i + 1]
    force = subject.lower in lexicon.words["force"]
    if after.tag is Tag.NOUN:
        return PRESENT in verb.forms or subject.tag is Tag.ACTOR or force
    if subject.tag is Tag.NOUN and not (force or subject.lower.endswith("s")):
        return False
    moves = verb.lemma in lexicon.words["intransitive"]
    return moves and after.tag in (Tag.PREP, Tag.TO, Tag.ADV, Tag.STOP, Tag.SUB, Tag.DATE)


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
