"""The inline marks of our own annotated news passages: parser and checker.

`own/README.md` describes the format for those who write it. `parse(path)` gives the passages of one file;

    python training/speakers/own_format.py training/speakers/own

checks every file below the given paths, prints each mistake with file and line, then counts. The exit code is 1
on any mistake.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Annotated", "Attribution", "FormatError", "Mention", "check", "parse", "parse_text", "passage_files"]

Span = tuple[int, int]
"""Start and end in characters of the passage's plain text; the end is exclusive."""

HEADER = re.compile(r"## (?P<id>[a-z0-9-]+) \| (?P<culture>[^|]*[^|\s]) \| (?P<manner>[^|]*[^|\s])")
MENTION_TAG = re.compile(r"(?P<kind>[po])(?:=(?P<name>[^{}]*))?")
ATTRIBUTION_TAG = re.compile(r"(?P<kind>[csqr])(?P<numbers>\d+(?:,\d+)*)(?:=(?P<name>[^{}]*))?")
TAG = re.compile(r"\{(?P<tag>[^:{}\n]*):")
WORD = re.compile(r"[^\W_]+")
TITLES = (
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame President Senator Judge Justice Captain Chief Alhaji Doña Sheikh Mayor "
    "Minister Governor"
)
TITLE = re.compile(rf"(?:{TITLES.replace(' ', '|')})\b")
QUOTE_MARKS = '“”„«»"'


