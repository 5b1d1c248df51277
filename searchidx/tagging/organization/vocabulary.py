"""The words that the search for organizations reads: what names end with, what stands around them, what they are not.

All sets hold folded (lower-case) words. They are our own lists, gathered from the style of English-language news.
"""

from __future__ import annotations

__all__ = [
    "CAMEL_PREFIXES",
    "CLASS_NOUNS",
    "CONNECTORS",
    "CORPORATE",
    "DEMONYMS",
    "FUNCTION_WORDS",
    "GENERIC_MODIFIERS",
    "HARD_ENDINGS",
    "HEADS",
    "KIND_CONTEXT",
    "KIN_NOUNS",
    "LOWER_TAILS",
    "NAME_POSSESSIVES",
    "NOT_NAMES",
    "NOT_ORGANIZATION_ACRONYMS",
    "NOT_ORGANIZATION_ENDINGS",
    "NOT_ORGANIZATION_STARTS",
    "OPENERS",
    "OWNED_NOUNS",
    "PERSON_TITLES",
    "PLACES",
    "PRODUCTS",
    "ROLE_PREPOSITIONS",
    "SUBJECTS",
    "TAILS",
    "TITLES",
    "VERB_PREPOSITIONS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONNECTORS = _words(
    "of for and the de du des di del della dei do dos da la le les et y e und für van von der den to at in on &"
)

# A name may end with these; they say by themselves that it names an organization.
TAILS = _words("""
    advisors advisers analytics therapeutics biosciences foods brands resorts distillers distillery breweries bakery
    cafe café instruments semiconductors biotech assurance mutual ambulance guardian mirror observer echo argus
    advertiser examiner sentinel courier bulletin dispatch gazette online fm zeitung academy administration agency
    airline airlines airways alliance army assembly association associates authority bank bancorp board brewery
    brigade broadcasting brotherhood bundesbank bureau cartel caucus center centre chamber charity chronicle church
    clinic club coalition collective college commission committee communications companies company confederation
    congress consortium consulting consultancy cooperative corporation council court courts daily department diocese
    archdiocese directorate electric electronics energy enterprises entertainment exchange express faculty
    federation fellowship firm forces foundation front fund group groups guard guild healthcare herald holding
    holdings hospital hospitals house industries inquirer inspectorate institute institution insurance international
    investments journal laboratories laboratory labs league legion library logistics magazine media militia ministry
    mission motors movement museum navy network networks news newspaper newspapers observatory office orchestra
    organisation organization parliament partners partnership party petroleum pharma pharmaceuticals pharmacy police
    post press productions publishing railway railways regiment resources review school schools secretariat
    securities semiconductor senate seminary service services society software solutions stores studio studios
    supermarkets synod syndicate systems taskforce technologies technology telecom telecoms television theatre
    tabloid telegraph times tribunal tribune trust union universities university utilities ventures water watchdog
    fc afc cf rfc rugby united rovers wanderers athletic albion hotspur unionists democrats motor pictures records
    radio tv constabulary corps
""")

# Only these may carry "of …", "for …", "on …" to their right.
HEADS = _words("""
    company corporation transport academy administration agency alliance army assembly association authority bank
    board brotherhood bureau campaign center centre centers centres chamber chambers church clinic coalition college
    commission committee confederation congress consortium council court department directorate faculty federation
    forum foundation friends front fund guild hospital house inspectorate institute institutes institution
    laboratory league library ministry mission movement museum network office observatory order organisation
    organization parliament partnership party school secretariat senate society syndicate trust union university
""")

# Endings that stay weak: alone they do not prove an organization.
PERSON_TITLES = _words("""
    mr mrs ms miss mx dr prof professor sir dame rev reverend archbishop rabbi sheikh ayatollah president
    vice-president premier chancellor sen senator rep representative congressman congresswoman governor gov mayor
    councillor cllr judge sheriff gen lt lieutenant col colonel maj capt captain sgt sergeant cpl admiral commander
    detective inspector superintendent ambassador spokesman spokeswoman spokesperson actor actress singer former ceo
    cfo chairman chairwoman secretary minister director chief leader deputy senators reps sens minister's justice
""") - {"chief", "justice"}

