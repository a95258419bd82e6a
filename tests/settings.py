"""Settings of the test suite: a throw-away home, fast hashing, tasks run at once."""

import os
import tempfile

os.environ.setdefault("CAUNOI_HOME", tempfile.mkdtemp(prefix="caunoi-test-"))
os.environ.setdefault("CAUNOI_SECRET_KEY", "only-for-tests")

from caunoi.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
