"""Reading: from bytes to articles."""
