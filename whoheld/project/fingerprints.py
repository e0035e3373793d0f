"""What reading and placing depend on, as hashes: what differs is done again, and nothing else."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from articles.actor_files import ActorEntry, merge_states, read_actor_files
from articles.actors import ActorBook
from articles.signatures import signature_version
from geo.cache import gazetteer_path
from whoheld.options import RunOptions
from whoheld.records import as_plain, from_plain, to_json

_ACTORS = frozenset({"actors.toml", "nationalities.csv"})
_COMPARED = _ACTORS | {"sources.toml"}
_CODE = (".py", ".toml", ".csv", ".json", ".gz", ".npz", ".txt", ".bin")
_LOCATING = ("locate.py", "dating.py", "governing.py")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What articles are worked on with.

    Attributes:
        reading: Of the rules, the words and the names of the gazetteer; not of the actors, whose changes are
            looked for in the texts.
        placing: Of the gazetteer, pins, theatre, services, and the governments that "the army" is named by.
    """

    reading: str
    placing: str


def fingerprint_of(options: RunOptions, book: ActorBook) -> Fingerprint:
    """Return what a project's articles are to be worked on with.

    Raises:
        OSError: If a file of pins cannot be read.
    """
    names = gazetteer_path().name
    states = [(code, actor.id, actor.name) for code, actor in sorted(book.governments.items())]
    pins = [hashlib.sha256(path.read_bytes()).hexdigest() for path in options.pins]
    theatre = (sorted(options.countries), options.near, options.geocoders)
    return Fingerprint(
        _short("reading", _code("articles"), _code("geo"), names, options.reader, _own_code(options.reader)),
        _short("placing", _code("geo"), _code("layers", *_LOCATING), names, theatre, pins, states),
    )


def readers_fingerprint() -> str:
    """Return what files are read with."""
    return _short("files", _code("articles"))


def layers_fingerprint() -> str:
    """Return what intervals are derived with."""
    return _short("layers", _code("layers"), _code("geo"))


def stories_fingerprint() -> str:
    """Return what copies of one text are found with."""
    own = _code("articles", "stories.py", "signatures.py", "canonical.py")
    return _short("stories", signature_version(), own)


def _short(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _own_code(reader: str) -> str:
    """Return a hash of the module of a user's own reader, which may lie in the current folder."""
    module = reader.partition(":")[0]
    if not module:
        return ""
    try:
        spec = find_spec(module)
    except ImportError:
        spec = None
    path = Path(spec.origin) if spec and spec.origin else Path.cwd() / f"{module.replace('.', '/')}.py"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def _code(package: str, *names: str) -> str:
    """Return a hash of the code and data of a package, or of some of its modules."""
    digest = hashlib.sha256()
    root = Path(str(files(package)))
    for path in _files_of(root, names):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files_of(root: Path, names: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        is_part = path.suffix in _CODE and path.name not in _COMPARED and "__pycache__" not in path.parts
        if is_part and (not names or path.name in names):
            yield path


def actors_fingerprint(paths: Sequence[Path]) -> str:
    """Return a hash of all that parties are read from; cheaper than reading them.

    Raises:
        OSError: If a file cannot be read.
    """
    shipped = [Path(str(files("articles") / "data" / name)) for name in sorted(_ACTORS)]
    contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (*shipped, *paths)]
    return _short("actors", contents, _code("articles", "actor_files.py", "entry_files.py"))


def actor_entries(paths: tuple[Path, ...]) -> tuple[ActorEntry, ...]:
    """Return all parties, those of the user's files on top, without their colours, which no text depends on.

    Raises:
        BadDataFileError: If a file breaks the format.
    """
    entries = merge_states(read_actor_files(paths))
    return tuple(replace(entry, actor=replace(entry.actor, colour="")) for entry in entries)


def entries_json(entries: tuple[ActorEntry, ...]) -> str:
    """Return parties as JSON by id, to be compared with those of the next time."""
    return to_json({entry.actor.id: as_plain(entry) for entry in entries})


def entries_of(plain: dict[str, dict[str, object]]) -> dict[str, ActorEntry]:
    """Return the parties of parsed JSON as `entries_json` makes it, by id."""
    return {actor_id: from_plain(ActorEntry, entry) for actor_id, entry in plain.items()}
