"""What every engine promises, clause by clause, on a few documents."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import reference
from conftest import Build, document, found, ranked, write

from searchidx.engines.base import (
    AllOf,
    AnyOf,
    BestOf,
    Clause,
    DateRange,
    Document,
    Engine,
    EngineReader,
    Everything,
    Fuzzy,
    HasValue,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Term,
    Unscored,
    ValueIn,
    Weighted,
    Wildcard,
)
from searchidx.errors import QueryError, StoreError

DAY = 86_400

NEWS = [
    document("a1/0", "firm secur guarante for ukrain", date=10 * DAY, speaker=["Anna Ott", "Bo Lind"], topic=["war"]),
    document("a1/1", "guarante that ar firm", date=10 * DAY + 3_600, speaker=["Anna Ott"], topic=["war", "law"]),
    document("a2/0", "ukrain secur and secur again", date=12 * DAY, url="https://b.example/2", organization=["NATO"]),
    document("a2/1", "the harvest wa good", terms={"title": "farm new", "quote": "wa good"}, topic=["farming"]),
    document("a3/0", "élysée palace a.b* x-y [z] c+", date=-5 * DAY, publisher=["Le Journal, S.A."]),
    document("a4/0", terms={"title": "secur"}, date=0),
]


@pytest.fixture
def news(build: Build) -> EngineReader:
    return build(NEWS)


@pytest.mark.parametrize(
    "clause",
    [
        Term("text", "secur"),
        Term("text", "missing"),
        Term("title", "secur"),
        Term("text", "élysée"),
        Term("text", "elysee"),
        Phrase("text", ((0, "secur"), (1, "guarante"))),
        Phrase("text", ((0, "guarante"), (1, "secur"))),
        Phrase("text", ((0, "firm"), (2, "guarante"))),
        Phrase("text", ((0, "secur"), (2, "secur"))),
        Prefix("text_words", "s"),
        Prefix("text_words", "a.b"),
        Prefix("text_words", "a.b*"),
        Prefix("text_words", "ély"),
        Prefix("text_words", "["),
        Prefix("text_words", ""),
        Wildcard("text_words", "s?cu*"),
        Wildcard("text_words", "*"),
        Wildcard("text_words", "?"),
        Wildcard("text_words", "?l*"),
        Wildcard("text_words", r"a.b\*"),
        Wildcard("text_words", r"a.b\?"),
        Wildcard("text_words", "[z]"),
        Wildcard("text_words", "c+"),
        Wildcard("text_words", "a*b*"),
        Wildcard("text_words", "secu"),
        Fuzzy("text_words", "secru", 1),
        Fuzzy("text_words", "scur", 1),
        Fuzzy("text_words", "élyse", 1),
        Fuzzy("text_words", "harvset", 1),
        Fuzzy("text_words", "avrhest", 1),
        Fuzzy("text_words", "avrhest", 2),
        Fuzzy("text_words", "ur", 2, stem="sec"),
        ValueIn("speaker", ("Anna Ott",)),
        ValueIn("speaker", ("Bo Lind", "Nobody")),
        ValueIn("speaker", ("Anna",)),
        ValueIn("publisher", ("Le Journal, S.A.",)),
        ValueIn("speaker", ()),
        ValueIn("id", ("a1/0", "a3/0", "a9/9")),
        ValueIn("article", ("a2",)),
        ValueIn("url", ("https://b.example/2",)),
        HasValue("speaker"),
        HasValue("title"),
        HasValue("quote"),
        HasValue("text"),
        HasValue("date"),
        DateRange(10 * DAY, 11 * DAY),
        DateRange(10 * DAY, 10 * DAY + 3_600),
        DateRange(None, 0),
        DateRange(0, None),
        DateRange(None, None),
        DateRange(11 * DAY, 10 * DAY),
        Everything(),
        Nothing(),
        AllOf((Term("text", "secur"), Term("text", "ukrain"))),
        AllOf((Term("text", "secur"), Not(Term("text", "firm")))),
        AllOf((Not(Term("text", "secur")), Not(Term("text", "harvest")))),
        AllOf((Nothing(), Term("text", "secur"))),
        AllOf((Term("text", "secur"), Unscored(ValueIn("speaker", ("Bo Lind",))))),
        AnyOf((Term("text", "harvest"), Term("text", "firm"))),
        AnyOf((Term("text", "harvest"), Not(Term("text", "secur")))),
        AnyOf(()),
        BestOf((Term("text", "secur"), Term("title", "secur")), 0.3),
        BestOf(()),
        Not(Term("text", "secur")),
        Not(Not(Term("text", "secur"))),
        Not(Everything()),
        Not(Nothing()),
        Weighted(Term("text", "secur"), 3.0),
        Weighted(Not(Term("text", "secur")), 3.0),
        Unscored(AnyOf((Term("text", "secur"), Term("title", "secur")))),
    ],
    ids=repr,
)
def test_finds_what_the_reference_finds(news: EngineReader, clause: Clause) -> None:
    expected = reference.ids(NEWS, clause)
    assert found(news, clause) == expected
    assert news.search(clause, limit=0).total == len(expected)


def test_all_of_nothing_is_everything(news: EngineReader) -> None:
    assert found(news, AllOf(())) == {d.id for d in NEWS}


class TestLoosePhrases:
    """A slop of n lets the words lie up to n places apart from where the phrase puts them."""

    PHRASES = [
        document("exact", "one two three"),
        document("gap", "one x two three"),
        document("gaps", "one x two x three"),
        document("swapped", "two one three"),
        document("reversed", "three two one"),
        document("far", "one x x x x two x x x x three"),
        document("scattered", "one x x x two three one two x x x three"),
        document("repeated", "no no no"),
        document("once", "no x x"),
        document("apart", "no x x no"),
    ]

    @pytest.mark.parametrize(
        ("terms", "slop", "expected"),
        [
            (["one", "two"], 0, {"exact", "gaps" and "scattered"}),
            (["one", "two"], 1, {"exact", "gap", "gaps", "scattered"}),
            (["one", "two"], 2, {"exact", "gap", "gaps", "swapped", "reversed", "scattered"}),
            (["one", "two", "three"], 0, {"exact"}),
            (["one", "two", "three"], 1, {"exact", "gap"}),
            (["one", "two", "three"], 2, {"exact", "gap", "gaps", "swapped"}),
            (["one", "two", "three"], 3, {"exact", "gap", "gaps", "swapped", "scattered"}),
            (["one", "two", "three"], 4, {"exact", "gap", "gaps", "swapped", "reversed", "scattered"}),
            (["one", "two", "three"], 8, {"exact", "gap", "gaps", "swapped", "reversed", "scattered", "far"}),
            (["no", "no"], 0, {"repeated"}),
            (["no", "no"], 1, {"repeated"}),
            (["no", "no"], 2, {"repeated", "apart"}),
            (["no", "no", "no"], 9, {"repeated"}),
            (["no"], 5, {"repeated", "once", "apart"}),
            ([], 5, set()),
        ],
    )
    def test_slop(self, build: Build, terms: list[str], slop: int, expected: set[str]) -> None:
        clause = Phrase("text", tuple(enumerate(terms)), slop)
        assert reference.ids(self.PHRASES, clause) == expected
        reader = build(self.PHRASES)
        assert found(reader, clause) == expected
        assert found(reader, Unscored(clause)) == expected

    def test_a_boundless_slop_of_two_words_is_both_words(self, build: Build) -> None:
        reader = build(self.PHRASES)
        both = found(reader, AllOf((Term("text", "one"), Term("text", "three"))))
        assert found(reader, Phrase("text", ((0, "one"), (1, "three")), 10**12)) == both

    def test_no_phrase_in_a_field_without_positions(self, build: Build) -> None:
        with pytest.raises(QueryError, match="text_words"):
            build(self.PHRASES).search(Phrase("text_words", ((0, "one"), (1, "two"))), limit=1)


class TestOrder:
    def test_more_occurrences_and_shorter_texts_come_first(self, build: Build) -> None:
        filler = " filler" * 30
        reader = build(
            [
                document("none", "other word"),
                document("long", "war" + filler),
                document("thrice", "war war war peac"),
                document("short", "war peac talk end"),
            ]
        )
        assert ranked(reader, Term("text", "war")) == ["thrice", "short", "long"]

    def test_a_rare_word_counts_more_than_a_common_one(self, build: Build) -> None:
        reader = build([document(f"d{i}", "common word here") for i in range(20)] + [document("r", "rare word here")])
        assert ranked(reader, AnyOf((Term("text", "common"), Term("text", "rare"))))[0] == "r"

    def test_weights_decide(self, build: Build) -> None:
        reader = build([document("a", "x y"), document("b", "z y")])
        for winner, (x, z) in {"a": (3.0, 1.0), "b": (1.0, 3.0)}.items():
            clause = AnyOf((Weighted(Term("text", "x"), x), Weighted(Term("text", "z"), z)))
            assert ranked(reader, clause)[0] == winner

    def test_filters_patterns_and_negations_score_as_promised(self, build: Build) -> None:
        reader = build([document("a", "word", speaker=["S"]), document("b", "other")])
        for clause, score in [
            (Everything(), 0.0),
            (ValueIn("speaker", ("S",)), 0.0),
            (HasValue("speaker"), 0.0),
            (Not(Term("text", "other")), 0.0),
            (Unscored(Term("text", "word")), 0.0),
            (Prefix("text_words", "wo"), 1.0),
            (Wildcard("text_words", "w*d"), 1.0),
            (Fuzzy("text_words", "wrod", 1), 1.0),
            (Fuzzy("text_words", "rd", 1, stem="wo"), 1.0),
            (Weighted(Prefix("text_words", "wo"), 2.5), 2.5),
            (AnyOf((Prefix("text_words", "wo"), Prefix("text_words", "w"))), 2.0),
            (BestOf((Prefix("text_words", "wo"), Prefix("text_words", "w")), 0.5), 1.5),
            (AllOf((Prefix("text_words", "wo"), Unscored(Term("text", "word")))), 1.0),
        ]:
            scores = dict(zip(ranked(reader, clause), reader.search(clause, limit=9).scores, strict=True))
            assert scores["a"] == pytest.approx(score), clause

    def test_bm25(self, build: Build) -> None:
        """Lucene's: idf = ln(1 + (N - n + 0.5) / (n + 0.5)), k1 = 1.2, b = 0.75."""
        reader = build([document("a", "war peac"), document("b", "war war"), document("c", "talk end")])
        idf = 0.47000363
        scores = reader.search(Term("text", "war"), limit=9).scores
        assert scores == pytest.approx((idf * 2 * 2.2 / (2 + 1.2), idf), rel=1e-4)

    def test_by_date_undated_last_both_ways(self, build: Build) -> None:
        days = {"old": -3, "epoch": 0, "new": 9, "undated": None}
        reader = build([document(name, "x", date=day) for name, day in days.items()])
        assert ranked(reader, Term("text", "x"), sort="date") == ["new", "epoch", "old", "undated"]
        assert ranked(reader, Term("text", "x"), sort="-date") == ["old", "epoch", "new", "undated"]

    @pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
    def test_pages_together_are_the_whole(self, engine: Engine, folder: Path, sort: str) -> None:
        for half in range(2):  # two segments, and many ties
            write(engine, folder, add=[document(f"h{half}/{i}", "same text", date=i % 3) for i in range(25)])
        reader = engine.reader(folder)
        whole = ranked(reader, Term("text", "same"), sort=sort)
        pages = [
            name
            for offset in range(0, 60, 7)
            for name in ranked(reader, Term("text", "same"), limit=7, offset=offset, sort=sort)
        ]
        assert pages == whole
        assert len(set(whole)) == 50


