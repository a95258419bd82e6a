"""What the Makefile runs: plain Python, no package outside the standard library before `make install`."""
