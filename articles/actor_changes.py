"""Which texts speak of parties that a file of actors changed."""

from collections.abc import Callable, Iterable, Mapping

from articles.actor_files import ActorEntry
from articles.actor_lexicon import Lexicon, Tokens, fold_word
from articles.actors import add_names
from articles.apostrophes import mark_possessives
from articles.wrapping import unwrap


def changed_entries(old: Mapping[str, ActorEntry], new: Mapping[str, ActorEntry]) -> tuple[ActorEntry, ...]:
    """Return the parties that are new, gone or different, each as it was and as it is.

    Args:
        old: Parties by id.
        new: Parties by id.
    """
    ids = sorted(old.keys() | new.keys())
    changed = [actor_id for actor_id in ids if old.get(actor_id) != new.get(actor_id)]
    return tuple(entry for actor_id in changed for book in (old, new) if (entry := book.get(actor_id)))


def names_any_of(entries: Iterable[ActorEntry]) -> Callable[[str], bool]:
    """Return what tells whether a text holds a name, in any form that is understood, of some parties."""
    lexicon = Lexicon()
    for entry in entries:
        add_names(lexicon, entry)
    first_words = lexicon.first_words()

    def is_named(text: str) -> bool:
        folded = fold_word(text)
        if not any(word in folded for word in first_words):
            return False
        forms = (text, mark_possessives(unwrap(text)))
        return any(True for form in forms for _ in lexicon.lexemes(Tokens(form)))

    return is_named
