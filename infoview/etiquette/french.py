"""What French drafts say, to *vous* and to *tu*: the phrases the rules look for, and the sentences a mend adds."""

# ruff: noqa: E501 - one phrase a line, however long it is

import re

from infoview.etiquette.words import Words, any_of
from infoview.outreach.facts import Facts
from infoview.outreach.phrases import joined

_A = (
    "(?:(?:une?|des?|du|d'une?|mon|ma|le|la|tout|autre|nouveaux?|nouvelles?|nouvel|premiere?|premi[eè]re?|prochaine?"
    "|petit|vrai|bon|meilleur|quelque) |d'|l'){0,4}"
)
_JOB = (
    "(?:emplois?|postes?|travail|boulot|job|jobs|stages?|alternance|apprentissage|cdi|cdd|embauche|missions?"
    "|opportunit[eé]s?)(?! (?:de (?:vous|te|t'|parler|discuter|rencontrer|d[eé]couvrir)|d'([eé]changer|apprendre)))"
)
_ORG = (
    "(?:[eé]quipe|entreprise|soci[eé]t[eé]|bo[iî]te|service|cabinet|studio|labo|laboratoire|agence|structure"
    "|organisation|organisme|[eé]tablissement|h[oô]pital|bureau|maison)"
)
_YOUR = "(?:votre|ton|ta|vos|tes)"
_YOU = "(?:vous|tu)"
_SETS = {"a": _A, "job": _JOB, "org": _ORG, "your": _YOUR, "you": _YOU}
# The verb with its pronoun behind: "pourriez-vous", "peux-tu".
_CAN = "(?:(?:pourriez|pouvez|voudriez|voulez|accepteriez|auriez|avez|seriez)-vous|(?:pourrais|peux|voudrais|veux|accepterais|aurais|as|serais)-tu|est-ce que (?:vous|tu) (?:pourriez|pouvez|pourrais|peux)|(?:vous|tu) (?:pourriez|pouvez|pourrais|peux))"


def _found(facts: Facts, familiar: bool) -> str | None:
    found = facts.found
    if facts.contact.referrer:
        by = joined("de", facts.contact.referrer)
        return f"Je t'écris sur le conseil {by}." if familiar else f"Je vous écris sur le conseil {by}."
    if found.sentence:
        return found.sentence
    if found.school or found.employer:
        done = "fréquenté le même établissement" if found.school else "travaillé au même endroit"
        return f"Nous avons {done} : {found.school or found.employer}."
    if found.event:
        return f"J'ai eu plaisir à faire {'ta' if familiar else 'votre'} connaissance lors {joined('de', found.event)}."
    name = "ton nom" if familiar else "votre nom"
    if found.through and not facts.contact.is_referred:
        return f"J'ai trouvé {name} grâce {joined('à', found.through)}."
    if found.same_school:
        return "Nous avons fréquenté le même établissement."
    if found.same_employer:
        return "Nous avons travaillé au même endroit."
    return f"J'ai trouvé {name} en ligne." if found.online else None


def _learned(facts: Facts) -> str | None:
    met = facts.meeting
    if met.learned_sentence or met.learned:
        return met.learned_sentence or f"Je retiens surtout ceci : {met.learned}."
    advice = facts.find("meeting.advice")
    return f"Je vais suivre ce conseil : {advice[0]}." if advice else None


