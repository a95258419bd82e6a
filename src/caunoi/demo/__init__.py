"""The demo province: invented data files and what turns them into documents and figures."""
