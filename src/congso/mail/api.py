"""The public face of mail."""

from congso.mail.actions.open_mailbox import close_mailbox, open_mailbox
from congso.mail.actions.post_letters import post_letters, retry
from congso.mail.queries import LetterRow, MailboxRow, ReceivedRow, left_behind, letters, mailbox

__all__ = [
    "LetterRow",
    "MailboxRow",
    "ReceivedRow",
    "close_mailbox",
    "left_behind",
    "letters",
    "mailbox",
    "open_mailbox",
    "post_letters",
    "retry",
]
