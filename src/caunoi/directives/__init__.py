"""Requirements of superiors, plans of subordinates, and how far the plans carry them out."""
