import pytest
from django.core.cache import cache

from cms.people.college.models import CollegeSettings
from cms.people.college.queries import college, terms, terms_version

pytestmark = pytest.mark.django_db


def test_college_is_read_once(django_assert_num_queries):
    college()

    with django_assert_num_queries(0):
        assert college().college_name == "Our College"


def test_a_change_is_seen_at_once_and_renews_the_words_version():
    before = terms_version()
    ours = CollegeSettings.load()
    ours.learner = "student"

    ours.save()

    assert terms()["learner"] == "student"
    assert terms_version() != before


def test_terms_use_the_authors_own_spelling():
    found = terms()

    assert found["DSL"] == "designated safeguarding lead"
    assert "dsl" not in found
    assert {"ILP", "mentors", "line_manager", "college"} <= set(found)


def test_a_process_that_lost_its_cache_reads_afresh():
    CollegeSettings.load()
    CollegeSettings.objects.update(college_name="Larkmoor College")
    cache.clear()

    assert college().college_name == "Larkmoor College"
