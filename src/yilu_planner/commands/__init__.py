"""One module per subcommand: `add_arguments(parser)` and `run(args) -> int` (an exit code of `ExitCode`).

`hierarchy` is how `solve` goes about problems in pieces.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell; also printed under --help."""

    DONE = 0  # finished, the answer is written
    BAD_INPUT = 2  # the input or the arguments cannot be used; nothing is written
    INFEASIBLE = 3  # no plan can keep all limits; the result names the smallest conflicting set
    GAVE_UP = 4  # the time limit came before any plan; nothing is claimed
    BROKEN = 5  # check found a limit broken, or a goal stated wrongly
    INTERRUPTED = 130  # stopped from the keyboard; no half-written file is left


# name -> what it does, in Chinese and English; the module is `yilu_planner.commands.<name>`
COMMANDS: dict[str, tuple[str, str]] = {
    "example": ("写出一个示范算例", "write a realistic demonstration problem"),
    "solve": ("求解复工方案", "solve a resumption problem"),
    "check": ("独立复核方案", "recompute every limit and goal of a plan"),
    "prices": ("逐项复算约束价格", "price each limit, verified by re-solving"),
    "supply": ("防护物资公平分配", "allocate protective supplies fairly"),
    "returns": ("错峰返岗预约", "book staggered returns"),
    "forecast": ("业务量预测", "forecast volume with intervals"),
    "simulate": ("疫情情景模拟", "simulate site outbreaks under a plan"),
    "trace": ("密接追踪", "trace first- and second-degree contacts"),
    "route": ("投递路线", "plan a day's delivery rounds"),
    "report": ("生成离线报告", "write an offline HTML report"),
}
