"""Warnings of the libraries that say nothing of our code."""

QUIET = [
    "ignore::DeprecationWarning",
    "ignore::FutureWarning",
    "ignore:.*(pin_memory|lr_scheduler|tied|torch|Torch).*:UserWarning",
]
