"""A college on its first day: what is about safeguarding waits for its safeguarding lead."""

import pytest
import yaml
from django.urls import reverse
from django.utils import timezone

from cms.dashboard.services import PROGRAMMES, set_up_site
from cms.demo.college import FACTS, approve_safeguarding
from cms.people.accounts.rules import Role
from cms.people.editors.services import keep_groups_in_step
from courses.approval.models import ContentApproval
from courses.approval.queries import board, count_waiting
from courses.catalogue.models import ModulePage, ProgrammePage, StepPage
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    root_page()
    programme = shipped_programme(tmp_path, "saf")
    return lambda: set_up_site(programme=programme)


def test_a_fresh_site_leaves_safeguarding_waiting_and_says_so(site, trainer, client_of):
    report = site()
    keep_groups_in_step()

    module = ModulePage.objects.get(code="SAF")
    assert not module.live
    assert count_waiting() == 13
    assert "created, waits for approval: Safeguarding for mentors" in map(str, report.lines)
    first_screen = client_of(trainer).get(reverse("wagtailadmin_home")).content.decode()
    assert "13 pages about safeguarding wait for a safeguarding lead" in first_screen
    assert site().changed == []


def test_the_lead_of_the_demo_college_has_approved_it_some_weeks_ago(site):
    lead = make_person("Martin", "Hale", Role.DSL, email="martin.hale@larkmoor.example")
    site()

    approve_safeguarding(yaml.safe_load(FACTS.read_text(encoding="utf-8"))["approval"])

    assert ModulePage.objects.get(code="SAF").live
    assert (board().open, ContentApproval.objects.count()) == ([], 13)
    row = ContentApproval.objects.first()
    assert row.approver == lead
    assert (timezone.now() - row.approved_at).days > 20
    assert site().changed == []


@pytest.mark.slow
def test_every_programme_that_comes_with_the_site_is_loaded_once():
    root_page()

    first = [str(line) for line in set_up_site().lines]
    again = set_up_site()

    programmes = ProgrammePage.objects.live().order_by("path")
    titles = ["Mentor induction", "Conversations to practise"]
    assert [programme.title for programme in programmes] == titles
    assert [f"created: {title}" in first for title in titles] == [True, True]
    modules = [ModulePage.objects.child_of(programme).count() for programme in programmes]
    assert (len(PROGRAMMES), modules) == (2, [5, 7])
    assert "created: The review you nearly wrote" in first
    assert "created, waits for approval: Half a counsellor" in first
    steps = StepPage.objects.count()
    assert again.changed == []
    assert StepPage.objects.count() == steps
