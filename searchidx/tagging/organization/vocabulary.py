"""The words of names: what the names of organizations end and begin with, and what capitalised words are not.

All sets hold folded words. They are our own lists, gathered from the style of English-language news.
"""

from __future__ import annotations

__all__ = [
    "ADVOCATES",
    "CAMEL_PREFIXES",
    "CONNECTORS",
    "CORPORATE",
    "CORPORATE_SPELLINGS",
    "FUNCTION_WORDS",
    "GENERIC_MODIFIERS",
    "HARD_ENDINGS",
    "HEADS",
    "LOWER_TAILS",
    "NAME_POSSESSIVES",
    "NOT_NAMES",
    "NOT_ORGANIZATION_ACRONYMS",
    "NOT_ORGANIZATION_ENDINGS",
    "NOT_ORGANIZATION_STARTS",
    "OPENERS",
    "PERSON_TITLES",
    "PRODUCTS",
    "SUBJECTS",
    "TAILS",
    "TITLES",
    "words_of",
]


def words_of(text: str) -> frozenset[str]:
    """The words of a list, parted by blanks."""
    return frozenset(text.split())


CONNECTORS = words_of("""
    of for and the de du des di del della dei do dos da la le les et y e und für van von der den to at in on against
    without i og och &
""")

# A name may end with these; they say by themselves that it names an organization.
TAILS = words_of("""
    arts gallery subcommittee surgery solicitors advisors advisers analytics therapeutics biosciences foods brands
    resorts distillers distillery breweries bakery cafe café instruments semiconductors biotech assurance mutual
    ambulance guardian mirror observer echo argus advertiser examiner sentinel courier bulletin dispatch gazette
    online fm zeitung academy administration agency airline airlines airways alliance army assembly association
    associates authority bank bancorp board brewery brigade broadcasting brotherhood bundesbank bureau cartel caucus
    center centre chamber charity chronicle church clinic club coalition collective college commission committee
    communications companies company confederation congress consortium consulting consultancy cooperative
    corporation council court courts daily department diocese archdiocese directorate electric electronics energy
    enterprises entertainment exchange express faculty federation fellowship firm forces foundation front fund group
    groups guard guild healthcare herald holding holdings hospital hospitals house industries inquirer inspectorate
    institute institution insurance international investments journal laboratories laboratory labs league legion
    library logistics magazine media militia ministry mission motors movement museum navy network networks news
    newspaper newspapers observatory office orchestra organisation organization parliament partners partnership
    party petroleum pharma pharmaceuticals pharmacy police post press productions publishing railway railways
    regiment resources review school schools secretariat securities semiconductor senate seminary service services
    society software solutions stores studio studios supermarkets synod syndicate systems taskforce technologies
    technology telecom telecoms television theatre tabloid telegraph times tribunal tribune trust union universities
    university utilities ventures water watchdog fc afc cf rfc rugby united rovers wanderers athletic albion hotspur
    unionists democrats motor pictures records radio tv constabulary corps
""")

# Only these may carry "of …", "for …", "on …" to their right.
HEADS = words_of("""
    subcommittee company corporation transport academy administration agency alliance army assembly association
    authority bank board brotherhood bureau campaign center centre centers centres chamber chambers church clinic
    coalition college commission committee confederation congress consortium council court department directorate
    faculty federation forum foundation friends front fund guild hospital house inspectorate institute institutes
    institution laboratory league library ministry mission movement museum network office observatory order
    organisation organization parliament partnership party school secretariat senate society syndicate trust union
    university
""")

# Endings that stay weak: alone they do not prove an organization.
PERSON_TITLES = words_of("""
    sens reps mr mrs ms miss mx dr prof professor sir dame rev reverend archbishop rabbi sheikh ayatollah president
    vice-president premier chancellor sen senator rep representative congressman congresswoman governor gov mayor
    councillor cllr judge sheriff gen lt lieutenant col colonel maj capt captain sgt sergeant cpl admiral commander
    detective inspector superintendent ambassador spokesman spokeswoman spokesperson actor actress singer former ceo
    cfo chairman chairwoman secretary minister director chief leader deputy senators minister's justice
""") - {"chief", "justice"}

# Words before a telling word that do not tell which one it is.
GENERIC_MODIFIERS = words_of("""
    city county town district state local federal high primary middle elementary secondary grammar public general
    police fire crown magistrates village parish borough regional central main medical law business private new old
    great grand special joint select standing north south east west northern southern eastern western senior junior
    national international royal world global united first second third fourth fifth catholic christian muslim
    jewish protestant civil social community summer winter free big major top day night early late mr mrs american
    british french german russian chinese indian african european press media news sunday monday tuesday saturday
    friday
""")

