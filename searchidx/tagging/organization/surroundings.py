"""The words around names: what carmakers, spokeswomen and shares say about the capitalised name beside them.

All sets hold folded words. They are our own lists, gathered from the style of English-language news.
"""

from __future__ import annotations

from searchidx.tagging.organization.vocabulary import words_of

__all__ = [
    "CLASS_NOUNS",
    "KIND_CONTEXT",
    "KIND_NOUNS",
    "KIN_NOUNS",
    "OWNED_NOUNS",
    "ROLE_PREPOSITIONS",
    "VERB_PREPOSITIONS",
]

# Directly before a name, these say what it is: "carmaker Kia", "the charity Shelter".
CLASS_NOUNS = words_of("""
    agency airline airlines app automaker bank bookmaker brand brewer broadcaster brokerage builder business
    carmaker carrier chain channel charity chipmaker club company companies confectioner conglomerate consultancy
    contractor cooperative corporation daily developer drugmaker distributor exporter importer firm firms franchise
    giant giants group grocer hotelier housebuilder insurer jeweller label lender lobbyist magazine maker makers
    manufacturer marketplace militia miner multinational network newspaper newspapers ngo nonprofit non-profit
    oilmaker operator organisation organization outfit outlet parent partner party paper platform plane-maker
    planemaker pollster producer provider publication publisher refiner regulator retailer rival rivals shipbuilder
    shipyard smelter startup start-up studio subsidiary supermarket supplier tabloid tank telco think-tank thinktank
    union unit university utility vendor watchdog weekly website site wholesaler blog bloggers newswire discounter
    buyout fund franchisee sponsor sponsors steelmaker manufacturers owner pharmacist school college hospital trust
    champions newcomers strugglers leaders minnows side
""")

# Nouns before "of", "at", "for" … that take an organization: "chief executive of X", "analyst at X".
ROLE_PREPOSITIONS: dict[str, frozenset[str]] = {
    "of": words_of("""
        ceo executive founder co-founder cofounder shares share chairman chairwoman chair spokesman spokeswoman
        spokesperson owner owners subsidiary unit division arm stake acquisition takeover customers customer
        users employees employee workers shareholders shareholder boss treasurer directors board headquarters
        offices office parent purchase sale branch branches affiliate lawyers patron trustee trustees
        secretary-general correspondent editor editor-in-chief publisher member members leader maker makers
        manager coach captain vice-president partner principal dean provost alumnus graduate supporters fans fan
        brand
    """),
    "at": words_of("""
        analyst analysts economist economists strategist strategists executive executives engineer engineers
        employee employees worker workers spokesman spokeswoman spokesperson professor lecturer researcher
        researchers fellow scientist scientists director head manager managers partner partners job jobs career
        staff officials editor editors reporter journalist lawyer lawyers attorney consultant consultants trader
        traders president vice-president chief officer specialist expert scholar student students designer
        developer developers producer adviser advisor correspondent columnist epidemiologist physicist
        astronomer historian virologist psychologist architect counsel boss coach midfielder striker contract
        spell season works worked working studied studying teaches taught teaching employed interned
    """),
    "for": words_of("""
        spokesman spokeswoman spokesperson lawyer lawyers attorney attorneys works worked working plays played
        playing correspondent reporter journalist columnist lobbyist analyst consultant contractor contractors
        signed writes wrote writing goalkeeper defender midfielder striker winger appearances debut photographer
        manager managers chief
    """),
    "with": words_of("""
        analyst analysts economist contract deal partnership merger strategist attorney attorneys fellow
        partnered merged account accounts sponsorship
    """),
    "in": words_of("""
        report reports reported reporting writing wrote column editorial op-ed letter stake shares share
        investment investor investors investing stakes shareholding invest published article interview
    """),
    "by": words_of("""
        owned run operated made acquired published developed manufactured produced built bought employed
        commissioned hired compiled conducted backed funded founded released organised organized launched
        created sponsored supplied financed fined approved issued
    """),
    "from": words_of("""
        data analyst analysts economist researchers scientists spokesman spokeswoman spokesperson figures email
        statement
    """),
    "to": words_of("subsidiary supplier suppliers sold spokesman rival adviser advisor consultant contractor told"),
    "on": words_of("posted post video posts videos page account streaming messages message"),
    "against": words_of("lawsuit lawsuits complaint suit sanctions antitrust"),
    "by-line": frozenset(),
}

