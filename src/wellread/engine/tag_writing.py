"""Has the language model give tags to items that have none of their own."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from wellread.domain import Item
from wellread.engine.read_columns import read_of
from wellread.engine.workspace import Workspace
from wellread.errors import BudgetExceeded, LanguageModelError, SettingsError
from wellread.language.writing.item_tags import Tags, prompt, verified

KNOWN = 60
"""Tags of the catalogue that the language model may choose from, the commonest first."""


def write_tags(workspace: Workspace, most: int) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Ask about items without tags, and keep as theirs what is verified.

    Args:
        workspace: Whose items, and whose language model.
        most: How many items to ask about.

    Yields:
        Each of them, and the tags it was given; none where the language model said nothing that holds.

    Raises:
        SettingsError: no language model is set.
        BudgetExceeded: the next one could cost too much; what was written is kept.
    """
    writer = workspace.language_models.writer
    if writer is None:
        raise SettingsError(
            "no writer is set", "a language model", "Set [writer] in wellread.toml, see docs/reading.md."
        )
    catalogue = workspace.engine.catalogue
    items = [(row, item) for row, item in workspace.store.items() if item.available]
    counts = Counter(tag for _, item in items for tag in item.tags)
    common = [tag for tag, _ in counts.most_common(KNOWN)]
    bare = [(row, item) for row, item in items if not item.tags and item.text.strip()]
    for row, item in bare[:most]:
        known = list(dict.fromkeys([*read_of(catalogue, row).tags, *common]))[:KNOWN]
        end = time.perf_counter() + workspace.settings.writer.timeout
        try:
            said = writer.complete(prompt(item, known), Tags, end).value.tags
        except BudgetExceeded:
            raise
        except LanguageModelError:
            said = []
        tags = verified(said, item, counts)
        if tags:
            workspace.put_items([item.model_copy(update={"tags": list(tags)})])
        yield item, tags
