"""Settings of the one Django project. Everything an operator may change comes from the environment (docs/operators.md)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from congso.config import database, env

SOURCE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("CONGSO_DATA_DIR", str(SOURCE.parent.parent / "data")))
DEBUG = env.flag("CONGSO_DEBUG")
TESTING = env.flag("CONGSO_TESTING")
SECRET_KEY = env.text(
    "CONGSO_SECRET_KEY", "only-for-commands-that-need-no-secret" if DEBUG or TESTING else ""
)
ALLOWED_HOSTS = env.words("CONGSO_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("CONGSO_ORIGINS")
CONGSO_PORT = env.number("CONGSO_PORT", 8000)
CONGSO_LIVE_PORT = env.number("CONGSO_LIVE_PORT", CONGSO_PORT + 1)
# Empty: the page asks the same host at CONGSO_LIVE_PORT. Behind one address in production: "/".
CONGSO_LIVE_URL = env.text("CONGSO_LIVE_URL")
CONGSO_PUBLIC_URL = env.text("CONGSO_PUBLIC_URL", f"http://localhost:{CONGSO_PORT}")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "django_prometheus",
    "procrastinate.contrib.django",
    # Before allauth: its templates replace the library's.
    "congso.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "congso.kernel",
    "congso.ui",
    "congso.audit",
    "congso.guard",
    "congso.files",
    "congso.notices",
    "congso.signing",
    "congso.tasks",
    "congso.groups",
    "congso.documents",
    "congso.exchange",
    "congso.mail",
    "congso.flows",
    "congso.rest",
    "congso.web",
    "congso.config",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "congso.ui.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "congso.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congso.people.middleware.SessionActivityMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "congso.people.middleware.ActorMiddleware",
    "congso.ui.middleware.RefusalMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "congso.config.urls"
WSGI_APPLICATION = "congso.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congso.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "congso.ui.forms.Renderer"

DATABASES = {"default": database.from_url(env.text("DATABASE_URL", "postgresql:///congso"))}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One transaction an action, opened by the action itself; a request holds none.
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/dang-nhap/"
ACCOUNT_ADAPTER = "congso.people.adapters.allauth.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "congso.people.adapters.allauth.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or TESTING or CONGSO_PUBLIC_URL.startswith("http://localhost")
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CONGSO_PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SAMESITE = "Lax"
# Not cached_db: a cache per process would keep a session alive after "sign out everywhere".
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "congso.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [SOURCE / "locale"]
FORMAT_MODULE_PATH = ["congso.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[Path] = []
MEDIA_ROOT = DATA_DIR / "files"
CONGSO_TRUST_ROOTS = env.text("CONGSO_TRUST_ROOTS")  # empty: `trust` in the data folder
# How long signatures last: B-B, B-T, B-LT, B-LTA; from B-T on with the time stamps of CONGSO_TSA_URL (RFC 3161).
CONGSO_PADES_LEVEL = env.text("CONGSO_PADES_LEVEL", "B-B")
CONGSO_TSA_URL = env.text("CONGSO_TSA_URL")
if CONGSO_PADES_LEVEL not in ("B-B", "B-T", "B-LT", "B-LTA"):
    raise env.BadSetting(f"CONGSO_PADES_LEVEL={CONGSO_PADES_LEVEL!r}: expected B-B, B-T, B-LT or B-LTA")
# Libraries of tokens and hardware modules: name=/path/of.so, separated by commas.
CONGSO_PKCS11_LIBRARIES = env.words("CONGSO_PKCS11_LIBRARIES")
# Remote signing services: a JSON list in this file; empty: `remote-signing.json` in the data folder.
CONGSO_REMOTE_SIGNING = env.text("CONGSO_REMOTE_SIGNING")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": env.text("CONGSO_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": {"location": str(DATA_DIR / "files")} if not env.text("CONGSO_STORAGE") else {},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or TESTING
            else "congso.ui.storage.StaticStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Reading scans with Tesseract, where it is installed. Tests that need it say so.
CONGSO_OCR = env.flag("CONGSO_OCR", not TESTING)
# Whether authorities are asked over the network if a certificate was revoked (OCSP, lists). Tests that need it say so.
CONGSO_ASK_REVOCATION = env.flag("CONGSO_ASK_REVOCATION", not TESTING)
CONGSO_UPLOAD_LIMIT = env.number("CONGSO_UPLOAD_LIMIT", 200 * 1024 * 1024)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = env.text("CONGSO_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
# Letters to recipients outside. Without a server e-mail lines stay the clerk's, by hand.
CONGSO_SMTP_HOST = "" if TESTING else env.text("CONGSO_SMTP_HOST")
CONGSO_SMTP_PORT = env.number("CONGSO_SMTP_PORT", 587)
CONGSO_SMTP_SECURITY = env.text("CONGSO_SMTP_SECURITY", "starttls")  # starttls, tls, none
CONGSO_SMTP_USER = env.text("CONGSO_SMTP_USER")
CONGSO_SMTP_PASSWORD = env.text("CONGSO_SMTP_PASSWORD")
CONGSO_MAIL_FROM = env.text("CONGSO_MAIL_FROM", "congso@localhost")
CONGSO_MAIL_ATTACH_LIMIT = env.number("CONGSO_MAIL_ATTACH_LIMIT", 10 * 1024 * 1024)
CONGSO_MAIL_LINK_DAYS = env.number("CONGSO_MAIL_LINK_DAYS", 30)
CONGSO_MAIL_IN_LIMIT = env.number("CONGSO_MAIL_IN_LIMIT", 50 * 1024 * 1024)
if TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

PROCRASTINATE_ON_APP_READY = "congso.kernel.jobs.on_app_ready"
# event class name -> handlers; one literal table, filled in congso.config.subscriptions
CONGSO_SUBSCRIPTIONS = "congso.config.subscriptions.SUBSCRIPTIONS"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("CONGSO_LOG_LEVEL", "WARNING")},
}
