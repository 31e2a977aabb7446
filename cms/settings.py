"""Every setting, typed, from the environment. Production is the default; `make run` asks for less.

A missing or malformed value is reported by name before anything starts, all of them at once.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from cms.logs import console_logging
from cms.policies import looser_in_admin, player_address, strict_policy
from cms.sign_in import college_sign_in

ROOT = Path(__file__).resolve().parent.parent

env = Env(eager=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = env.path("DATA_DIR", default=ROOT / ".data")
SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=32))
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", default=[])  # empty: a key file beside the data
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
DATABASE = env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/waymark.sqlite3")
REDIS_URL = env.str("REDIS_URL", default="")
EMAIL = env.dj_email_url("EMAIL_URL", default="file://")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Waymark <waymark@localhost>")
STATIC_ROOT = env.path("STATIC_ROOT", default=DATA_DIR / "static")
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("OIDC_NAME", default="College account")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0, validate=validate.Range(min=0, max=5))
LOG_LEVEL = env.str(
    "LOG_LEVEL", default="INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
)
EVIDENCE_MAX_BYTES = env.int(
    "EVIDENCE_MAX_BYTES",
    default=10 * 1024**2,
    validate=validate.Range(min=1024, max=100 * 1024**2),
)
# Gets an uploaded file on its standard input: 0 says it is clean, 1 that it is harmful.
EVIDENCE_SCAN_COMMAND = env.str("EVIDENCE_SCAN_COMMAND", default="")
# maildir:/path or imaps://name:password@host/folder; empty: CPD does not come by e-mail.
CPD_MAIL = env.str("CPD_MAIL", default="")
CPD_MAIL_ADDRESS = env.str("CPD_MAIL_ADDRESS", default="")
# H5P plays from an address of its own: another host name, or else the next port.
PLAYER_URL = env.str("PLAYER_URL", default="")
H5P_VIDEO_HOSTS: list[str] = env.list(
    "H5P_VIDEO_HOSTS", default=[]
)  # such as https://video.example
H5P_EDITOR_DIR = env.str("H5P_EDITOR_DIR", default="")  # files of the official editor, if wanted
try:
    env.seal()
except EnvError as error:
    raise ImproperlyConfigured(f"Settings that need attention: {error}") from error

if urlsplit(BASE_URL).scheme not in {"http", "https"} or not urlsplit(BASE_URL).hostname:
    raise ImproperlyConfigured(f"BASE_URL must be a full web address, not {BASE_URL!r}.")
if OIDC_SERVER_URL and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured("OIDC_SERVER_URL needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too.")

IS_HTTPS = urlsplit(BASE_URL).scheme == "https"
PLAYER_URL = player_address(PLAYER_URL, beside=BASE_URL)
ALLOWED_HOSTS = ALLOWED_HOSTS or [urlsplit(BASE_URL).hostname or ""]
ALLOWED_HOSTS += [host for host in [urlsplit(PLAYER_URL).hostname] if host]
CSRF_TRUSTED_ORIGINS = [BASE_URL.rstrip("/")]
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cms.people",
    "content",
    "cms.pages",
    "courses",
    "assessments",
    "cms.dashboard",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_celery_beat",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.security.ContentSecurityPolicyMiddleware",
    "cms.security.SoundAddressMiddleware",
    "cms.security.PlayerOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.people.privacy.views.leavers.LeaverGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers a locked-out sign-in
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cms.dashboard.context.navigation",
            ],
        },
    }
]

# Storage -------------------------------------------------------------------

if DATABASE["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing: WAL for readers, and IMMEDIATE asks for the lock first.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASE["OPTIONS"] = {**DATABASE.get("OPTIONS", {}), "pool": True}
DATABASES = {"default": DATABASE}

CACHES: dict[str, dict[str, object]]
if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    # Files, because gunicorn and the worker must see one another's changes.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    }

_files: dict[str, object] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if S3_BUCKET:
    _files = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": S3_ENDPOINT_URL or None},
    }
STORAGES = {
    "default": _files,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cms.assets.PackageFinder",
]
STATICFILES_DIRS = [ROOT / "cms" / "static"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail posts a whole page, a scenario has many fields

# People and sign-in --------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cms.people.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "cms.people.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only by invitation to its address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # college PCs are shared: closing the browser signs out
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers' addresses
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told to its owner
# A whole college may share one address. Failures, after axes: a wider net, also for second steps.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "30/m/ip,10/5m/key"}
ACCOUNT_FORMS = {
    "login": "cms.people.accounts.forms.SignInForm",
    "reset_password": "cms.people.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "cms.people.accounts.forms.NewPasswordForm",
    "change_password": "cms.people.accounts.forms.ChangePasswordForm",
    "set_password": "cms.people.accounts.forms.ChoosePasswordForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Waymark"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = college_sign_in(
    server=OIDC_SERVER_URL, name=OIDC_NAME, client_id=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET
)
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "cms.people.accounts.adapters.sign_in_name"
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
_port = urlsplit(BASE_URL).port
# With the port: two copies on one host must not sign each other out.
SESSION_COOKIE_NAME = f"waymark_{_port}" if _port else "waymark"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SECURE = IS_HTTPS

# Security headers ----------------------------------------------------------

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail asks for its own preview frames; the policy says who may

# Content security policy ---------------------------------------------------

MEDIA_ORIGIN = S3_ENDPOINT_URL or (f"https://{S3_BUCKET}.s3.amazonaws.com" if S3_BUCKET else "")
CONTENT_SECURITY_POLICY = strict_policy(
    files_from=MEDIA_ORIGIN, sign_in_at=OIDC_SERVER_URL, plays_at=PLAYER_URL
)
CONTENT_SECURITY_POLICY_OF_ADMIN = looser_in_admin(files_from=MEDIA_ORIGIN)

# Language, mail, logs ------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = EMAIL.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20

LOGGING = console_logging(LOG_LEVEL)

# Wagtail -------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Waymark"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "dashboard:author_gate"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # workflows tell people by our notices
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no call home from a college's network
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nor a picture of staff from outside
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# Work that may wait --------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "cms.broker:Transport"  # wins over the address
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600} if REDIS_URL else {"folder": str(DATA_DIR / "broker")}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
