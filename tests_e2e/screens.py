"""Every screen of the product: who opens it, and how one gets there. Read by the pictures and by the checks of all pages.

A step after the address is pressed (CSS, the first visible one); `fill:CSS=words` writes, `key:?` is a key, `send:ADDRESS`
posts without a token, a leading `?` presses only what is there,
`words:409` puts the words of that status on an error page, `no-net` takes the network away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SIZES: Final = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}

_SCREENS: Final = """
desk-leader|giamdoc.snv|/
desk-clerk|vanthu.snv|/
desk-officer|chuyenvien.snv|/
desk-head|truongphong.snv|/
desk-admin|quantri|/
desk-given|truongphong.snv|/?xem=da-giao
desk-given-empty|chuyenvien.snv|/?xem=da-giao
keys|vanthu.snv|/|key:?
menu-me|giamdoc.snv|/|.cs-rail .cs-me, .cs-tabbar [data-open=more-sheet]
menu-posts|vanphong|/|.cs-rail .cs-org, .cs-tabbar [data-open=more-sheet]
arrivals|vanthu.snv|/van-ban-den/cho-vao-so/
arrivals-returned|vanthu.snv|/van-ban-den/da-tra-lai/
register|vanthu.snv|/van-ban-den/cho-vao-so/|a.item[data-row]
register-refuse|vanthu.snv|/van-ban-den/cho-vao-so/|a.item[data-row]|[data-open=incoming-refuse]
register-keyboard|vanthu.snv|/van-ban-den/cho-vao-so/|key:j|key:j
register-round|vanthu.snv|/van-ban-den/cho-vao-so/|key:v
cover-sheets|vanthu.snv|/van-ban-den/to-ngan/
register-import|vanthu.snv|/so/nhap/
upload|vanthu.snv|/van-ban-den/cho-vao-so/|[data-open=incoming-upload]
registered|vanthu.snv|/van-ban-den/da-vao-so/
registered-leader|giamdoc.snv|/van-ban-den/da-vao-so/
registered-filters|vanthu.snv|/van-ban-den/da-vao-so/|[data-open=incoming-filters]
registered-none|vanthu.snv|/van-ban-den/da-vao-so/?q=khongcogi
document|giamdoc.snv|/van-ban-den/da-vao-so/|tr[data-row] a
document-clerk|vanthu.snv|/van-ban-den/da-vao-so/|tr[data-row] a
document-answered|vanthu.snv|/van-ban-den/da-vao-so/?q=01/QĐ-UBND|tr[data-row] a
document-officer|chuyenvien.snv|/|a.desk-row[href*=van-ban-den]
direct|giamdoc.snv|/|a.desk-row[href*=van-ban-den]|a[data-key=g]
assign|truongphong.snv|/|a.desk-row[href*=van-ban-den]|a[data-key=g]
trace|giamdoc.snv|/van-ban-den/da-vao-so/?trang_thai=closed|tr[data-row] a|a[href*=qua-trinh]
phrases|giamdoc.snv|/cau-mau/
drafts|chuyenvien.snv|/du-thao/
drafts-all|truongphong.snv|/du-thao/?cua=tat-ca
draft-new|chuyenvien.snv|/du-thao/moi/
draft-template|chuyenvien.snv|/du-thao/moi/|[data-kinds] a[data-kind]
draft-sent|chuyenvien.snv|/du-thao/|tr:has(.st.wait) [data-row-link]
editor|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]
editor-print|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|?[data-tab-show=print]
editor-fields|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|?[data-tab-show=fields]
signer|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|?[data-tab-show=fields]|a.draft-signer
recipients|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|?[data-tab-show=fields]|a[href$="/noi-nhan/"]
joint|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|?[data-tab-show=fields]|a[href$="/lien-tich/"]
submit|chuyenvien.snv|/du-thao/|tr:has(.st.no) [data-row-link]|[data-submit-draft]
draft-compare|truongphong.snv|/trinh-ky/|a[href*=so-sanh]
approvals|truongphong.snv|/trinh-ky/
approvals-one|truongphong.snv|/trinh-ky/|.p-queue [data-row] a, .p-queue a[data-row]
approvals-done|truongphong.snv|/trinh-ky/?phan=da-duyet
approvals-none|chuyenvien.snv|/trinh-ky/
signing|giamdoc.snv|/trinh-ky/
sign|giamdoc.snv|/trinh-ky/ky/
sign-confirm|giamdoc.snv|/trinh-ky/ky/|[data-open=sign-confirm]
outgoing-waiting|vanthu.snv|/van-ban-di/cho-phat-hanh/
issuing|vanthu.snv|/van-ban-di/cho-phat-hanh/|tr[data-row] a
outgoing|vanthu.snv|/van-ban-di/da-phat-hanh/
outgoing-filters|vanthu.snv|/van-ban-di/da-phat-hanh/|[data-open=outgoing-filters]
outgoing-document|vanthu.snv|/van-ban-di/da-phat-hanh/|tr[data-row] a
recipient-add|vanthu.snv|/van-ban-di/da-phat-hanh/|tr[data-row] a|[data-open=recipient-add]
outgoing-cancelled|vanthu.snv|/van-ban-di/da-huy/
ink|vanthu.snv|/van-ban-di/ban-giay/
series|vanthu.snv|/thiet-lap/so-va-so/
registers|vanthu.snv|/so/
register-book|vanthu.snv|/so/|a[data-row-link]
register-out|vanthu.snv|/so/|tr:nth-child(2) a[data-row-link]
register-gaps|vanthu.snv|/so/|a[href*=so-thieu]
work-files|chuyenvien.snv|/ho-so/
work-file|chuyenvien.snv|/ho-so/|a[data-row-link]
work-file-new|chuyenvien.snv|/ho-so/mo/
search|chuyenvien.snv|/tra-cuu/
search-hits|chuyenvien.snv|/tra-cuu/?q=can+bo
search-none|chuyenvien.snv|/tra-cuu/?q=xyzxyz
tasks|truongphong.snv|/cong-viec/
tasks-given|truongphong.snv|/cong-viec/?xem=da-giao
groups|vanthu.snv|/nhom/
groups-archived|vanphong.snv|/nhom/?xem=luu-tru
group-new|vanphong|/nhom/lap/
group|vanthu.snv|/nhom/|a.item[data-row]
group-menu|vanthu.snv|/nhom/|a.item[data-row]|.grp-menu > summary
group-directive|vanphong|/nhom/|a.item[data-row]|[data-directive-open]
group-members|vanphong|/nhom/|a.item[data-row]|.cs-top a[href$="/thanh-vien/"]
group-find|vanphong|/nhom/|a.item[data-row]|.cs-top a[href$="/tim/"]|fill:#find-words=tai khoan|.grp-find button
group-readers|vanphong|/nhom/|a.item[data-row]|.ft1 .read
group-cascade|vanphong|/nhom/|a.item[data-row]|.ft1 .lnk
notices|chuyenvien.snv|/thong-bao/
notices-empty|quantri|/thong-bao/
stubs|vanthu.snv|/bao-ve/mau-dang-ky/
stub|vanthu.snv|/bao-ve/mau-dang-ky/ghi/
contested|quantri|/bao-ve/xin-xem-lai/
tree|quantri|/co-quan/
agency|quantri|/co-quan/|.cs-body a[href^="/co-quan/"]:not([href="/co-quan/them/"])
agency-new|quantri|/co-quan/them/
agency-edit|quantri|/co-quan/|.cs-body a[href^="/co-quan/"]:not([href="/co-quan/them/"])|a[href$="/sua/"]
unit|quantri|/co-quan/|.cs-body a[href^="/co-quan/"]:not([href="/co-quan/them/"])|a[href^="/don-vi/"]
post|quantri|/co-quan/|.cs-body a[href^="/co-quan/"]:not([href="/co-quan/them/"])|a[href^="/vi-tri/"]
body|quantri|/co-quan/|.cs-body a[href^="/co-quan/"]:not([href="/co-quan/them/"])|a[href^="/chu-the/"]
persons|quantri|/nguoi/
person|quantri|/nguoi/|.cs-body a[href^="/nguoi/"]:not([href*=them]):not([href*=nhap])
person-new|quantri|/nguoi/them/
import|quantri|/nguoi/nhap/
delegations|quantri|/uy-quyen/
delegations-leader|giamdoc.snv|/uy-quyen/
delegation-new|quantri|/uy-quyen/them/
calendar|quantri|/lich/
door|quantri|/lien-thong/ket-noi/
door-edit|quantri|/lien-thong/ket-noi/sua/
door-secrets|quantri|/lien-thong/ket-noi/khoa/
mailboxes|quantri|/thu-dien-tu/hop-thu/
mailbox-add|quantri|/thu-dien-tu/hop-thu/them/
letters|vanthu.snv|/thu-dien-tu/thu-di/
letters-left|vanthu.snv|/thu-dien-tu/thu-con-lai/
door-packages|quantri|/lien-thong/goi-tin/?huong=di
door-packages-in|quantri|/lien-thong/goi-tin/?huong=den
hub-members|quantri|/lien-thong/don-vi/
hub-member-new|quantri|/lien-thong/don-vi/them/
account|giamdoc.snv|/tai-khoan/
password|giamdoc.snv|/tai-khoan/mat-khau/
security|giamdoc.snv|/tai-khoan/hai-lop/
two-factor-on|chuyenvien.snv|/tai-khoan/hai-lop/bat/
passkeys|chuyenvien.snv|/tai-khoan/khoa/
sessions|giamdoc.snv|/tai-khoan/phien/
api-keys|quantri|/api/khoa/
check|vanthu.snv|/van-ban-di/da-phat-hanh/|tr[data-row] a|a[href*="/kiem-tra/"]
evidence|vanthu.snv|/van-ban-di/da-phat-hanh/|tr[data-row] a|a[href*="/chu-ky/"]
originals|quantri|/tep/toan-ven/
confirm|chuyenvien.snv|/xac-nhan/
sign-out|chuyenvien.snv|/dang-xuat/
more|vanthu.snv|/ui/them/
keys-page|vanthu.snv|/ui/phim-tat/
error-404|giamdoc.snv|/khong-co/
error-403|chuyenvien.snv|/co-quan/them/
error-csrf|giamdoc.snv|/thong-bao/|send:/thong-bao/da-xem/
error-409|giamdoc.snv|/khong-co/|words:409
error-413|giamdoc.snv|/khong-co/|words:413
error-500|giamdoc.snv|/khong-co/|words:500
offline|giamdoc.snv|/ui/ngoai-tuyen/
offline-line|vanthu.snv|/van-ban-den/cho-vao-so/|no-net
sign-in||/dang-nhap/
sign-in-wrong||/dang-nhap/|fill:[name=login]=vanthu.snv|fill:[name=password]=sai|.signin form .btn-primary, form .btn-primary
no-sign-up||/dang-nhap/khong-tu-dang-ky/
"""


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    account: str
    path: str
    steps: tuple[str, ...] = ()


def screens(words: Sequence[str] = ()) -> Iterator[Screen]:
    """All, or those whose name holds one of the words (regular expressions)."""
    for line in _SCREENS.strip().splitlines():
        name, account, path, *steps = line.split("|")
        if not words or any(re.search(word, name) for word in words):
            yield Screen(name, account, path, tuple(steps))
