"""The project file: articles that grow, what was read in them, and what people decided."""
