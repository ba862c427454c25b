"""Why an item is in the list: exact terms of its score, put into words."""
