"""What language models cost: every call passes the gate, and the ledger knows of it."""
