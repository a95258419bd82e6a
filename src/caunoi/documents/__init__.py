"""Documents: registered texts, their versions, provisions, findings, citations and distribution lists."""
