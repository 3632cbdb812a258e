"""Words for the codes of this app."""

from django.utils.translation import gettext_lazy as _

from congso.kernel.actor import Role

ROLES = {
    Role.CLERK: _("Văn thư"),
    Role.LEADER: _("Lãnh đạo cơ quan"),
    Role.OFFICE: _("Văn phòng"),
    Role.UNIT_HEAD: _("Lãnh đạo đơn vị"),
    Role.OFFICER: _("Chuyên viên"),
    Role.ADMIN: _("Quản trị"),
}
RANKS = {
    1: _("Người đứng đầu cơ quan"),
    2: _("Cấp phó người đứng đầu"),
    3: _("Trưởng đơn vị"),
    4: _("Phó đơn vị"),
    5: _("Chuyên viên, nhân viên"),
}
AGENCY_KINDS = {
    "committee": _("UBND tỉnh"),
    "department": _("Sở, ban, ngành"),
    "commune": _("UBND xã, phường"),
    "mass": _("Mặt trận, đoàn thể"),
    "middle": _("Cấp trung gian"),
    "party": _("Cơ quan Đảng"),
    "other": _("Khác"),
}
BODY_KINDS = {
    "ubnd": _("Ủy ban nhân dân"),
    "hdnd": _("Hội đồng nhân dân"),
    "office": _("Văn phòng"),
    "department": _("Sở, ban, ngành"),
    "mass": _("Mặt trận, đoàn thể"),
    "party": _("Cơ quan Đảng"),
    "other": _("Khác"),
}
FORMS = {
    "KT": _("KT. (ký thay)"),
    "TL": _("TL. (thừa lệnh)"),
    "TUQ": _("TUQ. (thừa ủy quyền)"),
    "Q": _("Q. (quyền)"),
}
DAY_KINDS = {
    "off": _("Nghỉ"),
    "work": _("Làm việc (hoán đổi)"),
    "morning": _("Chỉ buổi sáng"),
    "afternoon": _("Chỉ buổi chiều"),
}
CODE_FORMS = {"new": _("QĐ 20/2020"), "old": _("QCVN 102:2016")}
