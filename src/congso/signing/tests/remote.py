"""A remote signing service in this very process."""

from collections.abc import Callable
from typing import Any

from congso.signing import samples
from congso.signing.adapters.csc import Remote, Service
from congso.signing.adapters.csc.simulator import Asked, Simulator
from congso.signing.testing import line_to

URL = "https://ky-so.example/csc/v"


def yes(_asked: Asked) -> str:
    return "yes"


def later(polls: int, then: str = "yes") -> Callable[[Asked], str]:
    """The user decides at the so-many-th look."""
    looks = iter(range(1000))
    return lambda _asked: then if next(looks) >= polls else ""


def simulator(decide: Callable[[Asked], str] = yes, algorithm: Any = "p256", **more: Any) -> Simulator:
    signer = samples.person() if algorithm == "p256" else samples.person(algorithm)
    return Simulator(signer, decide, **more)


def service(version: int = 2, **more: Any) -> Service:
    return Service("thu", "Dịch vụ thử", f"{URL}{version}", "congso", "bí mật", **more)


def remote(made: Simulator, version: int = 2, calls: list[str] | None = None, **more: Any) -> Remote:
    return Remote(service(version, **more), line_to(made, calls), pause=lambda _seconds: None)
