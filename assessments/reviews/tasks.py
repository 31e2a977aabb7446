from celery import shared_task

from cms.people.accounts.models import User

from .models import ReviewCycle
from .services.cycles import open_many
from .services.opening import open_due_reviews
from .services.reminding import remind_of_reviews


@shared_task(name="reviews.open_for_people")
def open_for_people(cycle: int, people: list[int], by: int | None) -> None:
    rows = ReviewCycle.objects.select_related("template")
    open_many(cycle=rows.get(pk=cycle), people=people, by=User.objects.get(pk=by) if by else None)


@shared_task(name="reviews.open_due")
def open_due() -> None:
    open_due_reviews()


@shared_task(name="reviews.remind")
def remind() -> None:
    remind_of_reviews()
