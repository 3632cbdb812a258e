from django.urls import URLPattern, URLResolver, path

from congso.documents.views import approvals, draft, draft_acts, draft_layout, draft_parts, drafts

_ONE = "du-thao/<int:draft_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("du-thao/", drafts.drafts, name="drafts"),
    path("du-thao/moi/", drafts.new, name="draft_new"),
    path("du-thao/moi/<slug:kind>/", drafts.template, name="draft_template"),
    path("trinh-ky/", approvals.signing, name="signing"),
    path(_ONE, draft.draft, name="draft"),
    path(_ONE, draft.draft, name="draft_page"),
    path(f"{_ONE}luu/", draft.save, name="draft_save"),
    path(f"{_ONE}ban-in/", draft.preview, name="draft_preview"),
    path(f"{_ONE}ban-in.pdf", draft.pdf, name="draft_pdf"),
    path(f"{_ONE}trang/<int:page>.webp", draft.picture, name="draft_picture"),
    path(f"{_ONE}phien-ban/", draft.versions, name="draft_versions"),
    path(f"{_ONE}phien-ban/giu/", draft.keep_version, name="draft_keep_version"),
    path(f"{_ONE}so-sanh/", draft.compare, name="draft_compare"),
    path(f"{_ONE}noi-nhan/", draft_parts.recipients, name="draft_recipients"),
    path(f"{_ONE}nguoi-ky/", draft_parts.signer, name="draft_signer"),
    path(f"{_ONE}lien-tich/", draft_parts.joint, name="draft_joint"),
    path(f"{_ONE}ho-so/", draft.work_file, name="draft_work_file"),
    path(f"{_ONE}tra-loi/", draft_parts.answers, name="draft_answers"),
    path(f"{_ONE}tep/", draft_parts.attach, name="draft_attach"),
    path(f"{_ONE}tep/<int:file_id>/bo/", draft_parts.detach, name="draft_detach"),
    path(f"{_ONE}nguon/", draft_parts.source, name="draft_source"),
    path(f"{_ONE}nguon/bo/", draft_parts.drop_source, name="draft_drop_source"),
    path(f"{_ONE}phieu-trinh/", draft_parts.slip, name="draft_slip"),
    path(f"{_ONE}phieu-trinh.pdf", draft.slip_pdf, name="draft_slip_pdf"),
    path(f"{_ONE}the-thuc/", draft_layout.layout, name="draft_layout"),
    path(f"{_ONE}the-thuc/sua/", draft_layout.mend, name="draft_mend"),
    path(f"{_ONE}trinh/", draft_acts.submit, name="draft_submit"),
    path(f"{_ONE}duyet/", draft_acts.approve, name="draft_approve"),
    path(f"{_ONE}tra-lai/", draft_acts.give_back, name="draft_return"),
    path(f"{_ONE}rut-lai/", draft_acts.take_back, name="draft_take_back"),
    path(f"{_ONE}rut/", draft_acts.withdraw, name="draft_withdraw"),
    path(f"{_ONE}mo-lai/", draft_acts.reopen, name="draft_reopen"),
]
