"""`congso simulate axis`: plays a foreign axis until it is stopped."""

import argparse
import secrets
import sys

from congso.exchange.simulate.chance import FAULTS, Chance, parse_fault
from congso.exchange.simulate.server import Hub
from congso.exchange.simulate.world import Plan, World

_TOLD = """Trục giả với {count} đơn vị đang chạy. Nối một cơ quan vào (bộ nối: lgsp):
  địa chỉ        {endpoint}
  mã hệ thống    mã định danh của cơ quan, ví dụ H99.01
  tài khoản      cũng mã ấy
  mật khẩu, khoá {secret}
  lỗi giả lập    {faults}; hạt giống {seed}
Ctrl C để dừng.
"""


def _fault(text: str) -> tuple[str, float]:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text}: chọn trong {', '.join(FAULTS)}, có thể thêm =0.5"
        ) from error


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="congso simulate", description="Đóng vai thế giới bên ngoài.")
    made.add_argument("what", choices=["axis"], help="axis: một trục liên thông và các đơn vị trên đó")
    made.add_argument("--port", type=int, default=8990, help="cổng trên máy này; 0 là cổng bất kỳ")
    made.add_argument("--secret", default="", help="khoá cho mọi hộp thư; mặc định sinh mới")
    made.add_argument("--seed", type=int, default=1, help="cùng hạt giống thì cùng lỗi")
    made.add_argument("--agencies", type=int, default=50, help="số đơn vị trên trục")
    made.add_argument(
        "--every", type=float, default=60.0, help="giây giữa hai văn bản tự gửi đến; 0 là không gửi"
    )
    made.add_argument(
        "--pace", type=float, default=1.0, help="nhịp trả lời: 0 là ngay, 1 là vài phút, 10 là chậm"
    )
    made.add_argument(
        "--fault", type=_fault, action="append", default=[], help=f"{', '.join(FAULTS)}; ví dụ corrupt=0.3"
    )
    return made


def hub(words: list[str]) -> Hub:
    """On this machine only: whoever reaches it would reach every mailbox."""
    asked = parser().parse_args(words)
    chance = Chance(asked.seed, dict(asked.fault))
    world = World(chance, Plan(asked.agencies, asked.every, asked.pace))
    made = Hub(("127.0.0.1", asked.port), world, chance, asked.secret or secrets.token_urlsafe(16))
    faults = ", ".join(f"{name} {often:g}" for name, often in asked.fault) or "không"
    sys.stdout.write(
        _TOLD.format(
            count=asked.agencies, endpoint=made.endpoint, secret=made.secret, faults=faults, seed=asked.seed
        )
    )
    sys.stdout.flush()
    return made


def main() -> int:
    try:
        made = hub(sys.argv[1:])
    except OSError as error:
        sys.stderr.write(f"Không mở được cổng: {error.strerror}. Chọn cổng khác bằng --port.\n")
        return 1
    with made:
        try:
            made.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("Đã dừng.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
