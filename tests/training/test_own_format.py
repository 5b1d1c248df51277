"""The inline marks of our own annotated passages: what parses, to which spans, and how mistakes are reported."""

from __future__ import annotations

import importlib.util
import sys
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
OWN = ROOT / "training" / "speakers" / "own"


def load() -> ModuleType:
    """`training/` is no package: its scripts run as files."""
    spec = importlib.util.spec_from_file_location("own_format", ROOT / "training" / "speakers" / "own_format.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


own_format = load()
HEADER = "## health-01 | Ghana/Akan | agency wire\n"


def read(text):
    """The one passage of `text`, which has no mistakes."""
    passages, errors = own_format.parse_text(HEADER + text, Path("health.txt"))
    assert errors == []
    (passage,) = passages
    return passage


def mistakes(text):
    """What the checker says about `text`, as 'line: message'."""
    _, errors = own_format.parse_text(HEADER + text, Path("health.txt"))
    return [f"{error.line}: {error.message}" for error in errors]


def test_a_passage_is_its_plain_text_with_spans():
    passage = read(
        "{c1:“We ran out of beds,”} {q1:said} {s1=Amina Okafor:{p:Amina Okafor}, who runs the clinic}. "
        "{c1:“Then of floor.”}\n"
        "Ms {p=Amina Okafor:Okafor} left."
    )
    assert passage.text == (
        "“We ran out of beds,” said Amina Okafor, who runs the clinic. “Then of floor.”\nMs Okafor left."
    )
    assert (passage.id, passage.subject, passage.culture, passage.manner) == (
        "health-01",
        "health",
        "Ghana/Akan",
        "agency wire",
    )
    (said,) = passage.attributions
    assert [passage.text[s:e] for s, e in said.contents] == ["“We ran out of beds,”", "“Then of floor.”"]
    assert passage.text[slice(*said.source)] == "Amina Okafor, who runs the clinic"
    assert passage.text[slice(*said.cue)] == "said"
    assert (said.speaker, said.is_organization, said.relay) == ("Amina Okafor", False, None)
    assert [(passage.text[p.start : p.end], p.name) for p in passage.persons] == [
        ("Amina Okafor", "Amina Okafor"),
        ("Okafor", "Amina Okafor"),
    ]


def test_an_unnamed_source_has_words_but_no_speaker():
    (said,) = read("{q1:According to} {s1=?:a European diplomat}, {c1:talks failed}.").attributions
    assert said.speaker is None
    assert said.source == (13, 32)


def test_an_organization_speaks_under_its_canonical_name():
    passage = read("The {o:Bank of Ghana} met. {s1=@Bank of Ghana:The bank} {q1:expects} {c1:lower prices}.")
    (said,) = passage.attributions
    assert (said.speaker, said.is_organization) == ("Bank of Ghana", True)


def test_a_relay_is_a_mention_of_the_outlet():
    passage = read("{c1:“No,”} {s1=Ion Pop:{p:Ion Pop}} {q1:told} {r1=Digi24:the broadcaster Digi24}.")
    (said,) = passage.attributions
    assert said.relay == "Digi24"
    assert passage.text[slice(*said.relay_span)] == "the broadcaster Digi24"
    assert [o.name for o in passage.organizations] == ["Digi24"]


def test_a_relay_with_its_own_mention_is_counted_once():
    passage = read("{c1:“No,”} {s1=Ion Pop:{p:Ion Pop}} {q1:told} {r1=Digi24:the broadcaster {o:Digi24}}.")
    assert [passage.text[o.start : o.end] for o in passage.organizations] == ["Digi24"]


def test_two_attributions_share_a_source():
    passage = read("{s1,2=Ion Pop:{p:Ion Pop}} {q1:said} {c1:it rained} and {q2:added} {c2:that it was cold}.")
    first, second = passage.attributions
    assert first.source == second.source == (0, 7)


def test_a_cue_may_say_that_there_is_no_source():
    (said,) = read("The mine is {q1=?:reportedly} {c1:for sale}.").attributions
    assert (said.source, said.speaker) == (None, None)


def test_a_text_without_marks_is_a_passage_too():
    passage = read(r"A brace \{ and a backslash \\ are text.")
    assert passage.text == "A brace { and a backslash \\ are text."
    assert passage.attributions == ()


def test_blank_lines_separate_passages():
    passages, errors = own_format.parse_text(
        "\n## a-1 | x | y\nOne.\nTwo.\n\n\n## a-2 | x | y\nThree.\n", Path("x.txt")
    )
    assert errors == []
    assert [(p.id, p.text, p.line) for p in passages] == [("a-1", "One.\nTwo.", 2), ("a-2", "Three.", 7)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{c1:It rains}.", 2, "attribution 1 has no source"),
        ("{s1=?:They} {q1:said}.", 2, "attribution 1 has no content"),
        ("Dry.\n{s1:They} {q1:said} {c1:no}.", 3, "does not say who it is"),
        ("{s1=Ion Pop:He} {q1:said} {c1:no}.", 1, "the speaker of attribution 1 is marked nowhere as {p:Ion Pop}"),
        ("{s1=@NATO:It} {q1:said} {c1:no}.", 1, "the speaker of attribution 1 is marked nowhere as {o:NATO}"),
        ("{p=Ion Pop:Pop} slept.", 1, "the person 'Ion Pop' is never written in full: 'Ion' is missing"),
        ("{s1=?:They} {q1:said}, {q1:said} {c1:no}.", 2, "a second cue q1"),
        ("{s1=?:They} {q1=?:said} {c1:no}.", 2, "has both a source and"),
        ("“{c1:No}” {s1=?:they} {q1:said}.", 2, "quotation marks belong inside the content"),
        ("{s1=?:They } {q1:said} {c1:no}.", 2, "white space at its edge"),
        ("{p:Ms Pop} slept.", 2, "titles stay outside"),
        ("{o:The Times} slept.", 2, "the article stays outside"),
        ("{p:Ion\nPop} slept.", 2, "is not closed"),
        ("Ion} slept.", 2, "a closing brace without its mark"),
        ("{x1:Ion} slept.", 2, "no such mark: '{x1:Ion} slept.'"),
        ("Ion \\slept.", 2, "a backslash stands only before"),
        (" Ion slept.", 2, "white space at the start"),
        ("", 1, "the passage has no text"),
    ],
)
def test_a_mistake_names_its_line(text, line, message):
    found = mistakes(text)
    assert any(m.startswith(f"{line}: ") and message in m for m in found), found


