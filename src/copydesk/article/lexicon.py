"""Word lists of the news desk: names, titles, places, organisations, sources."""

from __future__ import annotations

MONTHS_DAYS = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec
    """.split()
)

# Sentence openers that are too rare to be counted, or that are also names now and then.
OPENERS = frozenset(
    """
    a i the notably moreover furthermore nevertheless nonetheless meanwhile overall ultimately consequently hence
    whereas amid amidst besides beneath beside beyond alongside among amongst against regarding concerning following
    including citing speaking asked calling earlier later last next once until till upon via versus per plus minus
    dear mr mrs ms may will can could should would might must shall early late old big top local national
    international federal foreign former current new recent many several two three four five six seven eight nine ten
    eleven twelve dozens hundreds thousands millions nearly almost around across throughout whatever whichever whoever
    whenever wherever why how yes no not nor either neither neither's them us me him her it its it's he's she's
    they're we're you're i'm i've that's there's here's what's who's don't didn't doesn't isn't aren't wasn't weren't
    won't can't couldn't let's let being having as if so because photo picture image video since until unless although
    though even still yet already always never often sometimes
    """.split()
)

TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame speaker leader lord lady baron baroness rev reverend fr father pastor
    rabbi imam sheikh archbishop bishop cardinal pope saint president premier chancellor chairman chairwoman chair
    chairperson ceo cfo director chief minister secretary ambassador senator sen rep congressman congresswoman
    representative gov governor lieutenant lt gen general col colonel capt captain maj major sgt sergeant corporal
    private adm admiral commander cmdr officer detective inspector superintendent sheriff judge justice magistrate
    attorney lawyer mayor councillor councilman councilwoman cllr mp mep king queen prince princess duke duchess
    emperor emir sultan ayatollah coach manager striker midfielder goalkeeper captain actor actress singer author
    writer journalist reporter editor analyst economist historian scientist researcher physicist activist spokesman
    spokeswoman spokesperson deputy vice acting former executive adviser advisor envoy delegate founder entrepreneur
    billionaire designer artist composer conductor
    """.split()
)
SUFFIXES = frozenset("jr sr jnr snr ii iii iv phd md esq".split())
PARTICLES = frozenset(
    """
    de da di del della der den des do dos du la le van von zu zur ten ter bin bint ibn al el y e und af av
    """.split()
)

