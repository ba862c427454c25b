"""The command line: one verb a file. Data go to stdout, talk goes to stderr."""
