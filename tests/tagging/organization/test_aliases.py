"""The alias table: what a name means, how sure it is, and what a user's own file changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from searchidx.errors import TaxonomyError
from searchidx.tagging.organization import AliasTable, organizations
from searchidx.tagging.organization.alias_file import read_records
from searchidx.tagging.organization.aliases import KINDS, compact

DATA = Path(__file__).parents[3] / "searchidx" / "tagging" / "data"


class TestLookup:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("NATO", "NATO"),
            ("Nato", "NATO"),
            ("North Atlantic Treaty Organisation", "NATO"),
            ("U.N.", "UN"),
            ("WHO", "WHO"),
            ("Who", None),
            ("US Army", "U.S. Army"),
            ("Al-Qaeda", "al-Qaeda"),
            ("Standard and Poor's", "Standard & Poor's"),
            ("Apple", None),
            ("Quagga Society", None),
        ],
    )
    def test_a_name_finds_its_organization_only_where_it_is_sure(self, name: str, expected: str | None) -> None:
        assert AliasTable.default().find(name) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Buyers queued for the Apple watch.", ["Apple"]),
            ("Apple trees blossomed.", []),
            ("Markets waited for the Fed to speak.", ["Federal Reserve"]),
            ("Readers of the Guardian objected.", ["Guardian"]),
            ("He is the guardian of two girls. Guardian angels watched.", []),
            ("Shares of Shell fell.", ["Shell"]),
            ("The carmaker Ford recalled 3,000 vans.", ["Ford"]),
            ("The Ford was deep and the river cold.", []),
            ("Tickets to Orange County were sold out.", []),
            ("The striker scored for Chelsea in the second half; the goal decided the match.", ["Chelsea"]),
            ("She moved from Chelsea to Hackney.", []),
        ],
    )
    def test_guarded_names_need_support(self, text: str, expected: list[str]) -> None:
        assert [one.name for one in organizations(text)] == expected


class TestOwnFile:
    def load(self, tmp_path: Path, text: str) -> AliasTable:
        path = tmp_path / "own.yaml"
        path.write_text(text, "utf-8")
        return AliasTable.load(path)

    def test_it_extends_ours(self, tmp_path: Path) -> None:
        table = self.load(tmp_path, "- {name: Ostrow Observer, kind: outlet, aliases: [Ostrower Beobachter]}")
        text = "The Ostrower Beobachter and NATO disagree."
        assert [one.name for one in organizations(text, aliases=table)] == ["Ostrow Observer", "NATO"]

    def test_an_entry_of_the_same_name_replaces_ours(self, tmp_path: Path) -> None:
        table = self.load(tmp_path, "- {name: NATO, aliases: [Atlantic Alliance], wikidata: Q7184}")
        assert table.find("Atlantic Alliance") == "NATO"
        assert table.find("North Atlantic Treaty Organization") is None

    def test_a_claimed_name_leaves_its_old_owner(self, tmp_path: Path) -> None:
        table = self.load(tmp_path, "- {name: Cricket Board, kind: federation, aliases: [ECB]}")
        assert table.find("ECB") == "Cricket Board"
        assert table.find("European Central Bank") == "European Central Bank"

    def test_an_entry_can_be_removed(self, tmp_path: Path) -> None:
        table = self.load(tmp_path, "- {name: NATO, remove: true}")
        assert "NATO" not in table
        assert table.find("North Atlantic Treaty Organization") is None
        assert [one.name for one in organizations("The North Atlantic Alliance and the EU agree.", aliases=table)] != [
            "NATO",
            "EU",
        ]

    def test_an_empty_file_changes_nothing(self, tmp_path: Path) -> None:
        assert len(self.load(tmp_path, "# nothing yet\n")) == len(AliasTable.default())

    @pytest.mark.parametrize(
        ("text", "line", "reason"),
        [
            ("name: NATO", 1, "expected a list"),
            ("- name: A\n- kind: party", 2, "needs a name"),
            ("- name: A\n  kind: planet", 1, "unknown kind 'planet'"),
            ("- name: A\n  alias: [B]", 2, "unknown key 'alias'"),
            ("- name: A\n  aliases: B", 2, "takes a list of names"),
            ("- name: A\n  aliases: [[B]]", 2, "takes a list of names"),
            ("- name: A\n  wikidata: 7184", 1, "such as Q7184"),
            ("- name: A\n- name: B\n- name: A", 3, "already on line 1"),
            ("- just a word", 1, "expected an organization"),
            ("- name: [A]", 1, "takes one value"),
            ("- name: A\n  remove: perhaps", 1, "true or false"),
            ("- name: A\n\n- {name: B", 3, "not valid YAML"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_line(self, tmp_path: Path, text: str, line: int, reason: str) -> None:
        with pytest.raises(TaxonomyError) as caught:
            self.load(tmp_path, text)
        assert reason in str(caught.value)
        assert f"own.yaml:{line}:" in str(caught.value)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(TaxonomyError, match=r"nowhere\.yaml.*cannot be read"):
            AliasTable.load(tmp_path / "nowhere.yaml")

    def test_a_file_in_another_encoding_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "latin.yaml"
        path.write_bytes("- name: Élysée".encode("latin-1"))
        with pytest.raises(TaxonomyError, match="not UTF-8"):
            AliasTable.load(path)


class TestOurTable:
    def test_the_compact_form_holds_what_the_yaml_says(self) -> None:
        records = read_records(DATA / "organizations.yaml")
        assert (DATA / "organizations.json").read_text("utf-8") == compact(
            (entry, names) for entry, names, _ in records
        )

    def test_every_entry_is_well_formed(self) -> None:
        rows = json.loads((DATA / "organizations.json").read_text("utf-8"))
        assert len(rows) > 1_000
        assert {row[1] for row in rows} <= KINDS
        items = [row[2] for row in rows if row[2]]
        assert len(items) == len(set(items))

    def test_yaml_is_not_imported_for_it(self) -> None:
        code = "import sys; from searchidx.tagging.organization import organizations; organizations('NATO'); "
        code += "sys.exit('yaml' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
