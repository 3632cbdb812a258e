"""Addresses: the page behind a letter's link, open to its holder; the screens of those who look after the mail."""

from django.urls import URLPattern, URLResolver, path

from congso.mail.views import letters, link, mailboxes

app_name = "mail"
_BOX = "thu-dien-tu/hop-thu/<int:mailbox_id>/"
_LETTER = "thu-dien-tu/thu-di/<int:letter_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thu/<str:token>/", link.letter, name="letter"),
    path("thu/<str:token>/<int:position>/", link.letter_file, name="letter_file"),
    path("thu-dien-tu/hop-thu/", mailboxes.mailboxes, name="mailboxes"),
    path("thu-dien-tu/hop-thu/them/", mailboxes.add, name="mailbox_add"),
    path(f"{_BOX}sua/", mailboxes.change, name="mailbox_change"),
    path(f"{_BOX}bat-tat/", mailboxes.switch, name="mailbox_switch"),
    path(f"{_BOX}thu-ket-noi/", mailboxes.knock, name="mailbox_try"),
    path("thu-dien-tu/thu-con-lai/", mailboxes.left, name="left"),
    path("thu-dien-tu/thu-di/", letters.letters, name="letters"),
    path(f"{_LETTER}gui-lai/", letters.again, name="letter_again"),
    path(f"{_LETTER}thoi-gui/", letters.stop, name="letter_stop"),
]
