from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from congso.kernel.actor import Role
from congso.kernel.errors import Forbidden
from congso.people import api
from congso.people.access import SESSION_KEY, signed_in
from congso.people.middleware import ActorMiddleware
from congso.people.models import Agency, Appointment, Person, Post
from congso.people.testing import PersonFactory, make_actor, make_agency, make_unit

pytestmark = pytest.mark.django_db


def _request(user, **session) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    request.session = session
    return request


def _through(request: HttpRequest) -> HttpRequest:
    ActorMiddleware(lambda _request: HttpResponse("ok"))(request)
    return request


def _two_posts():
    agency, other = make_agency(), make_agency("Sở Tài chính")
    first = make_actor(agency, Role.CLERK, name="Lê Thị Hoa")
    second = make_actor(other, Role.UNIT_HEAD, unit=make_unit(other), person_id=first.person_id)
    Appointment.objects.filter(pk=second.appointment_id).update(main=False)
    return first, second


def test_the_main_appointment_is_taken_when_none_was_chosen(django_assert_num_queries):
    first, _second = _two_posts()
    request = _request(Person.objects.get(pk=first.person_id))
    with django_assert_num_queries(1):
        _through(request)
    assert request.actor == first
    assert len(request.appointments) == 2


def test_the_chosen_appointment_is_taken():
    first, second = _two_posts()
    request = _through(_request(Person.objects.get(pk=first.person_id), appointment=second.appointment_id))
    assert request.actor == second
    assert request.actor.unit_id == second.unit_id


def test_an_ended_choice_falls_back_and_is_forgotten():
    first, second = _two_posts()
    Appointment.objects.filter(pk=second.appointment_id).update(until=date(2021, 1, 1))
    request = _through(_request(Person.objects.get(pk=first.person_id), appointment=second.appointment_id))
    assert request.actor == first
    assert SESSION_KEY not in request.session


def test_somebody_elses_appointment_is_not_taken():
    first, _second = _two_posts()
    stranger = make_actor(make_agency("Sở Y tế"))
    request = _through(_request(Person.objects.get(pk=first.person_id), appointment=stranger.appointment_id))
    assert request.actor == first


def test_nobody_has_no_actor_and_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        request = _through(_request(AnonymousUser()))
    assert request.actor is None
    assert request.appointments == ()


def test_a_person_without_post_has_no_actor_unless_administrator_of_the_installation():
    assert _through(_request(PersonFactory())).actor is None
    admin = _through(_request(PersonFactory(installation_admin=True))).actor
    assert admin.has(Role.ADMIN)
    assert admin.agency_id is None


@pytest.mark.parametrize(("model", "field"), [(Post, "active"), (Agency, "active"), (Person, "is_active")])
def test_what_is_switched_off_gives_no_actor(model, field):
    actor = make_actor(make_agency())
    model.objects.update(**{field: False})
    with pytest.raises(Forbidden) as refused:
        api.actor_for(actor.person_id)
    assert refused.value.code == "people.no_post"


def test_actor_for_stands_on_a_day():
    actor = make_actor(make_agency())
    Appointment.objects.filter(pk=actor.appointment_id).update(
        since=date(2026, 3, 1), until=date(2026, 3, 31)
    )
    assert api.actor_for(actor.person_id, on=date(2026, 3, 1)) == actor
    assert api.actor_for(actor.person_id, on=date(2026, 3, 31)) == actor
    for day in (date(2026, 2, 28), date(2026, 4, 1)):
        with pytest.raises(Forbidden):
            api.actor_for(actor.person_id, on=day)


def test_actor_for_refuses_an_appointment_of_somebody_else():
    actor, stranger = make_actor(make_agency()), make_actor(make_agency("Sở Y tế"))
    with pytest.raises(Forbidden) as refused:
        api.actor_for(actor.person_id, stranger.appointment_id)
    assert refused.value.code == "people.not_your_post"


def test_actor_for_gives_the_installation_administrator():
    assert api.actor_for(PersonFactory(installation_admin=True).pk).agency_id is None


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


def test_signed_in_lets_a_person_in_a_post_through():
    actor = make_actor(make_agency(), name="Lê Thị Hoa")
    response = signed_in(_view)(_through(_request(Person.objects.get(pk=actor.person_id))))
    assert response.content.decode() == "Lê Thị Hoa"


def test_signed_in_sends_nobody_to_the_sign_in_page():
    response = signed_in(_view)(_through(_request(AnonymousUser())))
    assert response.status_code == 302
    assert response.url == "/dang-nhap/?next=/"


def test_signed_in_tells_htmx_to_leave_the_page():
    request = _request(AnonymousUser())
    request.META["HTTP_HX_REQUEST"] = "true"
    response = signed_in(_view)(_through(request))
    assert response.headers["HX-Redirect"] == "/dang-nhap/"
