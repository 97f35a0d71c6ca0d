"""`example SIZE`: a seeded demonstration problem."""

import argparse
from pathlib import Path

from yilu_planner.commands import ExitCode
from yilu_planner.documents import write_document
from yilu_planner.example import SIZES, example


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Size, seed and file."""
    parser.add_argument("size", choices=SIZES, help="规模 / size")
    parser.add_argument("--seed", type=int, default=1, help="随机种子 / seed (1)")
    parser.add_argument("--out", type=Path, required=True, help="输出文件 / file to write")


def run(args: argparse.Namespace) -> int:
    """Write the problem."""
    write_document(args.out, example(args.size, seed=args.seed))
    return ExitCode.DONE
