"""Compact signatures of texts, by which copies are known without reading the texts again."""

import hashlib
import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LAYOUT = 1
SLOTS = 128
SHINGLE_WORDS = 4
SHORT_WORDS = 60
"""Texts of fewer words are copies only if all their words are the same."""

BANDS = SLOTS // 4
"""Near copies share the four slots of at least one band."""

_SEED = 20171121  # any number, but for ever the same
_FACTS_MOST = 128
_HEAD_WORDS, _FOOT_WORDS = 10, 15  # datelines, footers
_HEAD = struct.Struct("<BBI16sH")
_DATELINE = re.compile(r"\A\s*[^\n().!?]{2,60}\([^\n()]{2,30}\)\s*[-–—:]+\s*")
_CREDIT = re.compile(r"[(\[][^\W\d_][^\n()\[\]]{1,30}[)\]]\Z")
_CREDIT_CHARACTERS = 33
_WORD = re.compile(r"\w+(?:'\w+)?")
_GROUPED = re.compile(r"[,.](?<=\d[,.])(?=\d{3}(?!\d))")

Slots = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text.

    Attributes:
        words: How many words it has.
        digest: Hash of all its words but a dateline such as "RABAT (Wire) -" and a credit such as "(Wire)";
            the same for texts that differ in case, marks and spaces only.
        slots: MinHash of its runs of four words; empty for short texts.
        facts: Hashes of its names and numbers; of those of a very long text the smallest ones.
    """

    words: int
    digest: bytes
    slots: Slots
    facts: frozenset[int]

    @property
    def is_short(self) -> bool:
        """Whether only the very same words make a copy."""
        return self.words < SHORT_WORDS

    def missing_facts(self, other: "Signature") -> float:
        """Return the share of the names and numbers, as far as both keep them, that another text lacks."""
        last = max(other.facts) if len(other.facts) >= _FACTS_MOST else 0xFFFFFFFF
        kept = {fact for fact in self.facts if fact <= last}
        return len(kept - other.facts) / len(kept) if kept else 0.0


def signature_of(text: str) -> bytes:
    """Return the signature of a text: the same bytes on every machine, 0.3 to 0.8 kB.

    Args:
        text: Of an article.
    """
    import rensa  # noqa: PLC0415

    written = _split(_without_ends(text))
    words = _fold(written)
    facts = _facts(written) if len(words) >= SHORT_WORDS else []
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    head = _HEAD.pack(LAYOUT, rensa.RMinHash.ALGORITHM_VERSION, len(words), digest, len(facts))
    if len(words) < SHORT_WORDS:
        return head
    sketch = rensa.RMinHash(SLOTS, _SEED)
    sketch.update(_shingles(words))
    slots = np.array(sketch.digest(), dtype=np.uint32).astype("<u2")
    return head + slots.tobytes() + np.array(facts, dtype="<u4").tobytes()


def read_signature(data: bytes) -> Signature:
    """Return what a signature holds.

    Raises:
        ValueError: If the bytes are no signature of this layout.
    """
    if len(data) < _HEAD.size or data[0] != LAYOUT:
        raise ValueError("these bytes are no signature of a text, or one of another version")
    _, _, words, digest, fact_count = _HEAD.unpack_from(data)
    slot_count = SLOTS if words >= SHORT_WORDS else 0
    if len(data) != _HEAD.size + 2 * slot_count + 4 * fact_count:
        raise ValueError("this signature of a text is cut off")
    slots = np.frombuffer(data, "<u2", slot_count, _HEAD.size)
    facts = np.frombuffer(data, "<u4", fact_count, _HEAD.size + 2 * slot_count)
    return Signature(words, digest, slots, frozenset(facts.tolist()))


def signature_version() -> str:
    """Return what signatures must share to be compared; keep it beside stored ones."""
    import rensa  # noqa: PLC0415

    return f"{LAYOUT}.{rensa.RMinHash.ALGORITHM_VERSION}"


def _without_ends(text: str) -> str:
    """Return a text without a dateline and a credit."""
    dateline = _DATELINE.match(text)
    body = (text[dateline.end() :] if dateline else text).rstrip()
    credit = _CREDIT.search(body, max(0, len(body) - _CREDIT_CHARACTERS))
    return body[: credit.start()] if credit else body


def _split(text: str) -> list[str]:
    """Return the words of a text without marks; "3,000" is 3000."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("_", " ")
    return _WORD.findall(_GROUPED.sub("", plain))


def _fold(words: list[str]) -> list[str]:
    return " ".join(words).casefold().split(" ") if words else []


def _shingles(words: list[str]) -> list[str]:
    runs = (words[start:] for start in range(SHINGLE_WORDS))
    return [" ".join(run) for run in zip(*runs, strict=False)]


def _facts(words: list[str]) -> list[int]:
    """Return hashes of the numbers and of the words with a capital, but those of the very ends."""
    inner = set(words[_HEAD_WORDS:-_FOOT_WORDS])
    facts = _fold([word for word in inner if word[0].isupper() or word[0].isdigit()])
    return sorted({zlib.crc32(fact.encode("utf-8", "replace")) for fact in facts})[:_FACTS_MOST]
