from django.urls import URLPattern, URLResolver, path

from congso.groups.views import cascade, conversation, groups

app_name = "groups"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", groups.groups, name="groups"),
    path("lap/", groups.new, name="new"),
    path("<int:group_id>/", conversation.group, name="group"),
    path("<int:group_id>/gui/", conversation.send, name="send"),
    path("<int:group_id>/tin-moi/", conversation.newer, name="newer"),
    path("<int:group_id>/da-doc/", conversation.mark, name="mark"),
    path("<int:group_id>/luot-doc/", conversation.counts, name="counts"),
    path("<int:group_id>/tim/", conversation.find, name="find"),
    path("<int:group_id>/thanh-vien/", groups.members, name="members"),
    path("<int:group_id>/thanh-vien/bo/", groups.remove, name="remove"),
    path("<int:group_id>/roi/", groups.leave, name="leave"),
    path("<int:group_id>/luu-tru/", groups.archive, name="archive"),
    path("tin/<int:placement_id>/", conversation.one, name="message"),
    path("tin/<int:placement_id>/nguoi-doc/", conversation.readers, name="readers"),
    path("tin/<int:placement_id>/xac-nhan/", conversation.acknowledge, name="acknowledge"),
    path("tin/<int:placement_id>/sua/", conversation.edit, name="edit"),
    path("tin/<int:placement_id>/xoa/", conversation.delete, name="delete"),
    path("tin/<int:placement_id>/chuyen/", cascade.pass_on, name="pass_on"),
    path("tin/<int:placement_id>/cay/", cascade.tree, name="tree"),
    path("tin/<int:placement_id>/nhac/", cascade.remind, name="remind"),
]
