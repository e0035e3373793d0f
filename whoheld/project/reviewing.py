"""Take decisions about a project: find what they are about, check them, keep them, put them into effect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from articles.actors import ActorBook, load_actors
from articles.models import Party
from articles.outlets import read_outlets
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import Place
from output.models import Results
from whoheld.errors import BadDecisionError
from whoheld.progress import Progress, be_quiet
from whoheld.project.adding import Asked, add_sources
from whoheld.project.choices import kept_options
from whoheld.project.corrections import Corrections, read_corrections, read_place
from whoheld.project.decided import merged_actors
from whoheld.project.decisions import (
    CLAIM_KINDS,
    Decision,
    Draft,
    Kind,
    active_decisions,
    record,
    withdrawal,
)
from whoheld.project.picture import derive_picture, stored_coded
from whoheld.project.pinning import articles_to_place, decided_pins
from whoheld.project.questions import Question, Settled, list_questions
from whoheld.project.review_tables import Answer, pin_subject, read_answers
from whoheld.project.rows import stored_articles, stored_claims
from whoheld.project.store import Access, Project, open_project
from whoheld.project.subjects import Told, claim_target, find_told
from whoheld.project.trusting import trust_draft
from whoheld.records import as_plain


@dataclass(frozen=True, slots=True)
class Review:
    """What needs a person in a project, and what was decided.

    Attributes:
        questions: Most of the map at stake first.
        decisions: Those that count.
        results: The picture as it is.
    """

    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    results: Results


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, and why."""

    by: str
    why: str = ""


def review_project(path: Path, *, progress: Progress = be_quiet) -> Review:
    """Return what needs a person most.

    Raises:
        ProjectError: If the file cannot be read.
    """
    with open_project(path) as project:
        project.snapshot()
        decisions = active_decisions(project)
        articles = list(stored_articles(project))
        options = kept_options(project)
        results = derive_picture(project, articles, decisions, options=options, progress=progress).results
        settled = Settled(
            frozenset(one.draft.target["claim"] for one in decisions if one.kind in CLAIM_KINDS),
            frozenset(one.draft.target["name"] for one in decisions if one.kind is Kind.PIN),
        )
        return Review(list_questions(results, settled), decisions, results)


def decide_claims(
    path: Path,
    kind: Kind,
    keys: Sequence[str],
    *,
    signed: Signed,
    typed: Corrections | None = None,
) -> tuple[Decision, ...]:
    """Accept, reject or correct claims.

    Args:
        path: The project file.
        kind: ACCEPT, REJECT or CORRECT.
        keys: Ids of the claims, or their first characters.
        signed: Who decides, and why.
        typed: What is corrected.

    Returns:
        The new decisions; what counted already is not kept twice.

    Raises:
        BadDecisionError: If there is no such claim, or the corrections cannot be; nothing is kept.
        ProjectError: If the file cannot be read or written.
    """
    with open_project(path, access=Access.WRITE) as project:
        desk = _Desk.of(project)
        drafts = [desk.claim_draft(kind, key, typed or Corrections(), signed.why) for key in keys]
        return record(project, drafts, by=signed.by, command=kind.value)


def pin_name(
    path: Path, name: str, typed: Corrections, *, country: str = "", context: str = "", signed: Signed
) -> tuple[Decision, ...]:
    """Decide what a name stands for, and place the texts that hold it anew.

    Args:
        path: The project file.
        name: As it is written in texts.
        typed: `place`, or `lat` and `lon`; none of them = it is no place.
        country: Holds only in texts about this country.
        context: Holds only in texts with these words.
        signed: Who decides, and why.

    Raises:
        BadDecisionError: If there is no such place.
        ProjectError: If the file cannot be read or written.
    """
    draft = _pin_draft(pin_subject(name, country, context), name, typed, signed.why)
    return _keep(path, [draft], Kind.PIN.value, signed)


def merge_actors(path: Path, actor: str, into: str, *, signed: Signed) -> tuple[Decision, ...]:
    """Decide that two names are one actor.

    Args:
        path: The project file.
        actor: Id or name of an actor that claims of the project name.
        into: Id or name of the actor that it is.
        signed: Who decides, and why.

    Raises:
        BadDecisionError: If no claim names such an actor, or it is the same one.
        ProjectError: If the file cannot be read or written.
    """
    with open_project(path, access=Access.WRITE) as project:
        desk = _Desk.of(project)
        draft = desk.merge_draft(actor, into, signed.why)
        return record(project, [draft], by=signed.by, command=Kind.MERGE.value)


def rate_source(
    path: Path, kind: Kind, source: str, *, reliability: float | None = None, signed: Signed
) -> tuple[Decision, ...]:
    """Trust or distrust a source.

    Args:
        path: The project file.
        kind: TRUST or DISTRUST.
        source: Its name.
        reliability: Share of its plain reports expected to be right; None = the usual one of the kind.
        signed: Who decides, and why.

    Raises:
        BadDecisionError: If the reliability is out of range.
        ProjectError: If the file cannot be read or written.
    """
    with open_project(path, access=Access.WRITE) as project:
        options = kept_options(project)
        known = read_outlets(options.outlets, actor_ids=frozenset(load_actors(options.actors).actors))
        draft = trust_draft(kind, source, known, reliability=reliability, why=signed.why)
        return record(project, [draft], by=signed.by, command=kind.value)


