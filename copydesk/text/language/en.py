"""English."""

from __future__ import annotations

import re

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.word_set import word_set

_SAYING = word_set("said says say told tells tell")

_SPEECH_VERBS = word_set(
    "acknowledged added adds admits admitted announced argued argues asked asks cautioned claimed claims commented "
    "complained conceded concedes concluded continued declared denied explained explains insisted insists joked noted "
    "notes observed pledged predicted recalled recalls recounted remarked replied responded stated states stressed "
    "stresses suggested testified tweeted urged vowed warned warns writes wrote"
)
"""Past and present forms that are nouns nowhere beside a name."""

_FURTHER_STATING = word_set(
    "add note write argue explain ask reply replies respond responds insist declare declares announce announces warn "
    "acknowledge acknowledges admit claim continues concludes conclude observes observe recall tweets remarks jokes "
    "quipped emphasized emphasised emphasizes emphasises stress suggest suggests complain complains predict predicts "
    "promise promised promises pledge pledges vow vows confirm confirmed confirms report reported reports "
    "testifies contend contended contends assert asserted asserts maintain maintained maintains lamented "
    "laments caution cautions concede reiterated reiterates repeated shouted shouts yelled exclaimed urges "
    "demanded demands deny denies allege alleged alleges reveal revealed reveals disclosed countered counters mused "
    "opined chanted agreed agrees comments boasted boasts bragged protested pleaded estimated estimates mentioned"
)

_MANNER_VERBS = word_set(
    "admonished advise advised advises affirmed averred barked beamed beams begged bellowed bemoaned blogged "
    "boomed burbled cautions chided chirped chortled chuckled chuckles confessed confesses cried cries croaked "
    "crowed deadpanned deadpans drawled emailed enthused enthuses fretted fumed fumes gasped giggled greeted grinned "
    "grins groaned growled grumbled gushed gushes hissed implored interjects interrupts intoned intones jokes laments "
    "laughed laughs marvelled moaned moans mumbled murmured murmurs mused muses muttered mutters narrates nodded "
    "objected offered opined pleads posted purred quipped quips raged ranted rasped reasoned recounts reflected "
    "reflects rejoiced retorted retorts roared roars scoffed scoffs scolded screamed screams shouted shouts shrieked "
    "shrugged shrugs sighed sighs smiled smiles snapped snaps snarled sneered sneers sniffed sobbed submits submitted "
    "teased teases texted thundered vented ventured volunteered wailed wept whispered whispers winced yelled "
    "yells"
)
"""How something is said; right behind a quotation its verb, and anywhere else mostly something else."""

_IDIOMS = (
    r"(?:have|has|had) to be \w+ to say",
    r"(?:that|this|all this),? (?:being |having been )?said(?=,)",
    r"having said (?:that|this)",
    r"(?:easier|sooner|enough|least|less) said",
    r"said (?:and|than) done",
    r"suffice (?:it )?to say",
    r"(?:needless|strange|sad|sorry|fair|safe|hard) to say",
    r"to say (?:the least|nothing of)",
    r"(?:that is|which is|not|so) to say",
    r"let(?:['’]?s| us) say",
    r"(?:dare|shall|must|should) (?:i|we) say",
    r"i (?:must|dare) say",
    r"say no more",
    r"(?:says?|said|saying) (?:very |too |so )?little",
    r"say what you (?:will|like)",
    r"goes without saying",
    r"as the (?:saying|story) goes",
    r"what is said",
    r"truth (?:be|is|to be) told",
    r"all told",
    r"time (?:will|can) tell",
    r"yet to (?:say|tell|explain|comment)",
    r"reached to (?:say|tell|explain|comment)",
)
"""Of "to say" and "to tell": what the writer says, or nobody."""

