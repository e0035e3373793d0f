"""Take decisions about a project: find what they are about, check them, keep them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.actors import ActorBook, load_actors
from articles.outlets import read_outlets
from geo.cache import ensure_gazetteer
from geo.gazetteer import Gazetteer
from geo.models import Place
from output.models import Results
from whoheld.errors import BadDecisionError
from whoheld.options import RunOptions
from whoheld.progress import Progress, be_quiet
from whoheld.project.adding import Asked, add_sources
from whoheld.project.corrections import Corrections, read_corrections, read_place
from whoheld.project.decided import merged_actors
from whoheld.project.decisions import (
    CLAIM_KINDS,
    Decision,
    Draft,
    Kind,
    active_decisions,
    all_decisions,
    record,
    withdrawal,
)
from whoheld.project.questions import Question, Settled, list_questions
from whoheld.project.rebuilding import derive_picture
from whoheld.project.review_tables import Answer, pin_subject, read_answers
from whoheld.project.rows import stored_articles
from whoheld.project.store import Access, Project, open_project
from whoheld.project.subjects import Told, claim_target, find_told
from whoheld.project.trusting import trust_draft
from whoheld.records import as_plain
