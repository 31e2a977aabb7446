from django.conf import settings
from django.utils.crypto import salted_hmac

from cms.people.accounts.models import User


def writer_at(address: str) -> User | None:
    """The active person whose account has this address."""
    if not address or len(address) > 254 or not address.isprintable():
        return None
    return User.objects.filter(email=address.lower(), is_active=True).first()


def browser_names(person: User) -> list[str]:
    """What a browser knows somebody by, to keep apart what two people write in it offline.

    It tells a reader of that browser's store nothing. After the site's secret key has changed, the
    names made of the older ones follow the new one: nothing that waits loses its owner.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("mailbox.browser_names", str(person.pk), secret=secret).hexdigest()[:32]
        for secret in secrets
    ]
