"""What django-allauth and django-axes ask us: no self-registration, mail that is never lost,
the college's own sign-in for existing accounts only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from cms.people.college.queries import college
from cms.people.notices.services import send_account_mail

from .models import User
from .services import note_college_sign_in


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:my_account")

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Somebody without a password has none to forget: the invitation is their way in."""
        if not user.has_usable_password():
            self.send_mail("account/email/no_password", email, {"user": user})
            return
        super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        words = {
            "request": self.request,
            "email": email,
            "college": college(),
            "site_url": settings.BASE_URL.rstrip("/"),
            **context,
        }
        message = self.render_mail(template_prefix, email, words)
        send_account_mail(
            to=email,
            subject=message.subject,
            text=message.body,
            html=html_of(message, words),
        )


def html_of(message: EmailMessage, words: dict[str, Any]) -> str:
    """allauth brings text only; the same words in our own frame."""
    for alternative in getattr(message, "alternatives", []):
        return str(alternative[0])
    return render_to_string("emails/plain.html", {**words, "text": message.body})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The college's sign-in (OIDC) opens an account that exists; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        person = sociallogin.user if sociallogin.is_existing else None
        if request.user.is_authenticated and sociallogin.state.get("process") == "connect":
            return
        if person is None or not person.is_active:
            raise ImmediateHttpResponse(self._refusal(request, sociallogin, person))
        note_college_sign_in(person=person)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Only an address the college vouches for, and only an account that is open."""
        for address in sociallogin.email_addresses:
            if address.verified:
                email = User.objects.normalize_email(address.email)
                person = User.objects.filter(email=email, is_active=True).first()
                if person:
                    return person, email
        return None

    def _refusal(
        self, request: HttpRequest, sociallogin: SocialLogin, person: User | None
    ) -> HttpResponse:
        addresses = sociallogin.email_addresses
        context = {
            "email": addresses[0].email if addresses else "",
            "is_verified": any(address.verified for address in addresses),
            "is_closed": person is not None,
            "college": college(),
        }
        return render(request, "socialaccount/refused.html", context, status=403)


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name failed sign-ins are counted under: the address, in small letters."""
    found = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not found and request is not None:
        found = request.POST.get("login", "")
    return User.objects.normalize_email(found)
