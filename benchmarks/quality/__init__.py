"""How findings are held against goldens made by hand."""
