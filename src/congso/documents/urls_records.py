from django.urls import URLPattern, URLResolver, path

from congso.documents.views import register_import, registers, search, search_saved, work_files

_BOOK = "so/<int:register_id>/"
_FILE = "ho-so/<int:work_file_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/", registers.registers, name="registers"),
    path("so/nhap/", register_import.upload, name="register_import_new"),
    path("so/nhap/<int:import_id>/", register_import.show, name="register_import"),
    path("so/nhap/<int:import_id>/bat-dau/", register_import.start, name="register_import_start"),
    path("so/nhap/<int:import_id>/bo/", register_import.drop, name="register_import_drop"),
    path(_BOOK, registers.register, name="register"),
    path(f"{_BOOK}so-thieu/", registers.gaps, name="register_gaps"),
    path(f"{_BOOK}xuat.<slug:output>", registers.export, name="register_export"),
    path(f"{_BOOK}de-nghi-khoa/", registers.ask, name="register_ask"),
    path(f"{_BOOK}tra-lai-de-nghi/", registers.decline, name="register_decline"),
    path(f"{_BOOK}khoa/", registers.close, name="register_close"),
    path("ho-so/", work_files.work_files, name="work_files"),
    path("ho-so/danh-muc-<int:year>.pdf", work_files.list_pdf, name="work_files_pdf"),
    path("ho-so/mo/", work_files.create, name="work_file_new"),
    path("ho-so/nhap/", work_files.import_list, name="work_files_import"),
    path("ho-so/cho-vao/", work_files.add, name="work_file_add"),
    path(_FILE, work_files.work_file, name="work_file"),
    path(f"{_FILE}sua/", work_files.edit, name="work_file_edit"),
    path(f"{_FILE}ket-thuc/", work_files.close, name="work_file_close"),
    path(f"{_FILE}mo-lai/", work_files.reopen, name="work_file_reopen"),
    path(f"{_FILE}dua-ra/", work_files.remove, name="work_file_remove"),
    path(f"{_FILE}muc-luc.pdf", work_files.contents, {"output": "pdf"}, name="work_file_pdf"),
    path(f"{_FILE}muc-luc.xml", work_files.contents, {"output": "xml"}, name="work_file_xml"),
    *[
        path(
            f"ho-so/cua/{kind}/<int:subject_id>/",
            work_files.panel,
            {"kind": kind},
            name=f"work_files_of_{kind}",
        )
        for kind in ("incoming", "draft", "outgoing")
    ],
    path("tra-cuu/", search.search, name="search"),
    path("tra-cuu/bo-loc/", search.search_facets, name="search_facets"),
    path("tra-cuu/cot/", search.search_columns, name="search_columns"),
    path("tra-cuu/xuat.<slug:output>", search.search_export, name="search_export"),
    path("tra-cuu/da-luu/", search_saved.saved, name="search_saved"),
    path("tra-cuu/da-luu/them/", search_saved.keep, name="search_keep"),
    path("tra-cuu/da-luu/<int:search_id>/doi-ten/", search_saved.rename, name="search_rename"),
    path("tra-cuu/da-luu/<int:search_id>/bo/", search_saved.drop, name="search_drop"),
]
