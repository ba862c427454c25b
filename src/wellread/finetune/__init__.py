"""Tuning language models on what people did: encoders by contrast, generative ones by low-rank adaptors."""
