"""Read-only compositions: the desk, the exception board, search."""
