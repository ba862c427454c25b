"""Encoders that give texts dense vectors, beside the lexical one: one a file."""
