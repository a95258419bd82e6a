from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "caunoi.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.obligations.handover import TRANSFER
        from caunoi.orgs import custody

        custody.register(TRANSFER)
