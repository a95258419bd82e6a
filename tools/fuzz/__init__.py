"""`make fuzz`: damaged and hostile files through every reader, and texts through the analysis."""
