"""Small real checkpoints: a BERT and a Llama of some 100,000 parameters with vocabularies of the fixture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def tokenizer(texts: Sequence[str], special: Sequence[str], post: str = "") -> Any:
    """Byte-pair encoding learnt from `texts`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    made = Tokenizer(models.BPE(unk_token=special[0]))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=400, special_tokens=list(special), show_progress=False)
    )
    if post:
        ids = [(name, made.token_to_id(name)) for name in special]
        made.post_processor = processors.TemplateProcessing(single=post, special_tokens=ids)
    return made


def bert(folder: Path, texts: Sequence[str]) -> Path:
    """A BERT of two layers, 32 wide, of random weights."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    special = ["[UNK]", "[PAD]", "[CLS]", "[SEP]"]
    own = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(texts, special, "[CLS] $A [SEP]"),
        unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", model_max_length=64,
    )  # fmt: skip
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(own), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64, pad_token_id=1,
    )  # fmt: skip
    BertModel(config).save_pretrained(str(folder))
    own.save_pretrained(str(folder))
    return folder


def llama(folder: Path, texts: Sequence[str]) -> Path:
    """A Llama of two layers, 48 wide, of random weights."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    special = ["<unk>", "<s>", "</s>"]
    own = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(texts, special), unk_token="<unk>", bos_token="<s>", eos_token="</s>",
        pad_token="</s>", model_max_length=256,
    )  # fmt: skip
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(own), hidden_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, intermediate_size=96, max_position_embeddings=256, bos_token_id=1,
        eos_token_id=2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(str(folder))
    own.save_pretrained(str(folder))
    return folder
