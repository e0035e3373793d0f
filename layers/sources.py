"""What is known of sources before their reports are compared: one name, a side, a prior error."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.models import Actor
from articles.outlets import USUAL_RELIABILITY, Outlet, fold_outlet

_FURTHER = re.compile(r" via |; ")


@dataclass(frozen=True, slots=True)
class SourceBook:
    """Sources known beforehand, and who belongs to whose side.

    Attributes:
        outlets: Known sources, by folded name and alias.
        speakers: Ids of the actors that other speakers speak for ("Iraqi defence ministry"), by folded name.
        camps: Camp of each actor that is not a camp of its own, by actor id.
    """

    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)
    camps: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, source: str) -> str:
        """Return the one name of a source that has several; any other name as it is."""
        outlet = self.find(source)
        return outlet.name if outlet else source

    def find(self, source: str) -> Outlet | None:
        """Return what is known of a source; of "A via B" and "A; B", what is known of A."""
        if not self.outlets:
            return None
        first = _FURTHER.split(source, maxsplit=1)[0]
        return self.outlets.get(fold_outlet(source)) or self.outlets.get(fold_outlet(first))

    def side_of(self, source: str) -> str:
        """Return the id of the actor that a source speaks for, or ""."""
        outlet = self.find(source)
        if outlet is not None:
            return outlet.side
        return self.speakers.get(fold_outlet(source), "") if self.speakers else ""

    def error_ratio_of(self, source: str) -> float:
        """Return how much more often a source is wrong than an ordinary one; 1 for unknown ones."""
        outlet = self.find(source)
        return (1 - outlet.reliability) / (1 - USUAL_RELIABILITY) if outlet else 1.0

    def is_own(self, side: str, actor_id: str) -> bool:
        """Return whether an actor (several joined by "+" too) belongs to a side."""
        camp = self.camps.get(side, side)
        return bool(side) and any(self.camps.get(part, part) == camp for part in actor_id.split("+"))


NOTHING_KNOWN_OF_SOURCES = SourceBook()


def build_source_book(
    outlets: Iterable[Outlet], actors: Mapping[str, Actor], speakers: Mapping[str, str]
) -> SourceBook:
    """Return the book of some outlets.

    Args:
        outlets: Known sources; of two with one name or alias the later one counts.
        actors: All actors by id.
        speakers: Actor ids by the names of speakers that are no outlets.
    """
    by_name: dict[str, Outlet] = {}
    for outlet in outlets:
        by_name |= dict.fromkeys((fold_outlet(name) for name in (outlet.name, *outlet.aliases)), outlet)
    camps = {actor_id: _camp_of(actor, actors) for actor_id, actor in actors.items()}
    return SourceBook(
        outlets=by_name,
        speakers={fold_outlet(name): actor_id for name, actor_id in speakers.items() if actor_id},
        camps={actor_id: camp for actor_id, camp in camps.items() if camp != actor_id},
    )


def _camp_of(actor: Actor, actors: Mapping[str, Actor]) -> str:
    """Return the side an actor fights for, else that of the actor it belongs to, else itself."""
    seen = {actor.id}
    while not actor.side and actor.parent in actors and actor.parent not in seen:
        seen.add(actor.parent)
        actor = actors[actor.parent]
    return actor.side or actor.id
