"""Names that are words as well, and short forms of names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Given and family names that begin a sentence, or are written with a capital, without being a name.
WORDS_TOO = _words(
    """
    will mark grace may hope rose faith joy bill sue art frank dawn april june august summer ray rob pat jack
    drew chase miles guy dean grant pierre marine aurore claire blanche fleur olive violette perle aime victoire
    prudence constant parfait clement juste franc case page young long short white black brown green king bishop
    baker cook carpenter mason smith fisher hunter gardener page price rich best love day friend church field
    fields wood woods stone hill lake rivers bush berger boulanger charpentier petit grand blanc noir roy leroy
    moulin dupont dubois marchand mercier boucher fournier meunier lefevre forest vin lune ville an do so no see
    you he she le la
    """
)

NICKNAMES = {
    "bill": "william",
    "will": "william",
    "bob": "robert",
    "rob": "robert",
    "dick": "richard",
    "rick": "richard",
    "liz": "elizabeth",
    "beth": "elizabeth",
    "betty": "elizabeth",
    "lisa": "elizabeth",
    "peggy": "margaret",
    "maggie": "margaret",
    "meg": "margaret",
    "jack": "john",
    "jim": "james",
    "ted": "edward",
    "ned": "edward",
    "kate": "katherine",
    "katie": "katherine",
    "kathy": "katherine",
    "cathy": "catherine",
    "tony": "anthony",
    "sasha": "alexander",
    "xander": "alexander",
    "sandy": "alexandra",
    "hank": "henry",
    "harry": "henry",
    "larry": "lawrence",
    "molly": "mary",
    "polly": "mary",
    "nell": "eleanor",
    "nancy": "anne",
    "ron": "aaron",
    "toni": "antonia",
    "trish": "patricia",
    "tricia": "patricia",
    "mike": "michael",
    "mick": "michael",
    "chuck": "charles",
    "charlie": "charles",
    "drew": "andrew",
    "andy": "andrew",
    "gus": "august",
    "hal": "harold",
    "lou": "louis",
    "louise": "louisa",
    "bea": "beatrice",
    "tess": "theresa",
    "becky": "rebecca",
    "steve": "stephen",
    "manu": "emmanuel",
    "jo": "joseph",
    "titi": "thierry",
    "fanny": "stephanie",
    "nico": "nicolas",
    "gégé": "gerard",
}
