"""The command line: parse arguments, call, print. No rules here."""
