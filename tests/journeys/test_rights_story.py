"""What people may ask of what is kept about them, and how somebody leaves."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cms.people.privacy.models import RightsRequest
from cms.people.privacy.rules import LEAVER_DAYS, RequestState
from cms.people.privacy.services.leavers import settle_leavers
from cms.people.teams.models import StaffProfile
from tests.factories import supervision as scene
from tests.factories.people import StaffProfileFactory, days_ago

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_rights_request_from_the_question_to_the_copy(
    browser_page, signed_in, mentor, supervisor, dpo, peer, assert_accessible
):
    session = scene.held(scene.agreement(mentor, supervisor), 30)
    record = scene.locked(session)
    record.items.update(summary=f"{peer.display_name} opened the talk well.")
    scene.personal_note(mentor, session)
    scene.personal_note(supervisor, session, words="For Helen alone.")
    yasmin = signed_in(browser_page(accept_downloads=True), mentor)

    yasmin.goto(reverse("privacy:request_create"))
    assert_accessible(yasmin)
    yasmin.locator("[name=kind][value=copy]").check()
    yasmin.get_by_role("main").locator("form button.btn-primary").click()
    asked = RightsRequest.objects.get()
    assert asked.subject == mentor

    # The DPO makes sure who asks, looks through everything and answers every passage.
    nigel = signed_in(browser_page(), dpo)
    nigel.goto(asked.get_absolute_url())
    assert_accessible(nigel)
    nigel.get_by_role("button", name="I have made sure who asks").click()
    nigel.get_by_role("button", name="Look through everything").click()
    nigel.goto(reverse("privacy:redaction_list", args=[asked.pk]))
    expect(nigel.get_by_text(re.compile("wait"))).to_be_visible()
    assert_accessible(nigel)
    while nigel.locator("input[value=redact]").count():
        for choice in nigel.locator("input[value=redact]").all():
            choice.check()
        nigel.get_by_role("button", name="Keep these answers").click()
        nigel.wait_for_load_state()
    nigel.goto(asked.get_absolute_url())
    nigel.get_by_role("button", name="The copy is ready").click()
    asked.refresh_from_db()
    assert asked.state == RequestState.READY

    yasmin.goto(asked.get_absolute_url())
    with yasmin.expect_download() as fetched:
        yasmin.get_by_role(
            "button", name=re.compile("Fetch|Take|Download|copy", re.I)
        ).first.click()
    bundle = zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes()))
    about = bundle.read(next(name for name in bundle.namelist() if name.endswith(".json"))).decode()
    assert scene.KEPT in json.dumps(json.loads(about), ensure_ascii=False)
    assert "For Helen alone." not in about
    assert peer.display_name not in about
    assert "[another person] opened the talk well." in about
    refused = nigel.request.get(reverse("privacy:bundle_fetch", args=[asked.pk]))
    assert refused.status == 405  # a copy is sent to who asks for it by a button, and only to her


def test_a_leaver_reads_and_takes_along_and_then_is_gone(
    browser_page, signed_in, mentor, hr, supervisor, assert_accessible
):
    if not StaffProfile.objects.filter(person=mentor).exists():
        StaffProfileFactory.create(person=mentor)
    record = scene.locked(scene.held(scene.agreement(mentor, supervisor), 20))
    beth = signed_in(browser_page(), hr)
    beth.goto(reverse("privacy:leaver_day", args=[mentor.pk]))
    assert_accessible(beth)
    beth.locator("[name=left_on]").fill(days_ago(1).isoformat())
    beth.get_by_role("main").locator("form button.btn-primary").click()
    beth.goto(reverse("privacy:leaver_detail", args=[mentor.pk]))
    expect(beth.get_by_text(mentor.display_name).first).to_be_visible()
    assert_accessible(beth)
    settle_leavers(now=timezone.now())

    # She reads what is hers, and every other page says kindly why not.
    yasmin = signed_in(browser_page(), mentor)
    yasmin.goto("/")
    assert_accessible(yasmin)
    assert yasmin.goto(record.get_absolute_url()).status == 200
    assert yasmin.goto(reverse("profiles:export_create")).status == 200
    assert yasmin.goto(reverse("cpd:entry_list")).status == 403
    expect(yasmin.get_by_role("heading", level=1)).to_be_visible()

    # After sixty days the account is closed.
    settle_leavers(now=timezone.localtime() + timedelta(days=LEAVER_DAYS + 1))
    mentor.refresh_from_db()
    assert not mentor.is_active
