"""The hierarchy of topics: IPTC Media Topics, or one of the user's own.

IPTC Media Topics (https://iptc.org/standards/media-topics/) are made by the International Press Telecommunications
Council and licensed under CC BY 4.0; `data/mediatopics.tsv` holds ids, labels and parents of the active concepts.
Ids are stable, labels are not: indexes store ids.

A user's taxonomy is a YAML file:

    extends: mediatopics            # the default; "nothing" for a taxonomy that stands alone
    topics:
      offshore-wind:                # a new topic; its key is its id
        label: Offshore wind
        parent: environment         # id, slug or label of another topic
        patterns: [offshore wind!, wind farm, turbine~]
      sport/competition-discipline/cricket: [Ranji Trophy!]   # more patterns for a topic that exists

What a pattern may be is told at `PATTERN`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from searchidx.errors import TaxonomyError
from searchidx.record import Record

if TYPE_CHECKING:
    from yaml import Node

__all__ = ["PATTERN", "Concept", "Taxonomy", "media_topics"]

PATTERN = r"\w[\w&'./-]*\*?(?:(?: &)? \w[\w&'./-]*\*?)*[!~]?"
"""What a pattern looks like, as a regular expression: words, each matching itself, its plural and its possessive;
with a star at its end, after three letters or more, all that it begins. A word with capitals (WHO) keeps them and has
no plural. A final "!" marks what is nearly proof of the topic, a final "~" what hardly says anything on its own."""

_TABLE = Path(__file__).with_name("data") / "mediatopics.tsv"
_PREFIX = "medtop:"
# Short names for the seventeen top levels, whose labels are too long to type.
_TOPS = {
    "01000000": "arts",
    "02000000": "crime",
    "03000000": "disaster",
    "04000000": "economy",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human-interest",
    "09000000": "labour",
    "10000000": "lifestyle",
    "11000000": "politics",
    "12000000": "religion",
    "13000000": "science",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict",
    "17000000": "weather",
}
_TOPIC_KEYS = ("label", "parent", "patterns")
_FILE_KEYS = ("extends", "topics")


class Concept(Record):
    """One topic and its place."""

    id: str
    label: str
    parent: str | None
    """Id of the topic above; None at the top."""
    level: int
    """1 at the top."""
    slug: str
    """Readable path, unique in its taxonomy: "politics/international-relations"."""


class _Entry(NamedTuple):
    parent: str | None
    label: str
    short: str = ""
    """A name to use in slugs instead of the label."""
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """This topic's own part of its slug."""
        return self.short or _slugify(self.label)