# Words before a telling word that do not tell which one it is.
GENERIC_MODIFIERS = _words("""
    city county town district state local federal high primary middle elementary secondary grammar public general
    police fire crown magistrates village parish borough regional central main medical law business private new old
    great grand special joint select standing north south east west northern southern eastern western senior junior
    national international royal world global united first second third fourth fifth catholic christian muslim
    jewish protestant civil social community summer winter free big major top day night early late mr mrs american
    british french german russian chinese indian african european press media news sunday monday tuesday saturday
    friday
""")

# Capitalised words right after a telling word that make the whole a law, prize, street or event.
HARD_ENDINGS = _words("""
    act bill law amendment treaty agreement accord accords award awards prize cup championship championships trophy
    street road avenue lane drive square bridge tower stadium arena airport station
""")

# These close a name also in lower case: "Labour party", "Foreign ministry".
LOWER_TAILS = _words("party ministry")


CORPORATE = _words("""
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
SUBJECTS = _words("""
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
NOT_ORGANIZATION_ENDINGS = _words("""
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
PRODUCTS = _words("""
    iphone ipad ipod imac macbook mac macs airpod airpods airplay airpower magsafe ipados ios macos itunes icloud
    homepod android chromebook chromecast pixel galaxy kindle alexa siri cortana xbox playstation windows photoshop
    powerpoint excel gmail bitcoin ethereum dogecoin chatgpt viagra ozempic wegovy paracetamol ibuprofen botox
    youtuber youtubers tiktoks tiktoker tiktokers redditor redditors googler googlers
""")

# A name that begins with one of these is a storm, a place, a person, an operation.
NOT_ORGANIZATION_STARTS = _words("""
    typhoon cyclone hurricane storm mount mt lake river cape fort camp gulf operation planet comet rue via plaza
    avenida calle monsieur madame mademoiselle monseigneur signor signora señor señora herr frau don doña haji hajji
    datuk tuan mzee pan pani asteroid galaxy highway interstate port saint auntie uncle
""")

TITLES = _words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness rev reverend father sister brother pope
    cardinal archbishop bishop imam rabbi sheikh ayatollah king queen prince princess duke duchess emperor emir
    sultan president vice-president vice premier chancellor prime minister ministers secretary senator sen rep
    representative congressman congresswoman governor gov mayor councillor councilman councilwoman cllr mp msp judge
    justice magistrate attorney sheriff marshal general gen lt lieutenant col colonel maj major capt captain sgt
    sergeant cpl corporal pte private admiral commander commissioner chief deputy constable detective inspector
    superintendent ambassador envoy coach manager chairman chairwoman chair ceo cfo coo director spokesman
    spokeswoman spokesperson editor author actor actress singer former ex saint st pc ds di del speaker comrade
""")

DEMONYMS = _words("""
    flemish walloon bosniak bosniaks croat serb catalan catalans basque corsican sicilian bavarian saxon breton
    galician tatar roma inuit maori māori sami zulu xhosa yoruba igbo hausa tamil tamils sinhalese sinhala bengali
    punjabi pashtun hazara tajik turkmen kyrgyz hutu tutsi oromo amhara tigrayan druze alawite maronite coptic
    yazidi ahmadi quechua aymara mapuche creole afrikaans afrikaner cornish manx faroese greenlandic trinidadian
    guyanese surinamese panamanian honduran salvadoran guatemalan nicaraguan rican maltese kosovar papuan fijian
    samoan tongan kiwi aussie scots scot dane swede finn pole turk dutchman frenchman englishman irishman briton
    spaniard ghanaians ugandans ethiopians rwandans colombians venezuelans argentines chileans peruvians cubans
    haitians vietnamese koreans pakistani filipinos indonesians malaysians thais american british english scottish
    welsh irish french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish
    finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish cypriot serbian croatian
    bosnian slovenian albanian kosovan macedonian montenegrin ukrainian russian belarusian estonian latvian
    lithuanian moldovan georgian armenian azerbaijani azeri kazakh uzbek chinese japanese korean taiwanese indian
    bangladeshi nepali nepalese afghan iranian iraqi syrian lebanese israeli palestinian jordanian saudi emirati
    qatari kuwaiti yemeni omani bahraini egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean
    somali kenyan ugandan tanzanian rwandan burundian congolese nigerian ghanaian ivorian senegalese malian nigerien
    cameroonian gambian liberian angolan zambian zimbabwean mozambican malawian namibian botswanan canadian mexican
    cuban jamaican haitian dominican venezuelan colombian brazilian argentine argentinian chilean peruvian bolivian
    ecuadorian uruguayan paraguayan australian zealander filipino philippine indonesian malaysian singaporean thai
    burmese cambodian laotian mongolian tibetan kurdish arab arabic european african asian western eastern northern
    southern latin hispanic latino jewish christian muslim islamic catholic protestant sunni shia shiite hindu
    buddhist sikh orthodox black white soviet nazi communist tory democrat democratic republican liberal
    conservative socialist kashmiri rohingya uighur uyghur chechen californian texan londoner parisian mediterranean
    atlantic pacific nordic scandinavian baltic balkan caribbean anglo afro americans britons germans italians
    russians israelis palestinians indians arabs jews muslims christians democrats republicans conservatives
    liberals socialists tories europeans africans asians ukrainians nigerians kenyans canadians australians mexicans
    brazilians iranians iraqis syrians afghans pakistanis kurds hindus sikhs catholics protestants latinos hispanics
    swedes danes finns poles greeks turks serbs croats bosnians belgians egyptians libyans somalis sunnis shiites
    buddhists evangelicals texans californians blacks whites
""")

PLACES = _words("""
    afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain
    bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi
    cambodia cameroon canada chad chile china colombia comoros congo croatia cuba cyprus czechia denmark djibouti
    dominica ecuador egypt eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana
    greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel
    italy jamaica japan jordan kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia lebanon lesotho
    liberia libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania
    mauritius mexico micronesia moldova monaco mongolia montenegro morocco mozambique myanmar burma namibia nauru
    nepal netherlands nicaragua niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines
    poland portugal qatar romania russia rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia
    somaliland spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga tunisia
    turkey türkiye turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen zambia
    zimbabwe england scotland wales britain us usa uk uae america europe africa asia antarctica oceania eurasia
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana
    iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
    nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin
    wyoming ontario quebec alberta manitoba saskatchewan queensland tasmania victoria london paris berlin rome
    madrid lisbon brussels amsterdam vienna zurich geneva stockholm oslo copenhagen helsinki dublin edinburgh
    glasgow cardiff belfast manchester birmingham liverpool leeds sheffield bristol newcastle nottingham leicester
    oxford cambridge york bath brighton southampton portsmouth plymouth exeter norwich hull bradford derby coventry
    swansea aberdeen dundee inverness warsaw prague budapest bucharest sofia athens istanbul ankara kyiv kiev
    kharkiv lviv odesa odessa mariupol donetsk luhansk kherson zaporizhzhia crimea donbas moscow petersburg minsk
    vilnius riga tallinn tbilisi yerevan baku tehran baghdad mosul basra damascus aleppo idlib beirut jerusalem aviv
    gaza amman riyadh jeddah mecca doha dubai cairo alexandria tripoli benghazi tunis algiers rabat casablanca
    khartoum juba darfur tigray addis ababa mogadishu nairobi mombasa kampala kigali kinshasa goma lagos abuja kano
    kaduna ibadan enugu borno maiduguri accra kumasi abidjan dakar bamako ouagadougou harare lusaka maputo
    johannesburg pretoria durban soweto gauteng kwazulu-natal luanda windhoek gaborone beijing shanghai hong kong
    shenzhen guangzhou wuhan hubei xinjiang tibet macau taipei tokyo osaka kyoto hiroshima fukushima okinawa seoul
    busan pyongyang delhi mumbai kolkata chennai bangalore bengaluru hyderabad kashmir karachi lahore islamabad
    peshawar punjab kabul kandahar helmand herat dhaka colombo kathmandu yangon mandalay bangkok hanoi saigon
    jakarta bali manila kuala lumpur canberra sydney melbourne brisbane perth adelaide auckland wellington
    christchurch boston chicago detroit dallas houston austin denver seattle portland phoenix atlanta miami orlando
    tampa cleveland cincinnati philadelphia pittsburgh baltimore brooklyn manhattan queens bronx harlem hollywood
    charlotte memphis nashville minneapolis milwaukee sacramento oakland toronto ottawa montreal vancouver calgary
    edmonton winnipeg havana bogotá bogota caracas lima quito santiago buenos aires paulo rio janeiro brasilia
    montevideo munich hamburg frankfurt cologne stuttgart dresden leipzig bavaria saxony lyon marseille nice
    bordeaux toulouse lille milan turin naples venice florence sicily barcelona valencia seville catalonia andalusia
    basque yorkshire lancashire kent essex sussex surrey devon cornwall dorset somerset norfolk suffolk cumbria
    merseyside hampshire berkshire wiltshire gloucestershire oxfordshire cambridgeshire lincolnshire nottinghamshire
    derbyshire staffordshire shropshire cheshire northumberland durham midlands ulster highlands hebrides orkney
    shetland gibraltar falklands guantanamo siberia chechnya balkans mediterranean atlantic pacific arctic antarctic
    sahel sahara himalayas alps gulf amazonia westminster wembley
""")

FUNCTION_WORDS = _words("""
    a about above according across after afterwards again against ago ahead all almost along already also although
    always am amid among an and another any anyone anything apparently are around as asked at away back be because
    become been before behind being below beneath besides between beyond both but by came can cannot clearly could
    currently despite did do does done down during each earlier either else even eventually ever every everyone
    everything except few finally following for fortunately from further furthermore generally get given go got had
    has have having he hello hence her here hers herself him himself his hopefully how however i i'm i've if in
    indeed initially inside instead into is isn't it it's its itself just last lastly later lately least leaving
    less let let's like likewise look made many may maybe me meanwhile might mine more moreover most much must my
    myself nearly neither never nevertheless no nobody none nonetheless nor not nothing now nowhere obviously of off
    often ok okay on once only onto or originally other others otherwise our ours out outside over perhaps please
    previously prior quite rather read really recently regardless reportedly said same say says see several shall
    she should similarly since so some somebody someone something sometimes soon still such suddenly surely take
    than thank thanks that that's the their theirs them then there there's thereafter therefore these they they're
    they've think this those though through throughout thus to today together tomorrow tonight too toward towards
    under unfortunately unless unlike until unto up upon us used usually very via was wasn't we we're we've well
    were what what's whatever when whenever where whereas wherever whether which while who who's whoever whom whose
    why will with within without won't would yes yesterday yet you you're you've your yours yourself speaking
    writing reporting based born built called facing founded holding led launched making noting using watch click
    share photo image video pictured caption copyright credit editor's editors note updated update exclusive
    breaking analysis opinion advertisement subscribe related abstract text full photos dozens hundreds thousands
    millions tens january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
    thur thurs fri sat sun spring summer autumn winter fall christmas easter ramadan eid thanksgiving halloween
""")

# Capitalised words and phrases that are neither persons nor organizations.

# Nouns that often open a sentence; capitalised there, they name nobody.
OPENERS = _words("""
    high old top second third first next good new own long four five six seven eight nine ten two three one critics
    experts officials opponents people researchers scientists supporters police investigators prosecutors protesters
    residents witnesses authorities lawmakers leaders analysts campaigners activists teachers nurses doctors workers
    voters passengers students parents families children women men fans players sources
""")

NOT_NAMES = _words("""
    administration legislature statehouse tex fla calif mass mich minn wis ill ind ala ariz ark colo conn del ore
    tenn wash wyo kan mont neb nev okla penn trump obama putin biden clinton bush merkel macron sarkozy hollande
    zelensky zelenskiy zelenskyy modi erdogan netanyahu assad khamenei sanders rubio cruz pence romney reagan
    kennedy nixon lincoln thatcher blair corbyn starmer farage sturgeon churchill hitler stalin lenin mao gandhi
    mandela zuma ramaphosa mugabe buhari tinubu ruto kenyatta museveni kagame bolsonaro lula maduro chavez castro
    navalny yeltsin gorbachev medvedev lavrov musk bezos zuckerberg shakespeare mozart beethoven einstein darwin
    freud marx messi ronaldo neymar federer nadal djokovic kardashian beyonce oprah internet web bible koran quran
    god allah lord jesus christ muhammad buddha satan heaven earth mars moon venus jupiter saturn covid covid-19
    coronavirus ebola zika omicron delta aids brexit holocaust obamacare medicare medicaid islam christianity
    judaism hinduism buddhism marxism communism nazism zionism catholicism english french german spanish arabic
    mandarin hindi swahili hausa yoruba igbo latin android ios windows iphone ipad ipod macbook imac airpods xbox
    playstation kindle alexa siri bitcoin ethereum gmail wi-fi wifi bluetooth usb dvd nobel oscar oscars grammy
    grammys emmy emmys pulitzer booker olympics paralympics olympic wimbledon euros republic kingdom empire union
    north south east west northern southern eastern western central downtown highway route interstate boulevard
    street road avenue democrats republicans tories conservatives liberals greens socialists communists democrat
    republican tory mum dad mom grandma grandad uncle aunt granny constitution state states government governments
    nation world country twenty-first first second third fourth fifth native indigenous aboriginal gen-z millennials
    boomer boomers nfc afc
""")

NOT_ORGANIZATION_ACRONYMS = _words("""
    ko tko mma psa rpi gt pb tbsp tsp faq mc mcs dj djs cv cvs us usa uk uae drc tv pc cd dvd ceo cfo coo cto cmo
    ceos mp mps mep meps msp msps md phd ba ma mba bsc msc qc kc am pm gmt bst est edt pst pdt cet utc ad bc bce ce
    dna rna mrna hiv aids covid sars mers ppe icu gp gps a&e er ecg mri ct adhd ptsd ocd ivf lgbt lgbtq lgbtqi
    lgbtq+ lgbti bame bipoc gdp gnp cpi vat ppi roi ipo etf esg pr hr it ict ai vr ar ui ux api usb hdmi led lcd
    oled wifi lte gsm sim sms mms pdf html css url http www diy rip vip suv suvs ev evs mph kph km rpm atm pin id
    ids ufo ufos wmd wmds ied ieds ak rpg icbm icbms ii iii iv vi vii viii ix xi xii ok oks tba tbc tbd aka eta asap
    fyi lol omg btw ps nb re vs v etc jr sr mr mrs ms dr st mt ft rd ave dc la ny nyc nj ca tx fl pa va ga il oh mi
    nc sc tn ky al mo ia wi mn nd sd ne ks nm az ut nv wy or wa hi ri vt nh me de wv in nsw qld ac dm gmo gmos pvc
    ddt thc cbd lsd mdma co2 nft nfts btc eth usd gbp eur cny aud yoy qoq eps ebitda r&d b&b q&a s&p ftse dax cac q1
    q2 q3 q4 h1 h2 g4 g5 5g 4g 3g 2g 4k hd uhd fm pov mvp mvps td tds qb era rbi u21 u20 u19 u18 u17 wr rb te lb cb
    var motm pe rs gcse gcses sat sats gpa stem steam ged lgb bdsm milf nsfw gif jpeg jpg png mp3 mp4 ram rom ssd
    cpu gpu pcs os ios wwi wwii ww1 ww2 bmi pms std stds sti stis uti tb bse mdf hgv hgvs lpg cng lng pcr lfd lfds
    nda ndas foia daca jasta tpp ttip nafta usmca gatt jcpoa start inf npt aca obamacare hb sb usc gi gis pow pows
    mia awol swat no lgbtqia cop cop26 cop27 cop28 cop25 cop21 isbn doi asmr dlc npc npcs fps mmo mmorpg
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
NAME_POSSESSIVES = _words("""
    king's queen's prince's princess's children's women's men's people's girls' boys' workers' veterans' farmers'
    players' writers' teachers' peoples' students' bishop's lord's world's nation's emily's shepherd's master's
    merchant's footballers' journalists' lloyd's sotheby's st
""")

# Directly before a name, these say what it is: "carmaker Kia", "the charity Shelter".
CLASS_NOUNS = _words("""
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
    "of": _words("""
        ceo executive founder co-founder cofounder shares share chairman chairwoman chair spokesman spokeswoman
        spokesperson owner owners subsidiary unit division arm stake acquisition takeover customers customer
        users employees employee workers shareholders shareholder boss treasurer directors board headquarters
        offices office parent purchase sale branch branches affiliate lawyers patron trustee trustees
        secretary-general correspondent editor editor-in-chief publisher member members leader maker makers
        manager coach captain vice-president partner principal dean provost alumnus graduate supporters fans fan
        brand
    """),
    "at": _words("""
        analyst analysts economist economists strategist strategists executive executives engineer engineers
        employee employees worker workers spokesman spokeswoman spokesperson professor lecturer researcher
        researchers fellow scientist scientists director head manager managers partner partners job jobs career
        staff officials editor editors reporter journalist lawyer lawyers attorney consultant consultants trader
        traders president vice-president chief officer specialist expert scholar student students designer
        developer developers producer adviser advisor correspondent columnist epidemiologist physicist
        astronomer historian virologist psychologist architect counsel boss coach midfielder striker contract
        spell season works worked working studied studying teaches taught teaching employed interned
    """),
    "for": _words("""
        spokesman spokeswoman spokesperson lawyer lawyers attorney attorneys works worked working plays played
        playing correspondent reporter journalist columnist lobbyist analyst consultant contractor contractors
        signed writes wrote writing goalkeeper defender midfielder striker winger appearances debut photographer
        manager managers chief
    """),
    "with": _words("""
        analyst analysts economist contract deal partnership merger strategist attorney attorneys fellow
        partnered merged account accounts sponsorship
    """),
    "in": _words(
        "stake shares share investment investor investors investing stakes shareholding invest published article interview"
    ),
    "by": _words("""
        owned run operated made acquired published developed manufactured produced built bought employed
        commissioned hired compiled conducted backed funded founded released organised organized launched
        created sponsored supplied financed fined approved issued
    """),
    "from": _words(
        "data analyst analysts economist researchers scientists spokesman spokeswoman spokesperson figures email statement"
    ),
    "to": _words("subsidiary supplier suppliers sold spokesman rival adviser advisor consultant contractor told"),
    "on": _words("posted post video posts videos page account streaming messages message"),
    "against": _words("lawsuit lawsuits complaint suit sanctions antitrust"),
    "by-line": frozenset(),
}

VERB_PREPOSITIONS = _words(
    "joined told sued acquired bought founded co-founded rejoined left quit hired-by boycott boycotted via"
)

# After a name or its possessive: "X's chief executive", "X shares", "X spokeswoman".
OWNED_NOUNS = _words("""
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

KIN_NOUNS = _words("""
    wife husband mother father son daughter brother sister family parents partner girlfriend boyfriend fiance
    fiancée widow mum dad mom uncle aunt cousin nephew niece grandmother grandfather grandson children body life
    death career childhood arrest murder killer attorney lawyer face hair eyes voice heart hand hands home birthday
    funeral
""")

# What an article must speak of (two different words of it) before a guarded name of that kind is believed.
KIND_CONTEXT: dict[str, frozenset[str]] = {
    "company": _words("""
        shares share stock company firm profit profits revenue sales customers ceo executive shareholders
        investors brand products market markets chief business quarter billion retailer bank manufacturer
        carmaker employees
    """),
    "club": _words("""
        goal goals match league striker midfielder defender goalkeeper coach manager club season game games
        fixture football soccer kick-off half-time penalty scored win draw defeat squad transfer playoffs
        quarterback touchdown baseball basketball hockey inning innings nhl nba nfl mlb players
    """),
    "outlet": _words(
        "newspaper magazine journalist reporter editor interview published reported reports article media"
    ),
    "university": _words(
        "university professor students college campus academic study researchers school graduate degree"
    ),
}
KIND_CONTEXT["bank"] = KIND_CONTEXT["company"]
KIND_CONTEXT["exchange"] = KIND_CONTEXT["company"]
KIND_CONTEXT["ngo"] = _words("charity campaign homeless homelessness donations volunteers charities campaigners rights")
KIND_CONTEXT["union"] = _words("union unions strike strikes pay workers members ballot walkout industrial")
KIND_CONTEXT["party"] = _words("party election vote votes parliament coalition leader polls voters")
KIND_CONTEXT["institution"] = _words("museum gallery exhibition director institute research scientists")
KIND_CONTEXT["agency"] = _words("advisers scientists advice government agency officials minister")
KIND_CONTEXT["armed"] = _words("militants attack fighters troops mercenaries rebels soldiers armed")
KIND_CONTEXT["government"] = _words("president minister parliament government vote lawmakers")
