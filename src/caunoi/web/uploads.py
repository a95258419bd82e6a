"""An upload handler that stops taking bytes once a file is larger than any document we read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from caunoi.kernel import quarantine


class LimitedUpload(FileUploadHandler):
    """Cuts an oversized upload off while it comes in, before it fills the disk.

    The request is marked so that the page can say why; ``connection_reset=False`` reads
    the rest and throws it away, so that the browser gets an answer instead of an error.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        if content_length > settings.CAUNOI_UPLOAD_LIMIT:
            self.request.upload_too_large = True  # type: ignore[union-attr]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        quarantine.uploads()
        # Here and not above: the parser takes this refusal only once it has begun to read the body, and
        # the form's own fields, the forgery token among them, stand before the file.
        if getattr(self.request, "upload_too_large", False):
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.CAUNOI_UPLOAD_LIMIT:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
