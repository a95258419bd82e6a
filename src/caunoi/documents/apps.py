from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "caunoi.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.documents.handover import TRANSFER
        from caunoi.orgs import custody

        custody.register(TRANSFER)
