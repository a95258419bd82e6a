from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "caunoi.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.directives.duties import ORIGIN
        from caunoi.directives.handover import TRANSFER
        from caunoi.obligations import origins
        from caunoi.orgs import custody

        origins.register(ORIGIN)
        custody.register(TRANSFER)
