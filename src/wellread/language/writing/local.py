"""`local`: a causal language model of transformers, in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from pydantic import BaseModel

from wellread.errors import InvalidInput, MissingExtra, ModelNonsense, ModelUnavailable, WellreadError
from wellread.language.encoders import checkpoint
from wellread.language.writing.chat_model import Said
from wellread.language.writing.failures import late
from wellread.language.writing.fence import Message
from wellread.language.writing.writer import Usage
from wellread.settings import Writer


class LocalModel:
    """Speaks with a checkpoint, on an accelerator where there is one; one answer at a time.

    Safe to share between threads. The clock is looked at after every token, so that an answer can be late
    by the time that reading a prompt takes.

    Args:
        settings: Folder, or name on the hub; temperature.

    Raises:
        MissingExtra: transformers is not installed.
        NotFound: There is no such folder, nor such a model on the hub.
        InvalidInput: The folder holds no causal language model.
    """

    external = False

    def __init__(self, settings: Writer) -> None:
        if find_spec("transformers") is None or find_spec("torch") is None:
            raise MissingExtra("torch", f"the local model '{settings.model}'")
        self.model = settings.model
        self._temperature = settings.temperature
        self._turn = threading.Lock()
        self._tokenizer, self._weights = _loaded(settings.model)

    def answer(
        self, messages: Sequence[Message], schema: type[BaseModel] | None, max_tokens: int, deadline: float
    ) -> Said:
        """See `ChatModel.answer`. The schema is in the messages; nothing holds the model to it."""
        pieces = list(self.stream(messages, max_tokens, deadline))
        text = "".join(piece.text for piece in pieces)
        if not text.strip():
            raise _empty(self.model)
        return Said(text, pieces[-1].usage, pieces[-1].whole)

    def stream(self, messages: Sequence[Message], max_tokens: int, deadline: float) -> Iterator[Said]:
        """See `ChatModel.stream`."""
        with self._taking_turns(deadline):
            yield from self._written(self._ids(messages, max_tokens), max_tokens, deadline)

    def close(self) -> None:
        """Nothing to let go of."""

    @contextmanager
    def _taking_turns(self, deadline: float) -> Iterator[None]:
        left = min(max(deadline - time.perf_counter(), 0.0), threading.TIMEOUT_MAX)
        if not self._turn.acquire(timeout=left):
            raise late(self.model)
        try:
            yield
        finally:
            self._turn.release()

    def _ids(self, messages: Sequence[Message], max_tokens: int) -> Any:
        """(1, n) token ids of the conversation, by the checkpoint's template if it has one."""
        if self._tokenizer.chat_template:
            plain = self._templated(messages)
            found = self._tokenizer(plain, return_tensors="pt", add_special_tokens=False)
        else:
            plain = "\n\n".join(message.content for message in messages) + "\n\n"
            found = self._tokenizer(plain, return_tensors="pt")
        n = found["input_ids"].shape[1]
        room = getattr(self._weights.config, "max_position_embeddings", None)
        if room is not None and n + max_tokens > room:
            raise ModelUnavailable(
                f"{n} tokens for '{self.model}', and {max_tokens} to be written",
                f"{room} tokens together",
                "Choose a model that reads more, or lower `writer.max_tokens`.",
            )
        return found["input_ids"].to(self._weights.device)

    def _templated(self, messages: Sequence[Message]) -> str:
        """The conversation by the checkpoint's template; as one message where it knows no system's role."""
        whole = Message("user", "\n\n".join(message.content for message in messages))
        for turns in (messages, [whole]):
            try:
                made = self._tokenizer.apply_chat_template(
                    [turn._asdict() for turn in turns], tokenize=False, add_generation_prompt=True
                )
                return str(made)
            except Exception as error:  # templates raise what they like
                failure = error
        raise _broken(self.model, failure)

    def _written(self, ids: Any, max_tokens: int, deadline: float) -> Iterator[Said]:
        """Pieces of text, as they are written by a thread; the last one has the usage."""
        from transformers import TextIteratorStreamer

        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        writing = _Writing(self._weights, ids, max_tokens, self._temperature, deadline, streamer)
        writing.start()
        try:
            for text in streamer:
                if text:
                    yield Said(text)
        finally:
            writing.stop = True  # for whoever does not read to the end
            writing.join()
        if writing.error is not None:
            raise _broken(self.model, writing.error) from writing.error
        if writing.late:
            raise late(self.model)
        yield Said("", Usage(ids.shape[1], writing.n), whole=writing.n < max_tokens)


class _Writing(threading.Thread):
    """One generation; stops at its deadline or when told to."""

    def __init__(
        self, weights: Any, ids: Any, max_tokens: int, temperature: float, deadline: float, streamer: Any
    ) -> None:
        super().__init__(name="local-model", daemon=True)
        self.stop = self.late = False
        self.n = 0
        self.error: Exception | None = None
        self._weights = weights
        self._ids = ids
        self._deadline = deadline
        self._streamer = streamer
        self._options: dict[str, Any] = {"max_new_tokens": max_tokens, "do_sample": temperature > 0}
        if temperature > 0:
            self._options["temperature"] = temperature

    def run(self) -> None:
        import torch
        from transformers import StoppingCriteriaList

        try:
            with torch.inference_mode():
                written = self._weights.generate(
                    self._ids,
                    attention_mask=torch.ones_like(self._ids),
                    streamer=self._streamer,
                    stopping_criteria=StoppingCriteriaList([self._over]),
                    **self._options,
                )
            self.n = written.shape[1] - self._ids.shape[1]
        except Exception as error:
            self.error = error
            self._streamer.end()

    def _over(self, ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        self.late = self.late or time.perf_counter() >= self._deadline
        return torch.full((ids.shape[0],), self.stop or self.late, dtype=torch.bool, device=ids.device)


def _loaded(model: str) -> tuple[Any, Any]:
    """Tokenizer and weights."""
    try:
        folder = checkpoint.folder(model)
    except WellreadError as error:
        raise type(error)(
            error.given, error.expected, error.do.replace("encoder.model", "writer.model")
        ) from error
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        weights = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise InvalidInput(
            f"'{folder}', which cannot be read as a causal language model ({type(error).__name__})",
            "a folder that transformers wrote: config, tokenizer and weights as safetensors",
            "Correct `writer.model`.",
        ) from error
    weights.eval()
    return tokenizer, weights.to("cuda" if torch.cuda.is_available() else "cpu")


def _empty(model: str) -> ModelNonsense:
    return ModelNonsense(
        f"'{model}' wrote nothing", "some text", "Choose a model that was tuned to follow instructions."
    )


def _broken(model: str, error: Exception) -> ModelUnavailable:
    return ModelUnavailable(
        f"'{model}' failed while it wrote ({type(error).__name__})",
        "a text",
        "Look whether there is memory left; try a smaller model.",
    )