def test_all_mistakes_are_reported_and_sound_passages_kept():
    source = "## a-1 | x | y\n{x:No}\n\n## a-2 | x | y\nFine.\n\nno header\n\n## a-2 | x | y\nTwice.\n"
    passages, errors = own_format.parse_text(source, Path("x.txt"))
    assert [e.line for e in errors] == [2, 7, 9]
    assert [p.text for p in passages] == ["Fine.", "Twice."]


def test_parse_raises_the_first_mistake_with_file_and_line(tmp_path):
    file = tmp_path / "x.txt"
    file.write_text("## a-1 | x | y\nGood.\n{p:Ion\n", encoding="utf-8")
    with pytest.raises(own_format.FormatError, match=r"x\.txt:3: the mark at 'Ion' is not closed"):
        own_format.parse(file)


def test_check_finds_an_id_that_two_files_share(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("## a-1 | x | y\nText.\n", encoding="utf-8")
    _, errors = own_format.check(own_format.passage_files([tmp_path]))
    assert ["the id 'a-1' is also in" in str(e) for e in errors] == [True]


def test_check_reports_a_file_in_another_encoding_and_goes_on(tmp_path):
    (tmp_path / "a.txt").write_bytes("## a-1 | x | y\nZoë.\n".encode("latin-1"))
    (tmp_path / "b.txt").write_text("## b-1 | x | y\nZoë.\n", encoding="utf-8")
    passages, errors = own_format.check(own_format.passage_files([tmp_path]))
    assert [p.id for p in passages] == ["b-1"]
    assert "not UTF-8" in str(errors[0])


def test_the_command_counts_and_fails_on_mistakes(tmp_path, capsys):
    file = tmp_path / "sport.txt"
    file.write_text("## sport-1 | x | y\n{s1=?:They} {q1:said} {c1:no}.\n", encoding="utf-8")
    assert own_format.main([str(file)]) == 0
    assert "sport" in capsys.readouterr().out
    file.write_text("no header\n", encoding="utf-8")
    assert own_format.main([str(file)]) == 1
    assert "sport.txt:1:" in capsys.readouterr().err
    assert own_format.main([str(tmp_path / "missing.txt")]) == 2


@given(st.text(alphabet=st.sampled_from("ab{}\\:=?@1,cpsoqr \n“”#|")))
def test_no_text_breaks_the_parser(text):
    own_format.parse_text(text, Path("x.txt"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1))
def test_escaped_text_comes_back_as_it_was(text):
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    assert read(escaped).text == text


def test_every_annotated_passage_is_sound():
    files = own_format.passage_files([OWN])
    passages, errors = own_format.check(files)
    assert [str(e) for e in errors] == []
    assert passages


def test_the_example_of_the_guide_is_sound():
    lines = (OWN / "README.md").read_text(encoding="utf-8").split("\n")
    example = [line.removeprefix("    ") for line in lines if line.startswith(("    ##", "    {"))]
    passages, errors = own_format.parse_text("\n".join(example), OWN / "README.md")
    assert errors == []
    assert [len(p.attributions) for p in passages] == [3]


def test_the_whole_articles_are_the_samples_that_users_get():
    samples = {path.stem: unescape(path.read_text(encoding="utf-8")) for path in (ROOT / "seeds").glob("[0-9]*")}
    for article in own_format.parse(OWN / "articles.txt"):
        name = article.manner.partition("(")[2].rstrip(")")
        for paragraph in article.text.split("\n"):
            assert paragraph in samples[name]
