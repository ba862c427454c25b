"""What others would do with the same log, one method a file. Baselines are fitted and score; no more."""
