"""Plots as SVG, without scripts: colours are those of the page, and every plot is told in words too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from wellread.evaluation.bootstrap import Interval

WIDTH, LEFT, RIGHT, LINE = 760, 190, 110, 26
"""Of a plot, of its names, of its figures, and the height of a line; in units of the drawing."""
TICKS = 5


def dots(title: str, rows: Sequence[tuple[str, Interval]]) -> str:
    """A dot for the mean and a line for the interval of every row, on one scale from 0."""
    return _intervals(title, rows, highest([value for _, value in rows]), bars=False)


def bars(title: str, rows: Sequence[tuple[str, Interval]], highest: float) -> str:
    """A bar for the mean and a line for the interval of every row, up to `highest`."""
    return _intervals(title, rows, highest, bars=True)


def shares(title: str, rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """One bar a row, divided by its shares from left to right, the first the darkest."""
    room, parts, told = WIDTH - LEFT - RIGHT, [], []
    for line, (name, values) in enumerate(rows):
        y, at = 8 + line * LINE, 0.0
        parts.append(_text(LEFT - 10, y + 14, name, "end"))
        for place, value in enumerate(values):
            if not math.isfinite(value):
                continue
            parts.append(
                f'<rect class="share" x="{LEFT + at * room:.1f}" y="{y}" width="{value * room:.1f}"'
                f' height="18" fill-opacity="{1 - 0.09 * place:.2f}"/>'
            )
            at += value
        told.append(f"{name}: {', '.join(_percent(value) for value in values)}")
        parts.append(_text(WIDTH - RIGHT + 10, y + 14, _percent(values[0])))
    return _drawing(title, "; ".join(told), 16 + len(rows) * LINE, parts)


def highest(values: Sequence[Interval]) -> float:
    """A scale's end that holds them all."""
    return max(1.05 * max((end for value in values for end in _ends(value)), default=0.0), 1e-3)


def _intervals(title: str, rows: Sequence[tuple[str, Interval]], end: float, bars: bool) -> str:
    room, bottom = WIDTH - LEFT - RIGHT, 8 + len(rows) * LINE
    parts, told = _axis(end, bottom), []
    for line, (name, value) in enumerate(rows):
        y = 8 + line * LINE + LINE / 2
        x, low, high = (LEFT + room * min(max(at, 0.0), end) / end for at in _ends(value))
        parts.append(_text(LEFT - 10, y + 4, name, "end"))
        if bars:
            parts.append(f'<rect class="bar" x="{LEFT}" y="{y - 8}" width="{x - LEFT:.1f}" height="16"/>')
        parts.append(f'<line class="reach" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>')
        if not bars:
            parts.append(f'<circle class="mean" cx="{x:.1f}" cy="{y}" r="5"/>')
        parts.append(_text(WIDTH - RIGHT + 10, y + 4, f"{value.mean:.4f}"))
        ends = "" if math.isnan(value.low) else f" ({value.low:.4f} to {value.high:.4f})"
        told.append(f"{name} {value.mean:.4f}{ends}")
    return _drawing(title, "; ".join(told), bottom + 24, parts)


def _axis(end: float, bottom: float) -> list[str]:
    """Lines at round numbers."""
    found, step = [], _step(end / TICKS)
    for tick in range(int(end / step) + 1):
        x = LEFT + (WIDTH - LEFT - RIGHT) * tick * step / end
        found.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{bottom}"/>')
        found.append(_text(x, bottom + 16, f"{tick * step:.3g}", "middle"))
    return found


def _step(least: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is no smaller."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


def _drawing(title: str, told: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height:.0f}" aria-label="{escape(title)}. {escape(told)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(_short(text))}</text>'


def _short(text: str) -> str:
    return text if len(text) <= 26 else text[:25] + "…"


def _ends(value: Interval) -> tuple[float, float, float]:
    """Mean, low and high; without an interval the mean alone."""
    low, high = (value.mean if math.isnan(end) else end for end in value[1:])
    return value.mean, low, high


def _percent(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else "no list"
