from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "crm.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from crm.core import live
        from crm.pipeline import (
            fragments,
            receivers,  # a new broker gets its stages
        )

        live.register("board", fragments.board_card)
