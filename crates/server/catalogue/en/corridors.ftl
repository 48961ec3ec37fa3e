# Corridors: what is moved along them beside what explains it, and who is at their ends.

nav-corridors = Corridors
corridors-title = Corridors
corridors-lead = Along which ways more people are moved than is explained, who stands at the two ends, and who there should know whom.
corridors-form = Form of exploitation
corridors-all-forms = All forms together
corridors-with-distance = Distance explains
corridors-yes = yes
corridors-no = no
corridors-none = No flow along any corridor is known here.
corridors-stand-out = Stand out
corridors-stands-out = stands out
corridors-of = { $count ->
        [one] of one corridor
       *[other] of { $count } corridors
    }
corridors-empty-ends = Nobody at one end
corridors-missing = Pairs without a partnership
corridors-missing-csv = The pairs as a CSV file
corridors-caution = To stand out is a reason to look and to prevent, not proof of trafficking. Reporting differs from place to place, and whatever the covariates do not say shows as well. A corridor within what is explained may be just as grave.
corridors-no-baseline = Nothing explains these flows
corridors-picture = People moved in a year: observed, and explained
corridors-picture-about = { $drawn } of { $all } corridors, each with what is observed and what is explained, with 90 % intervals; a diamond marks those that stand out.
corridors-people = people in a year
corridors-corridor = Corridor
corridors-observed = Observed
corridors-explained = Explained
corridors-beyond = More or fewer
corridors-figure = { $middle } ({ $low } to { $high })
corridors-all = All corridors
corridors-at-origin = At the origin
corridors-at-destination = At the destination
corridors-partners = Partnerships
corridors-tied = { $tied } of { $pairs }
corridors-own = own estimate
corridors-beside = { $count ->
        [one] one other figure beside it
       *[other] { $count } other figures beside it
    }
corridors-nobody = nobody
corridors-nobody-reported = nobody reported
corridors-ends = Who is at the ends
corridors-ends-lead = At the origin: prevention, and protection of those who come back. At the destination: protection and prosecution. The two are never added. Those that stand out come first, then those with nobody at one end.
corridors-initiatives = { $count ->
        [one] one initiative
       *[other] { $count } initiatives
    }
corridors-along = along the corridor
corridors-undetermined = { $count ->
        [one] One initiative there does not say its pillar.
       *[other] { $count } initiatives there do not say their pillar.
    }
corridors-at-both = At both ends:
corridors-should-know = One at each end, not partners, and for the same form or perhaps so:
corridors-form-unstated = one of them does not say its forms
corridors-what-explains = What explains flows
corridors-mean-alone = Nothing: every corridor is set beside the mean of all.
corridors-distance = Distance
corridors-doubled = where it is twice as large, flows are { $factor } times as large (90 %: { $low } to { $high }).
corridors-one-more = with one unit more, flows are { $factor } times as large (90 %: { $low } to { $high }).
covariate-push = of the origin
covariate-pull = of the destination
covariate-pair = of the two together
corridors-fitted = Fitted to { $count } corridors; flows vary { $dispersion } times as much as counts would. Of those that stand out { $rate } may do so by chance.
corridors-table = Covariates are those of { $file }.
corridors-figures-left = { $count } figures on corridors do not speak here: { $forms } of other forms, { $populations } of part of the people, { $quantities } of other quantities, { $periods } not of a year that has begun, { $unbounded } without an upper limit, { $ends } on ways into a part of the same place.
corridors-file = Bring a table of covariates
corridors-file-hint = XLSX, ODS or CSV with the columns covariate, origin, destination, value, scale. With an origin alone a row says what pushes, with a destination alone what pulls, with both something of the pair; scale is linear or log. What is said of a country holds for its parts. It is kept for twelve hours, for you only, and nothing of it is stated.
corridors-bring = Read the table
corridors-without-table = Without the table
corridors-no-file = No file was chosen.
    .hint = Choose a table of covariates first.
corridors-flows-come = Flows come in as a table with the columns origin, destination, people, year, source, and perhaps low, high, level, form, method.

meaning-flow-people = people moved
meaning-flow-low = lower limit
meaning-flow-high = upper limit
meaning-flow-level = level of the limits
meaning-flow-year = year of a flow
meaning-flow-form = form of exploitation
meaning-flow-source = source of a flow
meaning-flow-method = how a flow was counted
new-flows = New flows
changed-flows = Changed flows
quantity-people-moved = people moved along a corridor in a year
method-survey = survey
method-case-statistics = statistics of identified victims

refusal-secretariat-ends-not-apart = The origin and the destination are the same, or one lies in the other.
    .hint = Name two places apart.
refusal-secretariat-corridor-too-long = The codes of the two ends are too long together.
    .hint = Give the places shorter codes.
refusal-secretariat-not-a-year = “{ $text }” is not a year.
    .hint = Write a year of four digits.
refusal-secretariat-not-a-level = “{ $text }” is not the level of an interval.
    .hint = Write a share between 0 and 1, such as 0.95.
refusal-secretariat-limits-of-flow = “{ $text }” does not go with the { $allowed } people of this row.
    .hint = Write both limits or neither, with one number of people between them.
refusal-secretariat-flow-twice = Row { $first } says it already: the same corridor, year, form and source.
    .hint = Keep one of the two, or name another source.
refusal-secretariat-flows-in-table = A table of flows has 1 to { $most } rows; this one has { $count }.
    .hint = Write one row for each figure.
refusal-secretariat-covariates-in-table = The table has { $count }; 1 to { $most } are read.
    .hint = At most 100,000 rows and 20 covariates are read.
refusal-secretariat-no-logarithm = “{ $text }” is not a finite number, or has no logarithm.
    .hint = Write a number above zero, or linear as the scale.
refusal-secretariat-covariate-differs = Row { $first } says otherwise what this covariate is.
    .hint = A covariate is of the origin, of the destination or of both in all its rows, on one scale.
refusal-secretariat-covariate-twice = Row { $first } states the same value already.
    .hint = Keep one of the two rows.
refusal-secretariat-covariate-without-value = “{ $covariate }” has no value for the corridor { $corridor }.
    .hint = State it for these places or for what holds them, or leave it out. Distance is known where both places have a point.
refusal-secretariat-corridors-told = { $count } corridors cannot be told at once.
    .hint = Ask for 1 to { $most }.
