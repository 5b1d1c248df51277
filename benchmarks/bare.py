"""The same corpus on the bare libraries: what searchidx is compared with."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.corpus import Query
from searchidx import Passage
from searchidx.taxonomy import media_topics

FACETS = ("speaker", "organization", "topic")


class BareTantivy:
    """tantivy-py as its documentation shows it, with the fields that the same queries and facets need: stems for words
    and phrases, plain words for prefixes and fuzzy words, fast facet fields, the passage stored."""

    def __init__(self) -> None:
        import tantivy

        self.t = tantivy
        build = tantivy.SchemaBuilder()
        for name in ("id", "article"):
            build.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
        for name in ("title", "text"):
            build.add_text_field(name, stored=True, tokenizer_name="stems")
            build.add_text_field(name + "_words", tokenizer_name="plain", index_option="basic")
        for name in (*FACETS, "publisher", "language"):
            build.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic", fast=True)
        build.add_date_field("date", stored=True, indexed=True, fast=True)
        build.add_integer_field("article_number", fast=True)
        self.schema = build.build()
        self._folder = tempfile.TemporaryDirectory()
        self.index = tantivy.Index(self.schema, path=self._folder.name)
        make, by = tantivy.TextAnalyzerBuilder, tantivy.Filter
        plain, stems = (
            make(tantivy.Tokenizer.simple()).filter(by.lowercase()).filter(by.ascii_fold()) for _ in range(2)
        )
        self.plain = plain.build()
        self.stems = stems.filter(by.stemmer("english")).build()
        self.index.register_tokenizer("plain", self.plain)
        self.index.register_tokenizer("stems", self.stems)

    def add(self, passages: Iterable[Passage]) -> None:
        writer = self.index.writer(128_000_000, 1)
        path = media_topics().path
        for p in passages:
            fields = {
                "id": p.id,
                "article": p.article_id,
                "article_number": int(p.article_id),
                "title": p.title,
                "title_words": p.title,
                "text": p.text,
                "text_words": p.text,
                "speaker": p.speakers,
                "organization": p.organizations,
                "topic": sorted({above for topic in p.topics for above in path(topic)}),
                "publisher": p.publisher,
                "language": p.language,
                "date": p.published,
            }
            writer.add_document(self.t.Document.from_dict(fields, self.schema))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def query(self, query: Query) -> Any:
        """The tantivy query of one of the mixed set."""
        q, must, should = self.t.Query, self.t.Occur.Must, self.t.Occur.Should
        words = re.findall(r"\w+", query.text.replace(" OR ", " "))

        def word(text: str) -> Any:
            term = self.stems.analyze(text)[0]
            return q.disjunction_max_query([q.term_query(self.schema, f, term) for f in ("text", "title")], 0.3)

        if query.kind == "phrase":
            terms = [self.stems.analyze(text)[0] for text in words]
            phrases = [q.phrase_query(self.schema, f, terms) for f in ("text", "title")]
            found = q.disjunction_max_query(phrases, 0.3)
        elif query.kind == "prefix":
            fields = [q.regex_query(self.schema, f + "_words", words[0] + ".*") for f in ("text", "title")]
            found = q.disjunction_max_query(fields)
        elif query.kind == "fuzzy":
            fields = [q.fuzzy_term_query(self.schema, f + "_words", words[0], 1) for f in ("text", "title")]
            found = q.disjunction_max_query(fields)
        else:
            occur = should if query.kind == "any" else must
            found = q.boolean_query([(occur, word(text)) for text in words])
        if query.topic:
            wanted = q.const_score_query(q.term_query(self.schema, "topic", query.topic), 0.0)
            found = q.boolean_query([(must, found), (must, wanted)])
        return found

    def search(self, found: Any, *, articles: bool) -> None:
        """Top 10 with their fields, and three facets: passages, and on demand articles, each exact."""
        hits = self.searcher.search(found, 10)
        for _, address in hits.hits:
            self.searcher.doc(address).to_dict()
        of_articles = {"n": {"terms": {"field": "article_number", "size": 65_000}}}
        for facet in FACETS:
            request: dict[str, Any] = {"terms": {"field": facet, "size": 10}}
            if articles:
                request["aggs"] = of_articles
            try:
                self.searcher.aggregate(found, {facet: request})
            except ValueError:  # more buckets than tantivy allows: a caller would have to ask value by value
                for bucket in self.searcher.aggregate(found, {facet: {"terms": request["terms"]}})[facet]["buckets"]:
                    value = self.t.Query.term_query(self.schema, facet, bucket["key"])
                    both = self.t.Query.boolean_query([(self.t.Occur.Must, found), (self.t.Occur.Must, value)])
                    self.searcher.aggregate(both, of_articles)
        if articles:
            self.searcher.aggregate(found, of_articles)


class BareWhoosh:
    """Whoosh as its documentation shows it: a stemming analyzer, keyword fields, `groupedby` facets."""

    def __init__(self) -> None:
        from whoosh import fields
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.index import create_in

        analyzer = StemmingAnalyzer()
        keyword = fields.KEYWORD(stored=True, commas=True, sortable=True)
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            article=fields.ID(stored=True),
            title=fields.TEXT(stored=True, analyzer=analyzer),
            text=fields.TEXT(stored=True, analyzer=analyzer),
            date=fields.DATETIME(stored=True, sortable=True),
            **dict.fromkeys(FACETS, keyword),
        )
        self._folder = tempfile.TemporaryDirectory()
        self.index = create_in(self._folder.name, schema)

    def add(self, passages: Iterable[Passage]) -> None:
        writer = self.index.writer(limitmb=256)
        for p in passages:
            writer.add_document(
                id=p.id,
                article=p.article_id,
                title=p.title,
                text=p.text,
                date=p.published,
                speaker=",".join(p.speakers),
                organization=",".join(p.organizations),
                topic=",".join(p.topics),
            )
        writer.commit()

    def searching(self) -> Callable[[Query], None]:
        """A function that runs one query of the mixed set with three facets."""
        from whoosh import query as q
        from whoosh.sorting import Count, Facets, FieldFacet

        searcher = self.index.searcher()
        analyzer = self.index.schema["text"].analyzer
        facets = Facets()
        for name in FACETS:
            facets.add_facet(name, FieldFacet(name, allow_overlap=True, maptype=Count))

        def search(query: Query) -> None:
            words = re.findall(r"\w+", query.text.replace(" OR ", " "))
            stems = [token.text for word in words for token in analyzer(word)]
            if query.kind == "phrase":
                found: Any = q.Phrase("text", stems)
            elif query.kind == "prefix":
                found = q.Prefix("text", words[0])
            elif query.kind == "fuzzy":
                found = q.FuzzyTerm("text", words[0], prefixlength=1)
            else:
                found = (q.Or if query.kind == "any" else q.And)([q.Term("text", stem) for stem in stems])
            if query.topic:
                found = q.And([found, q.Term("topic", query.topic)])
            results = searcher.search(found, limit=10, groupedby=facets)
            for name in FACETS:
                sorted(results.groups(name).items(), key=lambda pair: -pair[1])[:10]
            for hit in results:
                hit.fields()

        return search
