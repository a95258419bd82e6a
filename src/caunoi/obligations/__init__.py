"""The spine: who owes which product by which day, with its evidence and its basis."""
