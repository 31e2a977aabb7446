import pytest
from django.urls import reverse

from cms.people.notices.models import Notice, NoticePreference
from cms.people.notices.rules import FIXED, Channel, NoticeKind
from tests.factories.people import NoticeFactory

pytestmark = pytest.mark.django_db
LIST = reverse("notices:notice_list")


def test_notice_list_shows_ones_own(mentor, peer, client_of, visitor):
    NoticeFactory.create(recipient=mentor, title="Mine")
    NoticeFactory.create(recipient=peer, title="Theirs")

    page = client_of(mentor).get(LIST).content.decode()

    assert "Mine" in page
    assert "Theirs" not in page
    assert visitor.get(LIST).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_notice_list_asks_the_same_number_of_times(
    count, mentor, client_of, django_assert_num_queries
):
    NoticeFactory.create_batch(count, recipient=mentor)
    client = client_of(mentor)
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_notice_open_goes_there_and_remembers(mentor, client_of):
    notice = NoticeFactory.create(recipient=mentor, url="/account/")

    answer = client_of(mentor).get(notice.get_absolute_url())

    notice.refresh_from_db()
    assert answer["Location"] == "/account/"
    assert notice.read_at


def test_notice_open_of_somebody_else_is_not_found(mentor, peer, client_of):
    notice = NoticeFactory.create(recipient=mentor)

    assert client_of(peer).get(notice.get_absolute_url()).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("url", ["", "https://elsewhere.test/", "//elsewhere.test"])
def test_notice_open_never_leaves_the_site(url, mentor, client_of):
    notice = NoticeFactory.create(recipient=mentor, url=url)

    assert client_of(mentor).get(notice.get_absolute_url())["Location"] == LIST


def test_notice_read_all(mentor, peer, client_of):
    NoticeFactory.create_batch(2, recipient=mentor)
    NoticeFactory.create(recipient=peer)
    client = client_of(mentor)

    client.post(reverse("notices:notice_read_all"))

    assert Notice.objects.filter(read_at=None).count() == 1
    assert client.get(reverse("notices:notice_read_all")).status_code == 405


def test_preferences_are_kept(mentor, client_of):
    client, url = client_of(mentor), reverse("notices:preferences")
    data = {kind.value: Channel.APP for kind in NoticeKind if kind not in FIXED}

    page = client.get(url).content.decode()
    answer = client.post(url, data)

    assert "always sent" in page
    assert answer.status_code == 302
    assert NoticePreference.objects.filter(recipient=mentor, channel=Channel.APP).count() == len(
        data
    )


def test_preferences_refuse_an_unknown_channel(mentor, client_of):
    answer = client_of(mentor).post(reverse("notices:preferences"), {"cpd_draft": "pigeon"})

    assert answer.status_code == 200
    assert not NoticePreference.objects.exists()
