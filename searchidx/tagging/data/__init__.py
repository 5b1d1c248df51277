"""Tables and weights that the taggers read; every file's origin and licence stand beside it."""