class FormatError(ValueError):
    """A file breaks the format; the text names the file and the line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a person or organization, with the canonical name that it stands for."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that is reported, with the one who is said to have said it."""

    number: int
    contents: tuple[Span, ...]
    """In reading order; quotation marks are inside."""
    source: Span | None
    """The whole noun phrase; None where the text names no source."""
    cue: Span | None
    """None where nothing reports but the layout: interviews, signatures."""
    speaker: str | None
    """Canonical name; None for an unnamed source or none at all."""
    is_organization: bool = False
    """True where the speaker is an organization."""
    relay: str | None = None
    """The outlet through which it is quoted."""
    relay_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One passage without its marks; paragraphs are separated by single newlines."""

    id: str
    subject: str
    """The name of the file, without its suffix."""
    culture: str
    manner: str
    text: str
    persons: tuple[Mention, ...]
    organizations: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    line: int
    """Where the passage begins in its file, from 1."""


@dataclass(slots=True)
class _Mark:
    """A mark that is open or read: what its tag said, and its span in the plain text."""

    kind: str
    numbers: tuple[int, ...]
    name: str | None
    line: int
    start: int
    end: int = -1


@dataclass(slots=True)
class _Draft:
    """What the marks of one attribution number gave so far."""

    line: int
    marks: dict[str, list[_Mark]] = field(default_factory=lambda: {kind: [] for kind in "csqr"})


def parse(path: Path) -> list[Annotated]:
    """The passages of one file, in order. Raises `FormatError` for the first mistake."""
    passages, errors = parse_text(path.read_text(encoding="utf-8"), path)
    if errors:
        raise errors[0]
    return passages


def parse_text(text: str, path: Path) -> tuple[list[Annotated], list[FormatError]]:
    """The passages without mistakes, and every mistake of the others; `path` only serves the messages."""
    passages: list[Annotated] = []
    errors: list[FormatError] = []
    for first, block in _blocks(text.split("\n")):
        reader = _PassageReader(path, first)
        passage = reader.read(block)
        if reader.errors:
            errors += reader.errors
        elif passage is not None:
            passages.append(passage)
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.id in seen:
            where = f"the id {passage.id!r} is already used in line {seen[passage.id]}; give each passage its own"
            errors.append(FormatError(path, passage.line, where))
        seen.setdefault(passage.id, passage.line)
    return passages, sorted(errors, key=lambda error: error.line)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank lines, with the number of their first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


class _PassageReader:
    """Reads one passage and collects its mistakes. A broken mark ends the reading; other mistakes are all reported."""

    def __init__(self, path: Path, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.errors: list[FormatError] = []
        self.marks: list[_Mark] = []
        self.text = ""

    def fail(self, line: int, message: str) -> None:
        self.errors.append(FormatError(self.path, line, message))

    def read(self, block: Sequence[str]) -> Annotated | None:
        header = HEADER.fullmatch(block[0])
        if header is None:
            example = "'## sport-03 | Kenya/Luo | agency wire'"
            self.fail(self.first_line, f"a passage begins with a line like {example}, after a blank line")
            return None
        if len(block) == 1:
            self.fail(self.first_line, "the passage has no text; no blank line stands between its header and its text")
            return None
        for number, line in enumerate(block[1:], start=self.first_line + 1):
            if number > self.first_line + 1:
                self.text += "\n"
            if not self.read_paragraph(line, number):
                return None
        attributions = self.attributions()
        persons = tuple(Mention(m.start, m.end, m.name or self.text[m.start : m.end]) for m in self.of_kind("p"))
        self.check_names(persons, attributions)
        return Annotated(
            id=header["id"],
            subject=self.path.stem,
            culture=header["culture"],
            manner=header["manner"],
            text=self.text,
            persons=persons,
            organizations=self.organizations(),
            attributions=attributions,
            line=self.first_line,
        )

    def of_kind(self, kind: str) -> list[_Mark]:
        return sorted((m for m in self.marks if m.kind == kind), key=lambda m: (m.start, -m.end))

    def read_paragraph(self, line: str, number: int) -> bool:
        """Append the paragraph's plain text and its marks; False where its marks cannot be read."""
        if line != line.strip():
            self.fail(number, "white space at the start or end of the line")
        open_marks: list[_Mark] = []
        position = 0
        while position < len(line):
            character = line[position]
            if character == "\\":
                escaped = line[position + 1 : position + 2]
                if escaped not in ("{", "}", "\\"):
                    self.fail(number, "a backslash stands only before a brace or a backslash")
                    return False
                self.text += escaped
                position += 2
            elif character == "{":
                tag = TAG.match(line, position)
                mark = self.open_mark(tag["tag"], number) if tag else None
                if tag is None or mark is None:
                    shown = line[position : position + 30]
                    self.fail(number, f"no such mark: {shown!r}; see own/README.md, and write a text brace as \\{{")
                    return False
                if mark.kind == "c" and line[position - 1 : position] in tuple(QUOTE_MARKS):
                    self.fail(
                        number, f"quotation marks belong inside the content: {line[position - 1 : position + 25]!r}"
                    )
                open_marks.append(mark)
                position = tag.end()
            elif character == "}":
                if not open_marks:
                    self.fail(number, "a closing brace without its mark; write a text brace as \\}")
                    return False
                self.close_mark(open_marks.pop())
                position += 1
            else:
                self.text += character
                position += 1
        if open_marks:
            shown = self.text[open_marks[-1].start :][:30]
            self.fail(number, f"the mark at {shown!r} is not closed; a mark ends in its own paragraph")
        return not open_marks

    def open_mark(self, tag: str, line: int) -> _Mark | None:
        found = MENTION_TAG.fullmatch(tag) or ATTRIBUTION_TAG.fullmatch(tag)
        if found is None:
            return None
        groups = found.groupdict()
        numbers = tuple(int(n) for n in groups["numbers"].split(",")) if groups.get("numbers") else ()
        name = groups["name"]
        if name is not None and (not name.strip("@?") or name != name.strip()) and name != "?":
            self.fail(line, f"the name in {{{tag}:…}} is empty or has white space around it")
        return _Mark(groups["kind"], numbers, name, line, start=len(self.text))

    def close_mark(self, mark: _Mark) -> None:
        mark.end = len(self.text)
        inner = self.text[mark.start : mark.end]
        if not inner or inner != inner.strip():
            self.fail(mark.line, f"the mark around {inner!r} is empty or takes in white space at its edge")
        if mark.kind == "p" and TITLE.match(inner):
            self.fail(mark.line, f"titles stay outside the mention of a person: {inner!r}")
        if mark.kind == "o" and mark.name is None and inner.lower().startswith("the "):
            self.fail(mark.line, f"the article stays outside the mention of an organization: {inner!r}")
        self.marks.append(mark)

    def organizations(self) -> tuple[Mention, ...]:
        """Marked organizations, and outlets marked as relays, which need no second mark."""
        found = {(m.start, m.end): m.name or self.text[m.start : m.end] for m in self.of_kind("o")}
        for m in self.of_kind("r"):
            named = any(m.start <= start and end <= m.end for start, end in found)
            if not named:
                found[m.start, m.end] = m.name or self.text[m.start : m.end]
        return tuple(Mention(start, end, name) for (start, end), name in sorted(found.items()))

    def attributions(self) -> tuple[Attribution, ...]:
        drafts: dict[int, _Draft] = {}
        for kind in "csqr":
            for mark in self.of_kind(kind):
                for number in mark.numbers:
                    drafts.setdefault(number, _Draft(mark.line)).marks[kind].append(mark)
        return tuple(self.attribution(number, draft) for number, draft in sorted(drafts.items()))

    def attribution(self, number: int, draft: _Draft) -> Attribution:
        contents, sources, cues, relays = (draft.marks[kind] for kind in "csqr")
        if not contents:
            self.fail(draft.line, f"attribution {number} has no content {{c{number}:…}}")
        for kind, marks in (("source s", sources), ("cue q", cues), ("relay r", relays)):
            if len(marks) > 1:
                self.fail(marks[1].line, f"attribution {number} has a second {kind}{number}; one is allowed")
        if any(m.name is not None for m in contents):
            self.fail(draft.line, f"a content takes no name: {{c{number}:…}}")
        sourceless = bool(cues) and cues[0].name == "?"
        if cues and cues[0].name not in (None, "?"):
            self.fail(cues[0].line, f"a cue takes no name, but for {{q{number}=?:…}} where the text names no source")
        if bool(sources) == sourceless:
            wanted = f"has both a source and {{q{number}=?:…}}" if sources else f"has no source {{s{number}=…:…}}"
            self.fail(draft.line, f"attribution {number} {wanted}; where the text names none, write {{q{number}=?:…}}")
        speaker = sources[0].name if sources else None
        if sources and speaker is None:
            ways = f"{{s{number}=Name:…}}, {{s{number}=@Organization:…}} or {{s{number}=?:…}} for an unnamed one"
            self.fail(sources[0].line, f"the source of attribution {number} does not say who it is: {ways}")
        relay = (relays[0].name or self.text[relays[0].start : relays[0].end]) if relays else None
        named = speaker if speaker != "?" else None
        return Attribution(
            number=number,
            contents=tuple((m.start, m.end) for m in contents),
            source=(sources[0].start, sources[0].end) if sources else None,
            cue=(cues[0].start, cues[0].end) if cues else None,
            speaker=named.removeprefix("@") if named else None,
            is_organization=bool(named and named.startswith("@")),
            relay=relay,
            relay_span=(relays[0].start, relays[0].end) if relays else None,
        )

    def check_names(self, persons: Sequence[Mention], attributions: Sequence[Attribution]) -> None:
        """A canonical name that nothing in the passage supports is nearly always a slip of the pen."""
        words = set(WORD.findall(self.text))
        known = {m.name for m in persons}
        for name in sorted(known):
            if missing := [w for w in WORD.findall(name) if w not in words]:
                self.fail(self.first_line, f"the person {name!r} is never written in full: {missing[0]!r} is missing")
        organizations = {m.name for m in self.organizations()}
        for a in attributions:
            if a.speaker is None:
                continue
            mark, names = ("o", organizations) if a.is_organization else ("p", known)
            if a.speaker not in names:
                shown = f"{{{mark}:{a.speaker}}} or {{{mark}={a.speaker}:…}}"
                self.fail(self.first_line, f"the speaker of attribution {a.number} is marked nowhere as {shown}")


