"""Articles from the web: addresses, polite fetching, feeds and sitemaps."""
