"""Person names: first names and their gender, titles, and which mentions of an article are one person."""
