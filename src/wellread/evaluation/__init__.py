"""How good the lists are: splits without the future in them, metrics, intervals over people, reports."""
