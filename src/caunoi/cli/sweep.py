"""``caunoi sweep``: the daily work, now; safe to run again."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Run the sweep and print what each step did."""
    from caunoi import sweep

    for name, count in sweep.run().items():
        print(f"{name}: {count}")
    return 0
