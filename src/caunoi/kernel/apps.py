"""The ground floor as an application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "caunoi.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.kernel.triggers import install_after_migrate

        post_migrate.connect(install_after_migrate, dispatch_uid="caunoi.triggers")