# Capitalised words right after a telling word that make the whole a law, prize, street or event.
HARD_ENDINGS = words_of("""
    facility refinery act bill law amendment treaty agreement accord accords award awards prize cup championship
    championships trophy street road avenue lane drive square bridge tower stadium arena airport station
""")

# People who join: "Citizens for Tax Justice", "Mothers Against Drunk Driving".
ADVOCATES = words_of("""
    citizens americans friends mothers doctors students lawyers scientists physicians workers women veterans parents
    teachers artists writers journalists reporters musicians engineers economists families people youth voters
    farmers alliance campaign coalition center centre institute fund
""")

# These close a name also in lower case: "Labour party", "Foreign ministry".
LOWER_TAILS = words_of("party ministry")


CORPORATE = words_of("""
    inc corp co ltd llc llp lp plc ag se gmbh spa nv bv sa sas srl sarl oy oyj ab asa as aps kk kgaa kg pty bhd pte
    pjsc oao ojsc jsc pao zao limited incorporated
""")
# These corporate forms are also words or other abbreviations, so only their usual spelling counts.
CORPORATE_SPELLINGS = {
    "co": ("Co",),
    "se": ("SE",),
    "as": ("AS", "A/S"),
    "sa": ("SA",),
    "ab": ("AB",),
    "spa": ("SpA", "SPA"),
    "ag": ("AG",),
    "nv": ("NV",),
    "bv": ("BV",),
    "sas": ("SAS",),
    "oy": ("Oy",),
    "kg": ("KG",),
    "kk": ("KK",),
    "lp": ("LP",),
}

# Words of subjects: between two of them "and" does not part two names ("Ministry of Trade and Industry").
SUBJECTS = words_of("""
    affairs agriculture aging alcohol analysis aquaculture art arts atmospheric aviation banking border budget
    business care children citizenship civil climate commerce commonwealth communication communications community
    competition conservation consumer control cooperation corrections counter crime cultural culture customs data
    defence defense design development digital disability disaster disease drug drugs ecology economic economics
    economy education emergency employment energy engineering environment environmental equality ethics exchange
    exports families family finance financial fire firearms fish fisheries food foreign forest forestry forests gas
    gaming gender global health heritage higher highways history homeland housing human humanities humanitarian
    hunting hygiene immigration income industrial industry information infrastructure innovation insurance
    intelligence interior international investment irrigation judiciary justice knowledge labor labour land language
    law learning legal leisure letters liberties life literature livestock local logistics management manufacturing
    marine maritime markets mathematics media medical medicine mental mines mining minerals music national natural
    nuclear nutrition ocean oceanic oil parks peace pensions performing petroleum planning police policy political
    politics population ports poverty power prevention prisons privacy private production programs promotion
    protection public publications racial rail recreation reform regional rehabilitation relations research
    resources responsibility revenue rights roads rural safety sanitation school schools science sciences scientific
    security services skills social society space sport sports standards state statistics strategic strategy studies
    supply support sustainability sustainable tax taxation technical technology telecommunications textiles tourism
    town trade traffic training transport transportation treasury tropical universities urban veterans victims wales
    water weather welfare wildlife women work works youth northern exploration archives radio television film games
    atomic advanced applied arbitration mediation
""")

# A name that ends with one of these is a law, an event, a place, a product, a work: no organization.
NOT_ORGANIZATION_ENDINGS = words_of("""
    speech colliery reservoir act bill law amendment treaty agreement accord accords protocol convention
    constitution pact deal code charter directive program programme project plan initiative strategy scheme campaign
    crisis war wars revolution battle genocide day week month year night morning century anniversary festival awards
    award prize medal cup trophy championship championships games olympics paralympics tournament marathon tour
    summit conference election elections referendum primary debate inquiry report index survey poll census show
    concert street road avenue lane drive square park bridge tower towers building stadium arena airport station
    hall palace castle cathedral island islands lake river bay sea ocean mountain mountains valley desert forest
    beach coast county city town village district province state region peninsula hill hills heights garden gardens
    farm hotel street-view test syndrome disease virus variant fever doctrine theory effect model series trilogy
    bible koran quran edition volume chapter season episode movie book presidency era age minister secretary
    president chancellor ambassador commissioner spokesman spokeswoman director professor attorney judge justice
    sheriff mayor governor senator congressman officer general manager editor
""")

