"""Topics: tags and categories of texts that have none."""
