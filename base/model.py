"""What every configuration model of the rooms shares: strict, frozen, and spelt as the file spells it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]
SystemId = Annotated[int, Field(ge=1, le=255)]


class ConfigModel(BaseModel):
    """Unknown fields are errors: a misspelt field must never be ignored in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
