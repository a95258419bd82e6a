"""Accounts as an application; hands its roles over at a reorganization."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "caunoi.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.accounts.handover import TRANSFER
        from caunoi.orgs import custody

        custody.register(TRANSFER)
