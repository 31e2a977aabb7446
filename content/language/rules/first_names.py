"""First names that people of college age and their families bear, to tell a name from a title.

Not a register: what is missing is still found where a text says whose name it is.
"""


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIRST_NAMES = listed(
    """
    aaliyah aaron abbas abbie abby abdi abdirahman abdul abdulaziz abdullah abdullahi abdulrahman
    abena abigail adaeze adam adeel adele adnan adrian adwoa agata agnieszka ahmad ahmed aidan
    aiden aimee aisha aishah akeem akosua akua alan alana alba albert alejandra alek aleks
    aleksandra alex alexander alexandra alexandru alexia alexis alfie ali alice alicia alin alina
    alisha alison alistair aliyah allan alyssa amaan amaka amal amanda amani amber ameera amelia
    amelie amiin amina aminata amir amira amit amna amrit amy ana ana-maria anab anand anastasia
    anaya andrea andreea andrei andrew andrzej andy aneta angela angus anh ania anika anisa anita
    anjali ann anna anne antek anthony antonio anya aoife arash archie aria arjun arslan artem
    arthur arun asha ashleigh ashley asia asif asma asmaa aston astrid athena ava aya ayaan ayah
    ayan ayanle ayesha ayo aysha ayub azad bailey barbara bartek bartosz bashar beata beatrice
    beatriz becky belal bella ben benjamin bereket beth bethany bilal bilan blessing bogdan bola
    bradley brandon brenda brendan brian bridget bronwen brooke brooklyn bryony bushra caitlin
    callum calum cameron camila carl carla carlos carly carmen caroline carys casey catarina
    catherine cerys chantelle charlene charles charley charlie charlotte chelsea chidi chinedu
    chioma chipo chloe chloé christian christina christine christopher cian ciara claire clara
    clodagh cody colin connor conor courtney craig cristina dafydd daisy damian damilola dan daniel
    danielle danny danylo darcy darius darren dasha dave david dawid dawit dawn dayo deandre deb
    debbie deborah declan deepak deeqa demi denisa denise denzel deon derek dermot destiny devon
    devonte diana diego dimitar dina divya dmitri dominic dominik dominika donald donna douglas
    dylan ebony edward eilidh elaine eleanor elena eli elias elijah elise elizabeth ella ellen
    ellie ellie-mae ellis elsie emeka emily emma emmanuel eoin eric erin esme esther ethan euan eva
    evan eve evie ewa ewan ezekiel fabian faduma fadumo faisal farah fardowsa fares farhad farhan
    farhiya fatima fatimah fatou faye ferhat fernanda feven ffion filip filmon finlay finley fiona
    firas florence florin folake folami frances francesca franek frankie fraser freddie frederick
    freya funmi gabriel gabriela gareth gary gaz gemma george georgi georgia georgie georgina
    gethin ghada gheorghe gill gillian gina glenn gordon gosia gracie grzegorz guled gurpreet gwen
    hadiya hafsa haider halima hamdi hamed hamid hamish hamza hana hania hannah haoran haris harjit
    harley harpreet harriet harrison harry haruto harvey hasan hassan hawa hayden hayley heather
    heidi helen henry hiba hibaq hira hiwot hodan hollie holly huda hugo hui huong hussain iain ian
    ibrahim ibrahima idil idris ieuan ife ifeoma ifrah igor ikenna ilhan imani imogen imran ines
    ingrid ioana ionela ionut iqra irfan isaac isabel isabella isabelle isla ismahan ismail isobel
    israel issy ivan ivana iwan jacek jack jackie jacob jacqueline jacqui jade jaden jadon jake
    jakub jamal james jamie jamila jan jane janet janice jasmin jasmine jason jasper jaspreet
    javier jay jayden jaydon jayne jean jed jen jennifer jenny jeremy jermain jermaine jerome jess
    jesse jessica jiahao jiayi jill jing jo joan joanna joanne joao jodie joe joel johanna john jon
    jonah jonathan jordan jorge jose joseph josh joshua josie juan jude judith julia julian julie
    junaid june justin justyna kacper kadeem kadija kai kaiden kaitlyn kaleb kamal kamil karen
    karim karima karina karl karol karolina karthik kashif kasia kate kateryna kath katherine
    kathryn katie katy kavita kay kayden kayla kayleigh keira keiran keisha keith kelechi kelly
    kelsey kenneth kenny kerry kev kevin khadija khadra khalid khalil kian kiera kieran kieron kim
    kimberley kinga kiran kirsty kofi kojo komal krzysztof kuba kulwinder kunle kwabena kwame kyle
    kylie kyra lacey laila lakshmi lamin lana lara larisa latisha latoya laura lauren layan layla
    leah leanne lee leighton leila lena leo leon leroy lewis lexi lexie leyla liam liban libby
    lilly lily linda lindsay ling linh lisa logan lois lola lorraine lottie louis louisa louise
    lubna luca lucas lucia luciana lucy luis lukas lukasz luke luna lydia lyn lynn lynne maciej
    maddison madeleine madison magda maha mahad mahamud mahdi mahmoud mairi maisie maja majid
    maksym malachi malcolm malgorzata malik mandy manpreet manuel marcin marcus marek margaret
    maria mariam mariana marie marta martha martin martyn marwa mary maryam mason mateusz mathilda
    matilda matt matthew maureen maurice max maya maysa małgorzata mckenzie meera megan mehmet
    mehreen mei meiling melanie melissa meron mia michael michal michał michelle mick miguel mihai
    mikael mike mikey mila milan millie milos mina ming minh miriam mitchell mohamed mohammad
    mohammed mohamoud mohamud moira mollie molly mona monica monika morag morgan moses mouna mounir
    muhammad murray musa mustafa mykola nabil nadia nadine nadiya naila naima najib naomi nasreen
    natalia natalie natalka natasha nathan navdeep navid neel neha neil ngozi nia niamh nicholas
    nicki nicola nicole nigel nikita nikki nikola nimco nimo nina nisha noah noor nora noreen
    norman nour oakley obinna oisin oksana ola olamide oleksandr olena oliver olivia oliwia oliwier
    ollie oluwaseun omaima omar orla oscar osman owen pablo padraig paige pamela parisa parminder
    parveen pat patrice patricia patrick patryk paul paula paulina pauline pavel pedro pete peter
    petra petya philip phoebe piotr pooja poppy pradeep precious priya priyanka rabia rachael
    rachel radu rafal rafał raheem rahul raj rajesh ralph rami ramona rana rania rashid ravinder
    raymond rayyan razvan reagan rebecca rebin reece reem reggie rehan remi reuben reza rhian
    rhianna rhiannon rhodri rhys ricardo richard ricky riley rim rishi rita robel robert roberta
    robin robyn rohan roisin rojin roman ron ronan ronnie rory rosa rosie ross roxanne ruaridh
    rubina ruby rui rukhsana rupert rupinder ruqayya russell rutendo ruth ryan ryley saanvi saba
    sabrina sadia safa safiya sagal sahal sahra saima saira sajid salim sally salma sam samah
    samantha sameer sami samir samira samuel sana sandra sandy sanjay santiago saoirse sara sarah
    sarmad sasha scott sean sebastian segun selam selina senait seren shabnam shadi shahid shakira
    shane shanice shannon sharon shaun shauna shazia sheila shelby shilan shirin shirley shivani
    sian sid sidra sienna simon simona simran sinead siobhan siobhán skye sofia sofiia sohail sonia
    sophia sophie soraya stacey stacy stanisław stanley stefan stella steph stephanie stephen steve
    steven stoyan stuart sue suhail sukhdeep suleiman sumaya sunil sunita susan suzanne svetlana
    syed sylwia szymon tahira taiwo tamara tamer tamika tanisha tanya tariq tasha tayla taylor
    tegan temi temitope tendai teresa terry tesfay tess thabo thanh theo theodore theresa thiago
    thomas thuy tia tiana tiffany tilly tim timothy tina tinashe tobi toby tom tomasz tomek toni
    tony tracey tracy travis trevor trish tristan tunde tyler tyreece tyrell tyrese tyrone ubah ugo
    umar usman val valentina valeria vanessa vasile vera veronica vic vicky victor victoria vijay
    vikram viktor vincent violet vivian vlad vladislav wafa waleed walid wanda waqas warren warsan
    wayne wei wendy weronika wesley wiktoria will william willow winta wissam wojciech wojtek
    xavier xiao xiaoming xin yahya yana yara yasin yasmin yasmine yaw yemi yolanda yonas youssef
    yuki yulia yusra yusuf yuxuan yvette yvonne zac zach zachary zack zahra zain zainab zak zakaria
    zakariya zaki zakir zane zanele zara zeeshan zeinab zeynep ziad zihan zoe zofia zosia zoë
    zubair zuzanna łukasz
    """
)
# Also everyday words: “May Day”, “Will You”, “Grant Aid”. They need a learner near by.
ALSO_WORDS = listed(
    "amber angel april art asia bella bill blessing brooke carmen chelsea christian dawn destiny "
    "devon faith florence frank georgia gill grace grant harley hope hui israel jay jordan joy "
    "june luna madison mark may max ming morgan nour paris pat precious rim rob ron rose ross ruby "
    "sandy scott sky skye sue summer val vic victoria violet wei will willow"
)
# Without a capital they say something else.
EVERYDAY = ALSO_WORDS | listed(
    "dean gene iris ivy jean josh kit love mason mike mina pearl penny pete ray robin roman star "
    "stella taylor terry van warren"
)