FIRST_NAMES = frozenset(
    """
    aaron abdul abdullah abdel abigail abraham adam adrian agnes ahmad ahmed aisha akira alan albert alberto alejandro
    aleksandr alex alexander alexandra alexei alexey alfred ali alice alicia alison allan allen alyssa amanda amber
    amelia amina amir amit amy ana anas anastasia anders andre andrea andreas andrei andrew andy angel angela angelina
    anil anita ann anna anne annie anthony antoine anton antonio antony anwar april arash archie ariel arjun arlene
    armando arnold arthur asha ashley ashraf audrey aung austin ava ayesha barack barbara barry beatrice becky ben
    benedict benjamin bernadette bernard bernie beth betty beverly bill billy bob bobby bonnie boris brad bradley
    brandon brenda brendan brett brian bridget bruce bruno bryan caitlin cameron carl carla carlo carlos carmen carol
    carolina caroline carolyn catherine cathy cecilia charles charlie charlotte cheryl chloe chris christian christina
    christine christopher chuck cindy claire clara clarence claude claudia cliff clifford clive colin connie connor
    cory craig cristina curtis cynthia dale damien dan dana daniel daniela danielle danny darren daryl dave david dawn
    dean deborah debra declan delia denis denise dennis derek desmond diana diane diego dimitri dmitri dmitry dolores
    dominic don donald donna doris dorothy doug douglas duncan dustin dwight dylan earl ed eddie edgar edith eduardo
    edward edwin eileen elaine elena eli elias elijah elizabeth ella ellen elliot emily emma emmanuel enrique eric
    erica erik erin ernest ernesto esther ethan eugene eva evan evelyn fabio farah fatima felicia felipe felix
    fernando fiona florence fran frances francesca francesco francis francisco francois frank franklin fred frederic
    frederick gabriel gabriela gareth gary gavin gene geoff geoffrey george georgia gerald gerard gerhard gilbert gina
    giorgio giovanni giuseppe gladys glen glenn gloria gordon grace graham greg gregory gustavo guy gwen hadi hakim
    hamid hamza hannah hans harold harriet harry harvey hasan hassan heather hector heidi helen helena henri henry
    herbert hillary hiroshi holly howard hugh hugo humza hussein ian ibrahim igor imran ines ingrid irene irina iris
    isaac isabel isabella ivan jack jackie jacob jacques jaden jake jamal james jamie jan jane janet janice jason
    javier jay jean jeff jeffrey jennifer jenny jeremy jerome jerry jesse jessica jesus jill jim jimmy jing joan
    joanna joanne joe joel johan johann john johnny jon jonathan jordan jorge jose josef joseph josephine josh joshua
    joyce juan juanita judith judy julia julian julie juliet june justin kamal kamala karen karim karl kate katherine
    kathleen kathryn kathy katie kay keir keith kelly ken kenji kenneth kenny kerry kevin khaled khalid kim kimberly
    kirill kirsten kofi konstantin kumar kurt kyle lana lance larry laura lauren laurence laurent lawrence leah lee
    leila leo leon leonard leonardo leroy leslie lewis li liam lillian linda lindsay lindsey lisa liz lloyd lois
    lorenzo lori lorraine louis louise lucas lucia lucy luigi luis luke lydia lynn madeleine maggie mahmoud malcolm
    malik manuel marc marcel marco marcos marcus margaret maria mariam marianne marie marilyn marina mario marion
    marjorie mark marlene marsha martha martin martina marvin mary mathew matt matthew maureen maurice max maxim
    maxine may megan mehmet melanie melissa mercedes meredith michael michel michelle miguel mike mikhail milan
    mildred milton min ming miranda miriam mitch mitchell mohamed mohammad mohammed moira molly monica monique morgan
    moses muhammad mustafa myra nadia nancy naomi narendra natalia natalie natasha nathan nathaniel neha neil nelson
    niamh nicholas nick nicola nicolas nicole nigel nikki nikolai nina noah noel noor nora norma norman octavia oleg
    olga oliver olivia omar oscar osama otto owen pablo paige pamela paolo pat patricia patrick paul paula pauline
    pavel pedro peggy penny pete peter petra phil philip philippe phillip phoebe phyllis pierre pieter piotr priya
    qasim rachel rafael rahul raj rajesh ralph ramon randy raul ravi ray raymond rebecca regina reza ricardo richard
    rick ricky rita rob robert roberta roberto robin rodney rodrigo roger roland roman ron ronald rory rosa rosalind
    rose rosemary ross roy ruben rupert russell ruth ryan sabrina sadiq said sally salman sam samantha samir samuel
    sandra sandy sanjay santiago sara sarah saul scott sean sebastian sergei sergey sergio seth shane shannon sharon
    shaun shawn sheila sheryl shirley sidney simon simone sofia solomon sonia sophia sophie stacey stacy stan stanley
    stefan stella stephanie stephen steve steven stewart stuart sue sunil susan susanna suzanne svetlana sven sylvia
    tamara tania tanya tara tariq tatiana taylor ted terence teresa terri terry thelma theodore theresa thomas tiffany
    tim timothy tina toby todd tom tomas tommy toni tony tracy travis trevor tristan tyler usman valentina valerie
    vanessa venus vera vernon veronica vicki victor victoria vijay vikram vincent viola violet virginia vivian
    vladimir volodymyr wade wallace walter wanda warren wayne wei wendy werner wilfred will willem william willie
    winston xavier xi yang yasmin yuki yuri yusuf yves yvonne zachary zainab zane zara zoe
    """.split()
)

