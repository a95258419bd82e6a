"""Forms, periods, submissions, targets and the roll-up of their figures."""
