"""Every setting of the shop, read once from environment variables.

Without DEBUG the process refuses to start when SECRET_KEY or ALLOWED_HOSTS is missing. The README lists the variables.
One module although it is long: whoever looks for a setting looks here, from top to bottom. Tables that are longer than a setting
have modules of their own beside it: what the clock asks for in `schedule`, how the administration looks in `administration`.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import administration, logs, schedule, services
from config.environment import app_origins, boolean, database, integer, load_file, text, words
from shop.api import lifecycle

load_file()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(text("MARIGOLD_VAR", str(BASE_DIR / "var")))

DEBUG = boolean("DEBUG", default=False)
DEMO = boolean("MARIGOLD_DEMO", default=DEBUG)
SECRET_KEY = text("SECRET_KEY", "for-development-only" if DEBUG else "")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1 localhost [::1]" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text. On your own machine `make run` does it, in .env."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of the shop, separated by spaces.")
SITE_URL = text("SITE_URL", f"http://127.0.0.1:{integer('PORT', 8000)}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_celery_beat",
    "django_htmx",
    "django_structlog",
    "imagekit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "treebeard",
    "shop",
    "search",
    "recommendations",
    "assistant",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shop.files.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shop.files.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shop.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shop.middleware.VisitorMiddleware",
    "search.middleware.ClickMiddleware",
    "recommendations.middleware.ChoiceMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "shop.context.storefront",
            ],
        },
    },
]

DATABASES = {
    "default": database(
        text("DATABASE_URL") or services.database_url(), pool=boolean("DATABASE_POOL", default=False)
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = text("REDIS_URL") or services.redis_url()
CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "marigold",
    }
}
SESSION_ENGINE = "shop.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CELERY_BROKER_URL = text("CELERY_BROKER_URL") or services.celery_broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ROUTES = {
    f"search.tasks.{name}": {"queue": "train"}
    for name in ("rebuild_index", "train_encoder", "promote_encoder", "learn_ranking")
} | {
    "assistant.tasks.train_writer": {"queue": "train"},
    "assistant.tasks.train_reviews": {"queue": "train"},
    "recommendations.tasks.train": {"queue": "train"},
    "recommendations.tasks.train_unit": {"queue": "train"},
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = schedule.ERRANDS

AUTH_USER_MODEL = "shop.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "shop:account"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_ADAPTER = "shop.accounts.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False

HEADLESS_CLIENTS = ("app",)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = text("SHOP_NAME", "Marigold")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = text("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

EMAIL_BACKEND = text(
    "EMAIL_BACKEND",
    f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = text("EMAIL_HOST", "localhost")
EMAIL_PORT = integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = boolean("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Marigold <shop@example.com>")

# The shop
SHOP_NAME = text("SHOP_NAME", "Marigold")
CURRENCY = text("CURRENCY", "EUR")
DEFAULT_COUNTRY = text("DEFAULT_COUNTRY", "DE")
RESERVATION_MINUTES = integer("RESERVATION_MINUTES", 10)
RETURN_DAYS = integer("RETURN_DAYS", 30)
LOW_STOCK = integer("LOW_STOCK", 5)
CART_LINE_LIMIT = 99
ENCODER = text("ENCODER", "bundled")
WRITER = text("WRITER", "local")
WRITER_KEY = text("WRITER_KEY")
if WRITER:  # without one no worker reads its queue, and templates are quick
    for name in ("refine_description", "write_descriptions"):
        CELERY_TASK_ROUTES[f"assistant.tasks.{name}"] = {"queue": "writer"}
WRITER_PATIENCE = 0.3
CART_DAYS = 60
CHAT_DAYS = integer("CHAT_DAYS", 180)
CHAT_PER_MINUTE = integer("CHAT_PER_MINUTE", 20)
CHAT_PER_DAY = integer("CHAT_PER_DAY", 400)
ACTIVITY_DAYS = integer("ACTIVITY_DAYS", 400)
SHELF_DAYS = integer("SHELF_DAYS", 90)
RECOMMENDATIONS_VARIETY = integer("RECOMMENDATIONS_VARIETY", 10) / 100
RECOMMENDATIONS_NEW_DAYS = integer("RECOMMENDATIONS_NEW_DAYS", 30)
RECOMMENDATIONS_NEW_EVENTS = integer("RECOMMENDATIONS_NEW_EVENTS", 20)
PAYMENT_GATEWAY = text("PAYMENT_GATEWAY", "sandbox")
SANDBOX_WEBHOOK_SECRET = text("SANDBOX_WEBHOOK_SECRET", SECRET_KEY)
STRIPE_SECRET_KEY = text("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = text("STRIPE_WEBHOOK_SECRET")
MONEY_ROUNDING_UNIT = Decimal("0.01")

# The API for apps
API_RATES = {
    "read": integer("API_READS_PER_MINUTE", 600),
    "write": integer("API_WRITES_PER_MINUTE", 120),
    "search": integer("API_SEARCHES_PER_MINUTE", 120),
    "sign-in": integer("API_SIGN_INS_PER_MINUTE", 60),
    "chat": integer("API_CHATS_PER_MINUTE", 60),
}
API_RETURN_URLS = words("API_RETURN_URLS")
API_PASSKEY_ORIGINS = app_origins("API_PASSKEY_ORIGINS")
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "shop.api.problems.handle",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "shop.api.openapi.Described",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Marigold",
    "DESCRIPTION": "The shop for apps. docs/api.md begins in ten minutes; every problem's `type` is an address that explains it. "
    "Every GET takes `fields=id,price.amount`, which leaves the other members out of the answer.",
    "VERSION": lifecycle.VERSION,
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVERS": [{"url": "https://shop.example.com"}],
    "COMPONENT_SPLIT_REQUEST": False,
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "shop.api.openapi.with_examples",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "OrderStatus": "shop.api.enums.ORDER",
        "PaymentStatus": "shop.api.enums.PAYMENT",
        "ReviewStatus": "shop.api.enums.REVIEW",
        "Platform": "shop.api.enums.PLATFORM",
        "Topic": "shop.api.enums.TOPIC",
    },
    "DISABLE_ERRORS_AND_WARNINGS": False,
}

# Security
SECURE_HTTPS = boolean("SECURE_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63072000 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HTTPS
SECURE_HSTS_PRELOAD = SECURE_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if boolean("TRUST_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = SECURE_HTTPS
CSRF_COOKIE_SECURE = SECURE_HTTPS
LANGUAGE_COOKIE_SECURE = SECURE_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "shop.views.errors.forbidden"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, "https://checkout.stripe.com"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = logs.configuration(as_json=not (DEBUG or DEMO), level=text("LOG_LEVEL", "INFO"))
UNFOLD = administration.unfold(SHOP_NAME)
