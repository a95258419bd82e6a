"""``caunoi``: one program with the commands that operators and scripts rely on."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from caunoi.cli.django_setup import start

# command → (module, help); modules are imported when called, so that `analyze` starts without Django.
PURE = frozenset({"analyze"})
COMMANDS = {
    "analyze": ("caunoi.cli.analyze", "phân tích văn bản, không lưu lại"),
    "import-document": ("caunoi.cli.import_document", "đưa một văn bản vào hệ thống"),
    "report": ("caunoi.cli.report", "lập báo cáo chính thức ra tệp Word"),
    "serve": ("caunoi.cli.serve", "chạy trang web"),
    "worker": ("caunoi.cli.worker", "chạy tiến trình nền"),
    "sweep": ("caunoi.cli.sweep", "chạy tác vụ hằng ngày ngay bây giờ"),
    "migrate": ("caunoi.cli.migrate", "tạo hoặc nâng cấp cơ sở dữ liệu"),
    "demo": ("caunoi.demo.command", "nạp bản trình diễn"),
    "audit": ("caunoi.cli.audit", "kiểm tra nhật ký"),
    "backup": ("caunoi.cli.backup", "sao lưu cơ sở dữ liệu và tệp"),
    "restore": ("caunoi.cli.restore", "khôi phục từ bản sao lưu"),
    "doctor": ("caunoi.cli.doctor", "kiểm tra cấu hình và tính toàn vẹn"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    parser = argparse.ArgumentParser(prog="caunoi", description="Cầu Nối: từ nghị quyết đến kết quả.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, (module, text) in COMMANDS.items():
        commands.add_parser(name, help=text, add_help=False).set_defaults(module=module)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 failed, 2 wrong use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        build_parser().parse_args(words)
        return 2
    module = import_module(COMMANDS[words[0]][0])
    parser = argparse.ArgumentParser(prog=f"caunoi {words[0]}", description=COMMANDS[words[0]][1])
    module.add_arguments(parser)
    return _run(module.run, parser.parse_args(words[1:]), needs_django=words[0] not in PURE)


def _run(run: object, arguments: argparse.Namespace, *, needs_django: bool) -> int:
    try:
        if needs_django:
            start()
        return int(run(arguments) or 0)  # type: ignore[operator]
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 1
    except Exception as error:  # a user never sees a traceback
        if os.environ.get("CAUNOI_TRACEBACK"):
            raise
        print(f"caunoi: {_sentence(error)}", file=sys.stderr)
        return 1


def _sentence(error: Exception) -> str:
    from caunoi.kernel.errors import Problem

    if isinstance(error, Problem):
        return str(error)
    return f"Không thực hiện được ({type(error).__name__}: {error}). Chạy 'caunoi doctor' để kiểm tra."


if __name__ == "__main__":
    sys.exit(main())
