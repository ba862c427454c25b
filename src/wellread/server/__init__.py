"""The HTTP API on one workspace."""