def passage_files(paths: Iterable[Path]) -> list[Path]:
    """The .txt files among and below the paths, in order. Raises FileNotFoundError for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return found


def check(files: Sequence[Path]) -> tuple[list[Annotated], list[FormatError]]:
    """The passages of all files and every mistake, ids that two files share among them."""
    passages: list[Annotated] = []
    errors: list[FormatError] = []
    seen: dict[str, Path] = {}
    for path in files:
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            errors.append(FormatError(path, 1, f"not UTF-8: byte {error.start}; save it as UTF-8"))
            continue
        found, mistakes = parse_text(content, path)
        passages += found
        errors += mistakes
        for passage in found:
            if seen.setdefault(passage.id, path) != path:
                errors.append(FormatError(path, passage.line, f"the id {passage.id!r} is also in {seen[passage.id]}"))
    return passages, errors


COUNTED = (
    "passages",
    "words",
    "attributions",
    "named",
    "organization",
    "unnamed",
    "relayed",
    "persons",
    "organizations",
)


def _summary(passages: Sequence[Annotated]) -> Iterator[str]:
    """One line a subject, then the total."""
    subjects: dict[str, Counter[str]] = {}
    for p in passages:
        counts = Counter(
            passages=1,
            words=len(p.text.split()),
            attributions=len(p.attributions),
            named=sum(a.speaker is not None and not a.is_organization for a in p.attributions),
            organization=sum(a.is_organization for a in p.attributions),
            unnamed=sum(a.speaker is None for a in p.attributions),
            relayed=sum(a.relay is not None for a in p.attributions),
            persons=len(p.persons),
            organizations=len(p.organizations),
        )
        subjects.setdefault(p.subject, Counter()).update(counts)
    yield f"{'subject':20}" + "".join(f"{name:>14}" for name in COUNTED)
    for subject, of in [*subjects.items(), ("all", sum(subjects.values(), Counter[str]()))]:
        yield f"{subject:20}" + "".join(f"{of[name]:14}" for name in COUNTED)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check annotated passages and count them.")
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders with .txt files")
    try:
        files = passage_files(parser.parse_args(arguments).paths)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    passages, mistakes = check(files)
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    print("\n".join(_summary(passages)))
    if mistakes:
        print(f"{len(mistakes)} mistakes; the passages that have them are not counted", file=sys.stderr)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
