"""A checkpoint of llama2.c (its first format, and its tokenizer) as a folder of transformers."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
CONTROL = ("<unk>", "<s>", "</s>")
SPACE = "\u2581"


class Shape(NamedTuple):
    """The header: seven little-endian 32-bit integers; a vocabulary below 0: with an output layer."""

    dim: int
    hidden: int
    layers: int
    heads: int
    kv_heads: int
    vocabulary: int
    length: int


def convert(model: Path, tokens: Path, folder: Path) -> Path:
    """Write the checkpoint `model` with the tokenizer `tokens` to `folder`."""
    from transformers import LlamaConfig, LlamaForCausalLM

    raw = model.read_bytes()
    shape = Shape(*struct.unpack_from("<7i", raw))
    config = LlamaConfig(
        vocab_size=abs(shape.vocabulary), hidden_size=shape.dim, intermediate_size=shape.hidden,
        num_hidden_layers=shape.layers, num_attention_heads=shape.heads, num_key_value_heads=shape.kv_heads,
        max_position_embeddings=shape.length, rms_norm_eps=1e-5, bos_token_id=1, eos_token_id=2,
        tie_word_embeddings=shape.vocabulary > 0,
    )  # fmt: skip
    made = LlamaForCausalLM(config)
    missing, unknown = made.load_state_dict(
        _weights(shape, np.frombuffer(raw, "<f4", offset=28)), strict=False
    )
    assert not unknown and set(missing) <= {"lm_head.weight"}, (missing, unknown)
    made.tie_weights()
    made.save_pretrained(str(folder))
    _tokenizer(tokens, abs(shape.vocabulary), shape.length).save_pretrained(str(folder))
    return folder


def _weights(shape: Shape, floats: Floats) -> dict[str, Any]:
    """Weights by their names in transformers."""
    import torch

    at = 0

    def take(*dims: int) -> Floats:
        nonlocal at
        size = int(np.prod(dims))
        found = floats[at : at + size].reshape(dims)
        at += size
        return found

    n, d, kv = shape.layers, shape.dim, shape.dim // shape.heads * shape.kv_heads
    found = {"model.embed_tokens.weight": take(abs(shape.vocabulary), d)}
    parts = {
        "input_layernorm": take(n, d),
        "self_attn.q_proj": _turned(take(n, d, d), shape.heads),
        "self_attn.k_proj": _turned(take(n, kv, d), shape.kv_heads),
        "self_attn.v_proj": take(n, kv, d),
        "self_attn.o_proj": take(n, d, d),
        "post_attention_layernorm": take(n, d),
        "mlp.gate_proj": take(n, shape.hidden, d),
        "mlp.down_proj": take(n, d, shape.hidden),
        "mlp.up_proj": take(n, shape.hidden, d),
    }
    found |= {f"model.layers.{i}.{name}.weight": part[i] for name, part in parts.items() for i in range(n)}
    found["model.norm.weight"] = take(d)
    take(2, shape.length, d // shape.heads // 2)  # cosines and sines, which are worked out anew
    if shape.vocabulary < 0:
        found["lm_head.weight"] = take(-shape.vocabulary, d)
    assert at == len(floats), (at, len(floats))
    return {name: torch.tensor(value) for name, value in found.items()}


def _turned(rows: Floats, heads: int) -> Floats:
    """llama2.c turns neighbouring numbers together, transformers those half a head apart."""
    n, out, d = rows.shape
    return rows.reshape(n, heads, out // heads // 2, 2, d).swapaxes(2, 3).reshape(n, out, d)


def _tokenizer(path: Path, n: int, length: int) -> Any:
    """SentencePiece's BPE: of all neighbours that make a piece the best in score are joined first."""
    from tokenizers import Tokenizer, decoders, models, normalizers
    from transformers import PreTrainedTokenizerFast

    raw, at = path.read_bytes(), 4
    pieces: list[str] = []
    scores: list[float] = []
    for _ in range(n):
        score, size = struct.unpack_from("<fi", raw, at)
        pieces.append(raw[at + 8 : at + 8 + size].decode("utf-8").strip("\n").replace(" ", SPACE))
        scores.append(score)
        at += 8 + size
    pieces[:3] = CONTROL
    known = {piece: place for place, piece in enumerate(pieces)}
    joined = [
        (-scores[place], piece[:cut], piece[cut:])
        for place, piece in enumerate(pieces)
        for cut in range(1, len(piece))
        if place >= 259 and piece[:cut] in known and piece[cut:] in known
    ]
    merges = [(left, right) for _, left, right in sorted(joined, key=lambda one: one[0])]
    made = Tokenizer(models.BPE(known, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Sequence([normalizers.Prepend(SPACE), normalizers.Replace(" ", SPACE)])
    made.decoder = decoders.Sequence([
        decoders.Replace(SPACE, " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0),
    ])  # fmt: skip
    return PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="</s>",
        model_max_length=length,
    )  # fmt: skip
