"""Add sources to a project file: only new and changed articles are worked on."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from articles.actors import ActorBook, load_actors
from articles.extract import Extraction
from articles.files import list_files
from articles.models import Article, Issue
from articles.readers import ReadOptions
from articles.reading import issue
from articles.web.discover import Visit
from articles.web.sources import name_sources
from layers.models import LocatedClaim
from whoheld.errors import NothingReadError
from whoheld.fetching import visit_addresses
from whoheld.finding import Finder, open_finder
from whoheld.gathering import nothing_read, read_path
from whoheld.options import RunOptions, parse_day
from whoheld.progress import Progress, be_quiet
from whoheld.project.batches import Batch, hold
from whoheld.project.choices import (
    given_options,
    keep_options,
    kept_files,
    kept_options,
    read_option_files,
    with_given,
)
from whoheld.project.fingerprints import Fingerprint, fingerprint_of, readers_fingerprint
from whoheld.project.keeping import Found, keep_complaints
from whoheld.project.locking import alone
from whoheld.project.origins import (
    Held,
    Origin,
    address_of,
    begin,
    complain,
