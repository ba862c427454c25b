"""Describing: items and reasons in fresh words, every claim held against the record."""