PLACES = frozenset(
    """
    afghanistan africa alabama alaska albania algeria america amsterdam angola ankara arctic argentina arizona
    arkansas armenia asia athens atlanta auckland australia austria azerbaijan baghdad bahrain baltimore bangkok
    bangladesh barcelona beijing beirut belarus belfast belgium belgrade berlin birmingham bolivia bosnia boston
    botswana brasilia brazil brisbane britain bristol brussels bucharest budapest bulgaria burma cairo calcutta
    california cambodia cambridge cameroon canada canberra caracas cardiff caribbean chad chicago chile china
    cleveland colombia colorado congo connecticut copenhagen crimea croatia cuba cyprus dallas damascus delaware delhi
    denmark denver detroit doha donetsk dubai dublin ecuador edinburgh egypt england eritrea estonia ethiopia europe
    fiji finland florida france frankfurt gaza geneva georgia germany ghana glasgow greece greenland guatemala guinea
    guyana haiti hamburg hanoi havana hawaii helsinki hollywood honduras houston hungary iceland idaho illinois india
    indiana indonesia iowa iran iraq ireland islamabad israel istanbul italy jakarta jamaica japan jerusalem
    johannesburg jordan kabul kansas karachi kashmir kazakhstan kentucky kenya kharkiv kherson kiev korea kosovo
    kuwait kyiv kyrgyzstan lagos laos latvia lebanon leeds lesotho liberia libya lisbon lithuania liverpool london
    louisiana luxembourg madrid maine malawi malaysia mali malta manchester manhattan manila maryland massachusetts
    mauritania melbourne mexico miami michigan milan minneapolis minnesota minsk mississippi missouri moldova mongolia
    montana montenegro montreal morocco moscow mosul mozambique mumbai munich myanmar nairobi namibia nebraska nepal
    netherlands nevada newcastle nicaragua niger nigeria norway ohio oklahoma oman ontario oregon oslo ottawa oxford
    pakistan palestine panama paraguay paris pennsylvania perth peru philadelphia philippines phoenix poland portland
    portugal prague pretoria pyongyang qatar quebec rafah ramallah riyadh romania rome russia rwanda saigon sarajevo
    scotland seattle senegal seoul serbia shanghai siberia sicily singapore slovakia slovenia somalia stockholm sudan
    suriname sweden switzerland sydney syria taipei taiwan tajikistan tanzania tehran tennessee texas thailand tibet
    tokyo toronto tripoli tunisia turkey turkmenistan uganda ukraine uruguay utah uzbekistan vancouver venezuela
    vermont vienna vietnam virginia wales warsaw washington wisconsin wyoming yemen yorkshire zagreb zambia zimbabwe
    zurich uk us usa u.s u.k uae eu
    """.split()
)
PLACE_PHRASES = frozenset(
    " ".join(phrase.split())
    for phrase in """
    united states, united kingdom, united arab emirates, new york, new jersey, new zealand, new mexico, new hampshire,
    new orleans, new delhi, hong kong, south africa, south korea, north korea, north carolina, south carolina, north
    dakota, south dakota, west virginia, rhode island, saudi arabia, sri lanka, costa rica, puerto rico, el salvador,
    burkina faso, ivory coast, sierra leone, papua new guinea, czech republic, los angeles, san francisco, san diego,
    san antonio, las vegas, salt lake city, st louis, st petersburg, tel aviv, west bank, gaza strip, middle east,
    soviet union, great britain, northern ireland, western australia, south wales, new south wales, rio de janeiro,
    sao paulo, buenos aires, addis ababa, kuala lumpur, ho chi minh city, mexico city, kansas city, new england, north
    america, south america, latin america, dominican republic, democratic republic, silicon valley, white house, east
    asia, southeast asia, washington d.c
    """.split(",")
)
PLACE_WORDS = frozenset(
    """
    river mountain mountains lake street road avenue square park island islands bay valley county province city town
    village beach ocean sea strait peninsula desert airport bridge boulevard hills heights gulf coast district
    republic kingdom
    """.split()
)
ORG_WORDS = frozenset(
    """
    agency administration ministry department office bureau commission committee council court party university
    college school institute academy association society federation union league club foundation trust fund bank group
    company corporation corp inc ltd llc plc holdings partners industries systems technologies labs media press times
    post herald tribune journal gazette telegraph guardian news network television radio service services army navy
    force forces guard police church congress parliament senate assembly house board authority center centre museum
    hospital library organisation organization alliance movement front coalition campaign team united fc airlines
    airways motors records studios pictures entertainment restaurant hotel
    """.split()
)

# Those who speak without a name: what they say is a claim of nobody in particular.
VAGUE_SOURCES = frozenset(
    """
    expert experts official officials source sources critic critics analyst analysts observer observers insider
    insiders commentator commentators pundit pundits people others some many most several few everyone everybody
    somebody someone nobody proponents supporters opponents detractors skeptics sceptics advocates scholars historians
    economists scientists researchers specialists professionals diplomats authorities aides rumors rumours watchers
    strategists academics locals residents fans users enthusiasts investors traders witnesses leaders lawmakers
    politicians activists campaigners campaigns reports studies research stakeholders world public
    """.split()
)
# Texts that can be looked up: what they say has a source.
DOCUMENTS = frozenset(
    """
    report study survey poll statement letter filing affidavit lawsuit complaint indictment ruling judgment judgement
    review audit analysis paper article memo document documents records data figures statistics census transcript bill
    law resolution treaty agreement communique communiqué bulletin dispatch release email emails post tweet broadcast
    interview speech editorial book memoir dossier assessment investigation inquiry findings index website blog
    blogpost page newspaper magazine journal agency media column
    """.split()
)
