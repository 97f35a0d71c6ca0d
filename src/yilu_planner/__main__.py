"""`python -m yilu_planner COMMAND …`: files in, files out, exit codes that mean something."""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence

from yilu_planner.commands import COMMANDS, ExitCode
from yilu_planner.refusal import Refused

Handler = Callable[[argparse.Namespace], int]

EXIT_CODES = "exit codes / 退出码: " + ", ".join(
    f"{int(code)} {code.name.lower().replace('_', ' ')}" for code in ExitCode
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code; bad input is a sentence on stderr, never a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in arguments if word in COMMANDS), None)
    parser, handlers = build_parser(only=chosen)
    args = parser.parse_args(arguments)
    try:
        return int(handlers[args.command](args))
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return ExitCode.BAD_INPUT
    except OSError as error:
        print(f"文件无法读写 / cannot read or write: {error}", file=sys.stderr)  # noqa: T201
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        print("已中断，未留下半份文件 / interrupted, no half-written file left", file=sys.stderr)  # noqa: T201
        return ExitCode.INTERRUPTED


def build_parser(only: str | None = None) -> tuple[argparse.ArgumentParser, dict[str, Handler]]:
    """The parser with every command listed; only the chosen command's module is imported."""
    parser = argparse.ArgumentParser(
        prog="python -m yilu_planner",
        description="驿路规划 / Yilu planner: plans that keep the guarantee order and every health limit.",
        epilog=EXIT_CODES,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    handlers: dict[str, Handler] = {}
    for name, (zh, en) in COMMANDS.items():
        if importlib.util.find_spec(f"yilu_planner.commands.{name}") is None:
            continue
        subparser = commands.add_parser(name, help=f"{zh} / {en}", description=f"{zh} / {en}", epilog=EXIT_CODES)
        if only in (None, name):
            module = importlib.import_module(f"yilu_planner.commands.{name}")
            module.add_arguments(subparser)
            handlers[name] = module.run
    return parser, handlers


if __name__ == "__main__":
    sys.exit(main())
