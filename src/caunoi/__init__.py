"""Cầu Nối: from a resolution to its result, with every number traceable."""
