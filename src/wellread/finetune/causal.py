"""A generative language model: its loss on answers, and how likely it finds each option."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.errors import InvalidInput
from wellread.finetune.extra import device, half, library
from wellread.finetune.instructions import Question

AT_ONCE = 32
"""Texts worked out at a time."""


class Text(NamedTuple):
    """A question with one answer, as tokens."""

    tokens: list[int]
    answer: int
    """How many of the last tokens are the answer, the end included."""


class Causal:
    """A causal language model of transformers, or one with an adaptor on it.

    Args:
        base: A folder of transformers or a name on a hub.
        length: Most tokens of a text; of a longer question the beginning is cut away.

    Raises:
        InvalidInput: `base` is no causal language model.
        MissingExtra: transformers is not installed.
    """

    def __init__(self, base: str | Path, length: int) -> None:
        self.torch = library("torch", "tuning a language model")
        transformers = library("transformers", "tuning a language model")
        try:
            self.tokenizer = transformers.AutoTokenizer.from_pretrained(str(base))
            self.model = transformers.AutoModelForCausalLM.from_pretrained(
                str(base), dtype=self.torch.float32
            )
        except (OSError, ValueError) as error:
            raise InvalidInput(
                f"'{base}', which cannot be read as a causal language model ({str(error).splitlines()[0]})",
                "a folder of transformers with weights and tokenizer, or a name on a hub that can be reached",
                "Name another with --base.",
            ) from None
        self.where = device(self.torch)
        self.model.to(self.where)
        most = getattr(self.model.config, "max_position_embeddings", None) or length
        self.length = min(length, most)

    def text(self, question: Question, answer: str) -> Text:
        """The tokens of a question and an answer to it."""
        told = self._tokens(answer if self.tokenizer.chat_template else f" {answer}")[: self.length // 2]
        if self.tokenizer.eos_token_id is not None:
            told = [*told, self.tokenizer.eos_token_id]
        return Text([*self._asked(question), *told][-self.length :], len(told))

    def _asked(self, question: Question) -> list[int]:
        messages = question.messages(answered=False)
        if self.tokenizer.chat_template:
            said = self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
            return self._tokens(said)
        begin = [] if self.tokenizer.bos_token_id is None else [self.tokenizer.bos_token_id]
        return [*begin, *self._tokens(f"{question.text}\nAnswer:")]

    def _tokens(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def likely(self, texts: Sequence[Text]) -> Any:
        """(n_texts,) tensor: the log-probability of each answer, summed over its tokens."""
        torch = self.torch
        width, kept = max(len(text.tokens) for text in texts), max(text.answer for text in texts)
        tokens = torch.zeros((len(texts), width), dtype=torch.long)
        known = torch.zeros((len(texts), width), dtype=torch.long)
        for at, text in enumerate(texts):  # to the right, so that answers stand at the end together
            tokens[at, width - len(text.tokens) :] = torch.tensor(text.tokens)
            known[at, width - len(text.tokens) :] = 1
        answered = (
            torch.arange(kept, 0, -1)[None, :] <= torch.tensor([text.answer for text in texts])[:, None]
        )
        tokens, known, answered = (value.to(self.where) for value in (tokens, known, answered))
        places = (known.cumsum(1) - 1).clamp(min=0)
        with half(torch, self.where):
            logits = self.model(
                input_ids=tokens, attention_mask=known, position_ids=places, logits_to_keep=kept + 1
            ).logits
        found = torch.log_softmax(logits[:, -kept - 1 : -1].float(), dim=2)
        return (found.gather(2, tokens[:, -kept:, None])[:, :, 0] * answered).sum(1)

    def loss(self, texts: Sequence[Text]) -> Any:
        """Scalar tensor: minus the mean log-probability of an answer's token."""
        return -self.likely(texts).sum() / sum(text.answer for text in texts)

    def mean_loss(self, texts: Sequence[Text]) -> float:
        """`loss` over many texts, without learning."""
        self.model.eval()
        total = 0.0
        with self.torch.no_grad():
            for at in range(0, len(texts), AT_ONCE):
                total -= float(self.likely(texts[at : at + AT_ONCE]).sum())
        return total / sum(text.answer for text in texts)

    def scores(self, questions: Sequence[Question]) -> list[npt.NDArray[np.float64]]:
        """The log-probability of every option of each question."""
        self.model.eval()
        texts = [self.text(question, option) for question in questions for option in question.options]
        found = np.zeros(len(texts))
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at].tokens))
        with self.torch.no_grad():
            for begin in range(0, len(texts), AT_ONCE):
                own = by_length[begin : begin + AT_ONCE]
                found[own] = self.likely([texts[at] for at in own]).float().cpu().numpy()
        ends = np.cumsum([len(question.options) for question in questions])
        return [np.asarray(own, np.float64) for own in np.split(found, ends[:-1])]
