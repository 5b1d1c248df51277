"""Full-text search with facets for news."""
