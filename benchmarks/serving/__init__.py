"""What the benchmarks over HTTP share: a shop, the processes that serve it, and load on it."""
