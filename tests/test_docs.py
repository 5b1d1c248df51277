"""The documentation is true: every example prints what the page says, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import generate
from searchidx.cli.app import COMMANDS
from searchidx.fields import FACETS
from searchidx.reading import readers

ROOT = Path(__file__).parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "seeds" / "README.md"])


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> generate.Workplace:
    """A folder with the sample articles and their index, to be copied."""
    return generate.Workplace.prepared(tmp_path_factory.mktemp("docs") / "first")


@pytest.mark.parametrize("name", generate.pages())
def test_examples_print_what_the_page_says(name: str, workplace: generate.Workplace, tmp_path: Path) -> None:
    text = generate.pages()[name]
    own = workplace.copy(tmp_path / "press", fresh=name in generate.FRESH)
    assert generate.with_outputs(text, own, name) == text, "write them again with: python docs/generate.py --outputs"


@pytest.mark.parametrize("name", [name for name in generate.PAGES if name != "docs/query-language.md"])
def test_a_page_teaches_by_examples(name: str) -> None:
    assert re.search(r"^```(console|python)$", generate.pages()[name], re.MULTILINE)


def test_an_example_that_prints_something_else_is_noticed(workplace: generate.Workplace, tmp_path: Path) -> None:
    own = workplace.copy(tmp_path / "press")
    page = "```console\n$ echo tide\nebb\n```\n\n```python\nprint('tide')\n```\n\n```text\nebb\n```\n"
    assert generate.with_outputs(page, own) == page.replace("ebb", "tide")
    assert generate.with_outputs("```python\nprint(1)\n```\n", own) == "```python\nprint(1)\n```\n\n```text\n1\n```\n"


def test_times_cursors_and_sizes_may_differ_and_nothing_else() -> None:
    assert generate.masked("3 passages (12 ms)\n") == generate.masked("3 passages (4 ms)")
    assert generate.masked("--cursor 0a1b2c3d-10") == generate.masked("--cursor ffffffff-10")
    assert generate.masked("--cursor 0a1b2c3d-10") != generate.masked("--cursor 0a1b2c3d-20")
    assert generate.masked("3 passages (12 ms)") != generate.masked("4 passages (12 ms)")


@pytest.mark.parametrize("name", generate.generated())
def test_what_is_generated_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == generate.generated()[name], "run: make docs"


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", reference, re.MULTILINE)
    assert headings == ["searchidx", *(f"searchidx {command}" for command in COMMANDS)]


def test_every_kind_of_source_and_every_facet_is_told_of() -> None:
    indexing = (ROOT / "docs" / "indexing.md").read_text(encoding="utf-8")
    for reader in readers():
        assert re.search(rf"^\|.*\b{reader.name}\b", indexing, re.MULTILINE), reader.name
        for suffix in reader.suffixes:
            assert f"`{suffix}`" in indexing, suffix
    facets = (ROOT / "docs" / "facets.md").read_text(encoding="utf-8")
    for facet in FACETS:
        assert f"`{facet.name}`" in facets


def test_the_map_of_the_code_names_every_part_of_it() -> None:
    architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+(?:\.py|/))`", architecture))
    for path in (ROOT / "searchidx").iterdir():
        if path.suffix == ".py" and path.name != "__init__.py":
            assert path.name in named, path.name
        elif (path / "__init__.py").exists():
            assert f"{path.name}/" in named, path.name
    for name in named:
        assert any((folder / name).exists() for folder in (ROOT / "searchidx", ROOT)), f"{name} does not exist"


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as they are made on the web."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        page = (path.parent / name) if name else path
        assert page.exists(), f"{target}: no such file"
        if anchor:
            assert anchor in anchors(page.read_text(encoding="utf-8")), f"{target}: no such heading"
