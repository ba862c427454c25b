"""Writing: language models that complete prompts, and what they write, verified."""
