"""Opinions: how content people are in what they write."""
