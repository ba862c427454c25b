"""Names: items found by what people call them, in sentences and in searches."""
