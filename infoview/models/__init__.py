"""The nouns. Importing this package makes every table known."""

from infoview.models.account import Account, Attempt, Device, FirstCode
from infoview.models.base import Base, Owned
from infoview.models.career import Career
from infoview.models.change import Change, OnceKey
from infoview.models.contact import Contact
from infoview.models.contact_details import EmailAddress, Link, PhoneNumber
from infoview.models.debrief import Debrief, Demand, Surprise
from infoview.models.draft import Draft
from infoview.models.free_slot import FreeSlot
from infoview.models.importing import Import
from infoview.models.ledger import Advice, Lead, Promise, Resource
from infoview.models.mail import Mail, MailServer
from infoview.models.meeting import Meeting
from infoview.models.message import Message
from infoview.models.message_template import MessageTemplate
from infoview.models.note import Note
from infoview.models.notification import Feed, Lease, Notification, PushSubscription
from infoview.models.organization import Organization
from infoview.models.question import LearningGoal, MeetingQuestion, OwnQuestion
from infoview.models.reminding import Reminder, SetAside, Share, Shared
from infoview.models.stage import Stage, StageChange
from infoview.models.tag import ContactTag, Tag

__all__ = [
    "Account",
    "Advice",
    "Attempt",
    "Base",
    "Career",
    "Change",
    "Contact",
    "ContactTag",
    "Debrief",
    "Demand",
    "Device",
    "Draft",
    "EmailAddress",
    "Feed",
    "FirstCode",
    "FreeSlot",
    "Import",
    "Lead",
    "LearningGoal",
    "Lease",
    "Link",
    "Mail",
    "MailServer",
    "Meeting",
    "MeetingQuestion",
    "Message",
    "MessageTemplate",
    "Note",
    "Notification",
    "OnceKey",
    "Organization",
    "OwnQuestion",
    "Owned",
    "PhoneNumber",
    "Promise",
    "PushSubscription",
    "Reminder",
    "Resource",
    "SetAside",
    "Share",
    "Shared",
    "Stage",
    "StageChange",
    "Surprise",
    "Tag",
]
