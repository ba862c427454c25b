"""One way to cut a log a file; each gives a `Split`."""