# Lines of products whose makers have other names.
PRODUCTS = words_of("""
    iphone ipad ipod imac macbook mac macs airpod airpods airplay airpower magsafe ipados ios macos itunes icloud
    homepod android chromebook chromecast pixel galaxy kindle alexa siri cortana xbox playstation windows photoshop
    powerpoint excel gmail bitcoin ethereum dogecoin chatgpt viagra ozempic wegovy paracetamol ibuprofen botox
    youtuber youtubers tiktoks tiktoker tiktokers redditor redditors googler googlers
""")

# A name that begins with one of these is a storm, a place, a person, an operation.
NOT_ORGANIZATION_STARTS = words_of("""
    project typhoon cyclone hurricane storm mount mt lake river cape fort camp gulf operation planet comet rue via
    plaza avenida calle monsieur madame mademoiselle monseigneur signor signora señor señora herr frau don doña haji
    hajji datuk tuan mzee pan pani asteroid galaxy highway interstate port saint auntie uncle
""")

TITLES = words_of("""
    sens reps mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness rev reverend father sister
    brother pope cardinal archbishop bishop imam rabbi sheikh ayatollah king queen prince princess duke duchess
    emperor emir sultan president vice-president vice premier chancellor prime minister ministers secretary senator
    sen rep representative congressman congresswoman governor gov mayor councillor councilman councilwoman cllr mp
    msp judge justice magistrate attorney sheriff marshal general gen lt lieutenant col colonel maj major capt
    captain sgt sergeant cpl corporal pte private admiral commander commissioner chief deputy constable detective
    inspector superintendent ambassador envoy coach manager chairman chairwoman chair ceo cfo coo director spokesman
    spokeswoman spokesperson editor author actor actress singer former ex saint st pc ds di del speaker comrade
""")

FUNCTION_WORDS = words_of("""
    a about above according across after afterwards again against ago ahead all almost along already also although
    always am amid among an and another any anyone anything apparently are around as at away back be because become
    been before behind being below beneath besides between beyond both but by came can cannot clearly could
    currently despite did do does done down during each earlier either else even eventually ever every everyone
    everything except few finally following for fortunately from further furthermore generally get go got had has
    have he hello hence her here hers herself him himself his hopefully how however i i'm i've if in indeed
    initially inside instead into is isn't it it's its itself just last lastly later lately least leaving less let
    let's like likewise look made many may maybe me meanwhile might mine more moreover most much must my myself
    nearly neither never nevertheless no nobody none nonetheless nor not nothing now nowhere obviously of off often
    ok okay on once only onto or originally other others otherwise our ours out outside over perhaps please
    previously prior quite rather really recently regardless reportedly said same say says see several shall she
    should similarly since so some somebody someone something sometimes soon still such suddenly surely take than
    thank thanks that that's the their theirs them then there there's thereafter therefore these they they're
    they've think this those though through throughout thus to today together tomorrow tonight too toward towards
    under unfortunately unless unlike until unto up upon us used usually very via was wasn't we we're we've well
    were what what's whatever when whenever where whereas wherever whether which while who who's whoever whom whose
    why will with within without won't would yes yesterday yet you you're you've your yours yourself editor's
    editors dozens hundreds thousands millions tens january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue tues wed thu thur thurs fri sat sun spring summer autumn winter fall christmas easter
    ramadan eid thanksgiving halloween
""")

# Capitalised words and phrases that are neither persons nor organizations.

# Nouns that often open a sentence; capitalised there, they name nobody.
OPENERS = words_of("""
    asked speaking writing reporting based born built called facing founded given having holding led launched making
    noting using watch click share photo image video pictured caption copyright credit breaking analysis opinion
    advertisement subscribe related abstract text full photos read exclusive update updated note high old top second
    third first next good new own long four five six seven eight nine ten two three one critics experts officials
    opponents people researchers scientists supporters police investigators prosecutors protesters residents
    witnesses authorities lawmakers leaders analysts campaigners activists teachers nurses doctors workers voters
    passengers students parents families children women men fans players sources
""")