_RANKS = word_set(
    "mr mrs ms dr prof professor sir lord lady dame governor gov senator sen president mayor minister judge "
    "justice congressman congresswoman representative rep king queen prince princess pope bishop archbishop "
    "father sister brother reverend rev rabbi imam general gen colonel col major maj captain capt lieutenant lt "
    "sergeant sgt corporal cpl private pvt pte constable detective inspector superintendent officer deputy "
    "sheriff chief coach chancellor premier prime ambassador speaker councillor admiral commander commissioner "
    "secretary vice"
)
_RANKS_BEFORE_A_NAME = r"(?:(?:" + "|".join(sorted(rank.title() for rank in _RANKS)) + r")\.? ){0,3}"
"""Between whom somebody is beside and the name of that person: "the mother of Private Lee"."""

_DEEDS = (
    r"(?:writes?|wrote|written|writing) (?:[\w’'-]+ ){1,3}"
    r"(?:columns?|blogs?|books?|novels?|songs?|screenplays?|scripts?|newsletters?|poems?|plays?|code|music)",
    r"(?:argues?|argued|arguing) (?!that )(?:[\w’'-]+ ){0,5}"
    r"(?:cases?|appeals?)(?=[.,;]| (?:at|before|for|in|to|with)\b)",
    r"(?:concludes?|concluded|concluding) (?:[\w’'-]+ ){1,3}"
    r"(?:hearings?|tours?|visits?|trips?|talks|deals?|sessions?|seasons?|investigations?|campaigns?|sentences?)",
    r"(?:confirms?|confirmed|confirming) (?:[\w’'-]+ ){1,4}by a vote",
    r"(?:calls?|called|calling|phoned) (?:[\w’'-]+ ){1,3}to (?:apologi[sz]e|arrange|ask|congratulate|thank|wish)",
    r"(?:accepts?|accepted|accepting) (?:[\w’'-]+ ){0,2}orders",
    r"(?:asks?|asked|asking) (?:[\w’'-]+ ){0,2}for (?:time|help|money|directions)",
    r"(?:says?|said|saying) (?:nothing|little|not a word|no more)(?: more| else)?"
    r"(?=[.,;]| (?:in|about|of|on|to|at|publicly|but|when|as|until|for|during|after|before|beyond)\b)",
)
"""What verbs of saying do to things."""

_KIN = word_set(
    "father mother dad mum mom parent son daughter brother sister twin husband wife partner fiancé fiancée fiance "
    "fiancee boyfriend girlfriend widow widower uncle aunt cousin nephew niece grandfather grandmother grandson "
    "granddaughter stepfather stepmother stepson stepdaughter"
)

