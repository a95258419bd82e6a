"""The organization as an application."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "caunoi.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"
