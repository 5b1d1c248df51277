"""Names of places: whether words name a country, a city or a county somewhere, and how large it is."""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import sys

from searchidx.tagging.names.first_names import fold_name
from searchidx.tagging.organization.vocabulary import words_of

__all__ = ["DEMONYMS", "PLACES", "PLACE_PHRASES", "place_group"]


DEMONYMS = words_of("""
    welshman welshwoman scotsman scotswoman irishwoman englishwoman frenchwoman dutchwoman flemish walloon bosniak
    bosniaks croat serb catalan catalans basque corsican sicilian bavarian saxon breton galician tatar roma inuit
    maori māori sami zulu xhosa yoruba igbo hausa tamil tamils sinhalese sinhala bengali punjabi pashtun hazara
    tajik turkmen kyrgyz hutu tutsi oromo amhara tigrayan druze alawite maronite coptic yazidi ahmadi quechua aymara
    mapuche creole afrikaans afrikaner cornish manx faroese greenlandic trinidadian guyanese surinamese panamanian
    honduran salvadoran guatemalan nicaraguan rican maltese kosovar papuan fijian samoan tongan kiwi aussie scots
    scot dane swede finn pole turk dutchman frenchman englishman irishman briton spaniard ghanaians ugandans
    ethiopians rwandans colombians venezuelans argentines chileans peruvians cubans haitians vietnamese koreans
    pakistani filipinos indonesians malaysians thais american british english scottish welsh irish french german
    italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish finnish icelandic polish czech
    slovak hungarian romanian bulgarian greek turkish cypriot serbian croatian bosnian slovenian albanian kosovan
    macedonian montenegrin ukrainian russian belarusian estonian latvian lithuanian moldovan georgian armenian
    azerbaijani azeri kazakh uzbek chinese japanese korean taiwanese indian bangladeshi nepali nepalese afghan
    iranian iraqi syrian lebanese israeli palestinian jordanian saudi emirati qatari kuwaiti yemeni omani bahraini
    egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan ugandan tanzanian rwandan
    burundian congolese nigerian ghanaian ivorian senegalese malian nigerien cameroonian gambian liberian angolan
    zambian zimbabwean mozambican malawian namibian botswanan canadian mexican cuban jamaican haitian dominican
    venezuelan colombian brazilian argentine argentinian chilean peruvian bolivian ecuadorian uruguayan paraguayan
    australian zealander filipino philippine indonesian malaysian singaporean thai burmese cambodian laotian
    mongolian tibetan kurdish arab arabic european african asian western eastern northern southern latin hispanic
    latino jewish christian muslim islamic catholic protestant sunni shia shiite hindu buddhist sikh orthodox black
    white soviet nazi communist tory democrat democratic republican liberal conservative socialist kashmiri rohingya
    uighur uyghur chechen californian texan londoner parisian mediterranean atlantic pacific nordic scandinavian
    baltic balkan caribbean anglo afro americans britons germans italians russians israelis palestinians indians
    arabs jews muslims christians democrats republicans conservatives liberals socialists tories europeans africans
    asians ukrainians nigerians kenyans canadians australians mexicans brazilians iranians iraqis syrians afghans
    pakistanis kurds hindus sikhs catholics protestants latinos hispanics swedes danes finns poles greeks turks
    serbs croats bosnians belgians egyptians libyans somalis sunnis shiites buddhists evangelicals texans
    californians blacks whites
""")

PLACES = words_of("""
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

# Regions and nationalities of two words, which no table of cities has.
PLACE_PHRASES = frozenset(
    tuple(name.split())
    for name in (
        "great britain;northern ireland;middle east;west bank;gaza strip;isle of man;far east;wall street;capitol hill;"
        "silicon valley;new england;new south wales;western australia;south australia;british columbia;nova scotia;"
        "puerto rican;costa rican;sri lankan;"
        "big ben;times square;hong kong;ivory coast;el salvador;"
        "puerto rico;holy land;persian gulf;red sea;black sea;trans pacific partnership"
    ).split(";")
)


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    packed = importlib.resources.files("searchidx.tagging.data").joinpath("place_names.txt.gz").read_bytes()
    groups: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        letter, names = line.split("\t")
        groups.update(dict.fromkeys(names.split("|"), sys.intern(letter)))
    return groups


def place_group(words: tuple[str, ...]) -> str:
    """How large a place the folded words name: "a" a country or a city of a million, "b" of 150,000, "c" smaller.

    "" where no place of that name is known. The table is distilled from GeoNames (CC BY 4.0, notice in
    `searchidx/tagging/data/place_names.NOTICE`) by `training/organizations/distil_places.py`.
    """
    return _table().get(" ".join(fold_name(word) for word in words), "")
