"""The public face of mail."""

from congso.mail.actions.open_mailbox import close_mailbox, open_mailbox, reopen_mailbox, try_mailbox
from congso.mail.actions.post_letters import give_up, post_letters, retry
from congso.mail.imap import Place
from congso.mail.queries import LetterRow, MailboxRow, ReceivedRow, left_behind, letters, mailboxes

__all__ = [
    "LetterRow",
    "MailboxRow",
    "Place",
    "ReceivedRow",
    "close_mailbox",
    "give_up",
    "left_behind",
    "letters",
    "mailboxes",
    "open_mailbox",
    "post_letters",
    "reopen_mailbox",
    "retry",
    "try_mailbox",
]
