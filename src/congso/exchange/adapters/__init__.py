"""Roads to other installations, one folder each, behind `exchange.axis.Axis`."""

from collections.abc import Callable, Mapping

from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.adapters.vxp import VxpAxis
from congso.exchange.axis import Access, Axis

ADAPTERS: Mapping[str, Callable[[Access], Axis]] = {"lgsp": LgspAxis, "vxp": VxpAxis, "demo": DemoAxis}
