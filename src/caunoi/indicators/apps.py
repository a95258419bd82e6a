from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "caunoi.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caunoi.indicators.duties import ORIGIN
        from caunoi.indicators.handover import TRANSFER
        from caunoi.obligations import origins
        from caunoi.orgs import custody

        origins.register(ORIGIN)
        custody.register(TRANSFER)