class TestLimits:
    def test_a_limit_of_zero_only_counts(self, news: EngineReader) -> None:
        assert news.search(Everything(), limit=0).total == len(NEWS)
        assert news.search(Everything(), limit=0).keys == ()

    def test_an_offset_beyond_the_end(self, news: EngineReader) -> None:
        matches = news.search(Everything(), limit=5, offset=100)
        assert (matches.total, matches.keys) == (len(NEWS), ())

    def test_a_huge_limit_costs_no_memory(self, news: EngineReader) -> None:
        assert len(news.search(Everything(), limit=10**15).keys) == len(NEWS)

    @pytest.mark.parametrize("wrong", [{"limit": -1}, {"limit": 1, "offset": -1}])
    def test_negative_numbers_are_refused(self, news: EngineReader, wrong: dict[str, int]) -> None:
        with pytest.raises(QueryError, match="negative"):
            news.search(Everything(), **wrong)

    def test_an_empty_index(self, build: Build) -> None:
        reader = build([])
        assert reader.size == 0
        assert reader.search(Everything(), limit=10).total == 0
        assert reader.count_values(Everything(), ["speaker"])["speaker"].counts == ()
        assert reader.count_articles(Everything()) == reader.estimate_articles(Everything()) == 0
        assert list(reader.documents()) == reader.vocabulary("speaker") == []

    @pytest.mark.parametrize(
        "ask",
        [
            lambda reader: reader.search(Term("nonsense", "x"), limit=1),
            lambda reader: reader.search(ValueIn("text", ("x",)), limit=1),
            lambda reader: reader.search(Fuzzy("text_words", "x", 3), limit=1),
            lambda reader: reader.search(ValueIn("speaker", ("\udcff",)), limit=1),
            lambda reader: reader.search(DateRange(2**70, None), limit=1),
            lambda reader: reader.count_values(Everything(), ["text"]),
            lambda reader: reader.vocabulary("nonsense"),
        ],
    )
    def test_what_cannot_be_asked_is_refused(self, news: EngineReader, ask: Callable[[EngineReader], object]) -> None:
        with pytest.raises(QueryError):
            ask(news)


