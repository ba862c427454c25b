"""Wishes: what a sentence asks for, as likes, dislikes, bounds and words."""
