"""whoheld: from news articles to a map of who reportedly held each town, and when."""