NOT_NAMES = words_of("""
    capitol administration legislature statehouse tex fla calif mass mich minn wis ill ind ala ariz ark colo conn
    del ore tenn wash wyo kan mont neb nev okla penn trump obama putin biden clinton bush merkel macron sarkozy
    hollande zelensky zelenskiy zelenskyy modi erdogan netanyahu assad khamenei sanders rubio cruz pence romney
    reagan kennedy nixon lincoln thatcher blair corbyn starmer farage sturgeon churchill hitler stalin lenin mao
    gandhi mandela zuma ramaphosa mugabe buhari tinubu ruto kenyatta museveni kagame bolsonaro lula maduro chavez
    castro navalny yeltsin gorbachev medvedev lavrov musk bezos zuckerberg shakespeare mozart beethoven einstein
    darwin freud marx messi ronaldo neymar federer nadal djokovic kardashian beyonce oprah internet web bible koran
    quran god allah lord jesus christ muhammad buddha satan heaven earth mars moon venus jupiter saturn covid
    covid-19 coronavirus ebola zika omicron delta aids brexit holocaust obamacare medicare medicaid islam
    christianity judaism hinduism buddhism marxism communism nazism zionism catholicism english french german
    spanish arabic mandarin hindi swahili hausa yoruba igbo latin android ios windows iphone ipad ipod macbook imac
    airpods xbox playstation kindle alexa siri bitcoin ethereum gmail wi-fi wifi bluetooth usb dvd nobel oscar
    oscars grammy grammys emmy emmys pulitzer booker olympics paralympics olympic wimbledon euros republic kingdom
    empire union north south east west northern southern eastern western central downtown highway route interstate
    boulevard street road avenue democrats republicans tories conservatives liberals greens socialists communists
    democrat republican tory mum dad mom grandma grandad uncle aunt granny constitution state states government
    governments nation world country twenty-first first second third fourth fifth native indigenous aboriginal gen-z
    millennials boomer boomers nfc afc
""")

NOT_ORGANIZATION_ACRONYMS = words_of("""
    cctv lgbtiq lgbtqiap pmqs r&b hvac usbc ko tko mma psa rpi gt pb tbsp tsp faq mc mcs dj djs cv cvs us usa uk uae
    drc tv pc cd dvd ceo cfo coo cto cmo ceos mp mps mep meps msp msps md phd ba ma mba bsc msc qc kc am pm gmt bst
    est edt pst pdt cet utc ad bc bce ce dna rna mrna hiv aids covid sars mers ppe icu gp gps a&e er ecg mri ct adhd
    ptsd ocd ivf lgbt lgbtq lgbtqi lgbtq+ lgbti bame bipoc gdp gnp cpi vat ppi roi ipo etf esg pr hr it ict ai vr ar
    ui ux api usb hdmi led lcd oled wifi lte gsm sim sms mms pdf html css url http www diy rip vip suv suvs ev evs
    mph kph km rpm atm pin id ids ufo ufos wmd wmds ied ieds ak rpg icbm icbms ii iii iv vi vii viii ix xi xii ok
    oks tba tbc tbd aka eta asap fyi lol omg btw ps nb re vs v etc jr sr mr mrs ms dr st mt ft rd ave dc la ny nyc
    nj ca tx fl pa va ga il oh mi nc sc tn ky al mo ia wi mn nd sd ne ks nm az ut nv wy or wa hi ri vt nh me de wv
    in nsw qld ac dm gmo gmos pvc ddt thc cbd lsd mdma co2 nft nfts btc eth usd gbp eur cny aud yoy qoq eps ebitda
    r&d b&b q&a s&p ftse dax cac q1 q2 q3 q4 h1 h2 g4 g5 5g 4g 3g 2g 4k hd uhd fm pov mvp mvps td tds qb era rbi u21
    u20 u19 u18 u17 wr rb te lb cb var motm pe rs gcse gcses sat sats gpa stem steam ged lgb bdsm milf nsfw gif jpeg
    jpg png mp3 mp4 ram rom ssd cpu gpu pcs os ios wwi wwii ww1 ww2 bmi pms std stds sti stis uti tb bse mdf hgv
    hgvs lpg cng lng pcr lfd lfds nda ndas foia daca jasta tpp ttip nafta usmca gatt jcpoa start inf npt aca
    obamacare hb sb usc gi gis pow pows mia awol swat no lgbtqia cop cop26 cop27 cop28 cop25 cop21 isbn doi asmr dlc
    npc npcs fps mmo mmorpg
""")

CAMEL_PREFIXES = (
    "Mc",
    "Mac",
    "De",
    "Di",
    "Du",
    "La",
    "Le",
    "Van",
    "Von",
    "O'",
    "O’",
    "D'",
    "D’",
    "Fitz",
    "Al",
    "El",
    "St",
    "Des",
    "Ben",
    "Bin",
    "Abu",
    "Lo",
    "Da",
    "Del",
    "Ma",
    "Della",
)

# Possessives that belong to a name and do not part two ("King's College", "People's Party").
NAME_POSSESSIVES = words_of("""
    sheriff's attorney's prosecutor's governor's coroner's mayor's king's queen's prince's princess's children's
    women's men's people's girls' boys' workers' veterans' farmers' players' writers' teachers' peoples' students'
    bishop's lord's world's nation's emily's shepherd's master's merchant's footballers' journalists' lloyd's
    sotheby's st
""")