_PERSON_NOUNS = word_set(
    "academic accountant ace acrobat activist actor actress agronomist all-rounder allotment-holder anaesthetist "
    "analyst angler announcer anthropologist apothecary apprentice arborealist arborist archaeologist archbishop "
    "architect arsonist artist astronaut astronomer astrophysicist athlete auctioneer author bailiff ballerina "
    "banker barber barista baritone barmaid barman barrister bartender bassist batsman batter beautician "
    "beekeeper billionaire biographer biologist blogger boatbuilder boatman bookkeeper bookmaker bookseller boss "
    "bowler boxer brewer bricklayer broadcaster bushman businessman businesswoman busker butcher cabbie cameraman "
    "camerawoman campaigner cardinal caregiver carer caretaker carpenter cartoonist cashier catcher caterer caver "
    "cellist centre-back centre-forward champion chaplain chauffeur chef chemist chieftain childminder "
    "chiropractor choirboy choirmaster choreographer clarinetist clarinettist cleaner climber clinician co-host "
    "co-pilot cobbler columnist comedian comedienne comic commentator commuter complainant composer concierge "
    "conductor conservationist conservator cornerback coroner councillor councilor counsellor counselor courier "
    "crewman cricketer critic crofter curator cyclist dad-of-three dad-of-two dairyman dancer deaconess decorator "
    "defender democrat dermatologist designer developer dietician dietitian diplomat doorman dramatist drummer "
    "duchess duke ecologist economist educator electrician employee engineer enthusiast entrepreneur "
    "environmentalist epidemiologist estate-agent evangelist ex-footballer ex-husband ex-soldier ex-wife expert "
    "explorer eyewitness fan farmhand father-of-three father-of-two fighter film-maker filmmaker financier "
    "firefighter fireman fishmonger fishwife flanker flautist florist flutist fly-half flyhalf footballer forager "
    "forester forward freelancer freshman front-runner frontman frontrunner full-back fundraiser gamekeeper garda "
    "gardener gatekeeper geneticist geographer geologist goalkeeper goaltender golfer grandparent greengrocer grocer "
    "groundsman guitarist gymnast gynaecologist hairdresser half-back handyman harbourmaster harpist hawker "
    "headman headmaster headmistress headteacher health-worker herdsman hero heroine historian homeowner hooker "
    "horticulturalist host hotelier housekeeper housewife humorist hunter-gatherer hydrologist hygienist "
    "illustrator immunologist importer induna infielder influencer informant innkeeper insider instructor "
    "interpreter inventor investor ironmonger janitor jeweler jeweller jockey journalist juror laborer labourer "
    "landlady landlord landowner laureate lawmaker leaseholder lecturer left-back legend legislator librarian "
    "lifeboatman lifeguard linebacker linesman linguist locksmith lorry-driver machinist magician magnate mailman "
    "manageress mariner matatu-driver mathematician mechanic medalist medallist mediator metallurgist "
    "meteorologist microbiologist midfielder midwife milkman millionaire missionary mogul mother-of-three "
    "mother-of-two motorcyclist motorist mountaineer mourner mp mum-of-three mum-of-two musician nanny narrator "
    "native naturalist neonatologist neurologist neuroscientist neurosurgeon newcomer newlywed newsagent "
    "newsreader nominee novelist nurseryman nutritionist okada-rider olympian oncologist onlooker opener "
    "operative ophthalmologist optician optometrist orchardist organist orthodontist osteopath outfielder pacer "
    "paediatrician painter palaeontologist paramedic parishioner part-owner passenger passer-by pastry-chef "
    "pathologist patron pediatrician pensioner pharmacist pharmacologist philanthropist philosopher phlebotomist "
    "photographer physicist physio piper physiologist physiotherapist pianist pitcher plasterer playmaker playwright "
    "plumber podiatrist poet policewoman politician postgraduate postman postmaster postmistress postwoman "
    "presenter printmaker professor proprietor psychiatrist psychic psychologist psychotherapist publican "
    "publisher pundit pupil puppeteer quarterback racer rancher rapper receptionist referee refugee repairer "
    "rescuer researcher restaurateur retailer retiree rider right-back roofer rookie rower sacristan "
    "sales-assistant salesman saleswoman sangoma saxophonist scholar schoolboy schoolgirl schoolteacher scientist "
    "screenwriter scriptwriter scrum-half sculptor seafarer seamstress seismologist shaman shepherd shipbuilder "
    "shopper shortstop singer singer-songwriter skier skipper socialist socialite sociologist solicitor soloist "
    "songwriter sophomore soprano spectator sprinter stallholder star station-owner stationmaster statistician "
    "stewardess stockbroker stockman stonemason storekeeper striker stuntman stylist substitute superstar "
    "supporter surgeon surveyor sweeper swimmer tactician teammate technician teenager tenor therapist tourist "
    "toxicologist trainee translator traveler traveller tree-surgeon trucker trumpeter tutor tycoon umpire "
    "undergraduate undertaker upholsterer urologist veteran veterinarian vicar villager vintner violinist violist "
    "virologist vocalist voter waiter waitress webmaster weightlifter welder whistleblower wicketkeeper wideout "
    "windsurfer winegrower winemaker winger winner woodcarver worshipper wrestler writer yachtsman yachtswoman "
    "youngster youtuber zookeeper zoologist"
)

