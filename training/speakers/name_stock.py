"""A stock of names of the world for augmentation: persons by culture from Faker, organizations and places by hand."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from faker import Faker

from searchidx.tagging.names.first_names import gender_of_first_name
from searchidx.tagging.quotation.layout import TOKEN

__all__ = ["NameStock"]

LATIN = """en_US en_GB en_IE en_IN en_NG en_KE en_NZ en_PK de_DE de_AT fr_FR fr_CA es_ES es_MX es_AR it_IT pt_BR pt_PT
 nl_NL nl_BE pl_PL cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI sv_SE no_NO da_DK fi_FI et_EE lt_LT lv_LV tr_TR id_ID vi_VN
 az_AZ yo_NG ig_NG ha_NG zu_ZA tw_GH ga_IE is_IS sq_AL fr_DZ""".split()
"""Locales of Faker that write names in Latin letters; those that this Faker lacks are passed over."""

BY_HAND = {
    "zh": (
        "Wei Jing Xiaoming Yang Min Fang Lei Hui Jun Qiang Xiaoyan Zhiqiang Jianguo Meiling Yifan Haoran Xinyi Zihan "
        "Xiulan Guoqiang Yuchen Ying Peng Lijun Bo Chao Tao Xuemei",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang "
        "Deng Feng Cao Peng Zeng Xiao Jiang Qian Qin Shen Xiong Wan Cui Meng",
    ),
    "ko": (
        "Min-jun Seo-yeon Ji-hoon Hye-jin Sang-woo Eun-ji Young-ho Dong-hyun Soo-jin Jae-won Mi-kyung Tae-yang "
        "Jong-un Yo-jong Kyung-wha Chul-soo Hyun-woo",
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Moon Bae Noh",
    ),
    "ja": (
        "Haruto Yui Sota Aoi Yuki Kenji Hiroshi Akiko Shinzo Naomi Takashi Yoko Kazuo Masako Fumio Ryo Emi Daisuke "
        "Keiko Makoto Sanae Taro Noriko",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi "
        "Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ishikawa Ogawa Kishida Ueda",
    ),
    "ru": (
        "Vladimir Sergei Dmitry Alexei Tatiana Olga Natalia Yekaterina Mikhail Nikolai Andrei Irina Yevgeny Maria "
        "Svetlana Igor Boris Yulia Anastasia Pavel Oleg Ksenia Roman Ilya Lyudmila Galina Viktor Oleksandr Volodymyr "
        "Oksana Andriy Dmytro Yaroslav Mykola Iryna Kateryna",
        "Ivanov Smirnova Kuznetsov Popov Vasiliev Petrova Sokolov Mikhailov Novikov Fedorov Morozova Volkov Alekseev "
        "Lebedev Semyonov Yegorov Pavlov Kozlova Stepanov Nikolaev Orlov Andreeva Makarov Zakharova Peskov Markov "
        "Stanovaya Shevchenko Kovalenko Bondarenko Tkachenko Kravchuk Lysenko Boyko Melnyk Zelenko Podolyak Kuleba",
    ),
    "ar": (
        "Mohammed Ahmed Fatima Ali Omar Khalid Aisha Hassan Hussein Yusuf Maryam Layla Abdullah Ibrahim Nour Salma "
        "Mustafa Karim Tariq Samir Hanan Rania Walid Faisal Zainab Bashar Ayman Huda Nabil Rashid Amal Ghassan Mahmoud",
        "al-Hassan al-Rashid Khalil Mansour Haddad Nasser al-Masri Saleh Hamdan al-Sayed Khoury Aziz al-Zahra Farouk "
        "Qassem Abdallah Barakat Shaheen Sharif al-Khatib Darwish Najjar Suleiman Habib al-Otaibi al-Thani Hamad Issa "
        "Abu Zeid El-Baz El-Sayed Bennani Benali Boumediene Ben Youssef",
    ),
    "fa": (
        "Reza Maryam Hossein Zahra Ali Shirin Mahmoud Nasrin Javad Leila Hassan Mehdi Farhad Narges Saeed Arash Parisa",
        "Ahmadi Hosseini Karimi Rezaei Mohammadi Jafari Moradi Zarif Sotoudeh Rouhani Bagheri Ebrahimi Tehrani Shirazi",
    ),
    "he": (
        "Yossi Tamar Avi Noa Moshe Shira Eitan Yael David Michal Amir Orly Uri Gal Benny Ayelet Nir Yair",
        "Cohen Levi Mizrahi Peretz Biton Friedman Shapiro Katz Azoulay Ben-David Barak Golan Lapid Shaked Bar-Lev Oren",
    ),
    "in": (
        "Rahul Priya Amit Sunita Rajesh Anjali Arun Deepa Narendra Sonia Vikram Kavita Sanjay Meera Imran Ayesha Nawaz "
        "Hamid Asif Bilawal Sheikh Khaleda Sajith Nirmala Arvind Subramanyam",
        "Sharma Patel Singh Kumar Gupta Reddy Nair Iyer Khan Malik Hussain Bhutto Qureshi "
        "Sharif Rahman Hasina Perera Fernando Wickremesinghe Thapa Shrestha Gurung Rao Menon Jaishankar Sitharaman",
    ),
    "af": (
        "Kwame Amina Chidi Ngozi Thabo Zanele Juma Wanjiru Tendai Abebe Tigist Fatou Moussa Aminata Kofi Ama Sipho "
        "Lindiwe Odinga Uhuru Hakainde Emeka Folake Tunde Sekou Awa Ousmane Mariama",
        "Mensah Okafor Adeyemi Dlamini Nkosi Mwangi Kamau Otieno Moyo Ncube Tesfaye Bekele Diallo Traore Keita Ndiaye "
        "Owusu Boateng Okonjo-Iweala Mbeki Ramaphosa Kenyatta Ouattara Sow Ba Diop Cisse Abiy Mutasa Chikwanda Zulu",
    ),
}
"""Given names and family names of cultures that write in other letters, as newspapers spell them."""

FAMILY_FIRST = ("zh", "ko")

ORGANIZATIONS = """Atos| Engadget|
 Chevron| the Flyers| Bellingcat| Siemens| Börse Stuttgart| Deutsche Bank| Credit Suisse| UBS|
 Novo Nordisk| Maersk| Samsung| Hyundai| Toyota| SoftBank| Tencent| Huawei| Alibaba| Gazprom| Rosneft|
 Sberbank| Lukoil| Petrobras| Vale| Embraer| Pemex| Tata Motors| Infosys| Reliance Industries| Adani| BHP| Rio
 Tinto| Qantas| Telstra| Air New Zealand| Shell| BP| HSBC| Barclays| Tesco| Marks & Spencer| Rolls-Royce|
 AstraZeneca| GSK| Unilever| Vodafone| BT| Airbus| Renault| Danone| Carrefour| Total| Orange| Michelin|
 Volkswagen| BMW| Daimler| Bayer| BASF| Lufthansa| SAP| Adidas| Nestlé| Novartis| Roche| Ikea| Ericsson| Nokia|
 Volvo| Spotify| Equinor| Telenor| Philips| ING| Heineken| ASML| Santander| BBVA| Telefónica| Inditex|
 Iberdrola| Eni| Fiat| Ferrari| UniCredit| Generali| Apple| Google| Microsoft| Amazon| Meta| OpenAI| Nvidia|
 Intel| Tesla| SpaceX| Boeing| Pfizer| Moderna| Goldman Sachs| JPMorgan Chase| Morgan Stanley| BlackRock|
 Walmart| Starbucks| McDonald's| Netflix| Disney| Uber| Airbnb| Lyft| Twitter| NATO| the European Commission|
 the European Central Bank| the World Bank| the International Monetary Fund| the WHO| Unicef| the UN Human
 Rights Council| the African Union| ASEAN| OPEC| the Red Cross| Amnesty International| Human Rights Watch|
 Oxfam| Greenpeace| Médecins Sans Frontières| Save the Children| Transparency International| the RSPCA| the
 National Trust| Manchester United| Liverpool| Arsenal| Chelsea| Real Madrid| Barcelona| Bayern Munich|
 Juventus| Ajax| Celtic| Boca Juniors| the All Blacks| the Wallabies| the Springboks| the Lakers| the Yankees|
 the Red Sox| the Maple Leafs| Uefa| Fifa| the IOC| the NFL| the NHL| Ferrari| Red Bull| BBC| the Guardian| Le
 Monde| Der Spiegel| El País| Al Jazeera| Reuters| Bloomberg| Interfax| TASS| Xinhua| Kyodo News| NHK| Yonhap|
 The Kyiv Independent| Antena 3| Haaretz| the Times of India| Dawn| the Straits Times| The Australian| Globo| Folha|
 Clarín| the Financial Times| Nature| Science| The Lancet| Nasa| ESA| CERN| MIT| Stanford University| Oxford
 University| Imperial College London| ETH Zurich| Tsinghua University| the Max Planck Institute| the Met
 Office| the Bank of England| the Bank of Japan| the Bundesbank| the Reserve Bank of India| the Federal
 Reserve| the High Court| the Supreme Court| the Constitutional Court| the Foreign Ministry| the Ministry of
 Health| the Interior Ministry| the Home Office| the Treasury| Scotland Yard| the Metropolitan Police|
 Interpol| Europol| the FBI| the CDC| the FDA| the EPA| Fidesz| Likud| the ANC| the BJP| Labour| the
 Conservatives| the Greens| the Social Democrats| Syriza| Podemos| Vox| Die Linke| Hamas| Hezbollah| the
 Taliban| Boko Haram| Black Sabbath| Radiohead| Coldplay| the Tate| the Louvre| the British Museum| the Royal
 Opera House| Sotheby's| Christie's| Penguin Random House| Universal Music| Warner Bros| Pixar| Ubisoft|
 Nintendo| Sony| Unite| Unison| Verdi| the CGT| the National Farmers' Union| the Football Association| Network
 Rail| Ryanair| easyJet| KLM"""

PLACES = """London| Paris| Berlin| Madrid| Rome| Moscow| Kyiv| Kharkiv| Warsaw| Prague| Budapest| Bucharest| Sofia|
 Athens| Istanbul| Ankara| Cairo| Lagos| Abuja| Nairobi| Kampala| Accra| Dakar| Addis Ababa| Johannesburg| Cape
 Town| Harare| Lusaka| Tunis| Algiers| Rabat| Tripoli| Khartoum| Mogadishu| Beirut| Damascus| Baghdad| Tehran|
 Riyadh| Doha| Dubai| Kabul| Islamabad| Karachi| Lahore| Delhi| Mumbai| Kolkata| Chennai| Dhaka| Colombo|
 Kathmandu| Yangon| Bangkok| Hanoi| Manila| Jakarta| Singapore| Kuala Lumpur| Hong Kong| Beijing| Shanghai|
 Wuhan| Taipei| Seoul| Pyongyang| Tokyo| Osaka| Sydney| Melbourne| Perth| Auckland| Wellington| Suva| Honolulu|
 Toronto| Montreal| Vancouver| Mexico City| Havana| Bogotá| Caracas| Quito| Lima| La Paz| Santiago| Buenos
 Aires| São Paulo| Rio de Janeiro| Montevideo| Dublin| Belfast| Edinburgh| Glasgow| Cardiff| Manchester| Leeds|
 Cornwall| Kent| Oslo| Stockholm| Copenhagen| Helsinki| Tallinn| Riga| Vilnius| Minsk| Tbilisi| Yerevan| Baku|
 Vienna| Zurich| Geneva| Brussels| Amsterdam| Rotterdam| Lisbon| Porto| Milan| Naples| Sicily| Bavaria| Saxony|
 Catalonia| Brittany| Queensland| Tasmania| Ontario| Quebec| Hokkaido| Kashmir| Punjab| Gaza| the West Bank|
 Ukraine| Russia| Germany| France| Spain| Italy| Poland| Hungary| Romania| Turkey| Egypt| Nigeria| Kenya|
 Ghana| South Africa| Zimbabwe| Ethiopia| Sudan| Libya| Syria| Iraq| Iran| Israel| Saudi Arabia| Yemen| Qatar|
 Pakistan| India| Bangladesh| Sri Lanka| Nepal| Myanmar| Thailand| Vietnam| Indonesia| Malaysia| the
 Philippines| China| Taiwan| Japan| South Korea| North Korea| Australia| New Zealand| Canada| Mexico| Cuba|
 Haiti| Colombia| Venezuela| Peru| Bolivia| Chile| Argentina| Brazil| Ireland| Scotland| Wales| England|
 Norway| Sweden| Denmark| Finland| Iceland| Estonia| Latvia| Lithuania| Belarus| Georgia| Armenia"""


@dataclass(frozen=True, slots=True)
class _Culture:
    given: dict[str, list[str]]
    """By gender: "m", "f"."""
    family: list[str]
    family_first: bool = False


def _tokens(text: str) -> list[str]:
    return [m.group() for m in TOKEN.finditer(text)]


def _split(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.split("|")]


class NameStock:
    """Draws names; the same seed gives the same names."""

    def __init__(self) -> None:
        self.cultures: list[_Culture] = []
        for locale in LATIN:
            try:
                faker = Faker(locale)
            except AttributeError:
                continue
            provider = type(next(p for p in faker.providers if hasattr(p, "last_names")))
            family = sorted({n for n in provider.last_names if _printable(n)})
            given = {}
            for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
                names = getattr(provider, attribute, None) or provider.first_names
                given[gender] = sorted({n for n in names if _printable(n)})
            if len(family) >= 20 and given["m"] and given["f"]:
                self.cultures.append(_Culture(given, family))
        for code, (names, family) in BY_HAND.items():
            by_gender: dict[str, list[str]] = {"m": [], "f": []}
            for name in names.split():
                gender = gender_of_first_name(name)
                for one in (gender,) if gender else ("m", "f"):
                    by_gender[one].append(name)
            self.cultures.extend([_Culture(by_gender, family.split(), code in FAMILY_FIRST)] * 3)
        self.organizations = [_tokens(name) for name in _split(ORGANIZATIONS)]
        self.places = [_tokens(name) for name in _split(PLACES)]

    def person(self, rng: random.Random, gender: str | None) -> tuple[list[str], list[str], bool]:
        """The tokens of a given name and of a family name, and whether the family name stands first."""
        culture = rng.choice(self.cultures)
        given = rng.choice(culture.given[gender or rng.choice("mf")])
        return _tokens(given), _tokens(rng.choice(culture.family)), culture.family_first

    def organization(self, rng: random.Random) -> list[str]:
        """The tokens of an organization's name."""
        if rng.random() < 0.15:
            return [self.coined(rng)]
        if rng.random() < 0.25:
            stem = self.coined(rng) if rng.random() < 0.4 else rng.choice(rng.choice(self.cultures).family).split()[0]
            kind = rng.choice(
                "Group|Holdings|Ltd|Inc|Corp|Bank|Institute|Foundation|University|Partners|Energy|Systems|Airlines|"
                "Pharma|Media|Union|FC|United|City Council|Hospital|Museum|Trust|Research|Labs|Party|Association|Times|"
                "News|Post|Tribune|Police|Agency".split("|")
            )
            return _tokens(f"{stem} {kind}")
        return rng.choice(self.organizations)

    def place(self, rng: random.Random) -> list[str]:
        """The tokens of a city's, region's or country's name."""
        return [self.coined(rng)] if rng.random() < 0.3 else rng.choice(self.places)

    def coined(self, rng: random.Random) -> str:
        """A word that looks like a name and is none: the beginning of one name and the end of another."""
        first, second = (rng.choice(rng.choice(self.cultures).family) for _ in range(2))
        word = first[: rng.randint(2, 4)] + second[-rng.randint(2, 4) :]
        return _tokens(word.replace(" ", "").lower().capitalize())[0]


def _printable(name: str) -> bool:
    return (
        name[:1].isupper()
        and bool(re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}", name))
        and all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())
    )