class Taxonomy:
    """Topics in a hierarchy.

    `id in taxonomy`, `len(taxonomy)` and iteration over ids work as with a dict.
    """

    def __init__(
        self,
        entries: Mapping[str, _Entry],
        patterns: Mapping[str, tuple[str, ...]] | None = None,
        *,
        extends: bool = True,
    ) -> None:
        self._entries = dict(entries)
        self.patterns: Mapping[str, tuple[str, ...]] = dict(patterns or {})
        """Patterns of the user's own, by topic id; empty for the Media Topics themselves."""
        self.extends_media_topics = extends
        """False for a taxonomy that stands alone, so that nothing shipped with searchidx applies to it."""
        self._concepts: dict[str, Concept] = {}
        self._children: dict[str | None, list[str]] | None = None
        self._names: dict[str, list[str]] | None = None

    @classmethod
    def from_yaml(cls, path: str | Path) -> Taxonomy:
        """The user's own taxonomy, in the form that the module's description shows.

        Raises TaxonomyError, with the file and the line, where the file cannot be read or breaks that form.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except OSError as error:
            raise TaxonomyError(f"{path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise TaxonomyError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
        return cls.from_text(text, str(path))

    @classmethod
    def from_text(cls, text: str, name: str) -> Taxonomy:
        """The same from the text of such a file, whose name the errors tell."""
        return _File(text, name).taxonomy()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def get(self, id: str) -> Concept | None:
        """The topic of that exact id; None where there is none."""
        if (concept := self._concepts.get(id)) is None and id in self._entries:
            path = self.path(id)
            slug = "/".join(self._entries[step].name for step in path)
            entry = self._entries[id]
            concept = self._concepts[id] = Concept(id, entry.label, entry.parent, len(path), slug)
        return concept

    def path(self, id: str) -> tuple[str, ...]:
        """Ids from the top level down to this topic, itself included; KeyError where there is no such topic."""
        steps = [id]
        while (parent := self._entries[steps[-1]].parent) is not None:
            steps.append(parent)
        return tuple(reversed(steps))

    def slug(self, id: str) -> str:
        """The readable path of a topic; KeyError where there is no such topic."""
        if (concept := self.get(id)) is None:
            raise KeyError(id)
        return concept.slug

    def children(self, id: str | None = None) -> tuple[str, ...]:
        """Ids of the topics right below; those of the top level where no id is given."""
        if self._children is None:
            self._children = {}
            for key, entry in self._entries.items():
                self._children.setdefault(entry.parent, []).append(key)
        return tuple(self._children.get(id, ()))

    def resolve(self, text: str) -> str | None:
        """The id of the topic that an id, a slug or a label means to a person; None where that is none, or not clear.

        Case, accents, spacing and punctuation do not matter, and steps of a slug may be left out
        ("politics/diplomacy" for "politics/international-relations/diplomacy").
        """
        text = text.strip()
        for key in (text, _PREFIX + text, text.lower()):
            if key in self._entries:
                return key
        steps = [slug for part in text.split("/") if (slug := _slugify(part))]
        if not steps:
            return None
        # A label may itself contain a slash: the whole text may be one name.
        for last, above in ((steps[-1], steps[:-1]), (_slugify(text), [])):
            found = [id for id in self._by_name().get(last, ()) if self._leads(above, id)]
            # Of several, the one whose whole path was typed is meant.
            exact = [id for id in found if self.slug(id) == "/".join((*above, last))]
            if len(exact or found) == 1:
                return (exact or found)[0]
        return None

    def suggest(self, text: str) -> list[str]:
        """Slugs that a mistyped topic may have meant, likeliest first; five at most."""
        import difflib  # only mistakes need it

        wanted = _slugify(text.rsplit("/", 1)[-1])
        names = self._by_name()
        nearest = difflib.get_close_matches(wanted, names, n=5, cutoff=0.7)
        within = sorted((name for name in names if len(wanted) > 2 and wanted in name), key=len)
        ids = dict.fromkeys(id for name in (*nearest, *within) for id in names[name])
        return [self.slug(id) for id in ids][:5]

    def _by_name(self) -> dict[str, list[str]]:
        if self._names is None:
            self._names = {}
            for id, entry in self._entries.items():
                for name in {entry.name, _slugify(entry.label), *map(_slugify, entry.aliases)}:
                    self._names.setdefault(name, []).append(id)
        return self._names

    def _leads(self, above: list[str], id: str) -> bool:
        """Whether the topic stands below topics of these names, in this order."""
        steps = iter(self.path(id)[:-1])
        names = self._by_name()
        return all(any(step in names.get(name, ()) for step in steps) for name in above)


@cache
def media_topics() -> Taxonomy:
    """The IPTC Media Topics, read once."""
    entries: dict[str, _Entry] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        code, parent, label, *aliases = line.split("\t")
        above = _PREFIX + parent if parent else None
        entries[_PREFIX + code] = _Entry(above, label, _TOPS.get(code, ""), tuple(aliases))
    return Taxonomy(entries)


def _slugify(text: str) -> str:
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "-".join(re.findall(r"\w+", text.lower().replace("'", "")))


class _File:
    """A user's taxonomy file, read node by node so that every complaint has its line."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.patterns: dict[str, tuple[str, ...]] = {}
        self.parents: dict[str, Node] = {}
        self.lines: dict[str, int] = {}

    def taxonomy(self) -> Taxonomy:
        root = self._compose()
        extends, topics = True, None
        for name, key, value in self._items(root, "the file"):
            self._check_key(name, key, _FILE_KEYS)
            if name == "topics":
                topics = value
            elif (base := self._text(value, "'extends'")) in ("mediatopics", "nothing"):
                extends = base == "mediatopics"
            else:
                raise self._wrong(value, f"'extends' is '{base}'; write mediatopics or nothing")
        if topics is None:
            raise self._wrong(root, "there is no 'topics' mapping")
        base_topics = media_topics() if extends else Taxonomy({})
        entries = dict(base_topics._entries)
        for name, key, value in self._items(topics, "'topics'"):
            self._add_topic(name, key, value, base_topics, entries)
        self._place(entries)
        return Taxonomy(entries, self.patterns, extends=extends)

    def _compose(self) -> Node:
        import yaml

        try:
            root = yaml.compose(self.text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise TaxonomyError(f"{self.path}, line {line}: not YAML: {error.problem}") from error
        except yaml.YAMLError as error:
            raise TaxonomyError(f"{self.path} is not YAML: {error}") from error
        if root is None:
            raise TaxonomyError(f"{self.path} is empty; it needs a 'topics' mapping")
        return root

    def _add_topic(self, name: str, key: Node, value: Node, base_topics: Taxonomy, entries: dict[str, _Entry]) -> None:
        existing = base_topics.resolve(name)
        id = existing or name
        if id in self.lines:
            raise self._wrong(key, f"'{name}' is the same topic as on line {self.lines[id]}; join the two")
        self.lines[id] = _line(key)
        if existing is None:
            if not re.fullmatch(r"[\w.:-]+", name):
                raise self._wrong(key, f"'{name}' cannot be an id; use letters, digits and hyphens")
            entries[id] = _Entry(None, re.sub(r"[-_]+", " ", name).strip(), _slugify(name))
        if _kind(value) == "sequence":
            self.patterns[id] = self._pattern_list(value)
            return
        for part, part_key, part_value in self._items(value, f"topic '{name}'"):
            self._check_key(part, part_key, _TOPIC_KEYS)
            old = entries[id]
            if part == "label":
                label = self._text(part_value, "a label")
                entries[id] = old._replace(label=label, short=old.name, aliases=(*old.aliases, old.label))
            elif part == "patterns":
                self.patterns[id] = self._pattern_list(part_value)
            elif existing is None:
                self.parents[id] = part_value
            else:
                raise self._wrong(part_key, f"'{name}' is a Media Topic and keeps its place; leave 'parent' out")

    def _place(self, entries: dict[str, _Entry]) -> None:
        """Put every new topic below its parent, which may stand further down the file."""
        flat = Taxonomy(entries)
        for id, node in self.parents.items():
            name = self._text(node, "a parent")
            if (parent := flat.resolve(name)) is None:
                near = " or ".join(flat.suggest(name)[:3])
                raise self._wrong(node, f"there is no topic '{name}'" + (f"; did you mean {near}?" if near else ""))
            entries[id] = entries[id]._replace(parent=parent)
        for id, node in self.parents.items():
            above = entries[id].parent
            while above is not None and above != id:
                above = entries[above].parent if above in self.parents else None
            if above == id:
                raise self._wrong(node, f"'{id}' would stand below itself; give one of its parents another parent")

    def _pattern_list(self, node: Node) -> tuple[str, ...]:
        if _kind(node) != "sequence":
            raise self._wrong(node, "patterns must be a list, such as [wind farm, turbine~]")
        found = []
        for item in node.value:
            pattern = self._text(item, "a pattern")
            if not re.fullmatch(PATTERN, pattern) or re.search(r"(?<!\w)\w{1,2}\*", pattern):
                raise self._wrong(
                    item,
                    f"'{pattern}' is no pattern; write words, each with * at its end only after three letters or more, "
                    "and last of all ! (strong) or ~ (weak)",
                )
            found.append(pattern)
        return tuple(found)

    def _items(self, node: Node, what: str) -> Iterator[tuple[str, Node, Node]]:
        if _kind(node) != "mapping":
            raise self._wrong(node, f"{what} must be a mapping, such as 'name: value'")
        seen: set[str] = set()
        for key, value in node.value:
            name = self._text(key, "a key")
            if name in seen:
                raise self._wrong(key, f"'{name}' appears twice; join the two entries")
            seen.add(name)
            yield name, key, value

    def _text(self, node: Node, what: str) -> str:
        if _kind(node) != "scalar" or not node.value.strip():
            raise self._wrong(node, f"{what} must be text")
        return str(node.value).strip()

    def _check_key(self, name: str, node: Node, allowed: tuple[str, ...]) -> None:
        if name not in allowed:
            raise self._wrong(node, f"'{name}' is not known here; use one of: {', '.join(allowed)}")

    def _wrong(self, node: Node, problem: str) -> TaxonomyError:
        return TaxonomyError(f"{self.path}, line {_line(node)}: {problem}")


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _kind(node: Node) -> str:
    """ "scalar", "sequence" or "mapping"; told without importing yaml, which only a file needs."""
    return str(getattr(node, "id", ""))
