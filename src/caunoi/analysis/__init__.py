"""Text in, findings out; never refuses a text."""
