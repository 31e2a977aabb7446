"""In a real browser: from the share to the seal, and every screen around it."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.reviews import services
from assessments.reviews.models import DevelopmentAction, PerformanceReview, ReviewTemplate
from assessments.reviews.rules import ReviewState, Stance
from tests.browser import BOTH_ENDS, NARROW, WIDE, assert_nothing_sticks_out
from tests.factories import reviews
from tests.factories.people import days_ago
from tests.factories.standards import st0148

from .moves import answer, explained, finished, fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def kinds():
    st0148()
    services.load_default_reviews()
    return {row.kind: row for row in ReviewTemplate.objects.all()}


@pytest.fixture
def ready(kinds, mentor, manager, senior):
    review = reviews.review(mentor, manager, template=kinds["annual"], countersigner=senior)
    reviews.ready_to_share(review)
    DevelopmentAction.objects.create(
        review=review, need="To wait longer after a question", activity="Two peer visits",
        learner_outcome="They name their own next step", due_on=days_ago(-90),
    )  # fmt: skip
    return explained(review)


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, kinds, ready, mentor, peer, manager, senior, hr,
    viewport, theme,
):  # fmt: skip
    cycle = reviews.cycle(hr, template=kinds["annual"], title="Annual reviews 2026")
    PerformanceReview.objects.filter(pk=ready.pk).update(cycle=cycle)
    disputed = reviews.shared(reviews.review(peer, manager, cycle=cycle, countersigner=senior))
    answer(disputed, Stance.DISAGREE, "I see “records” otherwise: we had no system in March.")
    done = reviews.review(mentor, manager, template=kinds["probation"], period_to=days_ago(400),
                          period_from=days_ago(500))  # fmt: skip
    finished(explained(reviews.shared(done)))
    opened = services.begin_review(
        template=kinds["interim"], person=mentor, period_from=days_ago(90), by=manager
    )

    def url(name, *args):
        return reverse(f"reviews:{name}", args=args)

    screens = {
        manager: [
            url("review_home"), ready.get_absolute_url(), url("review_share", ready.pk),
            disputed.get_absolute_url(), url("review_take_back", disputed.pk),
            url("review_countersigner", ready.pk), url("review_cancel", ready.pk),
        ],
        mentor: [
            url("review_home"), opened.get_absolute_url(), done.get_absolute_url(),
            url("review_export", done.pk), url("review_begin"), url("policy_detail"),
            f"{kinds['annual'].get_absolute_url()}?as=reviewer",
        ],
        senior: [disputed.get_absolute_url()],
        hr: [
            url("review_list"), url("cycle_list"), url("cycle_create"),
            f"{url('cycle_create')}?template={kinds['annual'].pk}", cycle.get_absolute_url(),
            url("cycle_people", cycle.pk), url("cycle_close", cycle.pk), url("lateness"),
            url("review_hand_over", ready.pk), url("policy_update"),
            url("template_update", kinds["annual"].pk),
            url("area_update", kinds["annual"].areas.first().pk),
        ],
    }  # fmt: skip

    for person, addresses in screens.items():
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for number, address in enumerate(addresses):
            page.goto(address)
            if SHOTS:
                part = address.strip("/").replace("/", "_").replace("?", "_")
                name = f"{theme}_{person.first_name}_{number}_{part}.png"
                page.screenshot(path=f"{SHOTS}/{name}", full_page=True)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_shared_answered_and_signed_by_three(
    browser_page, signed_in, ready, mentor, manager, senior
):
    writer = signed_in(browser_page(WIDE), manager)
    writer.goto(ready.get_absolute_url())
    writer.get_by_role("link", name="Read it through and share it").click()
    writer.get_by_role("button", name="Share it with").click()
    expect(writer.locator("#messages")).to_contain_text("Shared.")

    reader = signed_in(browser_page(NARROW), mentor)
    reader.goto(reverse("reviews:review_home"))
    reader.get_by_role("link", name="Read it and answer").click()
    reader.get_by_label("I agree, with a comment").check()
    reader.get_by_label("Your words").fill("The quiet group was a joint effort.")
    reader.get_by_role("button", name="Give my answer").click()
    expect(reader.locator("#messages")).to_contain_text("Your answer stands")
    expect(reader.get_by_text("You can sign from")).to_be_visible()

    shared_at = days_ago(12)
    PerformanceReview.objects.update(shared_at=f"{shared_at}T12:00:00Z")
    last = signed_in(browser_page(WIDE), senior)
    for page in (reader, writer, last):
        page.goto(ready.get_absolute_url())
        page.get_by_role("button", name="Sign: I have read this").click()
        expect(page.locator("#messages")).to_contain_text("Signed")

    expect(last.get_by_text("Checksum of the signed words")).to_be_visible()
    assert fresh(ready).state == ReviewState.FINAL


def test_a_round_is_looked_at_before_it_is_opened(page, signed_in, kinds, hr, mentor, peer):
    peer.reporting_lines.all().delete()
    signed_in(page, hr).goto(reverse("reviews:cycle_list"))
    page.get_by_role("link", name="Prepare a round").click()
    page.get_by_label("Annual review").check()
    page.get_by_role("button", name="Go on to the days").click()
    page.get_by_role("button", name="Go on: who takes part").click()

    expect(page.get_by_text("No line manager is known")).to_be_visible()
    page.get_by_role("button", name="Open 1 review").click()

    expect(page.locator("#messages")).to_contain_text("Open: 1 review.")
    expect(page.get_by_role("table", name="Reviews of this round")).to_contain_text(
        mentor.display_name
    )
