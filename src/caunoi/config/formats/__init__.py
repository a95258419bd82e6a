"""Vietnamese formats: Django has dd-mm-yyyy and no thousands grouping."""
