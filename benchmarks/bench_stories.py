"""Measure how fast copies of news texts are found, and how many are found rightly.

    python benchmarks/bench_stories.py                  100,000 articles
    python benchmarks/bench_stories.py --articles 5000  fewer

The articles are made up: reports of battles with names and numbers, put together from phrases. Half of them
are copies of another one with a headline, a dateline and a footer of their own, some words changed, and up
to 40 % of the end cut off. Besides there are reports of the same event in other words, and bulletins
that differ in their names and numbers only: neither may be joined.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from articles.models import Article
from articles.signatures import signature_of
from articles.stories import Signed, StoryIndex

SYLLABLES = (
    *(
        "ab",
        "al",
        "am",
        "an",
        "ar",
        "as",
        "az",
        "ba",
        "da",
        "dar",
        "din",
        "fa",
        "ha",
        "hal",
        "ir",
        "ka",
        "kal",
    ),
    *("kir", "la", "mal", "man", "mar", "na", "nah", "qa", "ra", "ras", "sa", "sha", "ta", "tal", "um", "za"),
)
OUTLETS = ("Valley News", "Harbour Times", "The Courier", "Morning Post", "Radio North", "City Wire")
ACTORS = ("army", "rebels", "militia", "government forces", "tribal fighters", "border guards", "coalition")
OPENINGS = (
    "{actor} {verb} {place} on {day}, {source} said",
    "{place} was {verbed} by {actor} after {number} days of fighting, according to {source}",
    "{source} said that {actor} {verb} the {side} of {place} late on {day}",
    "After heavy shelling {actor} {verb} {place}, {distance} km {side} of {other}",
)
FOLLOWING = (
    "At least {number} fighters were killed and {small} vehicles destroyed, {source} said",
    "Residents of {other} told the {outlet} that {number} families had fled towards {place}",
    "The road between {place} and {other} has been closed since {day}",
    "{name}, who speaks for the {actor}, denied that any of its men had left {other}",
    "Aid workers say {number} people need food and clean water in the {side} districts",
    "Talks in {other} broke down last month when {name} refused to sign the paper",
    "Aircraft bombed positions near the {word} bridge, {distance} km from the centre of {place}",
    '"We will not leave {place} before the {word} is over," {name} said by telephone',
    "The {word} of {other} has been in the hands of the {actor} for {small} months",
    "Pictures showed smoke over the {word} quarter, where {number} houses were hit",
    "{name} called on both sides to spare the {word} and the people who depend on it",
    "Winter rains have turned the {side} plain into mud, and the {actor} moved only on foot",
)
BULLETIN = (
    "Daily bulletin of the observation mission for {place}.",
    "The mission recorded {number} violations of the truce, and {small} in the previous reporting period.",
    "The mission's freedom of movement was restricted at a checkpoint near {other}.",
    "The mission continued to monitor the withdrawal of weapons and visited {small} holding areas.",
    "The mission followed up on reports of civilian casualties and corroborated {small} of them in {place}.",
    "The mission's patrols operate from hubs in {other} and {third} and are carried out in daylight only.",
)
SIDES = ("northern", "southern", "eastern", "western")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class Maker:
    """Makes up texts, the same ones for the same seed."""

    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311

    def name(self) -> str:
        """Return a name that no map bears."""
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()

    def sentence(self, form: str, facts: dict[str, str]) -> str:
        """Return one sentence about an event."""
        chance = self.random
        filled = form.format(
            **facts,
            small=chance.randint(2, 19),
            number=chance.randint(20, 4000),
            distance=chance.randint(2, 90),
            side=chance.choice(SIDES),
            word=self.name().lower(),
            name=f"{self.name()} {self.name()}",
            source=f"the {chance.choice(ACTORS)} {chance.choice(('command', 'council', 'office'))}",
        )
        return filled[0].upper() + filled[1:].rstrip(".") + "."

    def event(self) -> dict[str, str]:
        """Return what happened where."""
        verb = self.random.choice(("captured", "seized", "overran", "entered"))
        return {
            "place": self.name(),
            "other": self.name(),
            "third": self.name(),
            "actor": self.random.choice(ACTORS),
            "verb": verb,
            "verbed": verb.replace("overran", "overrun"),
            "day": self.random.choice(DAYS),
            "outlet": self.random.choice(OUTLETS),
        }

    def report(self, facts: dict[str, str]) -> str:
        """Return a report of an event, 8 to 40 sentences."""
        forms = [self.random.choice(OPENINGS)]
        forms += self.random.choices(FOLLOWING, k=self.random.randint(7, 39))
        return " ".join(self.sentence(form, facts) for form in forms)

    def bulletin(self) -> str:
        """Return a bulletin: the same words each time, with other names and numbers."""
        facts = self.event()
        return " ".join(self.sentence(form, facts) for form in BULLETIN)

    def copy(self, text: str) -> str:
        """Return a text as another outlet prints it."""
        chance = self.random
        words = text.split()
        kept = words[: max(60, round(len(words) * chance.uniform(0.6, 1.0)))]
        edited = [self.name().lower() if chance.random() < 0.01 else word for word in kept]
        dateline = chance.choice(("", f"{self.name().upper()} ({chance.choice(OUTLETS)}) - "))
        outlet = chance.choice(OUTLETS)
        footer = chance.choice(
            (
                "",
                f"\nCopyright {outlet}. All rights reserved.",
                f"\nReporting by {outlet}; editing by {self.name()} {self.name()}",
            )
        )
        return f"{dateline}{' '.join(edited)}{footer}"


def make_articles(count: int) -> tuple[list[Article], dict[str, str]]:
    """Return articles, and the story that each of them truly belongs to."""
    maker = Maker()
    articles: list[Article] = []
    truth: dict[str, str] = {}
    originals: list[tuple[str, str]] = []

    def add(text: str, story: str) -> None:
        article_id = f"{len(articles):07d}"
        articles.append(Article(article_id, text, source=maker.random.choice(OUTLETS)))
        truth[article_id] = story or article_id

    while len(articles) < count:
        if originals and maker.random.random() < 0.5:
            story, text = maker.random.choice(originals[-2000:])
            add(maker.copy(text), story)
        elif maker.random.random() < 0.05:
            add(maker.bulletin(), "")
        else:
            facts = maker.event()
            for _ in range(maker.random.choice((1, 1, 2))):  # the same event in other words
                text = maker.report(facts)
                originals.append((f"{len(articles):07d}", text))
                add(text, "")
    return articles, truth


def pairs_of(groups: dict[str, str]) -> dict[str, list[str]]:
    """Return the members of each group."""
    members: dict[str, list[str]] = {}
    for article_id, group in groups.items():
        members.setdefault(group, []).append(article_id)
    return members


def score(found: dict[str, str], truth: dict[str, str]) -> tuple[float, float]:
    """Return the shares of joined pairs that are copies, and of copies of one text that are joined."""
    joined = sum(len(m) * (len(m) - 1) // 2 for m in pairs_of(found).values())
    right = sum(len(m) * (len(m) - 1) // 2 for m in pairs_of(truth).values())
    both = {key: f"{found[key]}|{truth[key]}" for key in truth}
    hits = sum(len(m) * (len(m) - 1) // 2 for m in pairs_of(both).values())
    return hits / joined if joined else 1.0, hits / right if right else 1.0


def clock() -> tuple[float, float]:
    """Return the time of day and the processor time used so far, in seconds."""
    return time.perf_counter(), time.process_time()


def took(begin: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the seconds between two readings of the clock, in words."""
    return f"{end[0] - begin[0]:.1f} s ({end[1] - begin[1]:.1f} CPU s)"


def main() -> None:
    """Print the speeds and the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    articles, truth = make_articles(options.articles)
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    print(f"{len(articles):,} articles of {words:.0f} words on average")
    begin = clock()
    signed = [Signed(article.id, signature_of(article.text)) for article in articles]
    read = clock()
    index = StoryIndex()
    index.add(signed)
    stories = dict(index.stories())
    done = clock()
    size = sum(len(found.signature) for found in signed) / len(signed)
    print(f"signatures {took(begin, read)} ({size:.0f} bytes each), stories {took(read, done)}")
    add_to_known(signed, stories)
    precision, recall = score(stories, truth)
    print(f"{len(set(stories.values())):,} stories; precision {precision:.4f}, recall {recall:.4f} of pairs")


def add_to_known(signed: Sequence[Signed], stories: dict[str, str]) -> None:
    """Print how long a hundred more articles take beside those that are known."""
    known, new = signed[:-100], signed[-100:]
    begin = clock()
    index = StoryIndex()
    index.restore([(found, stories[found.article_id]) for found in known])
    restored = clock()
    index.add(new)
    done = clock()
    print(f"restored {took(begin, restored)}, 100 more {took(restored, done)}")


if __name__ == "__main__":
    main()
