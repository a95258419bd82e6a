"""Vietnamese letters, numbers and dates: the lowest floor, known to all and knowing nobody."""
