"""The words for what the nouns choose among: stages, reasons, kinds, ways."""

from infoview.i18n import _l
from infoview.models import Stage
from infoview.models.career import Verdict
from infoview.models.contact import ClosedReason, FoundBy, Permission, Warmth
from infoview.models.debrief import Ability
from infoview.models.meeting import MeetingMode
from infoview.models.message import Answer, Channel, MessageKind
from infoview.models.question import Topic

STAGES = {
    Stage.IDENTIFIED: _l("Identified"),
    Stage.REQUESTED: _l("Requested"),
    Stage.MET: _l("Met"),
    Stage.THANKED: _l("Thanked"),
    Stage.IN_TOUCH: _l("In touch"),
}
FOUND_BY = {
    FoundBy.WEB: _l("On the web"),
    FoundBy.ARTICLE: _l("Article or talk"),
    FoundBy.SCHOOL: _l("Same school"),
    FoundBy.EMPLOYER: _l("Same employer"),
    FoundBy.REFERRED: _l("Named by someone"),
    FoundBy.EVENT: _l("At an event"),
    FoundBy.OTHER: _l("Other"),
}
PERMISSIONS = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No"),
    Permission.NOT_ASKED: _l("Not asked"),
}
WARMTHS = {Warmth.WARM: _l("Warm"), Warmth.COOL: _l("Cool")}
REASONS = {
    ClosedReason.DECLINED: _l("They declined"),
    ClosedReason.NO_REPLY: _l("No reply"),
    ClosedReason.NOT_A_FIT: _l("Not a fit"),
    ClosedReason.OTHER: _l("Another reason"),
}
MODES = {
    MeetingMode.WORKPLACE: _l("At their workplace"),
    MeetingMode.COFFEE: _l("Over coffee"),
    MeetingMode.PHONE: _l("On the phone"),
    MeetingMode.VIDEO: _l("By video"),
    MeetingMode.OTHER: _l("Some other way"),
}
CHANNELS = {
    Channel.EMAIL: _l("By e-mail"),
    Channel.LINKEDIN: _l("On LinkedIn"),
    Channel.PHONE: _l("By phone"),
    Channel.LETTER: _l("By letter"),
    Channel.IN_PERSON: _l("In person"),
    Channel.OTHER: _l("Some other way"),
}
KINDS = {
    MessageKind.REQUEST: _l("Request"),
    MessageKind.NUDGE: _l("Nudge"),
    MessageKind.THANK_YOU: _l("Thank-you"),
    MessageKind.UPDATE: _l("Update"),
    MessageKind.INTRODUCTION: _l("Introduction ask"),
    MessageKind.CONFIRMATION: _l("Confirmation"),
    MessageKind.REFERRER_THANKS: _l("Thank-you for an introduction"),
    MessageKind.REPLY_TO_NO: _l("Reply to a no"),
    MessageKind.REPLY: _l("Reply"),
    MessageKind.OTHER: _l("Message"),
}
ANSWERS = {Answer.YES: _l("Yes"), Answer.LATER: _l("Later"), Answer.NO: _l("No")}
TOPICS = {
    Topic.PATH: _l("Their path"),
    Topic.DAY: _l("A typical day"),
    Topic.LIKES: _l("Likes and dislikes"),
    Topic.SKILLS: _l("Skills and character"),
    Topic.ENTRY: _l("Getting in, training"),
    Topic.OUTLOOK: _l("Outlook"),
    Topic.ORGANIZATION: _l("The organization"),
    Topic.FIT: _l("Would it fit me"),
    Topic.DEMANDS: _l("What it demands"),
    Topic.SOURCES: _l("People and places next"),
}
VERDICTS = {Verdict.PURSUE: _l("Pursue"), Verdict.MAYBE: _l("Maybe"), Verdict.DROP: _l("Drop")}
ABILITIES = {
    Ability.CAN: _l("I can"),
    Ability.WITH_HELP: _l("With help"),
    Ability.CANNOT: _l("I cannot"),
}
FITS = {
    "interests": _l("Interests"),
    "values": _l("Values"),
    "needs": _l("Needs"),
    "skills": _l("Skills"),
}
