"""Low-rank adaptors on real histories: a small language model before and after, beside what needs none.

    python benchmarks/finetune.py DATA_FOLDER

ml-latest-small, histories written out with titles and first genres. Questions of training are about an
earlier time and other people than those of validation and test (`finetune.instructions.divide`). The model
is a Llama of a million parameters that was taught on the plots of the films just before, on this machine,
so it knows the words but no history; stories260K, the published checkpoint of llama2.c, is another where it
can be read. Accuracy among all genres, or among ten films drawn as often as they were chosen until then; AUC
within people of liked over disliked films. Intervals draw people.
"""

from __future__ import annotations

import struct
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import wellread
from llama2c import convert
from numbers_page import publish, table
from wellread.data import open_source
from wellread.domain import Item
from wellread.evaluation.record import read
from wellread.finetune.answers import Answered, answered, compared, simple
from wellread.finetune.causal import Causal
from wellread.finetune.instructions import TASKS, Divided, Question, Task, divide, questions
from wellread.finetune.lora import LowRank, tune_model
from wellread.models.base import Interactions

TRAIN, TEST = 2_000, 500
"""Questions at most."""
TUNING = LowRank(epochs=3, rate=3e-3, rank=16, length=320, every=60)
STEPS, WIDTH, VOCABULARY = 500, 128, 2_000
"""Of the model that is taught here."""


def films(folder: Path) -> tuple[Interactions, list[Item]]:
    """Histories and films of ml-latest-small, as an evaluation reads them."""
    with tempfile.TemporaryDirectory() as place, wellread.open(place) as there:
        texts = folder / "tmdb-overviews" / "overview_by_movielens_id.parquet"
        there.load(open_source(folder / "ml-latest-small", texts=texts))
        log, catalogue = read(there.store, there.settings)
        items = dict(there.store.items())
        return log, [items[row] for row in range(len(catalogue))]


def taught(folder: Path, texts: Sequence[str]) -> Path:
    """A Llama of four layers that learnt to foretell the next word of `texts`, and nothing else."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(), decoders.ByteLevel()
    special = ["<unk>", "<s>", "</s>"]
    made.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=special))
    own = PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    torch.manual_seed(0)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(own), hidden_size=WIDTH, num_hidden_layers=4, num_attention_heads=4,
            num_key_value_heads=4, intermediate_size=3 * WIDTH, max_position_embeddings=512, bos_token_id=1,
            eos_token_id=2, tie_word_embeddings=True,
        )
    )  # fmt: skip
    stream = torch.tensor([token for ids in own(list(texts))["input_ids"] for token in [1, *ids, 2]])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    random = np.random.default_rng(0)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * min((step + 1) / 50, 1 - step / STEPS)
        starts = random.integers(0, len(stream) - 128, 24).tolist()
        batch = torch.stack([stream[at : at + 128] for at in starts])
        loss = model(input_ids=batch, labels=batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"taught on {len(stream):,} tokens, last loss {loss.item():.2f}", file=sys.stderr)
    model.save_pretrained(str(folder))
    own.save_pretrained(str(folder))
    return folder


def bases(folder: Path, place: Path, items: Sequence[Item]) -> Iterator[tuple[str, Path]]:
    """The models that are tuned."""
    texts = [f"{item.title}\n{', '.join(item.tags)}\n{item.text}" for item in items if item.text]
    yield "taught on plots", taught(place / "taught", texts)
    stories = folder / "models" / "stories260K"
    try:
        yield "stories260K", convert(stories / "stories260K.bin", stories / "tok512.bin", place / "stories")
    except (OSError, struct.error) as error:
        print(f"stories260K is left out: {error}", file=sys.stderr)


def some(found: Sequence[Question], n: int) -> list[Question]:
    """At most `n`, drawn."""
    kept = np.random.default_rng(0).permutation(len(found))[:n]
    return [found[at] for at in np.sort(kept)]


def line(name: str, task: str, own: Answered, loss: float | None, note: str = "") -> list[Any]:
    """One row of the table."""
    value = own.value
    return [
        f"{task}: {name}", f"{value.mean:.3f} {own.metric}", f"{value.low:.3f}-{value.high:.3f}",
        "" if loss is None else f"{loss:.3f}", note,
    ]  # fmt: skip


def measured(task: Task, parts: Divided, name: str, base: Path, out: Path) -> list[list[Any]]:
    """A model before and after, on one task."""
    train, test = some(parts.train, TRAIN), some(parts.test, TEST)
    begin = time.perf_counter()
    tuned = tune_model(base, out, train, parts.validation, TUNING)
    seconds = time.perf_counter() - begin
    before = answered(f"{name}, untuned", Causal(base, TUNING.length), test)
    after = answered(f"{name}, tuned", Causal(out, TUNING.length), test)
    gain = compared(after, before).difference
    note = f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}); {tuned.steps} steps, {seconds:.0f} s"
    return [
        line(before.name, task, before, tuned.losses[0]),
        line(after.name, task, after, tuned.losses[tuned.best], note),
    ]


def main(folder: Path) -> None:
    """Measure every model on every task and print one table."""
    log, items = films(folder)
    rows: list[list[Any]] = []
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        models = list(bases(folder, place, items))
        for task in TASKS:
            parts = divide(questions(log, items, task))
            own = simple(parts.train, some(parts.test, TEST))
            sizes = f"{min(TRAIN, len(parts.train)):,} questions learnt, {len(own.cases):,} cases asked"
            rows.append(line(own.name, task, own, None, sizes))
            for name, base in models:
                rows += measured(task, parts, name, base, place / f"{task} {name}")
                print(*rows[-3:], sep="\n", file=sys.stderr, flush=True)
    head = ["task: who answers", "value", "95 % interval", "validation loss", "tuned less untuned"]
    publish("Fine-tuning", f"{(__doc__ or '').split('DATA_FOLDER')[1].strip()}\n\n{table(head, rows)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/finetune.py DATA_FOLDER")
    main(Path(sys.argv[1]))
