from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class NoticesConfig(AppConfig):
    name = "congso.notices"
    label = "notices"

    def ready(self) -> None:
        from congso.kernel.actor import Actor  # noqa: PLC0415
        from congso.notices import jobs, messages, queries  # noqa: F401, PLC0415
        from congso.ui.api import NavItem, register_counts, register_nav  # noqa: PLC0415

        def counts(actor: Actor) -> dict[str, int]:
            return {"notices": queries.unread_count(actor)} if actor.person_id else {}

        register_counts("notices", counts)
        register_nav(
            NavItem(
                "notices", pgettext_lazy("mục", "Thông báo"), "bell", "notices:notices", 800, section="own"
            )
        )
