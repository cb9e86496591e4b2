"""What English drafts say: the phrases the rules look for, and the sentences a mend adds."""

# ruff: noqa: E501 - one phrase a line, however long it is

import re

from infoview.etiquette.words import Words, any_of
from infoview.outreach.facts import Facts

_A = (
    "(?:(?:an?|any|some|my|the|new|next|first|other|another|full-time|part-time|permanent|junior|senior|entry-level"
    "|summer|paid|possible|suitable|different|better|work|job|career|open|free|good|stable) ){0,4}"
)
_JOB = (
    "(?:jobs?|positions?|employment|openings?|vacancy|vacancies|internships?|placements?|traineeships?"
    "|apprenticeships?|work|roles?|opportunity|opportunities)(?! (?:model|title|description|advert|ad|ads|shadowing"
    "|satisfaction|experience with|of (?:talking|learning|meeting|hearing)|to (?:talk|speak|learn|meet|hear|ask|chat"
    "|discuss|understand|find out|exchange))s?\\b)"
)
_ORG = (
    "(?:team|company|firm|staff|studio|lab|laboratory|group|office|organi[sz]ation|department|institute|hospital"
    "|agency|business|clinic|school|practice|place)"
)
_SETS = {"a": _A, "job": _JOB, "org": _ORG}


def _found(facts: Facts, _familiar: bool) -> str | None:
    found = facts.found
    if facts.contact.referrer:
        return f"{facts.contact.referrer} suggested that I write to you."
    if found.sentence:
        return found.sentence
    if found.school or found.employer:
        shared = f"studied at {found.school}" if found.school else f"worked at {found.employer}"
        return f"We both {shared}."
    if found.event:
        return f"It was good to meet you at {found.event}."
    if found.through and not facts.contact.is_referred:
        return f"I came across your name through {found.through}."
    if found.same_school:
        return "We went to the same school."
    if found.same_employer:
        return "We have worked for the same employer."
    return "I came across your name online." if found.online else None


def _learned(facts: Facts) -> str | None:
    met = facts.meeting
    if met.learned_sentence or met.learned:
        return met.learned_sentence or f"One thing has stayed with me: {met.learned}."
    advice = facts.find("meeting.advice")
    return f"I am going to follow your advice: {advice[0]}." if advice else None


