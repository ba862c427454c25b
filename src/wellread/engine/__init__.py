"""The request path: profile, candidates, scores, rules, reasons; and the workspace around it."""
