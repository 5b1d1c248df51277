"""What every process of tests.processes starts with: all modules, and what they load when they are first used.

No engine is used: what it keeps running in the background would not survive the fork.
"""

import searchidx
import searchidx.checking
import searchidx.engines.tantivy
import searchidx.engines.whoosh
import searchidx.index
import searchidx.pipeline
import searchidx.writing
import tests.test_concurrency
import tests.test_crash
from searchidx.catalog import Catalog  # noqa: F401
from searchidx.splitting import split
from searchidx.taxonomy import media_topics

split(searchidx.read(tests.test_crash.SENTENCES))
media_topics()
