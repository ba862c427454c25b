"""Files in and out: reading, cleaning, quarantine, MovieLens, export, simulated people, the demo films."""

from wellread.data.demo import demo_films
from wellread.data.export import write
from wellread.data.intake import Progress, What
from wellread.data.movielens import detect_layout
from wellread.data.quarantine import Quarantine
from wellread.data.read import read
from wellread.data.report import Report
from wellread.data.simulator import Simulator
from wellread.data.source import Batch, open_source

__all__ = [
    "Batch",
    "Progress",
    "Quarantine",
    "Report",
    "Simulator",
    "What",
    "demo_films",
    "detect_layout",
    "open_source",
    "read",
    "write",
]
