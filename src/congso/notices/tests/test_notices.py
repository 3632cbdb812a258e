from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from congso.kernel import clock, wording
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound
from congso.kernel.models import LiveMessage
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import UnscopedQuery
from congso.notices import api, jobs
from congso.notices.models import Notice
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db
wording.register({"test.assigned": "%(who)s giao việc cho bạn"})


@pytest.fixture
def actor():
    return make_actor(make_agency())


@pytest.fixture
def kept_counts(settings):
    """Counts of the rail belong to all apps and are kept for seconds; here the screen itself is measured."""
    settings.CONGSO_COUNTS_SECONDS = 60
    cache.clear()


def _tell(actor, who="Lê Thị Hoa", count=1):
    for _ in range(count):
        api.notify([actor.person_id], "test.assigned", {"who": who}, SubjectRef("task", 7), "/cong-viec/7/")


def test_each_person_is_told_once_and_hears_it_at_once(actor):
    other = make_actor(make_agency("Sở Y tế"))
    told = api.notify(
        [other.person_id, actor.person_id, actor.person_id],
        "test.assigned",
        {"who": "X"},
        None,
        "/cong-viec/7/",
    )
    assert told == 2
    assert api.unread_count(actor) == api.unread_count(other) == 1
    message = LiveMessage.objects.get(channel=f"person:{actor.person_id}")
    assert (message.kind, message.payload["about"]) == ("notice", "test.assigned")


def test_nobody_to_tell():
    assert api.notify([], "test.assigned", {}, None, "/") == 0


@pytest.mark.parametrize("url", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", ""])
def test_a_notice_never_leads_away(actor, url):
    with pytest.raises(ValueError, match="leads to a page"):
        api.notify([actor.person_id], "test.assigned", {}, None, url)


def test_the_sentence_is_made_when_it_is_read(actor):
    _tell(actor)
    [row] = api.notices_of(actor).rows
    assert (row.text, row.subject, row.seen) == ("Lê Thị Hoa giao việc cho bạn", SubjectRef("task", 7), False)
    assert row.day == clock.today().isoformat()


def test_pages_go_back_in_time(actor, django_assert_num_queries):
    _tell(actor, count=45)
    with django_assert_num_queries(1):
        first = api.notices_of(actor)
    second = api.notices_of(actor, before=first.older)
    assert (len(first.rows), len(second.rows), second.older) == (40, 5, "")
    assert len({row.id for row in [*first.rows, *second.rows]}) == 45
    for cursor in ("rubbish", "W10", "WyJ4Il0"):
        assert len(api.notices_of(actor, before=cursor).rows) == 40


def test_seen_is_marked_by_the_owner_alone(actor):
    _tell(actor)
    notice, stranger = Notice.objects.unscoped(reason="test").get(), make_actor(make_agency("Sở Y tế"))
    with pytest.raises(NotFound):
        api.mark_seen(actor=stranger, notice_id=notice.pk)
    assert api.mark_seen(actor=actor, notice_id=notice.pk) == "/cong-viec/7/"
    notice.refresh_from_db()
    first = notice.seen_at
    api.mark_seen(actor=actor, notice_id=notice.pk)
    notice.refresh_from_db()
    assert notice.seen_at == first
    assert LiveMessage.objects.filter(kind="notice_seen").count() == 1


def test_notices_are_read_with_the_eyes_of_one_person(actor):
    colleague = make_actor(make_agency("Sở Tài chính"))
    _tell(actor)
    assert Notice.objects.for_actor(actor).count() == 1
    assert not Notice.objects.for_actor(colleague).exists()
    assert not Notice.objects.for_actor(Actor.system(colleague.agency_id)).exists()
    assert Notice.objects.for_actor(Actor.system()).count() == 1
    for run in (list, lambda rows: rows.count(), lambda rows: rows.update(seen_at=None)):
        with pytest.raises(UnscopedQuery):
            run(Notice.objects.all())


def test_all_are_marked_at_once_and_no_others(actor):
    stranger = make_actor(make_agency("Sở Y tế"))
    _tell(actor, count=3)
    _tell(stranger)
    assert api.mark_all_seen(actor=actor) == 3
    assert api.mark_all_seen(actor=actor) == 0
    assert (api.unread_count(actor), api.unread_count(stranger)) == (0, 1)
    assert api.notices_of(actor, only_unseen=True).rows == []


def test_old_seen_notices_are_forgotten(actor):
    _tell(actor, count=2)
    kept, old = Notice.objects.unscoped(reason="test").order_by("id")
    Notice.objects.unscoped(reason="test").filter(pk=old.pk).update(
        seen_at=clock.now() - timedelta(days=jobs.KEPT_DAYS + 1)
    )
    jobs.forget()
    assert list(Notice.objects.unscoped(reason="test").all()) == [kept]


URL = "/thong-bao/"


def test_the_list_shows_them_by_day_within_its_queries(
    client, actor, kept_counts, django_assert_max_num_queries
):
    with clock.frozen(datetime(2026, 11, 16, 9, tzinfo=clock.VIETNAM)):
        _tell(actor, "Hôm trước")
    _tell(actor, "Hôm nay", count=12)
    sign_in(client, actor).get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(URL).text
    assert page.count("Hôm nay giao việc") == 12
    assert page.count("list-h") == 2
    assert "16/11" in page


def test_text_of_a_notice_is_escaped(client, actor):
    _tell(actor, "<script>alert(1)</script>")
    assert "<script>alert" not in sign_in(client, actor).get(URL).text


def test_opening_marks_and_leads_on(client, actor):
    _tell(actor)
    sign_in(client, actor)
    assert (
        client.get(reverse("notices:open", args=[Notice.objects.unscoped(reason="test").get().pk])).url
        == "/cong-viec/7/"
    )
    assert "Đã xem hết" in client.get(URL, {"loc": "chua-xem"}).text
    assert client.get(reverse("notices:open", args=[999999])).status_code == 404
    assert client.get(reverse("notices:mark_all")).status_code == 405


def test_marking_all(client, actor):
    _tell(actor, count=2)
    sign_in(client, actor)
    assert "Đã đánh dấu xem tất cả" in client.post(reverse("notices:mark_all"), follow=True).text
    assert api.unread_count(actor) == 0


def test_an_empty_list_says_what_will_come(client, actor):
    assert "Chưa có thông báo" in sign_in(client, actor).get(URL).text


def test_nobody_reads_without_signing_in(client):
    for method, name in ((client.get, "notices:notices"), (client.post, "notices:mark_all")):
        assert method(reverse(name)).status_code == 302
