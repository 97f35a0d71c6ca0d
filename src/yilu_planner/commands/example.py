"""`example SIZE`: a seeded demonstration problem; `example nation-by-site` a folder of pieces."""

import argparse
from pathlib import Path

from tqdm import tqdm

from yilu_planner.commands import ExitCode
from yilu_planner.documents import write_document
from yilu_planner.example import SIZES, example
from yilu_planner.example.by_site import nation_by_site
from yilu_planner.hierarchy.node import PIECES, PROBLEM
from yilu_planner.refusal import refuse_field

BY_SITE = "nation-by-site"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Size, seed and file."""
    parser.add_argument("size", choices=(*SIZES, BY_SITE), help="规模 / size")
    parser.add_argument("--seed", type=int, default=1, help="随机种子 / seed (1)")
    parser.add_argument("--sites", type=int, default=200_000, help=f"{BY_SITE} 的场所数 / how many sites (200000)")
    parser.add_argument(
        "--upper-cells", type=int, default=340, metavar="N",
        help=f"{BY_SITE} 全国一级至多几个单元 / how detailed the nation's level is (340)",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="输出文件或文件夹 / file, or folder, to write")


def run(args: argparse.Namespace) -> int:
    """Write the problem."""
    if args.size != BY_SITE:
        write_document(args.out, example(args.size, seed=args.seed))
        return ExitCode.DONE
    if not 340 <= args.sites <= 1_000_000:
        raise refuse_field("sites", args.sites, "应为 340 至 1000000", "from 340 to 1000000")
    if not 1 <= args.upper_cells <= 340:
        raise refuse_field("upper-cells", args.upper_cells, "应为 1 至 340", "from 1 to 340")
    if args.out.exists() and (args.out.is_file() or any(args.out.iterdir())):
        raise refuse_field("out", str(args.out), "应为新的或空的文件夹", "a folder that is new or empty")
    nation = example("nation", seed=args.seed)
    steps = nation_by_site(nation, args.sites, seed=args.seed, upper_cells=args.upper_cells)
    for path, problem in tqdm(steps, unit="piece", disable=None):
        folder = args.out.joinpath(*(part for name in path for part in (PIECES, name)))
        write_document(folder.with_suffix(".json") if len(path) == 2 else folder / PROBLEM, problem)
    return ExitCode.DONE
