"""Words with a capital that name nobody in a learner's life, and people whom everybody may name."""

from content.language.rules.first_names import listed

# Whoever made a theory or gave a law a name, by a surname that few learners bear.
THEORISTS = listed(
    """
    kolb gibbs bandura maslow dweck rosenshine hattie vygotsky bowlby schön schon driscoll
    brookfield egan proctor rollnick locke latham deci clutterbuck zimmerman wiliam bloom piaget
    tuckman covey goleman ainsworth wenger mezirow rolfe borton freire dewey skinner pavlov erikson
    duckworth ericsson dix lemov sherrington bombèr bomber kline whitmore rosenberg sinek kahneman
    willingham belbin mumford herzberg kotter lewin schein argyris shohet inskipp ebbinghaus yerkes
    dodson karpman berne prochaska diclemente seligman csikszentmihalyi frankl oettingen gollwitzer
    cialdini bronfenbrenner crenshaw dunning kruger eisenhower mandela luther thunberg yousafzai
    malala rashford everard climbié climbie pelka labinjo winnicott bettelheim augar foucault
    bourdieu hofstede goffman brené brene
    """
)
PUBLIC_PEOPLE = frozenset(
    {
        "carl rogers", "bill rogers", "ken robinson", "daniel pink", "john bowlby", "susan david",
        "jim knight", "kim scott", "mary myatt", "geoff petty", "rosa parks", "stephen lawrence",
        "sara sharif", "oliver mcgowan", "brene brown", "richard ryan", "william miller",
        "dan siegel", "daniel siegel", "paul black", "peter hawkins", "elena aguilar",
        "tom bennett", "martin luther", "princess diana", "jack petchey", "john lewis",
        "stella mccartney", "jamie oliver", "star hobson", "robert coe", "graham nuthall",
        "alison wolf",
    }
)  # fmt: skip
# Months and days, subjects and sections, schemes and tools, and how sentences begin.
NOT_NAMES = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december easter christmas ramadan eid diwali halloween
    autumn winter spring summer lent term week year
    a an the this that these those there here it its he she they we you i his her their our my your
    me him them us who what when where why how which whose if in on at by for from with without to
    of and or but so as not no yes do does did done has have had having is are was were be been
    being can could may might must shall should will would one two three four five six seven eight
    nine ten some any all both each every many most more much other another such same only also
    after afterwards before during since until while then now today tomorrow yesterday later again
    once twice next last first second third finally overall however although though because
    therefore instead still even just perhaps maybe nobody somebody someone everybody everyone
    anybody anyone nothing something everything people person staff colleague colleagues team teams
    mentor mentors mentoring manager managers tutor tutors teacher teachers trainer trainers
    lecturer lecturers supervisor supervisors assessor assessors learner learners student students
    pupil pupils apprentice apprentices mentee mentees trainee trainees parent parents carer carers
    mum mam dad mother father sister brother nan gran grandma grandad friend friends family
    thanks thank please dear hello hi good great well better best new old being knowing using
    learning teaching reading writing listening talking speaking asking working meeting seeing
    attendance punctuality behaviour confidence motivation mindset progress progression target
    targets goal goals feedback reflection review reviews support voice services service hub centre
    center union council rep reps portal record records charter handbook survey premium loan
    finance bursary union engagement experience experiences success wellbeing welfare safeguarding
    prevent policy procedure induction training workshop webinar course courses module modules unit
    units level levels group groups class classes tutorial tutorials session sessions lesson lessons
    college university school academy campus department faculty office library reception canteen
    english maths science esol gcse gcses btec nvq diploma certificate award functional skills
    business care childcare health social construction plumbing carpentry catering hospitality
    hairdressing beauty engineering motor vehicle media art design sport sports public animal
    foundation access apprenticeship apprenticeships standard standards framework ofsted camhs
    ehcp send senco sen adhd autism dyslexia ilp ilps hr dsl dfe nhs fe ncs tlevel tlevels
    google microsoft word excel outlook powerpoint zoom canva padlet kahoot moodle promonitor
    smart grow oars stepladder pivot plan plans cpd mhfa time talk talks day days mental first aid
    motivational interviewing restorative trauma attachment growth coaching questioning cognitive
    british values equality diversity inclusion act acts bill code keeping children education
    england britain uk scotland wales ireland london birmingham leicester nottingham derby coventry
    leeds manchester liverpool sheffield bradford bristol cardiff glasgow edinburgh belfast york
    oxford cambridge norwich ipswich peterborough northampton loughborough hinckley lincoln hull
    preston bolton stockport wigan oldham rochdale luton reading swindon plymouth exeter brighton
    larkmoor midlands yorkshire lancashire kent essex sussex devon cornwall europe africa asia
    poland somalia syria ukraine romania afghanistan eritrea sudan china india pakistan nigeria
    polish somali arabic urdu punjabi english french spanish romanian ukrainian chinese muslim
    christian hindu sikh jewish black asian white
    barnardo barnardos mind samaritans childline shelter connexions jobcentre job ucas kooth
    barclays tesco asda morrisons aldi lidl greggs mcdonalds nando nandos boots
    mr mrs ms miss mx dr sir st saint chapter page part section appendix figure table stage step
    action activity address age evidence example examples impact outcome outcomes notes note summary
    questions question answer answers nothing later sorry honestly sadly luckily looking thinking
    """
)
PLACES_AND_THINGS = (
    r"(?:street|road|lane|avenue|house|park|hall|court|close|drive|way|square|hospital|school"
    r"|academy|college|university|station|line|campus|building|block|centre|wing|room|library"
    r"|theatre|hotel|island|award|awards|prize|trust|foundation|day|week|appeal|inquiry|report"
    r"|review|case|programme|project|campaign|scholarship|fund|act|hypothesis|effect|theory|model"
    r"|scale|cycle|hierarchy|matrix|window|chart|city|united|town|lewis & partners|partnership"
    r"|training|charity|ambulance)"
)
