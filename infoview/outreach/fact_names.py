"""The names of the facts that a wording may use: nothing else can be named in one."""

from infoview.i18n import _l

# What each stands for; wording/README.md shows them by examples.
DESCRIPTIONS: dict[str, str] = {
    "contact.address_as": _l("how you address them"),
    "contact.name": _l("their name"),
    "contact.organization": _l("where they work"),
    "contact.referrer": _l("who suggested them; missing unless you may use the name"),
    "me.name": _l("your name"),
    "me.phone": _l("your phone number"),
    "me.sign_off": _l("the words before your signature"),
    "me.signature": _l("your own lines at the end, instead of name and phone"),
    "me.background": _l("who you are, as a part of a sentence"),
    "me.background_sentence": _l("who you are, as a sentence of its own"),
    "me.exploring": _l("what you are exploring, as a part of a sentence"),
    "me.exploring_sentence": _l("what you are exploring, as a sentence of its own"),
    "me.news": _l("what is new with you, as a part of a sentence"),
    "me.news_sentence": _l("what is new with you, as a sentence of its own"),
    "career": _l("the career you want to ask about"),
    "found.through": _l("the page, article or talk that led you to them"),
    "found.online": _l("whether that was on the web"),
    "found.sentence": _l("how you found them, as a sentence of its own"),
    "found.school": _l("the school you share"),
    "found.same_school": _l("whether you share a school"),
    "found.employer": _l("the employer you share"),
    "found.same_employer": _l("whether you share an employer"),
    "found.event": _l("the event where you met"),
    "asked.minutes": _l("how many minutes you ask for"),
    "asked.minutes_in_person": _l("how many minutes you ask for if you meet"),
    "asked.when": _l("the day of your request"),
    "asked.times": _l("the free times you offer them, in their time zone"),
    "asked.free": _l("when you are usually free; missing if you offer them times"),
    "agreed.day": _l("the day you have agreed on"),
    "agreed.time": _l("the time you have agreed on"),
    "agreed.minutes": _l("how many minutes you have agreed on"),
    "agreed.place": _l("the place, the number or the link you have agreed on"),
    "agreed.by_phone": _l("whether it is to be a phone call"),
    "agreed.by_video": _l("whether it is to be a video call"),
    "agreed.in_person": _l("whether you are to meet in person"),
    "meeting.when": _l("the day of your conversation"),
    "meeting.learned": _l("what you learned, as a part of a sentence"),
    "meeting.learned_sentence": _l("what you learned, as a sentence of its own"),
    "meeting.also": _l("a second thing you learned, as a part of a sentence"),
    "meeting.advice": _l("what they suggested doing"),
    "meeting.promises": _l("what you promised and have not done yet"),
    "meeting.people": _l("whom they named"),
    "meeting.people_met": _l("those of them you have talked with"),
    "thanks.late": _l("whether the conversation was more than two days ago"),
    "thanks.very_late": _l("whether the conversation was more than two weeks ago"),
    "since.advice": _l("the advice you have acted on and not told them yet"),
    "since.promises": _l("what you promised and have done, and not told them yet"),
    "since.people": _l("the people they named whom you have met since you last wrote"),
    "about.name": _l("the person the message is about"),
    "about.organization": _l("where that person works"),
    "about.when": _l("the day you talked with that person"),
    "about.learned": _l("what you learned from that person, as a part of a sentence"),
    "about.learned_sentence": _l("what you learned from that person, as a sentence of its own"),
}

NAMES = frozenset(DESCRIPTIONS)

# Those that are only asked for with "if": they hold or not, and have no words.
CONDITIONS = frozenset(
    {
        "found.online",
        "found.same_school",
        "found.same_employer",
        "agreed.by_phone",
        "agreed.by_video",
        "agreed.in_person",
        "thanks.late",
        "thanks.very_late",
    }
)

# Those that are never missing: they alone may stand outside an optional part.
ALWAYS_THERE = frozenset({"asked.minutes", "asked.minutes_in_person"})
