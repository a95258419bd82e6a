"""Official reports: context from the areas below, laid out by the rules of their family; returns bytes."""
