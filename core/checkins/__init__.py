"""How a team stands: check-ins, rounds, answers and reports."""
