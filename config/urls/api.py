"""Addresses of the REST API, below /api/v1/ on a broker's host, as the contract lists them.

Signing in has its own, in ``crm.accounts.api_urls``.
"""

from django.urls import path

from agents import api as agents
from agents.adcopy import api as ads
from agents.approvals import api as approvals
from agents.desk import api as desk
from agents.prompts import api as prompts
from agents.prompts import experiment_api as arms
from agents.prompts import scenario_api as scenarios
from agents.prompts import train_api as train
from agents.prompts import tryout_api as tryouts
from agents.tools import api as tools
from channels_app import api as channels
from channels_app.forms import api as forms
from channels_app.media import views as media
from channels_app.outgoing import api as webhooks
from channels_app.webchat import api as chat
from crm.conversations import api as conversations
from crm.core.apidocs import SchemaApi, docs_page
from crm.core.routes import api_route
from crm.inventory import api as inventory
from crm.leads import api as leads
from crm.leads import api_people as people
from crm.pipeline import api as pipeline

LEAD = "leads/<uuid:pk>"
CONVERSATION = "conversations/<uuid:pk>"
MESSAGE = f"{CONVERSATION}/messages/<uuid:message>"
EVENT = "inbound-events/<uuid:pk>"
PROPOSAL = "agents/train/proposals/<uuid:pk>"
WEBHOOK = "webhooks/<uuid:pk>"

