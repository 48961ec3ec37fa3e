# The words of the frame, by code.

pillar-prevention = Prevention
pillar-protection = Protection
pillar-prosecution = Prosecution
pillar-partnership = Partnership
pillar-unstated = Pillar not stated

side-demand = Demand
side-supply = Supply
side-unstated = Side not stated

group-sexual = Sexual exploitation
group-labour = Labour exploitation
group-other = Other forms
group-unstated = Form not stated

form-EX-SEX = Sexual exploitation
form-EX-SEX-prostitution = Exploitation of prostitution
form-EX-SEX-imagery = Sexual imagery
form-EX-SEX-remote = Remote interactive services
form-EX-SEX-private = Private sexual services
form-EX-LAB = Forced labour
form-EX-LAB-agriculture = Forced labour in agriculture
form-EX-LAB-fishing = Forced labour in fishing
form-EX-LAB-mining = Forced labour in mining
form-EX-LAB-manufacturing = Forced labour in manufacturing
form-EX-LAB-construction = Forced labour in construction
form-EX-LAB-peddling = Forced labour in street trade
form-EX-LAB-transport = Forced labour in transport
form-EX-LAB-hospitality = Forced labour in hospitality
form-EX-DOM = Domestic servitude
form-EX-BEG = Forced begging
form-EX-CRIM = Forced criminality
form-EX-MAR = Forced marriage
form-EX-ORG = Removal of organs
form-EX-ARM = Use by armed groups
form-EX-SLA = Slavery and similar practices
form-EX-CHL = Child labour
form-EX-ADO = Illegal adoption
form-EX-SUR = Forced surrogacy

sex-female = women and girls
sex-male = men and boys
sex-other = other genders

age-child = children (0–17)
age-adult = adults (18–59)
age-older = older people (60 and over)

origin-domestic = trafficked within the country
origin-foreign = brought from abroad

everybody = everybody

sector-SHL = Emergency shelter and household items
sector-CCM = Camp coordination and management
sector-FSC = Food security
sector-WSH = Water, sanitation and hygiene
sector-LOG = Logistics
sector-PRO = Protection
sector-EDU = Education
sector-NUT = Nutrition
sector-HEA = Health
sector-ERY = Early recovery
sector-TEL = Emergency telecommunications
sector-PRO-CPN = Child protection
sector-PRO-GBV = Gender-based violence
sector-PRO-HLP = Housing, land and property
sector-PRO-MIN = Mine action
sector-PRO-TIP = Anti-trafficking
sector-MUL = Several sectors
sector-CSH = Cash
sector-COO = Coordination
sector-unstated = Sector not stated

service-identification = Identification of victims
service-shelter = Shelter
service-health = Health care
service-legal = Legal aid
service-social = Social and psychological support
service-child = Child protection
service-livelihood = Livelihoods
service-material = Food, water and other goods
service-return = Return and reintegration
service-hotline = Hotline
service-awareness = Awareness raising
service-inspection = Labour inspection
service-recruitment = Fair recruitment
service-demand = Reducing demand
service-investigation = Investigation
service-trial = Trial and victim participation
service-training = Training of police and courts

kind-state = State body
kind-intergovernmental = Intergovernmental
kind-ngo = Non-governmental
kind-private = Private sector
kind-academic = Academic
kind-other = Other
kind-unstated = Kind not stated

status-planned = Planned
status-active = Under way
status-suspended = Suspended
status-ended = Ended

level-region = Region
level-country = Country
level-admin1 = Province
level-admin2 = District
level-admin3 = Locality
level-corridor = Corridor

role-administrator = Administrator
role-coordinator = Coordinator
role-member = Member
role-reader = Reader

author-operator = The operator, at the machine that keeps the journal
author-user = A user in the role: { $role }
author-former-user = A user who is no longer known

certainty-certain = Certain gap
certainty-likely = Likely gap
certainty-open = Open
certainty-likely-met = Likely met
certainty-met = Met

knowledge-active = Active
knowledge-nobody-there = Nobody there
knowledge-nobody-reported = Nobody reported

statement-instance-described = Instance described
statement-user-registered = User registered
statement-user-closed = User account closed
statement-organisation-declared = Organisation declared
statement-organisation-reported = Organisation reported
statement-place-declared = Place declared
statement-initiative-declared = Initiative declared
statement-initiative-confirmed = Capacity confirmed
statement-initiative-withdrawn = Initiative withdrawn
statement-need-declared = Need declared
statement-need-withdrawn = Need withdrawn
statement-estimate-published = Published estimate added
statement-estimate-recorded = Estimate recorded
statement-import-applied = Import applied
statement-import-undone = Import undone
statement-erased = Body erased
statement-unknown = A kind this version does not know: { $kind }
