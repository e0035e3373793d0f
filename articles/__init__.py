"""What the texts say: articles, place names, actors, dates and control claims."""