ENGLISH = Words(
    common=re.compile(r"\b(?:the|and|you|your|to|of|is|are|would|have|with|for|about|my|not|that|it|i)\b"),
    abbreviations=frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "e.g", "i.e", "approx", "no"}),
    job=any_of(
        """
        (?:do|would|might|could) you (?:\\S{1,12} ){0,2}?(?:have|know of|offer) {a}(?:jobs?|positions?|openings?|vacancy|vacancies|internships?|placements?|work|employment)(?! (?:experience|title|shadowing)) (?:for me|available|free|open|going|in your|at your)
        (?:would|might|could) you have (?:an? |any |some )(?:job|position|opening|internship|work|placement)
        (?:do|doing|complete|offer|offers) (?:me )?(?:an? |my |any )?(?:\\S{1,10} )?(?:internship|placement|apprenticeship|traineeship|trial day|work experience)
        (?:extra )?pair of hands
        vacancy|vacancies
        (?:really |badly |urgently |desperately )?(?:need|needing) (?:an? |some |to find )?(?:\\S{1,10} )?(?:job|work|employment|income)
        (?:asset|addition) to (?:your|the) {org}
        (?:interest|interested) in {a}(?:positions?|roles?|openings?|jobs?|internships?|vacancy|working (?:for|at) your)
        (?:discuss|explore|hear about|know about|about|of) (?:any |the )?(?:potential|possible|future|current|job|career|employment|available|open) (?:job |career )?(?:opportunity|opportunities|positions?|roles?)
        (?:foot|toe) in the door
        (?:get|find|help me) (?:\\S{1,12} )?(?:into|hired at|hired by|a place at) your {org}
        (?:my skills|my profile|i) … (?:excellent|great|good|perfect|strong) (?:fit|match|addition|asset)
        (?:looking|searching|seeking|hunting) (?:for )?{a}{job}
        (?:search|seek|hunt for|look for) (?:an? |some )(?:new )?(?:job|work|position|employment|internship)
        (?:help|helping) me … (?:find|get|land|secure) {a}(?:job|position|internship|employment|work|placement)
        (?:hope|hoping|want|like|trying|try|need) to (?:find|get|land|secure|obtain) {a}(?:job|position|internship|employment|work|placement|role)
        (?:hope|hoping) for {a}(?:job|position|internship|employment|placement)
        (?:are|is) (?:you|your {org}|they) (?:currently |still |perhaps |also )?(?:hiring|recruiting)
        (?:if|whether) (?:you|your {org}|they) (?:are|is) (?:currently |still )?(?:hiring|recruiting)
        (?:any|an|some|current|open|upcoming|suitable) (?:(?:open|current|upcoming|suitable|possible|job|entry-level|such) )?(?:openings?|vacancy|vacancies)
        job (?:openings?|opportunity|opportunities|offers?)
        (?:any|open|available|entry-level) (?:(?:open|available|entry-level|suitable|junior) )?(?:positions?|jobs?)
        (?:position|positions|job|role|vacancy|post) … (?:opens? up|comes? up|becomes? (?:free|available)|is (?:free|open|available|vacant))
        consider me (?:for|as|if|when)
        (?:hire|employ) me
        take me on
        (?:offer|give|get) me {a}(?:job|work|position|internship|chance|placement|role)
        (?:like|love|want|wish|hope|happy|eager|keen|excited) to (?:\\w{1,12} )?work (?:for|at|with|in) (?:you|your {org})
        join (?:your|the) {org}
        put in a (?:good )?word
        (?:recommend|suggest) me (?:for|to|as|internally)
        refer me (?:for|as|internally|to(?! (?:some|any|other|another|people|others)))
        (?:(?:can|could|would|will|might) you|you (?:can|could|would|will|might)|please) (?:\\S{1,12} ){0,4}?(?:refer|recommend) me(?=\\s{0,3}(?:[?.!,;:)…]|$|\\n)| (?:please|at|in|inside|within|with|when|if|should|and|or)\\b)
        keep me in mind (?:for|if|when|as)
        available (?:to start|immediately|for work)
        (?:can|could|ready to) start (?:immediately|right away|at once|tomorrow)
        """,
        **_SETS,
    ),
    job_hint=any_of(
        """
        (?:apply|applying|applied) (?:for|to) (?:an?|the|any|your|this) … (?:position|job|role|vacancy|opening|post|{org}|internship)
        (?:apply|applying|applied) to your {org}
        interested in (?:an?|any|the|your) (?:(?:open|vacant|junior|advertised) )?(?:position|job|opening|internship|vacancy|role)
        (?:open|advertised|vacant) (?:position|role|job|post)
        my (?:job )?application
        """,
        **_SETS,
    ),
    denied=any_of(
        """
        not
        \\w{2,6}n't
        never
        no
        neither
        nor
        without
        rather than
        instead of
        cannot
        dont
        """
    ),
    not_denied=any_of(
        """
        only
        just
        merely
        simply
        solely
        """
    ),
    information=any_of(
        """
        (?:not|\\w{2,6}n't|no|never|nor|neither|without) (?:\\S{1,14} ){0,7}?(?:jobs?|posts?|positions?|employment|hiring|vacancy|vacancies|applications?|apply|applying|placement|internship|opening)
        (?:get|form|build|have|gain) (?:\\S{1,10} )?(?:clear|clearer|real|better|good|honest|true|realistic) (?:picture|idea|sense|view|understanding)
        ask (?:you )?(?:\\S{1,14} ){0,3}?(?:about|questions?|things)
        (?:find out|finding out|understand|understanding|learn|learning|make sense of)
        (?:a few|some|my|your answers to|two|three) (?:\\S{1,10} )?questions
        (?:explain|describe|show me)
        (?:hear|know|learn|see|ask|understand|tell|find out),? (?:\\S{1,20} ){0,7}?(?:how|what|whether|why|story|journey|path|like)
        (?:hear|know|learn) (?:\\S{1,14} ){0,2}?(?:your|the) (?:\\S{1,12} )?(?:story|journey|path|side|thoughts?|view|views|experience|answer)
        how you (?:\\S{1,12} )?(?:got|came|started|became|moved|did|made|found|began|ended|chose|work|spend|switched|learned)
        (?:discuss|talk about|speak about|questions? about|chat about|talk to you about|talk with you about|ask you about|curious about) (?:\\S{1,14} ){0,2}?(?:work|job|field|career|profession|trade|days?|role|path|training)
        research(?:ing)?
        wonder(?:ed|ing)? (?:\\S{1,14} ){0,2}?(?:what|how|whether|if it|why)
        (?:don't|do not|not|never|nor|no) (?:\\S{1,12} ){0,4}?(?:apply|applying|application)
        your (?:take|thoughts|side of|guidance)
        (?<!contact\\s)(?<!your\\s)informations?(?! (?:technology|systems?|desk|security|officer|science))
        informational
        (?:learn|hear|know|understand|find out|discover|see|ask|knowing|learning|hearing|understanding) (?:\\S{1,20} ){0,4}?(?:about|how|what|why|where|which|whether|of your|from you|from someone|from somebody)
        (?:learn|understand) (?:\\S{1,20} ){0,3}?(?:profession|trade|field|work|job|career|metier)
        want to learn
        tell me (?:\\S{1,20} ){0,3}?(?:about|what|how|why)
        (?:told|telling) me about (?:it|your)
        what … (?:is|was|are|feels?) (?:really |actually )?like
        curious
        advice
        insights?
        pick your brain
        your (?:honest |own |personal )?(?:views?|perspective|experiences?|opinion)
        (?:researching|exploring) (?:\\S{1,20} ){0,2}?(?:careers?|field|fields|profession|professions)
        career research
        """
    ),
    minutes=re.compile(
        r"(?<![\w.,:])(?:(\d{1,3})(?:\s?(?:-|–|to|or)\s?(\d{1,3}))?|(five|ten|fifteen|twenty|twenty-five|thirty|forty"
        r"|forty-five|fifty|sixty|ninety))(?:[\s-]{0,2}(?:minutes?|mins?\.?|minuets?)(?!\w)|\s(?=(?:(?:would|will|are|is) (?:do|be|all|enough|plenty)|at (?:the )?most|max)\b))"
    ),
    not_asked_before=re.compile(
        r"(?:within|every|at|any|what|first|last|next|only live|live|ran|been) (?:the )?(?:about )?$"
    ),
    not_asked_after=re.compile(
        r" ?(?:by (?:train|bus|car|bike|bicycle|foot|tram|tube|metro|boat|plane|ferry)|from|away|drive|walk|ride|north|south|late|early|earlier|later|before|ago|on foot|outside"
        r"|of (?:commut|travel|driv|walk|train|traffic)|a day|every|each)"
    ),
    numbers={
        "five": 5,
        "ten": 10,
        "fifteen": 15,
        "twenty": 20,
        "twenty-five": 25,
        "thirty": 30,
        "forty": 40,
        "forty-five": 45,
        "fifty": 50,
        "sixty": 60,
        "ninety": 90,
    },
    spans_of_time=(
        (re.compile(r"\b(?:a|one) quarter of an hour\b|\bquarter[ -]hour\b|\ba quarter hour\b"), 15),
        (re.compile(r"\bthree quarters of an hour\b"), 45),
        (re.compile(r"\b(?:half an hour|(?:a )?half[ -]hour)\b"), 30),
        (re.compile(r"\b(?:an|one|1) hour and a half\b|\b(?:one and a half|1\.5) hours\b"), 90),
        (
            re.compile(
                r"(?<!quarter of )(?<!quarters of )(?<!half )\b(?:(?:an|one) hour|1[ -]?h(?:our)?)\b(?! and a half)"
            ),
            60,
        ),
        (re.compile(r"\b(?:two|three|2|3) hours\b|\ba couple of hours\b"), 120),
    ),
    asks_to_talk=any_of(
        """
        (?:could|can|may|might|would|shall) (?:i|we|you) … (?:talk|speak|chat|call|meet|phone|ring|conversation|coffee|visit)
        (?:quick|short|brief) (?:\\S{1,12} )?(?:call|chat|talk|conversation|meeting)
        """
    ),
    found=any_of(
        """
        (?:i gather|i hear|i heard|i see|i saw|i read|i noticed|i understand|i learned|i learnt|i believe|says?|said|thinks?|thought|tells me|told me|mentioned|mentions|suggests?|suggested|recommends?|recommended|knows|swears|claims) (?:\\S{1,12} ){0,2}?(?:that )?you(?:'re|'ve|'d|r)?
        (?:i|i've|i have|we|we've) (?:\\S{1,12} )?(?!(?:want|need|appreciat|would)\\w{0,3}\\b)\\w{2,12}(?:ed|ght|ept|ft|ew|ound|ead|aw) (?:\\S{1,12} ){0,3}?your
        (?:the|in|at|on) (?:the )?(?:very )?same
        (?:we|we're|we are|we were|we've|we have) (?:both|all|each|neighbours|related|members|in)
        our (?:children|kids|parents|mothers|fathers|dogs|families|desks|gardens|paths)
        (?:passed|passed on|gave|sent|shared|handed|forwarded) (?:\\S{1,12} ){0,2}?your
        (?:who|that) (?:\\S{1,12} ){1,3}?your
        (?:exhibition|film|book|shop|farm|show|garden|house|building|website|article|talk) (?:that )?you (?!(?:would|could|might|can|may)\\b)\\w{1,14}
        you (?:used|were|have|had|appear|seem|once|run|made|built|restored|curated|wrote|won) (?:\\S{1,14} ){1,8}?(?:and i|i)
        we (?:\\S{1,14} ){0,2}?(?:overlapped|sat|met|were|worked|studied|shared|spoke|talked|trained|grew up|used to|know|have)
        your (?:\\S{1,12} )?(?:cousin|friend|colleague|brother|sister|mother|father|uncle|aunt|neighbour|neighbor|son|daughter|student|teacher|wife|husband|partner|former \\S{1,12}|boss|assistant|receptionist)
        (?:my|a) (?:\\S{1,12} )?(?:cousin|friend|colleague|brother|sister|mother|father|uncle|aunt|neighbour|neighbor|teacher|lecturer|tutor|professor|boss|wife|husband|partner|librarian|doctor) (?:\\S{1,14} ){0,6}?(?:you|your)
        (?:at|after|to|in|from|of|during) your (?:\\S{1,14} )?(?:lecture|talk|speech|workshop|exhibition|class|course|shop|concert|reading|presentation|open day|webinar|panel|session|lectures)
        you (?:told|wrote|spoke|said|visited|taught|gave|once|mentioned|presented|kindly)
        (?:i am|i'm|as) (?:\\S{1,12} )?(?:a|an|one of your) (?:\\S{1,12} )?(?:reader|subscriber|listener|member|customer|patient|regular|follower|student)
        i (?:was|sat|stood) (?:\\S{1,12} ){0,2}?(?:at|in|among) (?:\\S{1,12} ){0,4}?(?:your|audience|row)
        (?:i|we) (?:\\S{1,12} )?(?:found|discovered|met|heard|saw|learned|know) (?:\\S{1,14} ){0,3}?(?:via|through|at|on|from)
        (?:got|have|had|took) your (?:\\S{1,12} )?(?:name|address|number|contact|card|details)
        (?:came|come) (?:across|upon)
        stumbled (?:across|upon|on)
        (?:found|got|took|noticed|saw|discovered|spotted|noted) (?:\\S{1,20} ){0,2}?(?:name|profile|page|address|contact|details|blog|article|website|site|number|work)
        (?:found|discovered|know of|heard of|heard about|learned of|met|saw|see|seen|heard) you
        (?:saw|seen|read|heard|watched|enjoyed|loved|follow|followed|following|attended|listened to) (?:\\S{1,20} ){0,4}?your
        (?:saw|seen|read|heard) (?:\\S{1,20} ){0,2}?(?:about|of|on) (?:you|your|the)
        (?:saw|read|watched|seen) (?:\\S{1,20} ){0,2}?(?:film|article|interview|portrait|piece|post|report|story|poster) (?:about|on|of)
        your name (?:came up|was|is|stands)
        (?:gave|given|sent|passed|showed|pointed|told|referred|directed) me (?:\\S{1,20} ){0,3}?(?:your|to you|about you|you)
        (?:given|recommended|suggested) (?:to me )?by
        (?:suggested|recommended|thought|said|mentioned|advised) (?:\\S{1,20} ){0,3}?(?:you|that i|i (?:write|contact|talk|speak|get))
        on the (?:suggestion|advice|recommendation) of
        at the (?:suggestion|recommendation) of
        (?:we|we've|we have) (?:both|met|studied|worked|share|went|were|are both|have both|spoke)
        (?:good|nice|great|lovely|pleasure) to (?:have met|meet|talk) (?:to |with )?you
        (?:gave me your|me your) (?:name|address|number|contact)
        (?:on|through|via|in|from) (?:the )?(?:linkedin|alumni|directory|facebook|instagram)
        fellow (?:alum*|student|member|graduate)
        (?:long|always) admired
        i was at your
        my paths|our paths
        (?:is|are) (?:\\S{1,20} ){0,2}?(?:friend|colleague|neighbour|cousin|sister|brother|student) of yours
        """
    ),
    you=re.compile(r"\b(?:you|your)\b"),
    wishes=re.compile(
        r"\b(?:would|could|can|may|might|shall|should|hope|busy|writ\w{1,4}|reach|contact|wish|want|like|love|appreciat\w{1,4}"
        r"|grateful|thank\w{0,3}|ask|learn|whenever|whatever|please|if|understand|minutes?|mins?|time|look\w{0,3} forward|job|hiring|sorry"
        r"|happy|glad|promise|will|suits?|bother)\b|'(?:d|ll)\b"
    ),
    about_work=any_of(
        """
        (?:what|which|why|how|where)(?! (?:are you\\b|about|day|time|date|would (?:be|suit)|do you do[?]))
        (?:do|did|are|is|was|were|have|has|does|would|should|can) (?:you|it|there|one|the|your|people|a) … (?:like|love|enjoy|training|degree|course|courses|certificate|salary|job|jobs|work|field|career|company|skills?|travel|stress*|recommend|regret|difficult|paid|hours|worth)
        """
    ),
    about_meeting=any_of(
        """
        (?:minutes?|mins?|hour|spare)
        (?:call|phone|ring|visit|reach|meet) you
        (?:may|could|can|might|shall) (?:i|we) … (?:call|phone|ring|visit|come|drop|meet|talk|speak|chat|ask|write|bring|contact|send)
        (?:someone|somebody|anyone|anybody|who|whom) else
        (?:suit|suits|convenient|good time|good moment|bad moment|available|all right|be okay|be ok)
        willing to
        (?:talk|chat|speak|conversation|call) with (?:me|you)
        how are (?:you|things)
        """
    ),
    introduction=re.compile(r"\bintroduc(?:e|tion)\b"),
    leans_back=re.compile(r"(?:and )?(?:if so|if not|if yes|in that case|or|either|this|that|it|otherwise)\b"),
    resume=any_of(
        """
        (?:here's|here is|leave you|share|sharing|give you|drop) (?:\\S{1,12} ){0,2}?(?:my|a) (?:\\S{1,14} )?(?:cv|r[eé]sum[eé])
        (?:attach|attached|attaching|enclose|enclosed|enclosing|send|sending|sent|forward|include|included|including|find|see|here is|here's|read|upload*) (?:\\S{1,20} ){0,5}?(?:my|the|a) (?:\\S{1,14} )?(?:cv|c\\.v\\.|r[eé]sum[eé]|curriculum)
        (?:attach|attached|attaching|enclose|enclosed|enclosing) (?:\\S{1,20} ){0,2}?(?:cv|r[eé]sum[eé])
        (?:my|the) (?:\\S{1,14} )?(?:cv|r[eé]sum[eé]|curriculum vitae) (?:\\S{1,20} ){0,4}?(?:attached|enclosed|below|here|attachment|pdf|link)
        (?:link|copy) (?:to|of) my (?:cv|r[eé]sum[eé])
        (?:look|glance) at my (?:\\S{1,14} )?(?:cv|r[eé]sum[eé])
        (?:cv|r[eé]sum[eé]) (?:is )?(?:attached|enclosed)
        """
    ),
    was_asked_for=any_of(
        """
        (?:as|like|because|since) you (?:kindly |had )?(?:asked|requested|offered|suggested|wished|wanted|said)
        (?:as|like) (?:requested|agreed|promised|discussed)
        you (?:asked|wanted) (?:me )?(?:to see|for|to send)
        """
    ),
    generic=any_of(
        """
        thank\\w{0,6}
        (?:really|very|much|many|again|also|just|truly|sincerely|deeply|absolutely|certainly|always|greatly)
        (?:time|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|week|weekend|month|day|days)
        (?:great|good|nice|lovely|wonderful|super|amazing|fantastic|kind|kindness|kindly|generous|generosity|helpful|useful|valuable|precious|interesting|inspiring|insightful|informative|pleasant|fun|grateful|gratitude|appreciat\\w{1,6}|enjoyed|enjoy|pleasure|happy|glad|pleased|delighted)
        (?:meet|meeting|met|talk|talking|talked|chat|chatting|conversation|call|speak|speaking|spoke|discussion|exchange|interview|coffee|taking|took|giving|gave|given|making|made|sharing|shared|answering|questions?|listening|help|helped|support)
        (?:learn|learned|learnt|lot|lots|advice|insights?|experiences?|knowledge|thoughts|tips|information|wisdom|expertise|career|work|field|profession|industry|everything|things?|know|think|feel|feeling|feelings|felt|welcoming|welcome|inspired|encouraged|motivated|enough|express|words|mean|left|friendly|warmth|patient|patience|wisdom|person|people|much|every|minute|minutes|hour|means|meant|hope|wish|want|wanted|would|could|have|been|with|from|your|that|this|about|which|such|some|more|most|were|what|when|will|like|into|them|they|there|here|for|our|long|short|little|opportunity|chance|look|forward|soon|touch|keep|stay|hearing|best|warm|dear|hello|regards)
        """
    ),
    specific=any_of(
        """
        the (?:bit|part|story|example|idea|image|line|sentence|phrase|thing|way|moment|trick|rule) (?:about|of|with|that|you|where|on)
        your (?:point|phrase|sentence|rule|picture|image|line|question|anecdote|trick|warning)
        (?:what|all) you (?:said|told me|explained|showed me|described|shared|say) (?:about|on|of|concerning|regarding|that)
        (?:the way|how) you (?:\\S{1,20} ){1,}?
        you (?:told|showed|taught|explained|mentioned|described|advised|suggested|recommended|pointed|warned) (?:me |us )?(?:that|how|why|about|to|of|the|a|me to)
        (?:as|like|just as) you (?:said|suggested|advised|recommended|told me|told|did)
        (?:had no idea|did not know|didn't know|hadn't realised|hadn't realized|had not realised|had not realized|never knew|would not have (?:guessed|thought|known)|wouldn't have (?:guessed|thought|known)|will never again|i will remember|i'll remember|keep thinking|now (?:see|understand|know|imagine)|had always (?:pictured|thought|imagined)|surprised to)
        (?:stayed with me|stay with me|struck me|surprised me|stuck with me|made me (?:think|see|realise|realize)|made (?:it )?clear|opened my eyes|came as a surprise|new to me|for me new|has changed|changed (?:how|the way))
        your (?:advice|tip|tips|suggestion|hint|idea|story|point|description|remark|example|account|frankness|honesty|patience) (?:to|on|about|that|of|regarding|not to|with|concerning)
        (?:i am going to|i will|i'll|i shall|i have already|i've already|i have|i've|i already|i plan to) (?:already )?(?:read|look (?:at|into|up)|written|write to|call the|visit|tried|try|apply|applied|signed|sign up|joined|join|ordered|order|follow up|spend|shadow|start|begin|practise|practice|booked|book|subscribed|get in touch with)
        (?:especially|particularly|in particular|above all|most of the day|one thing)
        (?:learned|learnt|learn) (?:\\S{1,12} ){0,3}?(?:that|how|why|about)
        thank(?:s| you) (?:\\S{1,12} ){0,3}?for (?:\\S{1,12} ){0,3}?(?:showing|telling|explaining|teaching|walking) (?:me|us)
        (?:so |very )?(?:frank|honest|open) about
        """
    ),
    favour=any_of(
        """
        (?:i was|i'm|i am|was) wondering (?:if|whether) (?:you|there)
        would it be (?:possible|ok|okay|all right)
        (?:could|can|would|will) you (?:\\S{1,14} ){0,5}?(?:introduce|recommend|forward|pass|send|put me|refer|keep me|connect|share|review|look over|help|tell me|give me|write|check|proofread|ask|put in|suggest|let me know|arrange|provide|be willing|be able|mind)
        (?:i would|i'd) (?:\\S{1,14} )?(?:appreciate|be grateful|be glad|be thankful|love it) (?:it )?if you
        please (?:\\S{1,14} )?(?:send|forward|keep me in mind|introduce|recommend|pass|put me|connect|let me know (?:if|when|of) (?:you hear|you know|there)|share my|review)
        keep me in mind
        do you (?:happen to |perhaps )?know (?:of )?(?:anyone|someone|anybody|somebody|any|other)
        (?:a|one|another|one more|one last|small|little) (?:\\S{1,10} )?(?:favou?r|request)
        put me in (?:touch|contact)
        introduce me
        may i ask (?:you )?(?:for|to)
        (?:could|can|may) (?:we|i) (?:meet|talk|speak|see you|have another|come back)
        """
    ),
    no_favour=any_of(
        """
        (?:for|to do something for|help|do for) you
        (?:don't|do not|no need|need not|not) (?:\\S{1,12} ){0,3}?(?:feel|answer|reply|respond)
        ask you to
        """
    ),
    closing=any_of(
        """
        (?:many |warm |kind |sincere |with |my |very )*(?:thanks|thank you|thankfully|thx)
        (?:with )?(?:kind|best|warm|warmest|kindest|friendly|sincere)(?:est)? (?:regards|wishes|greetings|thanks)
        (?:all the )?best
        regards
        greetings
        warmly
        (?:(?:yours|very|most) )?(?:truly|sincerely|faithfully|respectfully|gratefully|cordially)
        yours
        cheers
        love
        with (?:\\S{1,12} ){0,4}?(?:thanks|regards|wishes|gratitude|appreciation)
        take care
        see you
        talk soon
        (?:i )?look(?:ing)? forward
        have a (?:\\S{1,12} ){1,2}(?:day|week|weekend|evening)
        in gratitude
        """
    ),
    spoke_of=re.compile(
        r"(?:\b(?:with|met|meet|know|knows|introduce me to|to) |\b(?:talked|spoke|spoken|chatted|worked|studied) (?:to|with) )"
        r"(?:[^.!?\n]{0,40} and )?(?:my \w{1,15} (?:\w{1,15} )?)?$"
    ),
    acts_on=re.compile(
        r",? (?:kindly |already |once |has |had )?(?:suggested|told|said|gave|mentioned|recommended|thought|sent|pointed|spoke|advised|encouraged|introduced|showed)"
    ),
    a_friend=re.compile(r"\b((?:my|our|your) (?:\w{1,15} ){0,2}\w{1,15}),? $"),
    say_information="I am looking for information, not for a job.",
    say_time=lambda minutes, _familiar: f"Could you spare {minutes} minutes, at a time that suits you?",
    say_enough=lambda minutes, _familiar: f"{minutes} minutes would be plenty.",
    say_minutes=lambda minutes: f"{minutes} minutes",
    say_found=_found,
    say_learned=_learned,
    acquaintance="a mutual acquaintance",
    sign_off="Kind regards",
    thanks_sign_off="With warm thanks",
)
