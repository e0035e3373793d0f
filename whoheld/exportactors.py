"""Which actors a row of an export means, where a person changed some of the columns that name them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from articles.actors import ActorBook
from whoheld.exportfile import Feature

_OLD_NAMES = 2  # rows that give an actor this name, before it counts as what the file calls it


class ActorNames:
    """Tells which actors a row means where its columns of names and of ids disagree: what was edited wins."""

    def __init__(self, features: Iterable[Feature], book: ActorBook) -> None:
        self._book = book
        self._used = Counter((f.get("actor_id"), f.get("actor")) for f in features)

    def of(self, feature: Feature) -> dict[str, str]:
        """Return names of the actors of a row by id, the holder first."""
        listed = split_words(feature.get("actors"))
        names = split_words(feature.get("actor")) + split_words(feature.get("opponent"))
        holder_id = feature.get("actor_id")
        if not names and not holder_id:
            return {one: self._name(one) for one in listed}
        first_name = split_words(feature.get("actor"))[:1]
        first = self._holder(first_name, holder_id, listed[:1])
        others = split_words(feature.get("opponent"))
        known = [one for one in listed[1:] if one != next(iter(first), "")]
        if len(known) == len(others) and self._fit(others, known):
            return first | dict(zip(known, others, strict=False))
        return first | {self._party(name): name for name in others}

    def _holder(self, name: Sequence[str], actor_id: str, listed: Sequence[str]) -> dict[str, str]:
        if not name:
            return {actor_id: self._name(actor_id)} if actor_id else {}
        if not actor_id:
            return {self._party(name[0]): name[0]}
        if list(listed) in ([], [actor_id]) or not self._fits(name[0], listed[0]):
            return {actor_id: name[0]} if self._fits(name[0], actor_id) else {self._party(name[0]): name[0]}
        return {actor_id: self._name(actor_id)}

    def _fit(self, names: Sequence[str], ids: Sequence[str]) -> bool:
        return all(self._fits(name, one) for name, one in zip(names, ids, strict=True))

    def _fits(self, name: str, actor_id: str) -> bool:
        """Tell whether a name is one of an actor, as the list of actors or the rest of the file has it."""
        if self._used[actor_id, name] >= _OLD_NAMES or self._party(name) == actor_id:
            return True
        if actor_id in self._book.actors:
            return self._book.actors[actor_id].name == name
        return not any(one == actor_id and other != name for one, other in self._used)

    def _party(self, name: str) -> str:
        return self._book.party(name).actor_id

    def _name(self, actor_id: str) -> str:
        return self._book.actors[actor_id].name if actor_id in self._book.actors else actor_id


def split_words(text: str) -> list[str]:
    """Return the words that `output.cells.join_words` joined."""
    return [word.strip().replace("%3B", ";") for word in text.split(";") if word.strip()]
