"""The results of one run, as every writer takes them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from articles.models import Actor, Article, Claim, Issue, Mention
from geo.models import Resolution
from layers.models import Area, Change, ControlInterval, FrontLine, Holding, LocatedClaim, Shift
from layers.scorecard import SourceScore
from layers.views import Disagreement, View


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A place name of an article and where it was put."""

    article_id: str
    mention: Mention
    resolution: Resolution


@runtime_checkable
class NamesByArticle(Protocol):
    """Place names of many articles that need not all be read to find those of some."""

    def of_articles(self, article_ids: Collection[str]) -> Iterable[PlacedMention]:
        """Return the place names of some articles."""


def mentions_of(mentions: Sequence[PlacedMention], article_ids: Collection[str]) -> Iterable[PlacedMention]:
    """Return the place names of some articles."""
    if isinstance(mentions, NamesByArticle):
        return mentions.of_articles(article_ids)
    return (found for found in mentions if found.article_id in article_ids)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run read, found, placed and derived.

    Attributes:
        articles: By day of publication and id; articles without any claim included. Those of a project file
            come without their texts.
        claims: Claims that have a place, in the order of the articles and their texts; then coded ones.
        unplaced: Claims whose place name was ambiguous or unknown.
        intervals: Sorted by place id and start; undated ones (start None) first.
        mentions: Every place name found, in the order of the articles and their texts.
        actors: By id; holds every actor that claims and intervals name.
        issues: Everything that could not be read, dated or placed.
        settings: The options of the run that change its results, as text.
        areas: Land that parties held or contested, if it was drawn.
        fronts: Front lines, if they were drawn.
        changes: What changed at each place, if it was asked for.
        series: What each actor held, if it was asked for.
        shifts: How much land went from whom to whom between `days`, if it was asked for.
        days: The days of snapshots that layers were drawn for; empty = they hold the whole history.
        scores: How far each source can be trusted, if the sources were judged.
        views: What each source says of each place, if the sources were judged.
        disagreements: Where sources contradict each other, if the sources were judged.
    """

    articles: Sequence[Article]
    claims: tuple[LocatedClaim, ...]
    unplaced: tuple[Claim, ...]
    intervals: tuple[ControlInterval, ...]
    mentions: Sequence[PlacedMention]
    actors: Mapping[str, Actor]
    issues: tuple[Issue, ...]
    settings: Mapping[str, str]
    areas: tuple[Area, ...] = ()
    fronts: tuple[FrontLine, ...] = ()
    changes: tuple[Change, ...] = ()
    series: tuple[Holding, ...] = ()
    shifts: tuple[Shift, ...] = ()
    days: tuple[date, ...] = ()
    scores: tuple[SourceScore, ...] = ()
    views: tuple[View, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