def withdraw(path: Path, numbers: Sequence[int], *, signed: Signed) -> tuple[Decision, ...]:
    """Withdraw decisions; what they were about is as it was before anything was decided.

    Raises:
        BadDecisionError: If one is not there, or counts no longer.
        ProjectError: If the file cannot be read or written.
    """
    with open_project(path) as project:
        drafts = [withdrawal(project, number, why=signed.why) for number in numbers]
    return _keep(path, drafts, Kind.WITHDRAW.value, signed)


def take_answers(path: Path, table: Path, *, signed: Signed) -> tuple[Decision, ...]:
    """Keep the decisions of an edited table: all of them or none.

    Args:
        path: The project file.
        table: CSV that `review_csv` wrote, with answers.
        signed: Who decides; the reasons stand in the table.

    Raises:
        BadDecisionError: If the table or a row of it cannot be used; names every fault with its line.
        ProjectError: If the file cannot be read or written.
    """
    with open_project(path) as project:
        drafts = read_answers(table, draft_of=_Desk.of(project).answer_draft)
    return _keep(path, drafts, "review", signed)


def _keep(path: Path, drafts: Sequence[Draft], command: str, signed: Signed) -> tuple[Decision, ...]:
    """Keep decisions; those about names are put into effect at once."""
    with open_project(path, access=Access.WRITE) as project:
        new = record(project, drafts, by=signed.by, command=command)
        is_due = bool(articles_to_place(project, decided_pins(active_decisions(project))))
    if is_due:
        add_sources(path, Asked())
    return new


def _pin_draft(subject: dict[str, str], name: str, typed: Corrections, why: str) -> Draft:
    try:
        place = read_place(typed.place, typed.lat, typed.lon, name=name, place_of=find_place)
    except ValueError as error:
        raise BadDecisionError(str(error)) from error
    plain = None if place is None else as_plain(replace(place, geometry=None))
    return Draft(Kind.PIN, subject, {"place": plain}, why)


def find_place(words: str) -> Place | None:
    """Return the place of the gazetteer with an id, or the only one with a name."""
    gazetteer = Gazetteer.open(ensure_gazetteer())
    place = gazetteer.place(words)
    if place is not None:
        return place
    named = {found.place.id: found.place for found in gazetteer.lookup(words)}
    return next(iter(named.values())) if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class _Desk:
    """The claims of a project as they are read now, before anything was decided about them."""

    told: tuple[Told, ...]
    book: ActorBook
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, project: Project) -> "_Desk":
        """Return the claims of an open project."""
        found = stored_claims(project, list(stored_articles(project)))
        told = [Told(one.claim if one.located is None else one.located.claim, one.located) for one in found]
        told += [Told(one.claim, one) for one in stored_coded(project)]
        book = load_actors(kept_options(project).actors)
        return cls(tuple(told), book, active_decisions(project))

    def claim_draft(self, kind: Kind, key: str, typed: Corrections, why: str) -> Draft:
        """Return a decision about one claim; what was corrected before stays so."""
        told = find_told(self.told, key)
        target = claim_target(told)
        if kind is not Kind.CORRECT:
            return Draft(kind, target, why=why)
        before = Draft(kind, target)
        known = (one for one in self.decisions if one.draft.subject == before.subject)
        earlier = next((one.draft.payload for one in known if one.kind is Kind.CORRECT), {})
        payload = read_corrections(typed, told, place_of=find_place, book=self.book)
        return Draft(kind, target, {**earlier, **payload}, why)

    def answer_draft(self, answer: Answer) -> Draft:
        """Return the decision of a row of a table."""
        if answer.kind is Kind.PIN:
            subject = pin_subject(answer.subject, answer.country)
            return _pin_draft(subject, answer.subject, answer.corrections, answer.why)
        if answer.kind is not Kind.CORRECT and answer.corrections != Corrections():
            raise BadDecisionError(f"new_... columns are for correct and pin, not for {answer.kind.value}")
        return self.claim_draft(answer.kind, answer.subject, answer.corrections, answer.why)

    def merge_draft(self, actor: str, into: str, why: str) -> Draft:
        """Return the decision that two names are one actor."""
        old, new = self._actor(actor), self._actor(into)
        if old.actor_id == new.actor_id:
            raise BadDecisionError(f"{actor!r} and {into!r} are the same actor already ({old.actor_id})")
        if merged_actors(self.decisions).get(new.actor_id, ("", ""))[0] == old.actor_id:
            raise BadDecisionError(f"{into!r} is part of {actor!r} already; withdraw that decision first")
        payload = {"into": new.actor_id, "name": new.name}
        return Draft(Kind.MERGE, {"actor": old.actor_id, "name": old.name}, payload, why)

    def _actor(self, words: str) -> Party:
        """Return the party with an id or name: one that claims name, else a listed one."""
        parties = (party for one in self.told for party in (one.claim.actor, one.claim.opponent) if party)
        wanted = words.strip().casefold()
        for party in parties:
            if wanted in (party.actor_id.casefold(), party.name.casefold()):
                return party
        listed = self.book.actors.get(words.strip())
        if listed is not None:
            return Party(listed.id, listed.name, listed.name)
        party = self.book.party(words)
        if party.actor_id in self.book.actors:
            return party
        raise BadDecisionError(f"no claim names an actor {words!r}, and no list holds it; see whoheld claims")
