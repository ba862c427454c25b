"""Checkpoints for tests: a tiny BERT with random weights, made on the spot."""

from __future__ import annotations

from pathlib import Path

WORDS = (
    "a", "an", "the", "in", "at", "on", "and", "about", "quiet", "film", "storm", "sea", "roses", "bees",
    "old", "garden", "sailor", "harbour", ",", ".",
)  # fmt: skip


def tiny_bert(folder: Path, seed: int = 0) -> Path:
    """A bare checkpoint of transformers: two layers, 32 numbers, a WordPiece tokenizer of a few words."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *"暴风雨中的水手与港湾", *letters]
    tokens += [f"##{letter}" for letter in letters]
    vocabulary = {token: id for id, token in enumerate(dict.fromkeys(tokens))}
    BertTokenizerFast(vocab=vocabulary).save_pretrained(folder)
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder
