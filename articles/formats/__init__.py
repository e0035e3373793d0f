"""Readers of single formats: each turns a document into articles and issues."""
