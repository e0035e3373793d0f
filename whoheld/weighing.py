"""How a run weighs its reports: the options of the timeline, and what is known of its sources."""

from collections.abc import Iterable

from articles.actors import ActorBook
from articles.models import Claim
from articles.outlets import read_outlets
from layers.sources import SourceBook, build_source_book
from layers.timeline import TimelineOptions
from whoheld.options import RunOptions

_SPEAKING_KINDS = frozenset({"named", "state", "person", "country"})


def known_sources(claims: Iterable[Claim], *, options: RunOptions, book: ActorBook) -> SourceBook:
    """Return what is known of the sources that claims come from.

    Args:
        claims: Of one run; their speakers may be parties to the conflict ("Iraqi defence ministry").
        options: Names the user's own files of sources.
        book: The parties.

    Raises:
        BadDataFileError: If a file of sources breaks its schema.
    """
    outlets = read_outlets(options.outlets, actor_ids=frozenset(book.actors))
    speakers = {claim.speaker for claim in claims if claim.speaker}
    return build_source_book(
        outlets, book.actors, {speaker: _party_of(speaker, book) for speaker in sorted(speakers)}
    )


def _party_of(speaker: str, book: ActorBook) -> str:
    """Return the id of the first party a speaker's name holds, or ""."""
    spans = (span for span in book.find(speaker) if span.kind in _SPEAKING_KINDS)
    return next((span.party.actor_id for span in spans), "")


def timeline_options(options: RunOptions, *, sources: SourceBook | None = None) -> TimelineOptions:
    """Return how claims become intervals in a run.

    Raises:
        UnknownFusionError: If the fusion does not exist.
    """
    return TimelineOptions(
        fusion=options.fusion,
        as_of=options.as_of,
        carried_after_days=options.carried_after_days,
        unknown_after_days=options.unknown_after_days,
        sources=sources or SourceBook(),
    )
