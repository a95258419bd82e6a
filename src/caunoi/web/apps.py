"""The web application; the last to start."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "caunoi.web"
    label = "web"

    def ready(self) -> None:
        # The last area to start: nobody registers a transfer or an origin after this.
        from caunoi.obligations import origins
        from caunoi.orgs import custody

        custody.freeze()
        origins.freeze()