app_name = "api"
urlpatterns = [
    path("schema/", SchemaApi.as_view(), name="schema"),
    path("docs/", docs_page, name="docs"),
    *api_route("leads", leads.LeadListApi, "lead-list"),
    *api_route(LEAD, leads.LeadDetailApi, "lead-detail"),
    *api_route(f"{LEAD}/timeline", leads.LeadTimelineApi, "lead-timeline"),
    *api_route(f"{LEAD}/tasks", leads.LeadTaskListApi, "lead-tasks"),
    *api_route(f"{LEAD}/notes", leads.LeadNoteListApi, "lead-notes"),
    *api_route(f"{LEAD}/opt-out", people.LeadOptOutApi, "lead-opt-out"),
    *api_route(f"{LEAD}/opt-in", people.LeadOptInApi, "lead-opt-in"),
    *api_route(f"{LEAD}/merge", people.LeadMergeApi, "lead-merge"),
    *api_route(f"{LEAD}/qualify", agents.LeadQualifyApi, "lead-qualify"),
    *api_route(f"{LEAD}/matches", agents.LeadMatchListApi, "lead-matches"),
    *api_route(f"{LEAD}/move", pipeline.LeadMoveApi, "lead-move"),
    *api_route(f"{LEAD}/conversations", conversations.LeadConversationListApi, "lead-threads"),
    *api_route("tasks/<uuid:pk>", leads.TaskDetailApi, "task-detail"),
    *api_route("pipeline/stages", pipeline.StageListApi, "stages"),
    *api_route("pipeline/board", pipeline.BoardApi, "board"),
    *api_route("conversations", conversations.ConversationListApi, "conversation-list"),
    *api_route(CONVERSATION, conversations.ConversationDetailApi, "conversation-detail"),
    *api_route(f"{CONVERSATION}/messages", conversations.MessageListApi, "messages"),
    *api_route(f"{CONVERSATION}/attachments", conversations.AttachmentListApi, "attachments"),
    *api_route(f"{CONVERSATION}/takeover", conversations.ConversationTakeoverApi, "takeover"),
    *api_route(f"{CONVERSATION}/release", conversations.ConversationReleaseApi, "release"),
    *api_route(f"{CONVERSATION}/close", conversations.ConversationCloseApi, "close"),
    *api_route(f"{MESSAGE}/resend", channels.MessageResendApi, "message-resend"),
    *api_route(f"{MESSAGE}/settle", channels.MessageSettleApi, "message-settle"),
    *api_route("attachments/<uuid:pk>", media.AttachmentFileApi, "attachment-file"),
    *api_route("deliveries", channels.DeliveryListApi, "delivery-list"),
    *api_route("inbound-events", channels.InboundEventListApi, "event-list"),
    *api_route(EVENT, channels.InboundEventDetailApi, "event-detail"),
    *api_route(f"{EVENT}/retry", channels.InboundEventRetryApi, "event-retry"),
    *api_route("inventory/search", inventory.UnitSearchApi, "unit-search"),
    *api_route("inventory/<uuid:pk>", inventory.UnitDetailApi, "unit-detail"),
    *api_route("chat/test", chat.ChatTestApi, "chat-test"),
    *api_route("chat/stream", chat.ChatStreamApi, "chat-stream"),
    *api_route("agent/session", chat.AgentSessionApi, "agent-session"),
    *api_route("agent/turn", chat.AgentTurnApi, "agent-turn"),
    *api_route("ad-copy/generate", ads.AdCopyGenerateApi, "ad-copy"),
    *api_route("agents/leasing/execute", desk.LeasingExecuteApi, "leasing-execute"),
    *api_route("agents/marketing/execute", desk.MarketingExecuteApi, "marketing-execute"),
    *api_route("agents/property/execute", desk.PropertyExecuteApi, "property-execute"),
    *api_route("agents/runs", agents.RunListApi, "run-list"),
    *api_route("agents/runs/<uuid:pk>", agents.RunDetailApi, "run-detail"),
    *api_route("agents/prompts", prompts.PromptListApi, "prompt-list"),
    *api_route("agents/prompts/in-force", prompts.PromptsInForceApi, "prompts-in-force"),
    *api_route("agents/prompts/return", prompts.PromptReturnApi, "prompt-return"),
    *api_route("agents/prompts/<uuid:pk>", prompts.PromptDetailApi, "prompt-detail"),
    *api_route("agents/prompts/<uuid:pk>/go-live", prompts.PromptGoLiveApi, "prompt-go-live"),
    *api_route("agents/prompts/<uuid:pk>/try-outs", tryouts.TryOutListApi, "tryout-list"),
    *api_route("agents/prompts/<uuid:pk>/checks", scenarios.CheckListApi, "check-list"),
    *api_route("agents/try-outs/<uuid:pk>", tryouts.TryOutDetailApi, "tryout-detail"),
    *api_route("agents/try-outs/<uuid:pk>/stop", tryouts.TryOutStopApi, "tryout-stop"),
    *api_route("agents/checks/<uuid:pk>", scenarios.CheckDetailApi, "check-detail"),
    *api_route("agents/checks/<uuid:pk>/stop", scenarios.CheckStopApi, "check-stop"),
    *api_route("agents/scenarios", scenarios.ScenarioListApi, "scenario-list"),
    *api_route("agents/scenarios/<uuid:pk>", scenarios.ScenarioDetailApi, "scenario-detail"),
    *api_route("agents/experiments", arms.ExperimentListApi, "experiment-list"),
    *api_route("agents/experiments/<uuid:pk>", arms.ExperimentDetailApi, "experiment-detail"),
    *api_route("agents/experiments/<uuid:pk>/stop", arms.ExperimentStopApi, "experiment-stop"),
    *api_route("agents/train", train.TrainListApi, "train-list"),
    *api_route("agents/train/<uuid:pk>", train.TrainDetailApi, "train-detail"),
    *api_route(f"{PROPOSAL}/accept", train.ProposalAcceptApi, "proposal-accept"),
    *api_route(f"{PROPOSAL}/reject", train.ProposalRejectApi, "proposal-reject"),
    *api_route("agents/approvals", approvals.ApprovalListApi, "approval-list"),
    *api_route("agents/approvals/<uuid:pk>/decide", approvals.ApprovalDecideApi, "approval-decide"),
    *api_route("agents/tools", tools.ToolListApi, "tool-list"),
    *api_route("agents/tools/<slug:name>", tools.ToolCallApi, "tool-call"),
    *api_route("forms", forms.FormListApi, "form-list"),
    *api_route("forms/entries", forms.EntryListApi, "form-entries"),
    *api_route("forms/entries/<uuid:pk>/retry", forms.EntryRetryApi, "form-entry-retry"),
    *api_route("webhooks", webhooks.WebhookListApi, "webhook-list"),
    *api_route(WEBHOOK, webhooks.WebhookDetailApi, "webhook-detail"),
    *api_route(f"{WEBHOOK}/rotate-secret", webhooks.WebhookRotateApi, "webhook-rotate"),
    *api_route(f"{WEBHOOK}/test", webhooks.WebhookTestApi, "webhook-test"),
    *api_route(f"{WEBHOOK}/replay", webhooks.WebhookReplayApi, "webhook-replay"),
    *api_route(f"{WEBHOOK}/deliveries", webhooks.DeliveryListApi, "webhook-deliveries"),
    *api_route(
        f"{WEBHOOK}/deliveries/<uuid:delivery>/replay", webhooks.DeliveryReplayApi, "webhook-again"
    ),
]