ENGLISH = Lexicon(
    saying=_SAYING,
    addressing=word_set("told tells tell warned warns assured assures reminded reminds informed informs"),
    bare_clause=word_set("said says say"),
    stating=_SPEECH_VERBS | _FURTHER_STATING,
    speech_verbs=_SAYING | _SPEECH_VERBS,
    manner_verbs=_MANNER_VERBS,
    asking=word_set("ask asks asked demand demands demanded enquired inquired interjected pressed queried wondered"),
    naming=word_set(
        "called calls call described describes describe dubbed labeled labelled termed branded denounced slammed "
        "blasted criticized criticised praised accused dismissed hailed characterized characterised referred mocked"
    ),
    participles=word_set(
        "saying adding noting arguing claiming telling writing warning insisting suggesting explaining asking "
        "declaring announcing promising stressing emphasizing emphasising acknowledging stating tweeting calling "
        "describing citing"
    ),
    needs_that=word_set(
        "note notes claims claim reports report demands estimates estimate comments promises pledges stress states "
        "reveals reveal tweets jokes counters cautions read reads put repeated continued continues began asked ask "
        "asks wrote writes write urged urges urge demanded replied responded chanted agreed agrees called described "
        "confirm confirms"
    ),
    according=(("according", "to"),),
    no_sources=word_set(
        "plan plans schedule schedules timetable expectations expectation need needs size age ability means taste "
        "preference custom tradition protocol procedure design script rota"
    ),
    complementizers=word_set("that"),
    auxiliaries=word_set(
        "has have had is are was were did does do be been also later then once repeatedly now first previously "
        "publicly again further still even just recently often always too soon earlier"
    ),
    finite=word_set("has have had is are was were did does do"),
    sequels=word_set("also then later"),
    adverb_endings=("ly",),
    no_adverbs=word_set("family ally assembly supply reply bully monopoly"),
    camps=word_set("team camp clan"),
    denials=word_set(
        "not n't never would could should might may must can cannot will to without won't didn't don't doesn't"
    ),
    cue_denials=word_set("not never would could might should nobody neither without needless"),
    declining=word_set("declined declines decline refused refuses refuse"),
    withheld=word_set(
        "comment say answer discuss elaborate speak respond talk reveal disclose confirm identify name give"
    ),
    negative_endings=("n't", "n’t"),
    announcing=word_set("will"),
    asked_before=re.compile(
        r"(?:\b(?:was|were|is|are|been|being|[Ww]hen|[Ii]f|[Oo]nce|repeatedly) (?:later |then |also )?(?=asked)"
        r"|\b(?=Asked))([Aa]sked)\b[^.!?“”\"]*\Z"
    ),
    named_before=re.compile(
        r"(?:\b(?:titled|entitled|named|nicknamed|known as|headlined|captioned)"
        r"|\b(?:an?|the)\s(?:\w+\s){1,3}called"
        r"|\b(?:film|book|novel|album|song|single|documentary|play|memoir|podcast|series|opera|poem|essay),)\W*\Z"
    ),
    called_thing=re.compile(
        r"\b(?:(?:call|calls|called|calling) (?:themselves|itself|himself|herself) [“‘\"'](?=the\b|[A-Z])"
        r"|(?:is|are|was|were|been) (?:\w+ly )?called [“‘\"'](?=the\b)[^“”\"]*[”’\"'](?!,? by\b)"
        r"|dubbed [“‘\"'][^“”\"]*[”’\"'](?!,? by\b)"
        r"|(?:know|knows|knew|known) (?:[\w’'-]+ ){1,4}as [“‘\"'](?=the\b))"
    ),
    zodiac=word_set("aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces"),
    speaker_beside=re.compile(r"[”\"’']\s(?:(he|she|they)|([A-Z]\w+))\b"),
    read_aloud=re.compile(r"\b(?:reads? out|reading (?:out|aloud|from)|read from) [^.!?“”\"]{0,60}: ?[“‘\"']?\Z"),
    reply_came=re.compile(r"[”\"’']*\s*came (?:the|an?|his|her|their|its) (?:\w+ )?(?:reply|answer|response|retort)\b"),
    put_so=re.compile(
        r"\b(?:as (?P<who>[^,.:;“”\"]{2,60}) (?:has |had )?(?:once |later )?puts? it"
        r"|in the words of (?P<whose>[^,.:;“”\"]{2,60})(?:, (?:an?|the|who|her|his) [^.:;“”\"]{2,80})?)"
        r"[,:]? ?[“‘\"']?\Z"
    ),
    state_before_colon=re.compile(
        r"\b((?:is|are|was|were|remained|sounded|seemed)) (?:[a-z][a-z-]+ ){0,2}[a-z-]+: ?[“‘\"']?\Z"
    ),
    set_phrase=re.compile(r"(?:n['’]t|\bnot|\bnever|\bneedless|\bwithout|\bnobody|\bno one)\s+(?:to\s+)?\w+\Z"),
    idiom=re.compile(r"\b(?:" + "|".join(_IDIOMS) + r")\b", re.IGNORECASE),
    deed=re.compile(r"\b(?:" + "|".join(_DEEDS) + r")\b", re.IGNORECASE),
    scene=re.compile(r"\s+(?:as|while|when|after|before)\s+(?:the|an?|he|she|they|his|her|their|it|[A-Z][\w’'-]+)\s"),
    fronted=re.compile(
        r"(?:Asked|Pressed|Questioned|Quizzed|When|While|As|After|Before|Although|Though|Even|If|Once|Since|Because"
        r"|Despite|Until|Unless|Speaking|Having|Being|Told|Given)\b[^.!?;:]*, (?:[\w.’'-]+ ){0,4}\Z"
    ),
    apposed=re.compile(r"(?: (?:of|for|at|in) [\w’' -]{2,40})?, (?:the )?(?:[A-Z][\w.]* ){0,3}"),
    head_and_clause=re.compile(
        r"(?P<head>(?:An?|The|One|Two|Three|Four|Five|Six|Several|Some|Many|Another|Both|His|Her|Their|Its|[A-Z][a-z]+s|"
        r"A [A-Z]+)(?: [\w’'-]+){0,5}?)(?: (?:of|for) an? [^,“”\"]{2,30}?)?"
        r"(?P<clause> (?:who|that|which|whose|posing|left|posted|published|released|prepared|written|obtained|briefed|"
        r"aware|familiar|living|working|named|called|accused|charged|convicted)\b[^“”\"‘;:]*)"
    ),
    told_in_commas=re.compile(
        r"(?: \([^()]{1,20}\))?, (?:(?:an? |the )?[\w’' -]{2,60}, )?(?:wh(?:o|ose|om|ere)\b[^,;:.“”\"]{2,90}, )?"
    ),
    new_subject=re.compile(r", (?:and|but|or|so|yet)\b"),
    described_in_front=re.compile(r"((?:An?|The|One|Two|Another|His|Her|Their|My) (?:[\w’'-]+ ){0,4}[\w’'-]+), "),
    before_named_source=(", ", " from ", " by "),
    before_body=word_set("by the"),
    presenting=word_set("was is were came stood sat"),
    scenes=word_set(
        "afterward afterwards backstage behind downstairs earlier elsewhere here inside later nearby next now once "
        "opposite outside soon then today tonight upstairs yesterday"
    ),
    existential=word_set("there"),
    told_passively=re.compile(
        r"\b(?:was|were|been|being|is|are) (?:\w+ly |also )?(?:told|informed|warned|assured|reminded|notified)\b"
    ),
    rumoured=re.compile(
        r"\b(?:was|were|been|being|is|are) (?:\w+ly |also |widely )?"
        r"(?:said|reported|rumou?red|understood|believed|thought|alleged|claimed) to (?:have|be)\b"
        r"|\b(?:accused|suspected) of\b"
    ),
    agent_behind=re.compile(r" by (?:[\w’'-]+ ){0,4}"),
    addressee_before=re.compile(r"([^.!?;:,“”\"]{3,60}) (?:to|against|with|about) (?:[\w’'-]+ ){0,3}\Z"),
    sent_before=re.compile(r"\b(\w+) (?:to|against) (?:[\w-]+ ){0,3}\Z"),
    kin_before=re.compile(r"(\w+) (?:[a-z-]+ ){0,2}([a-z]+) (?:of|to) (?:[\w’'-]+ ){1,6}"),
    relation_before=re.compile(
        r"(?:\b[Ww]ith|\b[Jj]oined by|\b[Ff]lanked by|\b[Aa]ccompanied by|\b[Bb]eside|\b[Ww]atched by|\b[Hh]elped by"
        r"|\b[Ss]upported by) (?:his|her|their) (?:[\w’'-]+ ){0,3}[a-z]+, \Z"
    ),
    ranks=_RANKS,
    absolute_openers=word_set("with without"),
    quoted_as=re.compile(
        r"\b(?:cit|quot)(?:e|es|ed|ing) (?!(?:as|at|by|from|in|on) )(?P<who>(?:(?! said\b| says\b)[^.;:“”\"\n]){2,90}?)"
        r"(?:,? as (?:saying|telling|stating|adding)\b|: ?[“‘\"'])"
    ),
    somebody_of=re.compile(
        r"((?:(?:An?|The|One|Another|Her|His|Their)(?: [a-z][\w'’-]*){1,3}|[A-Z][a-z]+s|[A-Z][a-z]+ close|Those close)"
        r" (?:of|to|for)) (?:the late )?" + _RANKS_BEFORE_A_NAME + r"\Z"
    ),
    sent=word_set("sent written given left"),
    no_addressee=word_set("according attributed credited due thanks"),
    relative_before=re.compile(r"([A-Z][^,.;:“”\"]{2,60}), (?:who|which) [^,.;:“”\"]{0,80}\Z"),
    age_noun=re.compile(r"(\d{1,3})-year-old\b"),
    pronouns={
        "he": "he",
        "she": "she",
        "they": "they",
        "it": "it",
        "i": "i",
        "we": "we",
        "you": "you",
        "who": "who",
    },
    possessive_pronouns=word_set("his her their"),
    gendered_pronouns={
        "he": "he",
        "his": "he",
        "him": "he",
        "himself": "he",
        "she": "she",
        "her": "she",
        "hers": "she",
        "herself": "she",
    },
    object_pronouns=word_set("him her"),
    reflexive_endings=("self",),
    relatives=word_set("who whom which that"),
    subject_relatives=word_set("who which"),
    both=("the two", "the pair", "the couple", "the duo", "both"),
    determiners=word_set(
        "the a an this that these those his her its their our my your some many several any no each another"
    ),
    definite_articles=word_set("the"),
    apposition_openers=word_set("a an one the his her their whose"),
    possessive_endings=("'s", "’s", "‘s", "s'", "s’"),
    participle_endings=("ed", "ing"),
    plural_endings=("s", "men", "people", "children", "police"),
    clause_words=word_set(
        "and but or nor yet so while when where as because if though although since until before after than that "
        "which whose who whom whether unless amid despite"
    ),
    prepositions=word_set(
        "in on at by for from of to with without about into over under during through against between among around "
        "near upon within via per alongside beside"
    ),
    linking=word_set("of for at from"),
    topics=word_set("of about"),
    owner_links=word_set("for of to at from with by in on behind against near about"),
    origin_links=word_set("of from with at"),
    name_separators=word_set("and or with to told said says is was has had met asked called beat"),
    weekdays=word_set("monday tuesday wednesday thursday friday saturday sunday"),
    times=word_set(
        "yesterday today tomorrow tonight week month year morning afternoon evening night last earlier later this on "
        "in late early"
    ),
    conjunctions=word_set("and"),
    circumstances=word_set("as while when after before during"),
    gerund_endings=("ing",),
    coordinators=word_set("and but"),
    clause_conjunctions=word_set("and but though while although"),
    unfinished=word_set("in of to the a an with at for by from into that"),
    no_complement=word_set("and or but as while when"),
    masculine_titles=word_set("mr sir lord king prince father congressman chairman spokesman"),
    masculine_nouns=word_set(
        "baron boy boyfriend brother businessman councilman count dad dato datuk duke fisherman grandfather grandson "
        "herr husband landlord man monsieur nephew policeman postman señor son stepfather tun uncle waiter widower"
    ),
    feminine_titles=word_set("mrs ms miss lady queen princess congresswoman chairwoman spokeswoman"),
    feminine_nouns=word_set(
        "actress aunt baroness businesswoman councilwoman countess dame daughter duchess frau girl girlfriend "
        "granddaughter grandmother heroine landlady madame mme mom mother mum niece policewoman señora sister "
        "stepmother waitress widow wife woman"
    ),
    people_nouns=word_set(
        "accused administrator adult adviser advisor advocate agent aide airman alderman alumnus appellant "
        "applicant appointee archivist assailant assistant atheist attache attacker attorney auditor autocrat "
        "baby backbencher backer baker bandit bandmate believer benefactor bidder biker bodyguard borrower "
        "botanist boy boyfriend breeder brigadier broker builder bureaucrat buyer bystander caller candidate "
        "captain captive cardiologist caretaker carrier celebrity centenarian centrist chairman chairperson "
        "chairwoman challenger charlatan child citizen claimant clergyman cleric clerk client co-founder coach "
        "coder colleague collector commodore competitor constituent consul consultant contender contractor "
        "convert convict cook cop correspondent cosmonaut councilman councilwoman counsel counterpart crook "
        "customer deacon dealer dean defendant delegate demonstrator dentist deputy detainee detective dictator "
        "director dissident doctor donor driver editor elder emissary emperor entertainer envoy essayist "
        "ex-president executive exile expatriate farmer finalist firebrand fisherman flatmate follower forecaster "
        "foreman founder friend frontbencher fugitive gamer gangster genius gentleman girl girlfriend graduate "
        "grower guard guerrilla guest guide gunman guru hacker healer heir helper herder hiker hostage hunter "
        "immigrant impostor incumbent industrialist inmate innovator inspector insurgent intern investigator "
        "islander jailer judge jurist killer kingpin lawyer leader learner lobbyist lodger magistrate "
        "mail-carrier man manager matriarch maverick medic member merchant messenger migrant militant minister mobster "
        "monarch monk mystic nationalist negotiator neighbor neighbour nonagenarian nun nurse observer occupant "
        "octogenarian offender officer official ombudsman operator opponent organiser organizer orphan owner "
        "painter parishioner parliamentarian partner passenger pastor patient patriarch patrolman peacemaker "
        "pensioner petitioner physician pilot pirate plaintiff player policeman policewoman pollster populist "
        "porter preacher predecessor president-elect priest principal prisoner prodigy producer professor "
        "programmer prophet prosecutor protester protestor provost publican publicist pupil reader rector referee "
        "registrar relative reporter representative researcher resident reviewer rider rival robber roommate "
        "ruler runner runner-up sailor scientist scion seaman secretary seller semi-finalist septuagenarian "
        "serviceman shareholder shepherd shopkeeper shopper singer skater skipper smuggler soldier sorcerer "
        "speaker specialist spokesman spokesperson spokeswoman stakeholder statesman stateswoman steward stranger "
        "strategist striker strongman student successor supervisor supporter surgeon survivor suspect teacher "
        "team-mate teammate teen teenager tenant theologian therapist thief toddler tourist trader trainer "
        "traveler traveller treasurer trooper trustee tutor umpire unionist vendor vet veteran vice-president "
        "victim villager visionary visitor vlogger volunteer voter waiter waitress walker warden warlord widow "
        "widower winner witness woman worker writer youngster"
    ),
    person_nouns=_PERSON_NOUNS,
    anonymous=word_set("bystander eyewitness friend informant insider mate onlooker pal passer-by source spectator"),
    credits=word_set("photo photos photograph photographs picture pictures image images credit source video graphic"),
    former=word_set("former ex"),
    generations=word_set("elder younger older"),
    kin=_KIN,
    sides=word_set(
        "sides camps campaigns teams parties companies firms banks clubs countries nations states governments houses "
        "courts papers newspapers studies reports books groups unions agencies schools cities bodies chambers families"
    ),
    role_modifiers=word_set(
        "prime foreign interior home finance defence defense health justice education trade transport energy labour "
        "labor culture environment agriculture economy housing vice deputy assistant police fire press attorney "
        "rear lieutenant major"
    ),
    group_nouns=word_set(
        "company firm group organisation organization business giant startup start-up brand conglomerate body outfit"
    ),
    institution_nouns=word_set(
        "academy administration agency airline army association authority automaker bank board brewer broadcaster "
        "brokerage bureau carmaker carrier chain charity chipmaker church clinic club college commission "
        "committee confederation congress consulate corporation council court department developer diocese "
        "drugmaker embassy federation foundation fund government hospital institute institution insurer junta "
        "league lender library magazine manufacturer militia ministry museum nation navy network newspaper "
        "non-profit nonprofit office operator parliament party police publication publisher regime regulator retailer "
        "school senate society station studio supermarket supplier tabloid team theatre think-tank times tribunal "
        "trust union university utility watchdog zoo"
    ),
    named_by_kind=word_set("army council court navy parliament senate tribunal"),
    place_nouns=word_set("country nation kingdom island republic"),
    writings=word_set(
        "account act ad advert advertisement affidavit agreement amendment analysis announcement application "
        "article assessment audit banner bill blog book budget by-law bylaw calculation campaign caption charge "
        "charter clip code column complaint constitution contract data deal declaration decree diary directive "
        "dissent document documentary dossier draft e-mail editorial email essay estimate evidence excerpt figure "
        "figures filing film form guide guideline headline index indictment initiative inquiry inscription "
        "interview investigation judgement judgment label law lawsuit leaflet lease letter list log manifesto "
        "manual map memo memorandum message minutes motion movement note notice opinion order page pamphlet paper "
        "petition piece plan plaque poem policy poll post poster profile program programme project proposal "
        "record records reply report research resolution response review rule ruling schedule score script search "
        "sign site song speech statement statute story study suit summary survey tally test testimony text thread "
        "transcript treaty tweet verdict version video warrant website will writ"
    ),
    indefinites=word_set("a an one another"),
    children=re.compile(r" of (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\Z"),
    compound_link="-of-",
    demonym_endings=(
        "an",
        "ard",
        "ede",
        "ole",
        "ane",
        "inn",
        "crat",
        "ani",
        "eli",
        "aqi",
        "ori",
        "urk",
        "ian",
        "ive",
        "ite",
        "cot",
        "ech",
        "hai",
        "eek",
        "wiss",
        "iton",
        "erb",
        "oat",
        "vak",
        "ene",
        "akh",
        "bek",
        "ino",
        "iwi",
        "ese",
    ),
    short_titles={
        "sen": "senator",
        "rep": "representative",
        "gov": "governor",
        "gen": "general",
        "col": "colonel",
        "sgt": "sergeant",
        "lt": "lieutenant",
        "prof": "professor",
        "dr": "doctor",
        "rev": "reverend",
        "pres": "president",
    },
    role_ends=word_set("of from for at in who that"),
    no_role=word_set("man woman person people one family group former the an"),
    abbreviations=word_set(
        "mr mrs ms dr sen rep gov gen col lt sgt capt prof rev hon st jr sr vs no inc corp co ltd jan feb mar apr aug "
        "sept sep oct nov dec ark calif conn fla ind mich minn pa va wis mass ariz mo tenn wash"
    ),
)
