"""From candidates to a list: fusion, rules, diversity."""
