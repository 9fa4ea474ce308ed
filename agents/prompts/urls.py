"""Mounted at /agents/, before the addresses of runs."""

from django.urls import path

from agents.prompts import experiment_views, scenario_views, training_views, tryout_views, views

app_name = "prompts"
urlpatterns = [
    path("", views.prompt_list, name="prompt-list"),
    path("prompts/<slug:specialist>/", views.prompt_detail, name="prompt-detail"),
    path("prompts/<slug:specialist>/new/", views.version_create, name="version-create"),
    path("prompts/<slug:specialist>/return/", views.prompt_return, name="prompt-return"),
    path("versions/<uuid:pk>/", views.version_detail, name="version-detail"),
    path("versions/<uuid:pk>/edit/", views.version_edit, name="version-edit"),
    path("versions/<uuid:pk>/go-live/", views.version_go_live, name="version-go-live"),
    path("versions/<uuid:pk>/discard/", views.version_discard, name="version-discard"),
    path(
        "prompts/<slug:specialist>/experiment/",
        experiment_views.experiment_create,
        name="experiment-create",
    ),
    path("experiments/<uuid:pk>/", experiment_views.experiment_detail, name="experiment-detail"),
    path("experiments/<uuid:pk>/stop/", experiment_views.experiment_stop, name="experiment-stop"),
    path("versions/<uuid:pk>/try-out/", tryout_views.tryout_start, name="tryout-start"),
    path("try-outs/<uuid:pk>/", tryout_views.tryout_detail, name="tryout-detail"),
    path("try-outs/<uuid:pk>/stop/", tryout_views.tryout_stop, name="tryout-stop"),
    path("scenarios/", scenario_views.scenario_list, name="scenario-list"),
    path("scenarios/new/", scenario_views.scenario_create, name="scenario-create"),
    path("scenarios/<uuid:pk>/", scenario_views.scenario_edit, name="scenario-edit"),
    path("scenarios/<uuid:pk>/remove/", scenario_views.scenario_remove, name="scenario-remove"),
    path("versions/<uuid:pk>/check/", scenario_views.check_start, name="check-start"),
    path("checks/<uuid:pk>/", scenario_views.check_detail, name="check-detail"),
    path("checks/<uuid:pk>/stop/", scenario_views.check_stop, name="check-stop"),
    path("training/", training_views.training_list, name="training-list"),
    path("training/start/", training_views.training_start, name="training-start"),
    path("training/<uuid:pk>/", training_views.training_detail, name="training-detail"),
    path("proposals/<uuid:pk>/accept/", training_views.proposal_accept, name="proposal-accept"),
    path("proposals/<uuid:pk>/reject/", training_views.proposal_reject, name="proposal-reject"),
]
