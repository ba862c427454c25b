"""One HTML page that holds everything an evaluation found: no network, no script, light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from wellread.evaluation import glossary, plots
from wellread.evaluation.bootstrap import Interval
from wellread.evaluation.report_style import STYLE
from wellread.evaluation.results import Against, Results, Table

SURE = 0.05
"""Corrected p below which a comparison is set in bold."""


def page(results: Results) -> str:
    """The whole page."""
    title = f"Evaluation: {results.split}"
    parts = [
        _head(results),
        _accuracy(results),
        _comparisons(results),
        *(_table(results, table) for table in results.tables),
        _beyond(results),
        _contenders(results),
        _meanings(results),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f"{''.join(parts)}</main></body></html>\n"
    )


def _head(results: Results) -> str:
    learning = (
        f"before each of {results.learning} blocks of cases everybody learns what happened until then"
        if results.learning
        else "nobody learns from what comes after the fit"
    )
    facts = {
        "Split": f"{results.split}, hash {results.hash}; only results of the same hash may be compared",
        "Asked": f"{results.cases:,} cases of {results.people:,} people among {results.items:,} items",
        "Fitted on": f"{results.events:,} events",
        "Learning": learning,
        "Intervals": "95 %, by drawing people with all their cases 2,000 times (cluster bootstrap, seed"
        f" {results.seed}); cases weigh equally",
        "When and where": f"{results.date}; {results.machine}",
    }
    notes = "".join(f"<p>Note: {escape(note)}.</p>" for note in results.notes)
    rows = "".join(
        f'<tr><th scope="row">{k}</th><td class="words">{escape(v)}</td></tr>' for k, v in facts.items()
    )
    return f"<p>{escape(results.protocol)}</p>{notes}<table><tbody>{rows}</tbody></table>"


def _accuracy(results: Results) -> str:
    head = ["", *results.metrics, "fit s", "learn s", "lists s", "peak MiB"]
    body = [
        [
            row.name,
            *(_interval(row.metrics[metric]) for metric in results.metrics),
            *(f"{row.seconds[step]:.1f}" for step in ("fit", "learn", "lists")),
            _number(row.peak, ".0f"),
        ]
        for row in results.rows
    ]
    plotted = "".join(
        f"<h3>{escape(metric)}</h3>"
        + plots.dots(
            f"{metric} of every contender", [(row.name, row.metrics[metric]) for row in results.rows]
        )
        for metric in results.metrics
    )
    return (
        "<h2>How often lists are right</h2>" + _grid("Means over cases, 95 % intervals", head, body) + plotted
    )


def _comparisons(results: Results) -> str:
    if not results.against:
        return ""
    first = escape(results.rows[0].name)
    body = [
        [one.name, one.metric, _signed(one.found.difference), _interval(one.found.ratio, ".2f"), _p(one)]
        for one in results.against
    ]
    head = ["", "metric", "difference", "ratio", "p, corrected"]
    said = (
        f"<p>The same cases, the same draws of people: each contender less, and over, {first}. p is"
        " two-sided, of no difference, corrected for the number of contenders in each metric (Holm).</p>"
    )
    return f"<h2>Beside {first}</h2>{said}{_grid('Paired comparisons', head, body)}"


def _table(results: Results, table: Table) -> str:
    head = [
        "",
        *(
            f"{escape(b.label)}<br><small>{b.cases:,} cases<br>{b.people:,} people</small>"
            for b in table.buckets
        ),
    ]
    body = []
    for place, row in enumerate(results.rows):
        cells = [bucket.cells[place] for bucket in table.buckets]
        body.append([row.name, *(_beside(cell.value, cell.difference) for cell in cells)])
    end = plots.highest([cell.value for bucket in table.buckets for cell in bucket.cells])
    metric = results.metrics[0]
    plotted = "".join(
        f"<h3>{escape(bucket.label)}</h3>"
        + plots.bars(
            f"{metric}, {table.name}: {bucket.label}", [(cell.name, cell.value) for cell in bucket.cells], end
        )
        for bucket in table.buckets
    )
    caption = f"{metric}, and the difference from {results.rows[0].name} below"
    meaning = escape(glossary.TABLES.get(table.name, ""))
    return (
        f"<h2>{escape(metric)} by {escape(table.name)}</h2><p>{meaning}</p>{_grid(caption, head, body)}"
        f"<details><summary>Plots</summary>{plotted}</details>"
    )


def _beyond(results: Results) -> str:
    names = list(results.rows[0].beyond)
    body = [[row.name, *(_number(row.beyond[name], ".3f") for name in names)] for row in results.rows]
    plotted = plots.shares(
        "Share of all places by tenth of the catalogue, the most popular first",
        [(row.name, row.deciles) for row in results.rows],
    )
    return (
        "<h2>What lists are like</h2>"
        + _grid("The first ten places", ["", *names], body)
        + "<h3>Who gets the places</h3><p>From dark to light: the most popular tenth of the catalogue, the"
        " next tenth, and so on; the figure is the share of the most popular tenth.</p>" + plotted
    )


def _contenders(results: Results) -> str:
    told = "".join(f"<dt>{escape(row.name)}</dt><dd>{escape(row.what)}</dd>" for row in results.rows)
    return f"<h2>Who was evaluated</h2><dl>{told}</dl>"


def _meanings(results: Results) -> str:
    said = {metric: glossary.accuracy(metric) for metric in results.metrics} | glossary.BEYOND
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in said.items())
    return f"<h2>What the figures mean</h2><dl>{told}</dl>"


def _grid(caption: str, head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table; the first cell of each row is a name, everything else is made here."""
    columns = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, *cells in body
    )
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _interval(value: Interval, form: str = ".4f") -> str:
    if math.isnan(value.mean):
        return "–"
    return f"{value.mean:{form}}<br><small>{_number(value.low, form)} to {_number(value.high, form)}</small>"


def _signed(value: Interval) -> str:
    return _interval(value, "+.4f")


def _beside(value: Interval, difference: Interval | None) -> str:
    if difference is None:
        return _interval(value)
    ends = f"{_number(difference.low, '+.3f')} to {_number(difference.high, '+.3f')}"
    return f"{value.mean:.4f}<br><small>{difference.mean:+.4f}<br>{ends}</small>"


def _p(one: Against) -> str:
    return f"<strong>{one.adjusted:.4f}</strong>" if one.adjusted < SURE else f"{one.adjusted:.4f}"


def _number(value: float, form: str) -> str:
    return "–" if math.isnan(value) else f"{value:{form}}"
