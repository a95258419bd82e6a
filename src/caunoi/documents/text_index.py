"""What the full-text search knows of a text: where its sentences stand, and each word's places in them.

Both are computed from the text alone and can be written anew at any time. Neither database's own
full-text search is used: their tokenizers and collations differ, equality of two strings does not.
"""

from __future__ import annotations

from django.db import models


class TextIndex(models.Model):
    """The sentences of one text; ``form`` is the way of cutting and folding that it was written by.

    ``sentences``: pairs of start and end, unsigned 32-bit little-endian, in the text's order.
    """

    version = models.OneToOneField(
        "documents.DocumentVersion", on_delete=models.CASCADE, primary_key=True, related_name="text_index"
    )
    form = models.IntegerField()
    sentences = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.version_id}"


class WordPlaces(models.Model):
    """Where one word stands in one text; ``folded`` without diacritics, ``exact`` with them.

    ``places``: ascending unsigned 32-bit little-endian numbers, the sentence's number in the upper 20
    bits and the word's number in its sentence in the lower 12.
    """

    version = models.ForeignKey(
        "documents.DocumentVersion", on_delete=models.CASCADE, related_name="word_places"
    )
    folded = models.CharField(max_length=60)
    exact = models.CharField(max_length=60)
    places = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folded", "exact", "version"], name="word_once_in_a_text")
        ]

    def __str__(self) -> str:
        return self.exact
