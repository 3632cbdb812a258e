"""The public face of notices."""

from congso.notices.actions import mark_all_seen, mark_seen, notify
from congso.notices.queries import notices_of, unread_count
from congso.notices.rows import NoticeRow

__all__ = ["NoticeRow", "mark_all_seen", "mark_seen", "notices_of", "notify", "unread_count"]
