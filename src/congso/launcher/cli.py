"""The command line `congso`: one table of commands, none of which loads Django into this process."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from congso.launcher import commands, console
from congso.launcher.errors import LaunchError
from congso.launcher.site import ROOT, Site, open_site

Configure = Callable[[argparse.ArgumentParser], None]
Run = Callable[[Site, argparse.Namespace], int]
_HEADINGS = {"options": "tuỳ chọn", "positional arguments": "đối số"}


@dataclass(frozen=True)
class Command:
    """One row of the table. `rest` passes every further argument on untouched as `arguments.rest`."""

    name: str
    help: str
    run: Run
    configure: Configure | None = None
    rest: bool = False


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="cổng của trang web (mặc định 8000)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ mở cổng; 0.0.0.0 cho cả mạng (mặc định 127.0.0.1)",
    )
    parser.add_argument("--no-demo", action="store_true", help="không nạp tỉnh Mẫu vào cơ sở dữ liệu trống")


def _test(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--fast", action="store_true", help="bỏ phần chậm, trình duyệt và tài liệu thật; dưới ba phút"
    )
    parser.add_argument(
        "--audit", action="store_true", help="hỏi thêm lỗ hổng đã biết của các gói (cần mạng)"
    )
    parser.add_argument("--list", action="store_true", help="chỉ liệt kê các bước")
    parser.add_argument("--only", metavar="BƯỚC", help="chỉ chạy một bước")


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="TỆP", help="tệp .tar sẽ ghi (mặc định congso-<ngày giờ>.tar)"
    )


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", help="bản sao lưu do ./congso backup làm ra")
    parser.add_argument(
        "--force", action="store_true", help="thay dữ liệu đang có; dữ liệu cũ được chuyển sang một bên"
    )


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="TỆP",
        help="PDF, Word (DOCX; DOC khi có LibreOffice) hoặc ảnh chụp trang giấy",
    )
    parser.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON")


def _check_layout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="TỆP", help="PDF hoặc Word (DOCX; DOC khi có LibreOffice)"
    )
    parser.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="TỆP", help="PDF đã ký số")
    parser.add_argument("--json", action="store_true", help="in mỗi tệp một dòng JSON")
    parser.add_argument(
        "--roots",
        action="append",
        default=[],
        metavar="NƠI",
        help="tệp hoặc thư mục chứng thư gốc được tin cậy (mặc định CONGSO_TRUST_ROOTS, hoặc trust trong thư mục dữ liệu)",
    )
    parser.add_argument(
        "--online", action="store_true", help="hỏi nơi cấp qua mạng (OCSP, CRL) chứng thư có bị thu hồi không"
    )


COMMANDS = (
    Command("serve", "chạy Công Sở (giống ./run)", commands.serve, _serve),
    Command("test", "chạy mọi kiểm tra (giống ./test)", commands.test, _test),
    Command("demo", "nạp dữ liệu tỉnh Mẫu; --scale province cho 875 cơ quan", commands.demo, rest=True),
    Command("doctor", "xem máy này có gì, thiếu gì, và cách cài", commands.doctor, _serve),
    Command("backup", "sao lưu cơ sở dữ liệu và tệp vào một tệp .tar", commands.backup, _backup),
    Command("restore", "phục hồi từ một bản sao lưu", commands.restore, _restore),
    Command("createadmin", "tạo tài khoản quản trị", commands.createadmin, rest=True),
    Command("upgrade", "chuyển dữ liệu sang bản này (PostgreSQL, bảng, giao diện)", commands.upgrade),
    Command("audit", "kiểm chuỗi nhật ký: congso audit verify", commands.audit, rest=True),
    Command(
        "check-layout",
        "kiểm tra thể thức một văn bản theo Nghị định 30/2020/NĐ-CP",
        commands.check_layout,
        _check_layout,
    ),
    Command("edxml", "xem, kiểm tra, tách, gộp gói tin: congso edxml show TỆP", commands.edxml, rest=True),
    Command(
        "simulate", "đóng vai một trục liên thông để thử: congso simulate axis", commands.simulate, rest=True
    ),
    Command("read", "đọc số, ngày, trích yếu, người ký … trên một văn bản", commands.read, _read),
    Command("verify", "kiểm tra chữ ký số trên tệp PDF, không cần cơ sở dữ liệu", commands.verify, _verify),
    Command("bench", "chạy một phép đo trong bench/: congso bench TÊN", commands.bench, rest=True),
    Command("manage", "lệnh quản trị của Django: congso manage TÊN …", commands.manage, rest=True),
)


class _Words(argparse.RawDescriptionHelpFormatter):
    """argparse's own English words, in Vietnamese."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="congso",
        description="Công Sở: môi trường làm việc điện tử cho cơ quan nhà nước.",
        formatter_class=_Words,
        add_help=False,
        epilog="Hướng dẫn cho người vận hành: docs/operators.md. Mỗi lệnh có --help riêng.",
    )
    parser.set_defaults(command=None)
    parser.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")
    rows = parser.add_subparsers(title="các lệnh", metavar="LỆNH")
    for command in COMMANDS:
        row = rows.add_parser(
            command.name, help=command.help, description=command.help, formatter_class=_Words, add_help=False
        )
        if not command.rest:
            row.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")
        row.add_argument(
            "--data",
            metavar="THƯ_MỤC",
            help=f"thư mục dữ liệu (mặc định {ROOT / 'data'} hoặc CONGSO_DATA_DIR)",
        )
        if command.configure:
            command.configure(row)
        row.set_defaults(command=command)
    return parser


def run(arguments: list[str]) -> int:
    """Exit code of the command; a LaunchError becomes its one sentence and code 1."""
    parser = build_parser()
    known, rest = parser.parse_known_args(arguments)
    if known.command is None:
        parser.print_help()
        return 0 if not rest else 2
    if rest and not known.command.rest:
        parser.error(f"không hiểu: {' '.join(rest)}")
    known.rest = rest
    console.log_to_terminal()
    try:
        site = open_site(
            known.data, port=getattr(known, "port", 8000), host=getattr(known, "host", "127.0.0.1")
        )
        command: Command = known.command
        return command.run(site, known)
    except LaunchError as error:
        console.complain(str(error))
        return 1
    except KeyboardInterrupt:
        console.complain("Đã dừng.")
        return 130


def main() -> None:
    # A closed pipe (`congso doctor | head`) is no error.
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
