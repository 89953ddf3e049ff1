"""Words that begin English sentences and are rarely names.

Counted over public-domain and CC BY prose (training/article/common_words.py): in lower case at least three times as
often as with a capital inside sentences, and at the start of at least eight sentences.
"""

from __future__ import annotations

COMMON = frozenset(
    """
    abdominal abnormal abnormalities abnormally about above absent absolutely academic access accessed
    accessibility accomplishments according accordingly achieving achondroplasia acknowledging acquired across
    action actions activities actually acute add added adding additional additionally address addressing
    adolescent adopting adoption adrenal adult adults advance advanced advances advancing advocates affected after
    again against age agencies aggregate aggressive agile agreed agricultural ahead aim alcohol aldosterone all
    allergic allies allow allowing almost along alongside alpha already also although always am amid amidst
    ammonia among amongst amount an analysis analyze ancient and androgens anemia anencephaly anesthesia aneurysms
    angina animal animals announced annual another answer anthropologist anthropologists anti antibiotics
    antibodies antiviral anxiety any anybody anyone anything anyway aortic apart aplastic app apparently
    applicants application applications apply applying appreciate approximately apps archaeological archaeologists
    are area areas aren around arrangements arrhythmias art arthritis artificial as asbestos aside ask asking
    aspirin assistance associated assume assuming asthma at ataxia atherosclerosis atrial attacks attempts
    attendees atypical authorizes autoimmune available average avoid avoiding babies back background bacteria
    bacterial balanced banks banning based basic basically be because before beginning behavioral behind being
    believe below benchmarks benefits benign besides best beta better between beyond big bilateral bile biliary
    bilirubin bill biological biomedicine biopsy bipartisan birth bladder bleeding blisters blood body bone bones
    boosting border born both boys brain breaking breast breathing briefly bring bringing broken bronchiectasis
    browse build building built business businesses but buy by calcium calculate call called calling can cancer
    cancers candidates capital capitalism carbon cardiac careful carnitine carotid carrier carriers cartilage case
    cases category catheter causes celiac cell cells cerebellar cerebral certain certainly challenge challenges
    change changes changing chapter chapters characteristic check chemical chemotherapy chest child childhood
    children chip cholesterol choose choosing chorea chromosome chronic cilia cirrhosis cities citing citizens
    citizenship civic civil civilian class classic clean clear clearly click climate clinical close closer co coal
    coffee cognitive collaborating collaboration collaborative collagen collect collectively color colorectal
    combating combination combined combining come coming commercial commits committed common commonly
    communication communities community companies compare compared comparing competition complement complete
    complex complications comprehensive concerns conclusion conditions conducting conflict congenital
    congratulations connect connecting connective connexin consequently conservative consider considering
    consistent constant constipation constituents constitutional construction consulate consumers contact
    contemporary content continue continued continuing continuous control controlling conventional cooperation
    coordinating core coronary corporate correct corruption corticosteroids cortisol cost coughing could countless
    countries craniofacial create created creates creating criminal critical critically critics crowdsourcing
    cultural culture cultures current currently customer customers cut cutaneous cuts cutting cyber cybersecurity
    cyclic cystic cytochrome daily damage data day days de dealing dear death debt decades decisions decreased
    dedicated deep defects define defining dehydration delayed delegates delivering demand democracy dental
    depending describe design designing despite detailed details determine determining develop developers
    developing development developmental diabetes diabetic diagnosing diagnosis diagnostic dialysis diarrhea did
    diet dietary different digital diplomacy direct disability disaster discuss discussions diseases disorders
    disruption distal distinctive distinguished divide do doctors does doesn doing domestic domestically dominant
    don dont dopamine down download dozens draw drawing drinking driven drought drug drugs dry due during dye
    dystonia each earlier early eating echo economic economies economists edited education educational effective
    efforts eight eighteen either elected elections electricity elevated eleven eligible eliminate eliminating
    email embassies emerging employee employees employers employment empowering enabling enacting encourage
    encouraging end ending endometrial energy engage engagement engaging enhance enhanced enhancements enhancing
    enough enslaved ensure ensures ensuring enter entering entries environmental enzyme eosinophils epidermolysis
    episodes equal equally especially essential essentially establish established establishes establishing
    establishment estimates even events eventually ever every everybody everyone everything evidence exactly
    examining example examples except excess excessive exchange excuse exercise existing expand expanded expanding
    experience experts explain explore exploring exports exposure extend extending extensive external extra
    extreme eye face faced facial fact factor factors failing failure fair false familial families family far
    farmers farming fast father fatigue fatty features feel female females fetal few fewer fiber field fifteen
    fifth fifty fighting figure filamin final finally financial find finding findings firefighters firms first
    fiscal fish five fixed flexible flood fluid focal focus focusing folic folks follow following food foods foot
    for forces former forms forty fostering founded four fourteen fragile frankly free freedom frequent frequently
    friends from full fully fun functional fundamentally funded funding funds further future gallstones gap gas
    gathering gender gene generalized generally generations genes genetic genetics gestational get getting giant
    girls give given gives giving global globalization globally glucose glycogen glycosylation go going good got
    governments gradually grants graphically great greater group groups growing growth guided gun had hair half
    hand happy hard harder hardworking has hate have having he head healing health healthcare healthy hearing
    heart heat heavy hello help helping heme hemochromatosis hemodialysis hemoglobin hemolytic hemophilia hence
    hepatic hepatitis her here hereditary hi high higher highlighting highlights his historians historic
    historically history hold holding home hope hopefully hormonal hormone hormones hosted hosting households
    housing how however human humanitarian humans hundreds hunting hydrocephalus hyperparathyroidism hypoglycemia
    hypotonia ice ideally ideas identify identifying idiopathic if illegal illness images imagine imaging
    immediate immediately immigrants immigration immune immunosuppressive impact impaired impairment
    implementation implementing importance important importantly imports improve improved improvements improving
    in include included includes including inclusion income incorporating increase increased increases increasing
    increasingly indeed independent individual individuals industrial industrialization industry inevitably
    infantile infants infection infections inflammation inflation information infrastructure inhaled inherited
    initial initially injuries innocent innovations innovative inside inspired instead insulin insurance
    intellectual interest interested internal international intestinal introduced introducing introduction invest
    investigators investing investment investments investors iron is isn isolated issues it its jaundice job jobs
    join joining joint journalists judges just juvenile keep keeping key kidney kids kind kings kinship know
    knowing known lack lacking lactase lactose ladies land language large largely larger laser last lastly late
    later lattice launch launched launching law lawmakers laws lead leaders leadership leading learn learning
    leave leaving led left legislation lesions less lesson lessons let leukoencephalopathy leverage leveraging
    life lifestyle lifting light like likewise limb limit limited limiting linguistic linking links list listen
    listening literally little liver lives living local located long longer look looking losing loss lots low
    lower lowering lung lupus lymphocytes lysosomes made magnetic maintain maintaining major make makes making
    male males malignant managing manufacturers manufacturing many maps marginal maritime market markets mass may
    maybe meanwhile measures measuring media medical medication medications medicine medicines medium meet meeting
    melanoma members membership men mental merchants metabolic metastatic metrics microcephaly migrants migration
    mild milder military millions mining mission mitochondria mitochondrial mobile modern module molecular
    monetary money monoclonal months more mosaic most mothers move movement moving much mucolipidosis mucus
    multiple muscle muscles music mutual my myelin myoclonus myotonia myotonic myth nail name named narcolepsy
    narrowing nationally nationwide natural naturally near nearly need needless negotiations neither neoclassical
    nephrotic nerve neuroblastoma neurofibromatosis neurological neuronal never nevertheless new newborns newly
    news next nice nine no nobody nominations non none nonetheless nonsyndromic nor normal normally not notably
    note nothing notice noting notwithstanding now nowhere nuclear number numerous obesity obviously occasionally
    occipital occupational of off officials offshore often oil okay old older on once one ongoing online only
    onset open opening operating opponents opportunities opportunity optic options or oral organizations
    originally ornithine osteoarthritis osteogenesis osteoporosis other others otherwise our ours out outside
    ovarian over overactive overall overnight overweight oxygen paid pain parents paroxysmal part partial
    participants participating particularly partnering partners pass passage passed passing past patches patent
    patients pay paying payments peace peasants pediatricians people per performance perhaps period peripheral
    periventricular permanent pernicious personal personally personas persons physical physicians pilot pituitary
    pityriasis place planning plaque plasma platelets please plus pneumonia podcasts point policy policymakers
    political politically politicians polycystic polycythemia polymyositis poor portal possible possibly post
    potassium potential poverty power practical pre precisely prediabetes preeclampsia pregnancy pregnant
    premature prepare prepared preparing prescription preserving prevent preventing previous previously price
    prices primary principles prior priority private pro probably problem problems product production productivity
    products profit prognosis programs progress progressive prohibit prohibits project projects prolonged promote
    promoting prompt proper prostate protect protecting protectionism protein proteins prothrombin proud provide
    provided provides providing psoriasis pubic public pulmonary pursuant put putting pyruvate quantitative
    question questions quick quite quitting race racial radiation radio radioactive raising rapid rare rarely
    rather re reaching read reading real realizing really rebuilding recall recent recently receptor recipients
    recognising recognizing record recovery recurrent red reduce reduced reducing reflecting reform reforms
    refugee refugees regarding regardless regional regular related releasing religion religious relying remember
    removing renal repeal repealing repeated replacing report reporters reporting reports require requires
    requiring research researchers residents resistance resources respect respiratory responding responsibility
    responsible responsive restless restoring results return returning review rheumatic rheumatoid right ring
    rising risk roughly routine rural sadly safe safety said same sanctions sarcoidosis sarcomeres save saving say
    scabies scaling scholars schools scientific scientists screening search second secondary secondly secure
    securing security see seeing seek seeking seizures selected self sellers send sending seniors sentence
    separately sequestration serious services serving set setting seven seventy several severe severely sex sexual
    share shared sharing she shingles shock short shortages shortly shortness should show sick sickle side sign
    signed significant significantly signs similar similarly simple simply since single sites six sixteen sixty
    skeletal skills skin slavery sleep small smart smoking so social societies society sodium software solar
    soldiers solution somatic some somebody someone something sometime sometimes soon sorry space spastic speak
    speakers speaking specialist specific specifically speech spending spinal sporadic sports squamous stability
    staff stage staging stakeholders stand standard standards standing start starting statement stay staying stem
    step still stone stool stop stopping strategy strengthen strengthening stress stroke strong stronger
    structural structured students studies study studying subject submissions submit subsequent substances success
    successful successive such sudden sugar suicide summary summer supply support supporters supporting supportive
    supports suppose sure surely surfactant surgeons surgery surgical survey surveys survival survivors
    susceptibility swelling symptomatic symptoms systemic table tackling take taken taking talk talking targeted
    targets tariffs tax taxes taxpayers teachers teaching team technical technology tell ten tens tensions terms
    terrorism terrorist test testing tests text thank thanks that the their then therapies there therefore these
    they things think thinking third thirteen thirty this those though thousands three thrombocytopenia through
    throughout thus thyroid time times tiny tip tips to today together tomorrow tonight too tools top topical
    topics total tourism toward towards trade traditional traditionally traffic tragically training transgender
    transition translated transmission transparency travel travelers treating treatment treatments trends
    triglycerides triple trisomy true trust try trying tumors turning twelve twenty two type types typical
    typically tyrosine ulcerative ultimately ultra ultrasound under understand understanding unemployment
    unfortunately unilateral unions universal universities unless unlike until untreated up updating upon upper
    urethral urgency urinary urine usability use user users using usually vaccine vaccines value values variations
    various vasculitis very victims video videos view violence violent viral virtual virtually viruses vision
    visit visitors visual vitamin volunteers von vote wages wait waiting want war warfarin was watch watching
    water we weakness wealthy wearing website websites weight welcome well were what whatever when whenever where
    whereas wherever whether which while whilst who whoever why will winners with within without women wonderful
    words work workers working world worldwide worse would wouldn write writing yeah year years yes yesterday yet
    you young younger your youth zero
    """.split()
)
