"""Settings of the product. What an operator can change comes from the environment."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from caunoi.config import environment

CAUNOI_HOME = environment.home()
SECRET_KEY = environment.secret_key(CAUNOI_HOME)
DEBUG = False
ALLOWED_HOSTS = environment.words("CAUNOI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CAUNOI_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "caunoi.kernel",
    "caunoi.orgs",
    "caunoi.accounts",
    "caunoi.documents",
    "caunoi.obligations",
    "caunoi.indicators",
    "caunoi.directives",
    "caunoi.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caunoi.web.middleware.FrozenClock",
    "caunoi.web.middleware.IdleLogOut",
    "caunoi.web.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "caunoi.config.urls"
WSGI_APPLICATION = "caunoi.config.wsgi.application"
DATABASES = {"default": environment.database(CAUNOI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        # Without a second factor a password has at least 14 characters (TCVN 14423:2026, provisional).
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "caunoi.web.views.session.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

CAUNOI_IDLE_MINUTES = environment.number("CAUNOI_IDLE_MINUTES", 30)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("CAUNOI_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CAUNOI_HTTPS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "caunoi.web.frame.frame",
            ],
        },
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["caunoi.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(CAUNOI_HOME) / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A 200 MB upload is cut off while it comes in; the readers have their own, lower limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A hand-out names each of its units: a province has some thousands of chi bộ.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CAUNOI_UPLOAD_LIMIT = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "caunoi.web.uploads.LimitedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Inside the quarantine, whose sweep also reaches what a killed server left half received.
FILE_UPLOAD_TEMP_DIR = str(Path(CAUNOI_HOME) / "quarantine" / "uploads")
# The upload handler makes that folder when the first file comes.
SILENCED_SYSTEM_CHECKS = ["files.E001"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"caunoi": {"level": "INFO"}},
}
CSRF_FAILURE_VIEW = "caunoi.web.views.errors.csrf_failure"
