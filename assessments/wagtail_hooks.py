"""What the editor says about quizzes beyond their forms."""

from django.contrib import messages
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from .quizzes.models import QuizPage
from .quizzes.queries import quiz_warnings


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_weak_questions(request: HttpRequest, page: Page) -> None:
    """After a save by hand: an autosave asks for JSON and has nobody who reads messages."""
    if isinstance(page, QuizPage) and request.accepts("text/html"):
        for warning in quiz_warnings(page):
            messages.warning(request, f"Please look again. {warning}")