FRENCH = Words(
    common=re.compile(
        r"\b(?:le|la|les|des|une|un|vous|votre|vos|et|est|de|du|je|pour|avec|mon|ma|tu|ton|ta|pas|que|qui)\b|\b[jlcdnmt]'"
    ),
    abbreviations=frozenset({"m", "mm", "mme", "mlle", "dr", "pr", "st", "cf", "env", "av", "bd", "p"}),
    job=any_of(
        """
        (?:avez-vous|auriez-vous|as-tu|aurais-tu|vous auriez|tu aurais) (?:un |une |des |du )(?:poste|emploi|stage|travail|boulot|job|alternance)s?
        (?:faire|effectuer|offrir|proposer|proposez) (?:un|mon|des) stages?
        (?:cherchez|cherches|besoin) (?:de |du )renfort
        postes? (?:ouverts?|disponibles?|vacants?|[aà] pourvoir|libres?)
        (?:besoin|envie) (?:de |d'un |d'une )(?:\\S{1,10} )?(?:bosser|travailler|travail|emploi|boulot|poste|job)
        (?:un|serais un|[eê]tre un) (?:v[eé]ritable |vrai |r[eé]el )?atout pour
        (?:cherche|recherche|cherchons) (?:activement |actuellement |aussi |[eé]galement |toujours |encore )?{a}{job}
        (?:trouver|d[eé]crocher|obtenir) {a}{job}
        (?:[aà] la recherche|en recherche|en qu[eê]te) (?:active )?(?:d'|de |du ){a}{job}
        (?:[aà] l'[eé]coute) (?:du march[eé]|d'opportunit[eé]s|de nouvelles opportunit[eé]s)
        (?:recrutez|recrutes|embauchez|embauches|prenez|engagez)-(?:vous|tu)
        (?:est-ce que|si|savoir si) (?:vous|tu|on|{your} {org}) (?:recrute\\w{0,2}|embauche\\w{0,2}|engage\\w{0,2})
        m'aider [aà] (?:y entrer|entrer (?:chez|dans)|trouver|d[eé]crocher)
        (?:mon|mes) (?:profil|comp[eé]tences) (?:correspond|r[eé]pond)\\w{0,4} … (?:besoins|attentes|recherche)
        (?:avez-vous|auriez-vous|as-tu|aurais-tu|il y a|y a-t-il|y aurait-il|avoir) {a}{job} (?:pour moi|disponibles?|vacants?|[aà] pourvoir|libres?|ouverts?|[aà] proposer|chez|dans)
        (?:un|des|les|de|le) {job} (?:[aà] pourvoir|vacants?|disponibles?|se lib[eè]re*|s'ouvre|s'ouvrait|se lib[eé]rait)
        (?:place|chose) se (?:lib[eè]re|lib[eé]rait)
        (?:rejoindre|int[eé]grer) (?:{your} |une |l'){org}
        m'(?:embaucher|engager|employer|embauchez|engagez|recruter)
        (?:travailler|bosser) (?:pour|avec|chez) (?:vous|toi|votre|ton|ta)
        ma candidature
        candidature spontan[eé]e
        candidature (?:pour|au|[aà]) (?:un|une|le|la|votre)
        (?:pensez|pense|songez) [aà] moi (?:si|pour|quand|lorsque)
        (?:glisser|toucher|placer|dire) un (?:petit )?mot (?:pour moi|en ma faveur|[aà] (?:votre|ton))
        (?:disponible|libre) (?:imm[eé]diatement|tout de suite|d[eè]s maintenant|de suite)
        (?:m'offrir|me donner|me proposer|me trouver) {a}{job}
        offres? d'emploi (?:chez|dans|au sein|[aà] me)
        me (?:recommander pour|coopter)
        (?:{can}|possible) (?:\\S{1,14} ){0,4}?me recommander(?=\\s{0,3}(?:[?.!,;:)…]|$|\\n)| (?:(?:aupr[eè]s de|[aà]) (?:votre|vos|ton|tes|la direction|l'[eé]quipe)|aupr[eè]s (?:du service|des rh|des ressources)|chez|dans|au sein|en interne|si|quand|s'il|svp|et|ou)\\b)
        opportunit[eé]s? (?:au sein|chez vous|dans {your}|d'emploi|professionnelles?)
        """,
        can=_CAN,
        **_SETS,
    ),
    job_hint=any_of(
        """
        (?:postuler|postule|postul[eé]) (?:chez|au|aux|[aà]|pour|dans)
        int[eé]ress[eé]e? par (?:le|un|votre) poste
        """
    ),
    denied=any_of(
        """
        pas
        ne
        n'\\S{1,12}
        ni
        non
        sans
        plut[oô]t que
        (?<!si\\s)jamais
        aucune?
        loin de
        au lieu de
        """
    ),
    not_denied=any_of(
        """
        seulement
        que
        uniquement
        juste
        simplement
        """
    ),
    information=any_of(
        """
        (?:pas|aucune?|ni|sans|jamais|ne|n'\\S{1,12}) (?:\\S{1,14} ){0,7}?(?:d'emploi|emploi|poste|travail|boulot|stage|place|candidature|postuler|embauche)
        (?:me|m'en) (?:faire|fasse) (?:\\S{1,10} )?(?:une|id[eé]e)
        une (?:id[eé]e|vision|image) (?:\\S{1,8} )?(?:juste|claire|pr[eé]cise|r[eé]elle|concr[eè]te|plus)
        (?:m'|t'|vous )?(?:expliquer|expliques|expliquiez|[eé]clairer|montrer|d[eé]crire)
        m'expliqu\\w{1,4}
        (?:poser|pose) (?:\\S{1,12} ){0,2}?questions
        (?:comprendre|apprendre|d[eé]couvrir|entendre parler|me renseignant|vous entendre|t'entendre|t'[eé]couter|vous [eé]couter)
        quelques questions
        (?:entendre|savoir|comprendre|apprendre|d[eé]couvrir|voir|demander),? (?:\\S{1,20} ){0,8}?(?:comment|ce que|ce qui|quoi|pourquoi|si|r[eé]cit|histoire)
        (?:me |m'en |me le )raconte\\w{0,3}
        (?:parler|parle|parliez|parles|discuter|[eé]changer|[eé]change) (?:\\S{1,12} )?(?:de|sur|autour de) (?:votre|vos|ton|ta|tes|ce|cette)
        (?:me demande|m'interroge|je r[eé]fl[eé]chis) (?:\\S{1,12} ){0,2}?(?:comment|ce que|ce qui|si|sur|[aà])
        comment (?:vous|tu) (?:\\S{1,12} )?(?:avez|as|[eê]tes|es|travaillez|travailles|vivez|vis|faites|fais)
        ne (?:postule|candidate)\\w{0,3}
        (?<!vos\\s)(?<!mes\\s)(?:informations?|renseignements?)(?! (?:bancaires?|personnelles?|ci-jointes?))
        informati(?:f|ve)
        (?:m'|me )(?:informer|renseigner|renseigne|informe|[eé]clairer|documenter)
        (?:savoir|comprendre|conna[iî]tre|d[eé]couvrir|apprendre|entendre|voir),? (?:\\S{1,20} ){0,5}?(?:comment|ce que|ce qu'\\S{1,12}|ce qui|[aà] quoi|quoi|plus|mieux|pourquoi|si|quel|quelle|votre|vos|ton|ta|tes|m[eé]tier|travail|profession|domaine|parcours|point)
        (?:en savoir|en apprendre) (?:\\S{1,12} )?(?:plus|davantage)
        (?:mieux|cherche [aà]|veux|juste [aà]|voudrais|aimerais|pour|juste|seulement) (?:comprendre|apprendre|conna[iî]tre|voir)
        (?:me|m'en) (?:raconter|parler|dire)
        (?:vous|t'|te|vous) (?:entendre|[eé]couter) (?:parler|raconter)
        m'[eé]clairer
        curiosit[eé]
        curieuse?
        (?:vos|votre|ton|tes) (?:conseils?|avis|regard|point de vue|exp[eé]rience|[eé]clairage|t[eé]moignage)
        """
    ),
    minutes=re.compile(
        r"(?<![\w.,:])(?:(\d{1,3})(?:\s?(?:-|–|à|a|ou)\s?(\d{1,3}))?|(cinq|dix|quinze|vingt|vingt-cinq|trente|quarante"
        r"|quarante-cinq|cinquante|soixante))(?:[\s-]{0,2}(?:minutes?|mins?\.?|mn)(?!\w))"
    ),
    not_asked_before=re.compile(r"(?:toutes les|premières|dernières|prochaines|[aà]|depuis) (?:environ )?$"),
    not_asked_after=re.compile(
        r" ?(?:en (?:train|voiture|bus|m[eé]tro|tram|v[eé]lo|avion|bateau)|[aà] pied|[aà] v[eé]lo|de (?:train|route|marche|voiture|trajet|v[eé]lo|transport|bus|m[eé]tro|retard|chez|distance|la|l')"
        r"|plus (?:tard|t[oô]t)|par jour|avant|de l'apr)"
    ),
    numbers={
        "cinq": 5,
        "dix": 10,
        "quinze": 15,
        "vingt": 20,
        "vingt-cinq": 25,
        "trente": 30,
        "quarante": 40,
        "quarante-cinq": 45,
        "cinquante": 50,
        "soixante": 60,
    },
    spans_of_time=(
        (re.compile(r"(?:\bun (?:petit )?|\bd'un )quart d'heure\b"), 15),
        (re.compile(r"\btrois quarts d'heure\b"), 45),
        (re.compile(r"(?:\bd'|\b)une (?:petite |bonne |courte )?demi[- ]?e?[ -]?heure\b"), 30),
        (re.compile(r"(?:\bd'|\b)une heure et demie\b"), 90),
        (
            re.compile(
                r"(?:\bd'|(?<!quart d')(?<!à )(?<!vers )(?<!a )\b)une (?:petite |bonne |courte )?heure\b(?! (?:et demie|pr[eé]cise|du matin))|(?<!à )(?<!à)\b1 ?h(?:eure)?\b"
            ),
            60,
        ),
        (re.compile(r"(?<!à )\b(?:deux|trois|2|3) heures\b(?! (?:du|de l'))"), 120),
    ),
    asks_to_talk=any_of(
        """
        (?:pourrions|pourrait|puis|pourrais|peut|pouvons)-(?:nous|je|on) … (?:parler|discuter|[eé]changer|voir|appeler|rencontrer)
        (?:est-ce (?:que|qu')|on) … (?:parler|discuter|[eé]changer|appeler|rencontrer|voir)
        (?:bref|court|rapide|petit) (?:\\S{1,12} )?(?:[eé]change|appel|entretien|coup de fil)
        """
    ),
    found=any_of(
        """
        (?:on me dit|on m'a dit|dit|dis|pense|pensent|trouve|para[iî]t|signal[eé]|appris|sugg[eé]r[eé]|racont[eé]|sais|crois|lu|vu|entendu|affirme|assure) (?:\\S{1,12} ){0,2}?(?:que|qu') ?(?:vous|tu|c'[eé]tait vous)
        (?:j'ai|nous avons|on a) (?:\\S{1,14} ){0,3}?(?:votre|vos|ton|tes|cit[eé]|visit[eé]|lu|vu|[eé]cout[eé]|suivi|fr[eé]quent[eé]|entendu|crois[eé]|rencontr[eé]|regard[eé])
        (?:le|la|les|du|au) m[eê]mes?
        nos (?:enfants|parents|chiens|familles|bureaux|jardins|m[eè]res|p[eè]res|parcours|chemins)
        (?:dont|o[uù]|que) (?:vous|tu) (?:\\S{1,14} )?(?:occupez|occupes|[eé]tiez|[eê]tes|parlez|parles|rapportez|avez|as|[eé]tais|tenez|tiens|montrez|signez|animez|animes|pr[eé]sentez)
        on (?:\\S{1,8} )?(?:a|est|[eé]tait) (?:\\S{1,14} ){0,5}?ensemble
        (?:transmis|donn[eé]|communiqu[eé]|pass[eé]|indiqu[eé]|souffl[eé]|gliss[eé]) (?:\\S{1,12} ){0,2}?(?:vos|votre|ton|tes)
        (?:votre|ton|mon|ma|une?) (?:\\S{1,12} )?(?:coll[eè]gue|amie?|fr[eè]re|s[oœ]eur|m[eè]re|p[eè]re|oncle|tante|voisine?|cousine?|[eé]tudiante?|professeure?|fille|fils|mari|femme|compagne|compagnon|bo[iî]te|patron\\w{0,2}) (?:\\S{1,14} ){0,5}?(?:vous|votre|vos|toi|ton|ta|m'a|t'|te)
        (?:[aà]|lors de|apr[eè]s|pendant|suite [aà]|de) (?:votre|ton|vos) (?:\\S{1,12} )?(?:conf[eé]rence|expos[eé]|atelier|exposition|cours|concert|lecture|pr[eé]sentation|intervention|stand|boutique|portes ouvertes|webinaire)
        (?:on|nous) (?:[eé]tait|[eé]tions|[eé]tait assis\\w{0,2}|avons|a) (?:\\S{1,12} ){0,3}?(?:ensemble|c[oô]t[eé]|m[eê]me|voisin\\w{0,2}|camarades)
        j'[eé]tais (?:\\S{1,12} )?(?:[aà]|au|dans|parmi)
        (?:vous m'aviez|tu m'avais|vous m'avez|tu m'as|vous avez|tu as) (?:\\S{1,12} )?(?:dit|parl[eé]|donn[eé]|propos[eé]|[eé]crit|racont[eé]|pr[eé]sent[eé])
        (?:lectrice|lecteur|auditrice|auditeur|cliente?|abonn[eé]e?|patiente?|membre) (?:\\S{1,12} )?(?:de|du|d'\\S{1,14})
        (?:[eé]tudi[eé]|travaill[eé]) (?:\\S{1,12} )?(?:ensemble|avec vous|avec toi)
        (?:par|via) (?:le|la|les|l'\\S{1,14}|un|une)
        (?:trouv[eé]e?|vu|lu|relev[eé]|d[eé]couvert|re[cç]u|eu|not[eé]|rep[eé]r[eé]|aper[cç]u|consult[eé]|regard[eé]|[eé]cout[eé]|entendu|ador[eé]|aim[eé]|suivi) (?:\\S{1,20} ){0,3}?(?:votre|vos|ton|ta|tes|cette adresse)
        (?:vous|t'|te) ai (?:trouv[eé]e?|d[eé]couverte?|entendue?|vue?|rencontr[eé]e?|crois[eé]e?|lue?)
        (?:trouv[eé]|obtenu|tombe|tomb[eé]e?) (?:\\S{1,20} ){0,2}?(?:sur|par) (?:votre|vos|ton|ta|le|la)
        (?:vu|lu|remarqu[eé]|appris) (?:sur|dans|par|via|[aà])
        en (?:lisant|regardant|voyant|parcourant|consultant|d[eé]couvrant|feuilletant) (?:\\S{1,20} ){0,2}?(?:votre|vos|ton|ta|tes|le|la|un|une)
        ayant (?:trouv[eé]|lu|vu|relev[eé])
        (?:votre|ton) (?:nom|profil|adresse|contact) (?:\\S{1,14} ){0,3}?(?:donn[eé]e?|transmis|indiqu[eé]e?|communiqu[eé]e?|figure|appara[iî]t|revient|est revenu|a [eé]t[eé]|est apparu)
        (?:m'a|m'ont|m'avait) (?:\\S{1,14} ){0,2}?(?:donn[eé]|transmis|indiqu[eé]|parl[eé]|conseill[eé]|recommand[eé]|sugg[eé]r[eé]|dit|pass[eé]|communiqu[eé]|orient[eé]e?|montr[eé]|envoy[eé]e?|donn[eé]e?s?)
        on m'a (?:parl[eé]|donn[eé]|conseill[eé]|recommand[eé])
        (?:sur le conseil|sur les conseils|sur la recommandation|de la part|sur recommandation)
        (?:nous avons|nous nous sommes|on s'est|nous nous [eé]tions|on a) (?:toutes deux |tous deux |tous les deux |toutes les deux |d[eé]j[aà] )?(?:fr[eé]quent[eé]|travaill[eé]|[eé]tudi[eé]|rencontr[eé]\\w{0,2}|crois[eé]\\w{0,2}|vus?|fait|suivi|parl[eé])
        (?:eu|aurai|ai) (?:le )?plaisir (?:de|[aà]) (?:vous|te|faire|t')
        faire (?:votre|ta) connaissance
        j'ai assist[eé]
        (?:lu|vu|suis|suivi|entendu|[eé]cout[eé]) (?:\\S{1,14} ){0,4}?(?:article|blog|livre|reportage|conf[eé]rence|intervention|portrait|[eé]mission|ton studio|interview)
        (?:votre|ton) (?:intervention|conf[eé]rence|article|expos[eé]|livre|reportage) (?:\\S{1,14} ){0,4}?m'a
        (?:point commun|nos parcours|nos chemins)
        (?:lors|[aà] l'occasion) (?:du|de la|de l'|des|de notre)
        gr[aâ]ce [aà]
        (?:par|via) (?:linkedin|l'annuaire|le groupe|les anciens|l'association)
        j'admire
        """
    ),
    you=re.compile(r"\b(?:vous|votre|vos|tu|ton|ta|tes|toi|te)\b|\bt'"),
    wishes=re.compile(
        r"\b(?:voudrais|aimerais|adorerais|pourr\w{1,5}|pouvez|peux|puis|esp[eè]re|merci|occup[eé]e?s?|[eé]cris|[eé]crire|contacte\w{0,2}|permets|souhait\w{1,5}"
        r"|serai\w{0,2}|demande\w{0,2}|convien\w{1,6}|arrange\w{0,2}|minutes?|min|temps|si|s'il|prie|excuse\w{0,2}|d[eé]range\w{0,2}|comprendre|accord\w{1,4}"
        r"|auriez|aurais|emploi|poste|recrut\w{1,3}|heure|adresse|promets|veux|voulais)\b"
    ),
    about_work=any_of(
        """
        (?:quel|quelle|quels|quelles)(?! (?:jour|moment|heure|cr[eé]neau|date))
        comment(?! (?:allez|vas|[cç]a va|va))
        (?:pourquoi|combien|qu'est-ce que|qu'est-ce qui|[aà] quoi|en quoi|que (?:faites|fais|faut|pensez|penses|conseill)\\w{0,6})
        (?:est-ce que|y a-t-il|faut-il|avez-vous|as-tu|aimez-vous|aimes-tu) … (?:m[eé]tier|travail|formation|dipl[oô]me|[eé]tudes|carri[eè]re|horaires|salaire|aim[eé]|difficile|regrett[eé]|stress\\w{0,4}|conseill\\w{0,4}|voyage\\w{0,3})
        """
    ),
    about_meeting=any_of(
        """
        (?:minutes?|min|mn|quart d'heure|demi-heure)
        (?:vous|t'|te) (?:appeler|rencontrer|voir|rendre visite|rejoindre|t[eé]l[eé]phoner|parler|poser)
        quelqu'un d'autre
        (?:convien\\w{1,8}|convenir|arrange\\w{0,4}|irait|disponible\\w{0,2}|bon moment|mauvais moment|d[eé]range)
        (?:puis-je|pourrais-je|pourrions-nous|peut-on|on pourrait)
        comment (?:allez|vas|[cç]a va)
        """
    ),
    introduction=re.compile(r"\b(?:en (?:relation|contact)|présenter)\b"),
    leans_back=re.compile(r"(?:et )?(?:si oui|sinon|si non|dans ce cas|ou|cela|ceci|c'est)\b"),
    resume=any_of(
        """
        (?:voici|voil[aà]|laisse|laisserai|d[eé]pose|glisse|partage|propose) (?:\\S{1,12} ){0,2}?(?:mon|un) (?:\\S{1,12} )?(?:cv|curriculum)
        (?:transmettre|envoyer|faire suivre|passer|relire|remettre|d[eé]poser|joins|joint|jointe|jointes|joindre|ci-joint|ci-jointe|envoie|transmets|trouverez|trouveras|adresse|remets|voir|voyez|consulter|consultez|lire|regarder|jeter|fais parvenir|mets) (?:\\S{1,20} ){0,4}?(?:mon|le|un|du) (?:\\S{1,12} )?(?:cv|c\\.v\\.|curriculum)
        (?:cv|curriculum vitae) (?:\\S{1,12} ){0,3}?(?:en pi[eè]ce jointe|ci-joint|en annexe|en lien|en pj|est joint|attach[eé])
        (?:en pi[eè]ce jointe|en pj|en annexe|ci-joint) (?:\\S{1,12} ){0,3}?cv
        """
    ),
    was_asked_for=any_of(
        """
        (?:comme|puisque) (?:vous|tu) (?:me |m'|l'|le |me l'){0,2}(?:(?:avez|as|aviez|avais|avez-vous) )?(?:demand[eé]|propos[eé]|souhaitiez|souhaitez|vouliez|voulais)
        comme (?:vous|tu) (?:me |m'){0,1}l'(?:avez|as|aviez|avais) (?:demand[eé]|propos[eé]|sugg[eé]r[eé]|offert)
        comme (?:convenu|promis|demand[eé])
        [aà] (?:votre|ta) demande
        """
    ),
    generic=any_of(
        """
        (?:merci|mercis|remerci\\w{1,8})
        (?:vraiment|beaucoup|encore|tr[eè]s|tellement|aussi|sinc[eè]rement|infiniment|bien|grand|grande|fois|toujours|avec|pour|dans|cette|notre|votre|vos|tout|toute|tous|toutes|cela|plus|mais|comme|donc|elle|nous|vous|avez|avoir|[eé]t[eé]|[eé]tait|[eê]tre|sont|avait|fait|faire|sans|leur|suis|j'ai|d'avoir|m'avoir)
        (?:temps|aujourd'hui|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|apr[eè]s-midi|semaine|journ[eé]e|moment|instant)
        (?:super|sympa|bon|bonne|belle|agr[eé]able|enrichissante?s?|int[eé]ressante?s?|passionnante?s?|pr[eé]cieu\\w{1,3}|utiles?|inspirante?s?|instructi\\w{1,3}|gentillesse|gentil\\w{0,2}|g[eé]n[eé]ros\\w{0,3}|g[eé]n[eé]reu\\w{1,3}|disponibilit[eé]|disponible|accueil|bienveillan\\w{1,3}|reconnaissante?|gratitude|ravie?|heureu\\w{1,2}|plaisir|appr[eé]ci\\w{1,3}|touch[eé]e?)
        (?:rencontr\\w{1,4}|[eé]chang\\w{1,4}|discussion|discut\\w{1,3}|conversation|entretien|entrevue|appel|parl\\w{1,3}|pris|prendre|accord\\w{1,3}|consacr\\w{1,3}|partag\\w{1,3}|r[eé]pondu|r[eé]pondre|questions?|accueillante?s?|accueilli\\w{0,2}|matin[eé]e|soir[eé]e|apr[eè]s|repartie?|partie?|pleine?|[eé]nergie|motiv\\w{1,4}|inspir[eé]\\w{0,2}|confiance|revoir|comment|vivement|chaleureu\\w{1,6}|moments?|pass[eé]e?|mots?|dire|savoir|sais|[eé]cout\\w{1,3}|aid\\w{1,3})
        (?:appris|conseils?|exp[eé]riences?|connaissances?|informations?|m[eé]tier|travail|domaine|parcours|carri[eè]re|choses?|espoir|esp[eè]re|bient[oô]t|cordialement|bonjour|bonsoir|salut|madame|monsieur)
        """
    ),
    specific=any_of(
        """
        (?:votre|ton|vos|tes) (?:phrase|remarque|image|exemple|anecdote|formule|r[eè]gle|histoire|question|mise en garde)
        (?:l'histoire|l'exemple|l'id[eé]e|l'image|le passage|la phrase|le moment|l'anecdote) (?:de|du|des|d'\\S{1,14}|o[uù]|sur|que)
        ce que (?:vous|tu) (?:m'|me |nous )?(?:avez|as|aviez|avais) (?:dit|expliqu[eé]|racont[eé]|montr[eé]|d[eé]crit) (?:de|du|des|sur|d'\\S{1,20}|[aà] propos)
        (?:la fa[cç]on|la mani[eè]re) dont
        (?:retiens|retiendrai|ai retenu|n'imaginais|n'aurais (?:pas|jamais) (?:cru|imagin[eé]|pens[eé])|ignorais|ne savais pas|ne croirai plus|ne me doutais|vois maintenant|comprends maintenant|m'a (?:frapp[eé]|surprise?|marqu[eé]e?|touch[eé]e?)|me reste|me revient|[eé]tait nouveau|a chang[eé]|m'a fait (?:r[eé]fl[eé]chir|comprendre|voir))
        comme (?:vous|tu) (?:me |m'|l'|le ){0,2}(?:l'avez|l'as|avez|as|aviez|avais|l'aviez|l'avais|disiez) (?:dit|conseill[eé]|sugg[eé]r[eé]|recommand[eé]|propos[eé])
        comme (?:vous|tu) (?:me |m')l'(?:avez|as|aviez|avais) (?:dit|conseill[eé]|sugg[eé]r[eé]|recommand[eé]|propos[eé])
        (?:votre|ton) (?:conseil|id[eé]e|suggestion|r[eé]cit|histoire|exemple|remarque|franchise|patience) (?:de|d'\\S{1,20}|sur|[aà] propos|avec|concernant|du|des)
        (?:vous m'avez|tu m'as|vous m'aviez|tu m'avais) (?:conseill[eé]|sugg[eé]r[eé]|recommand[eé]|appris|expliqu[eé]|montr[eé]|parl[eé] de|dit que|dit d'\\S{1,20}|fait comprendre)
        (?:je vais|je compte|je vais aller|j'ai d[eé]j[aà]|je suis d[eé]j[aà]) (?:lire|lu|regarder|[eé]crire|[eé]crit|appeler|appel[eé]|visiter|essayer|m'inscrire|prendre|pris|commander|command[eé]|contacter|passer|suivre votre conseil|suivre ton conseil|commencer|rejoindre)
        (?:surtout ceci|en particulier|notamment|particuli[eè]rement)
        appris (?:\\S{1,12} ){0,2}?(?:que|qu'\\S{1,12}|comment|pourquoi|sur les|sur le|sur la)
        (?:merci|remercie|remercier) (?:\\S{1,12} ){0,3}?(?:de m'avoir|de nous avoir) (?:montr[eé]|expliqu[eé]|racont[eé]|fait visiter|appris)
        """
    ),
    favour=any_of(
        """
        {can} (?:\\S{1,14} ){0,4}?(?:m'|me |nous |lui )?(?:mettre en|recommander|transmettre|envoyer|faire suivre|pr[eé]senter|aider|relire|parler de moi|introduire|me dire|me donner|me faire|demander|passer|partager)
        (?:me |m')(?:mettre en (?:relation|contact)|recommander|pr[eé]senter|introduire)
        (?:mettre|mettez|mets)(?:-moi)? (?:\\S{1,12} )?en (?:relation|contact) avec
        (?:envoyez|transmettez|recommandez|pr[eé]sentez|envoie|transmets|recommande|pr[eé]sente|relisez|relis)-(?:moi|le|la|les)
        (?:pensez|pense) [aà] moi
        (?:est-ce que (?:vous|tu) )?(?:connaissez|connais|conna[iî]triez|conna[iî]trais)(?:-vous|-tu)? (?:\\S{1,12} ){0,2}?(?:quelqu'un|d'autres?|une personne|des personnes|un)
        (?:un|autre|petit|dernier|encore un) (?:petit )?(?:service|faveur)
        (?:une|autre|petite|derni[eè]re) (?:petite )?faveur
        je (?:vous|te) serais (?:\\S{1,14} )?(?:reconnaissante?|oblig[eé]e?) (?:de|si)
        """,
        can=_CAN,
    ),
    no_favour=any_of(
        """
        (?:vous|te) rendre (?:un )?service
        (?:pas|inutile) (?:besoin )?de r[eé]pondre
        """
    ),
    closing=any_of(
        """
        (?:avec )?(?:un grand |mille |encore |tous mes |mes |grand )*(?:merci|mercis|remerciements)
        (?:bien |tr[eè]s )?(?:cordialement|amicalement|sinc[eè]rement|respectueusement|chaleureusement)
        bien [aà] (?:vous|toi)
        (?:sinc[eè]res|meilleures|bonnes|cordiales|amicales|respectueuses|mes) (?:\\S{1,14} )?(?:salutations|pens[eé]es|amiti[eé]s)
        salutations
        (?:je vous prie|veuillez|recevez|agr[eé]ez) … (?:agr[eé]er|recevoir|croire|salutations|sentiments|l'expression|l'assurance)
        (?:veuillez|recevez|agr[eé]ez)
        avec (?:\\S{1,12} ){0,4}?(?:remerciements|gratitude|reconnaissance|amiti[eé]s?|sympathie|respect|salutations|merci)
        (?:belle|bonne|excellente) (?:journ[eé]e|soir[eé]e|semaine|continuation|fin)
        [aà] (?:bient[oô]t|tr[eè]s (?:bient[oô]t|vite)|plus|la prochaine|un de ces jours)
        (?:bises|bisous|amiti[eé]s|je t'embrasse|bise)
        au plaisir
        dans l'attente
        (?:sinc[eè]rement|cordiales|cdt|bav)
        """
    ),
    spoke_of=re.compile(
        r"(?:\b(?:avec|chez|rencontr[eé]e?|conna[iî]s|connaissez|voir|vu|[aà]) )(?:[^.!?\n]{0,40} et )?(?:(?:mon|ma|mes) \w{1,15} (?:\w{1,15} )?)?$"
    ),
    acts_on=re.compile(r",? (?:m'a|m'avait|vous|a |avait |pense|dit|t'a|est |conseille|sugg[eè]re)"),
    a_friend=re.compile(r"\b((?:mon|ma|notre|votre|ton|ta) (?:\w{1,15} ){0,2}\w{1,15}),? $"),
    say_information="Je cherche des informations, pas un emploi.",
    say_time=lambda minutes, familiar: (
        f"Aurais-tu {minutes} minutes à m'accorder, quand cela t'arrange ?"
        if familiar
        else f"Auriez-vous {minutes} minutes à m'accorder, quand cela vous convient ?"
    ),
    say_enough=lambda minutes, _familiar: f"{minutes} minutes me suffiraient.",
    say_minutes=lambda minutes: f"{minutes} minutes",
    say_found=_found,
    say_learned=_learned,
    acquaintance="une connaissance commune",
    sign_off="Bien cordialement",
    thanks_sign_off="Avec toute ma gratitude",
)