VERB_PREPOSITIONS = words_of(
    "joined told sued acquired bought founded co-founded rejoined left quit hired-by boycott boycotted via"
)

# After a name or its possessive: "X's chief executive", "X shares", "X spokeswoman".
OWNED_NOUNS = words_of("""
    ceo cfo shares share stock stocks shareholders shareholder board boardroom headquarters customers customer
    employees employee staff spokesman spokeswoman spokesperson executives executive revenue revenues profits profit
    earnings sales website subsidiary subsidiaries founder co-founder cofounder chairman chairwoman boss bosses
    stores store factory factories plant plants app apps products product users user brand brands platform platforms
    newsroom editor editors journalist journalists reporter reporters correspondent correspondents columnist
    columnists analyst analysts economist economists researchers scientists engineers lawyers bonds logo investors
    ipo takeover acquisition merger bid warehouse warehouses workers drivers pilots striker midfielder defender
    goalkeeper winger manager captain coach fans supporters squad players airline newspaper magazine broadcaster
    account page post posts video videos fighters militants gunmen insurgents rebels leadership lawmakers lawmaker
    candidate candidates mp mps members member poll survey report study officials official chief contractors
    subscribers advertisers advertising outlets outlet restaurant restaurants cars vehicles phones devices servers
    algorithm network networks chiefs vice-president president treasurer annual quarterly parent flagship loyalists
""")

# Right after a name: "the Marca newspaper", "Tigerair flights".
KIND_NOUNS = words_of("""
    newspaper newspapers magazine tabloid daily weekly airline airlines charity website broadcaster supermarket
    supermarkets union party newswire chain foundation channel network surgery brewery franchise militia militants
    insurgents fighters bank app consortium conglomerate consultancy retailer
""")

KIN_NOUNS = words_of("""
    wife husband mother father son daughter brother sister family parents partner girlfriend boyfriend fiance
    fiancée widow mum dad mom uncle aunt cousin nephew niece grandmother grandfather grandson children body life
    death career childhood arrest murder killer attorney lawyer face hair eyes voice heart hand hands home birthday
    funeral
""")

# What an article must speak of (two different words of it) before a guarded name of that kind is believed.
KIND_CONTEXT: dict[str, frozenset[str]] = {
    "company": words_of("""
        shares share stock company firm profit profits revenue sales customers ceo executive shareholders
        investors brand products market markets chief business quarter billion retailer bank manufacturer
        carmaker employees
    """),
    "club": words_of("""
        goal goals match league striker midfielder defender goalkeeper coach manager club season game games
        fixture football soccer kick-off half-time penalty scored win draw defeat squad transfer playoffs
        quarterback touchdown baseball basketball hockey inning innings nhl nba nfl mlb players
    """),
    "outlet": words_of(
        "newspaper magazine journalist reporter editor interview published reported reports article media"
    ),
    "university": words_of(
        "university professor students college campus academic study researchers school graduate degree"
    ),
}
KIND_CONTEXT["bank"] = KIND_CONTEXT["company"]
KIND_CONTEXT["exchange"] = KIND_CONTEXT["company"]
KIND_CONTEXT["ngo"] = words_of(
    "charity campaign homeless homelessness donations volunteers charities campaigners rights"
)
KIND_CONTEXT["union"] = words_of("union unions strike strikes pay workers members ballot walkout industrial")
KIND_CONTEXT["party"] = words_of("party election vote votes parliament coalition leader polls voters")
KIND_CONTEXT["institution"] = words_of("museum gallery exhibition director institute research scientists")
KIND_CONTEXT["agency"] = words_of("advisers scientists advice government agency officials minister")
KIND_CONTEXT["armed"] = words_of("militants attack fighters troops mercenaries rebels soldiers armed")
KIND_CONTEXT["government"] = words_of("president minister parliament government vote lawmakers")
