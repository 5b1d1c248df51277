"""Titles, offices and the small words of person names."""

from __future__ import annotations

from searchidx.tagging.names.first_names import Gender

__all__ = [
    "ADDRESSES",
    "GENDERED",
    "HEADLINE_VERBS",
    "HONORIFICS",
    "OFFICES",
    "PARTICLES",
    "ROLES",
    "SUFFIXES",
    "TITLES",
]

HONORIFICS = frozenset(
    "mr mrs ms miss mx madam dr prof sir dame lord lady rev fr st hon herr frau madame monsieur mme mlle señor"
    " señora sr sra don doña signor signora pan pani sheikh sheikha alhaji alhaja imam rabbi ayatollah cardinal bishop"
    " archbishop pope prince princess king queen emperor duke duchess baroness baron count countess saint father"
    " sister brother pastor".split()
)
"""Titles of address, lower case without a full stop."""

TITLES = HONORIFICS | frozenset(
    "sen sens rep reps gov gen lt col sgt capt maj cmdr adm det insp supt pc ins senator representative"
    " congressman congresswoman governor president premier chancellor minister secretary mayor judge justice"
    " professor doctor general colonel lieutenant sergeant captain major commander admiral marshal"
    " brigadier ranger librarian magistrate"
    " corporal constable detective inspector superintendent sheriff chief ambassador attorney councillor"
    " councilman councilwoman councilor alderman chairman chairwoman chairperson chair speaker commissioner coach"
    " manager director deputy vice prime former acting interim foreign finance defense defence interior health"
    " justice lawmaker spokesman spokeswoman spokesperson co-founder founder author actor actress singer striker"
    " midfielder defender goalkeeper captain skipper quarterback chief-executive ceo cfo mp mep mla md lead first"
    " lady reverend democrat republican gop democratic libertarian candidate nominee counsel counselor strategist"
    " analyst economist historian researcher scientist epidemiologist geologist biologist activist campaigner"
    " lawyer solicitor barrister prosecutor defendant comedian rapper director-general secretary-general"
    " businessman businesswoman billionaire entrepreneur".split()
)
"""Words that stand before a person's name and are no part of it; lower case, without a full stop."""

ADDRESSES = TITLES | frozenset(
    """otunba oba hajia hajiya alhajj engr barr ing dott lic datuk dato datin seri tun tengku tunku shri smt pandit
    maulana mullah daw maître abbé padre monsignor msgr hon brig cllr assemblyman assemblywoman assemblymember
    delegate selectman trooper deputy cpl pvt sec amb undersecretary superintendent constable pte sqn wg flt rabbi
    excellency highness majesty holiness eng sayyid sayyed syed vice-minister vice-president vice-chancellor comrade
    supervisor trustee treasurer auditor warden envoy adviser advisor assistant associate
    cr aunty ratu adi cs atty brgy kap
    vicar reverend elder canon dean provost headteacher headmaster headmistress principal curator""".split()
)
"""Titles as above, with those of many countries that the trained weights do not tell from other words."""

OFFICES = frozenset(
    """president senator sen rep gov governor secretary minister spokesman spokeswoman spokesperson commissioner
    congressman congresswoman director chairman chairwoman ambassador councillor councilman councilwoman sergeant
    detective superintendent inspector coach ceo mayor attorney sheriff prosecutor manager striker midfielder""".split()
)
"""Titles that are no names as well, so that a name begins after them: "Altvik Mayor Ann Lee"."""

GENDERED: dict[str, Gender] = {
    **dict.fromkeys(
        "mr sir lord herr monsieur señor sr don signor pan sheikh imam rabbi ayatollah cardinal pope prince king"
        " emperor duke baron count father brother congressman councilman alderman chairman spokesman businessman actor"
        " fr policeman fireman salesman husband son"
        " grandfather uncle nephew widower boyfriend sportsman frontman man boy lad gentleman dad grandad grandpa monk"
        " landlord schoolboy".split(),
        "m",
    ),
    **dict.fromkeys(
        "mrs ms miss madam dame lady frau madame mme mlle señora sra doña signora pani sheikha princess queen duchess"
        " baroness countess sister congresswoman councilwoman chairwoman spokeswoman businesswoman actress policewoman"
        " wife daughter mother grandmother aunt niece widow girlfriend sportswoman frontwoman woman girl mum mom gran"
        " granny nan grandma nun landlady schoolgirl".split(),
        "f",
    ),
}
"""Titles and roles that tell the gender of who bears them."""

SUFFIXES = frozenset("jr sr ii iii iv phd md kc qc sc obe mbe cbe esq".split())
"""What may follow a family name and is no part of it."""

PARTICLES = frozenset(
    "de da do das dos del della delle dei di du des la le el al ul bin bint binte binti ibn ben abu ap van von"
    " der den ter ten te zu zum zur af av y e i o san santa st mc mac saint".split()
)
"""Small words inside family names."""

ROLES = frozenset(
    "senator representative congressman congresswoman governor president premier chancellor minister secretary"
    " mayor judge justice professor doctor general colonel captain commander admiral sheriff ambassador councillor"
    " chairman chairwoman chairperson chair speaker commissioner coach manager director spokesman spokeswoman"
    " spokesperson founder co-founder author actor actress singer striker midfielder defender goalkeeper skipper"
    " skip quarterback ceo executive mp candidate nominee strategist analyst economist historian researcher"
    " scientist epidemiologist geologist biologist activist campaigner lawyer solicitor barrister prosecutor"
    " attorney defendant comedian rapper businessman businesswoman billionaire entrepreneur lawmaker deputy leader"
    " owner farmer teacher headteacher principal nurse surgeon physician psychologist engineer architect designer"
    " chef curator conductor composer pianist violinist novelist writer poet playwright journalist reporter editor"
    " correspondent producer filmmaker photographer artist painter dancer choreographer astronaut pilot driver"
    " cyclist runner swimmer sprinter boxer golfer wrestler player batsman batter bowler pitcher winger forward"
    " centre fullback umpire referee brother sister father mother husband wife son daughter widow widower"
    " grandfather grandmother uncle aunt cousin nephew niece partner neighbour neighbor friend resident survivor"
    " victim witness pastor bishop archbishop cardinal pope imam rabbi priest king queen prince princess expert"
    " scholar academic adviser advisor aide official officer detective inspector superintendent sergeant"
    " lieutenant veteran soldier student graduate head boss broker trader banker investor shareholder developer"
    " programmer hacker blogger influencer youtuber climber sailor fisherman vet veterinarian zoologist botanist"
    " ecologist astronomer physicist chemist mathematician statistician virologist oncologist cardiologist"
    " psychiatrist paediatrician pediatrician therapist midwife paramedic firefighter whistleblower refugee"
    " migrant publisher translator critic screenwriter musician drummer guitarist frontman presenter broadcaster"
    " host anchor model tycoon magnate mogul dissident diplomat envoy commissioner treasurer comptroller"
    " controller ombudsman regulator magistrate juror plaintiff claimant suspect accused man woman boy girl"
    " teenager pensioner grandmother mother-of-two mother-of-three democrat republican".split()
)
"""Nouns that can stand for a person who was named before ("the senator")."""

HEADLINE_VERBS = frozenset(
    """says sees calls slams urges wants warns vows backs hits tells asks accuses denies speaks reveals claims defends
    blasts rips mocks wins loses dies faces gets goes makes takes gives leads leaves joins quits meets visits attacks
    criticises criticizes praises rejects announces admits insists suggests promises plans hopes fears believes thinks
    is was has had does did will would should could may might said told was were""".split()
)
"""Words in capitals that follow a name in a headline."""