class TestCounts:
    MANY = [
        document(f"a{i // 3}/{i}", "all" + " even" * (i % 2 == 0), number=i // 3, speaker=[f"s{i % 7}", "everybody"])
        for i in range(60)
    ] + [document("silent/0", "all", number=999)]

    @pytest.mark.parametrize("clause", [Everything(), Term("text", "even"), Not(Term("text", "even")), Nothing()])
    def test_values_in_passages_and_articles(self, build: Build, clause: Clause) -> None:
        reader = build(self.MANY)
        counts = reference.value_counts(self.MANY, clause, "speaker")
        listed = reader.count_values(clause, ["speaker", "topic"])
        assert (list(listed["speaker"].counts), listed["speaker"].complete) == (counts, True)
        assert listed["topic"].counts == ()
        articles = reference.articles_by_value(self.MANY, clause, "speaker")
        values = ["s3", "everybody", "nobody"]
        assert reader.count_articles_by_value(clause, {"speaker": values, "topic": []}) == {
            "speaker": {value: articles.get(value, 0) for value in values},
            "topic": {},
        }
        numbers = {d.article_number for d in self.MANY if reference.matches(d, clause)}
        assert reader.count_articles(clause) == len(numbers)
        assert reader.estimate_articles(clause) == pytest.approx(len(numbers), rel=0.05)

    def test_the_most_frequent_values_and_how_many_more_there_are(self, build: Build) -> None:
        listed = build(self.MANY).count_values(Everything(), ["speaker"], most=3)["speaker"]
        assert listed.counts == (("everybody", 60), ("s0", 9), ("s1", 9))
        assert (listed.complete, listed.missing) == (False, 5)

    @pytest.mark.parametrize("most", [0, 1, 2, 10, 99, 299, 300, 301])
    def test_ties_are_cut_in_the_order_of_values(self, build: Build, most: int) -> None:
        reader = build([document(f"d{i}", "x", topic=[f"t{i * 37 % 300:03}"]) for i in range(300)])
        listed = reader.count_values(Everything(), ["topic"], most=most)["topic"]
        assert listed.counts == tuple((f"t{i:03}", 1) for i in range(min(most, 300)))
        assert listed.complete is (most >= 300)
        assert listed.missing == pytest.approx(max(0, 300 - most), abs=6)

    def test_an_article_in_several_commits_counts_once(self, engine: Engine, folder: Path) -> None:
        odd = ["a.*", "[b]", "Café, Inc.", '"quoted"', "\\", "x|y"]
        documents = [document(f"a{i % 3}/{i}", "x", number=i % 3, organization=odd[: i + 1]) for i in range(6)]
        for one in documents:
            write(engine, folder, add=[one])
        reader = engine.reader(folder)
        assert reader.count_articles(Everything()) == 3
        expected = reference.articles_by_value(documents, Everything(), "organization")
        assert reader.count_articles_by_value(Everything(), {"organization": odd})["organization"] == expected
        estimate = reader.estimate_articles_by_value(Everything(), {"organization": [*odd, "none"]})["organization"]
        assert estimate == {**expected, "none": 0}

    def test_more_articles_of_values_than_an_aggregation_may_have_buckets(self, build: Build) -> None:
        topics = [f"t{i}" for i in range(300)]
        documents = [document(f"a{i // 2}/{i}", "x", number=i // 2, topic=topics) for i in range(500)]
        reader = build(documents)
        assert reader.count_articles_by_value(Everything(), {"topic": topics}) == {"topic": dict.fromkeys(topics, 250)}

    def test_more_values_than_an_aggregation_may_have_buckets(self, build: Build) -> None:
        topics, others = [f"t{i:05}" for i in range(33_000)], [f"o{i:05}" for i in range(33_000)]
        reader = build([document("a", "x", topic=topics, organization=others), document("b", "x", topic=topics[7:8])])
        for name, values in reader.count_values(Everything(), ["topic", "organization"], most=50_000).items():
            assert (len(values.counts), values.missing) == (33_000, 0), name
        assert reader.count_values(Everything(), ["topic"], most=2)["topic"].counts == (("t00007", 2), ("t00000", 1))

    def test_a_value_listed_twice_counts_once(self, build: Build) -> None:
        reader = build([document("a", "x", speaker=["S", "S"])])
        assert reader.count_values(Everything(), ["speaker"])["speaker"].counts == (("S", 1),)

    @pytest.mark.parametrize("field", ["speaker", "text", "text_words", "id"])
    @pytest.mark.parametrize("prefix", ["", "e", "s1", "zz"])
    def test_vocabulary(self, build: Build, field: str, prefix: str) -> None:
        assert build(self.MANY).vocabulary(field, prefix) == reference.vocabulary(self.MANY, field, prefix)

    def test_deleted_documents_count_nowhere(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=self.MANY)
        write(engine, folder, delete={"article": [f"a{i}" for i in range(19)]})
        reader, left = engine.reader(folder), self.MANY[57:]
        assert reader.size == len(left)
        assert sorted(reader.documents()) == sorted(d.id for d in left)
        assert reader.vocabulary("speaker") == reference.vocabulary(left, "speaker", "")
        assert list(reader.count_values(Everything(), ["speaker"])["speaker"].counts) == reference.value_counts(
            left, Everything(), "speaker"
        )
        assert reader.count_articles(Everything()) == 2

    def test_article_numbers_of_hits(self, build: Build) -> None:
        reader = build(self.MANY)
        keys = reader.search(ValueIn("id", ("a4/12", "silent/0")), limit=9).keys
        assert dict(zip(reader.stored(keys), reader.article_numbers(keys), strict=True)) == {
            "a4/12": 4,
            "silent/0": 999,
        }


class TestChanges:
    def test_nothing_is_visible_before_the_commit(self, engine: Engine, folder: Path) -> None:
        writer = engine.writer(folder)
        writer.add(NEWS)
        assert engine.reader(folder).size == 0
        writer.commit()
        assert engine.reader(folder).size == len(NEWS)
        writer.close()

    def test_closing_without_commit_gives_up(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=NEWS[:2])
        writer = engine.writer(folder)
        writer.delete("article", ["a1"])
        writer.add(NEWS[2:])
        writer.close()
        assert sorted(engine.reader(folder).documents()) == ["a1/0", "a1/1"]
        write(engine, folder, add=NEWS[2:])
        assert engine.reader(folder).size == len(NEWS)

    def test_a_reader_keeps_its_view(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=NEWS)
        before = engine.reader(folder)
        for i in range(12):  # enough commits for segments to be merged and files to be dropped
            write(engine, folder, delete={"article": ["a1", "a2"]}, add=[document(f"n{i}/0", "secur")])
        assert found(before, Term("text", "secur")) == {"a1/0", "a2/0"}
        assert sorted(before.documents()) == sorted(d.id for d in NEWS)
        after = engine.reader(folder)
        assert found(after, Term("text", "secur")) == {f"n{i}/0" for i in range(12)}
        assert after.size == 14
        before.close()

    def test_replacing_an_article(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=NEWS)
        write(engine, folder, delete={"article": ["a1"]}, add=[document("a1/0", "secur rewritten")])
        reader = engine.reader(folder)
        assert found(reader, ValueIn("article", ("a1",))) == {"a1/0"}
        assert found(reader, Term("text", "firm")) == set()

    def test_deletions_reach_what_was_added_before_them_and_no_more(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=[document("a/old", "x"), document("b/old", "x")])
        writer = engine.writer(folder)
        writer.add([document("a/first", "x"), document("c/first", "x"), document("c/second", "x")])
        writer.delete("article", ["a", "nowhere"])
        writer.delete("id", ["c/first"])
        writer.add([document("a/last", "x"), document("c/first", "x y")])
        writer.delete("id", [])
        writer.commit()
        writer.close()
        reader = engine.reader(folder)
        assert sorted(ranked(reader, Everything())) == ["a/last", "b/old", "c/first", "c/second"]
        assert found(reader, Term("text", "y")) == {"c/first"}

    def test_several_commits_of_one_writer(self, engine: Engine, folder: Path) -> None:
        writer = engine.writer(folder)
        for one in NEWS:
            writer.add([one])
            writer.commit()
        writer.delete("id", ["a1/0"])
        writer.commit()
        writer.close()
        assert found(engine.reader(folder), Everything()) == {d.id for d in NEWS} - {"a1/0"}

    def test_emptying_an_index(self, engine: Engine, folder: Path) -> None:
        write(engine, folder, add=NEWS)
        write(engine, folder, delete={"article": ["a1", "a2", "a3", "a4"]})
        assert engine.reader(folder).size == 0
        write(engine, folder, add=NEWS)
        assert engine.reader(folder).size == len(NEWS)

    def test_generation_names_the_last_commit_that_changed_something(self, engine: Engine, folder: Path) -> None:
        names = [engine.generation(folder)]
        write(engine, folder, add=NEWS)
        names.append(engine.generation(folder))
        write(engine, folder)
        write(engine, folder, delete={"id": ["nowhere"]})
        assert engine.generation(folder) == names[-1]
        write(engine, folder, delete={"id": ["a1/0"]})
        names.append(engine.generation(folder))
        other = folder / "other"
        other.mkdir()
        engine.create(other)
        names.append(engine.generation(other))
        assert len(set(names)) == len(names)

    def test_threads_share_a_reader(self, build: Build) -> None:
        documents = [document(f"a{i}", f"all w{i % 10}", speaker=[f"s{i % 4}"]) for i in range(200)]
        reader = build(documents)

        def ask(i: int) -> tuple[set[str], list[tuple[str, int]]]:
            clause = AllOf((Term("text", "all"), Term("text", f"w{i % 10}")))
            return found(reader, clause), list(reader.count_values(clause, ["speaker"])["speaker"].counts)

        with ThreadPoolExecutor(8) as pool:
            for i, (names, counts) in enumerate(pool.map(ask, range(80))):
                clause = Term("text", f"w{i % 10}")
                assert names == reference.ids(documents, clause)
                assert counts == reference.value_counts(documents, clause, "speaker")


class TestRefusedDocuments:
    """What could not be found again is refused by name, and what came before it stays."""

    @pytest.mark.parametrize(
        "wrong",
        [
            document("bad", "\ud800"),
            document("bad", "x", speaker=["\ud800"]),
            document("bad", "x", speaker=["s" * 70_000]),
            document("b" * 70_000, "x"),
            document("bad", "x", url="https://" + "é" * 40_000),
            document("bad", "x", number=2**63),
            document("bad", "x", date=-(2**64)),
            document("bad", terms={"nonsense": "x"}),
            document("bad", "x", nonsense=["x"]),
        ],
        ids=["surrogate", "surrogate value", "long value", "long id", "long url", "number", "date", "field", "facet"],
    )
    def test_refused(self, engine: Engine, folder: Path, wrong: Document) -> None:
        writer = engine.writer(folder)
        with pytest.raises(StoreError, match=r"The passage 'b.*cannot be stored"):
            writer.add([NEWS[0], wrong])
        writer.add(NEWS[1:])
        writer.commit()
        writer.close()
        assert found(engine.reader(folder), Everything()) == {d.id for d in NEWS}

    def test_an_endless_word_keeps_its_place(self, build: Build) -> None:
        endless = "w" * 70_000
        reader = build([document("a", f"before {endless} after")])
        assert found(reader, Phrase("text", ((0, "before"), (2, "after")))) == {"a"}
        assert found(reader, Term("text", endless)) == set()
        assert found(reader, Prefix("text", "www")) == set()

    def test_long_values_that_fit(self, build: Build) -> None:
        value = "v" * 65_000
        reader = build([document("a", "x", speaker=[value], url="u" * 65_530)])
        assert found(reader, ValueIn("speaker", (value,))) == {"a"}
        assert found(reader, ValueIn("url", ("u" * 65_530,))) == {"a"}
        assert reader.count_values(Everything(), ["speaker"])["speaker"].counts == ((value, 1),)
