"""The families of models, one module each. Their libraries are imported where they are used."""

from __future__ import annotations

from typing import cast

from hedgerow.models.families import crf, linear, majority, transformer, trigger_list
from hedgerow.models.family import Family

FAMILIES: dict[str, Family] = {
    "majority": cast(Family, majority),
    "trigger-list": cast(Family, trigger_list),
    "linear": cast(Family, linear),
    "crf": cast(Family, crf),
    "transformer": cast(Family, transformer),
}
