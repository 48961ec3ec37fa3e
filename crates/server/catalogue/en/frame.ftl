# The frame, its cells, the matrix, needs and estimates.

frame = Frame
cell = Cell
frame-title = Pillars, sides and forms
pillar-and-side = Pillar and side
empty-title = Nothing has been stated yet.
empty-lead = Begin with a table that you have: who does what where, or needs.
everywhere = Everywhere
place = Place
day = Day
rests-on = Rests on
all-statements = everything stated until now
statements-by-then = what had been stated by that day
as-known = As it was known on { $day }, from the first { $size } statements.
what-changed-since = What changed since then
parts = Its parts
corridors = Corridors
state = State

need = Need
response = Response
expected-gap = Expected gap
need-unknown = Need not known
interval-in-doubt = with capacities in doubt: { $low } to { $high }
interval-90 = 90 % interval: { $low } to { $high }
no-interval = no uncertainty is stated
without-capacity = { $count ->
        [one] one of them states no capacity
       *[other] { $count } of them state no capacity
    }
may-be-here = { $count ->
        [one] one initiative may belong here and does not say so
       *[other] { $count } initiatives may belong here and do not say so
    }
gap-about = about { $gap } missing
gap-none = nothing missing
in-brackets = ({ $low }–{ $high })
by-organisations = { $count ->
        [0] by nobody
        [one] by one organisation
       *[other] by { $count } organisations
    }
beside-title = { $count ->
        [one] One cell that is not fully stated
       *[other] { $count } cells that are not fully stated
    }
by-rule = Allocated by rule
by-rule-hint = of the response was not declared for its cells
no-capacity-stated = No capacity is stated
reporting = Reports
reported-of = { $reported } of { $expected }
reported-of-long = { $reported } of { $expected } expected organisations reported
reporting-hint = expected organisations reported in half a year
initiatives-of-organisations = { $initiatives ->
        [one] one initiative
       *[other] { $initiatives } initiatives
    } of { $organisations ->
        [one] one organisation
       *[other] { $organisations } organisations
    }
frame-legend = In brackets: the interval that holds 90 %. The bar is the need, the line its interval, the upright mark the response. ▲ certain gap, △ likely gap, ◇ open, ▽ likely met, ▼ met. Hatched: nobody reported. Dashed: nobody is there.
frame-help = What the figures mean
message = expected gap { $gap } (90 % interval: { $low } to { $high }), need { $need }, response { $response }; { $certainty }; { $state }
message-no-need = need not known, response { $response }; { $state }

map-title = Gaps by place
map-description = Places shaded by their expected gap. Hatched places are those from which nobody reported.
map-no-gap = no gap
map-up-to = up to { $limit }
no-parts = No smaller places are declared here.
places-table = Table of places
places-left-out = { $count ->
        [one] One place with a smaller gap is left out. The matrix has it.
       *[other] { $count } places with smaller gaps are left out. The matrix has them.
    }

published-title = Published figures
published-article = The article of 2008
published-newer = Newer figures
figure = Figure
quantity = What was counted
method = Method
source = Source
people = People
quantity-victims = victims of trafficking
quantity-profits = profits from exploitation in a year
quantity-women-and-girls = women and girls among them
quantity-children = children trafficked in a year
quantity-forced-labour = people in forced labour
quantity-forced-labour-private = people in forced labour exploitation by private actors
quantity-forced-sexual = people in forced commercial sexual exploitation
quantity-forced-marriage = people in forced marriage
quantity-modern-slavery = people in modern slavery
method-range-of-the-counts-that-the-article-compares = range of the counts that the article compares
method-profit-per-victim-times-victims-trafficked-people-only = profit per victim times victims; trafficked people only
method-share-among-victims = share among victims
method-count-of-children-trafficked-in-a-year = count of children trafficked in a year
method-capture-recapture-of-reported-cases = capture-recapture of reported cases
method-profit-per-victim-times-victims-by-sector-and-region = profit per victim times victims, by sector and region
method-household-surveys-case-data-and-secondary-sources = household surveys, case data and secondary sources
method-68-national-household-surveys-of-2017-to-2021 = 68 national household surveys of 2017 to 2021
method-survey-totals-times-the-sexual-to-labour-ratio-of-case-data = survey totals times the sexual-to-labour ratio of case data
method-75-household-surveys = 75 household surveys
method-share-in-modern-slavery = share in modern slavery
estimates-lead = Figures of different sources count different people. They stand beside each other and are never merged.
own-estimates = Estimates of this coalition
plot-title = Figures of people, side by side
plot-description = Each row is one figure of people with its interval. Diamonds are estimates of this coalition.
lists = Lists
model = Model
observed = { $count ->
        [one] one person on any list
       *[other] { $count } people on any list
    }

nobody-in-cell = No organisation has stated anything for this cell.
needs-behind = { $count ->
        [one] One need stands in this cell
       *[other] { $count } needs stand in this cell
    }
effective-supply = Effective supply
share-here = Share here
freshness = Freshness
reliability = Reliability
no-record = no record
wider = declared for a wider place
contribution-hint = Effective supply is capacity times the share that stands here, times freshness, times reliability.
how-computed = How this is computed

rows = Rows
columns = Columns
axis-place = Places
axis-pillar = Pillars
axis-side = Sides
axis-group = Groups of forms
axis-form = Forms
axis-sector = Sectors
axis-whole = Everything
matrix-legend = Bold: expected gap with its certainty. Below: response / need.
rows-left-out = { $count ->
        [one] One row is left out. The CSV file has it.
       *[other] { $count } rows are left out. The CSV file has them.
    }

need-title = Need
needs-found = { $count ->
        [0] No need is declared here.
        [one] One need.
       *[other] { $count } needs.
    }
basis = Basis
basis-people = A count from a needs table: { $count }
basis-interval = A figure with an interval: { $interval }
basis-estimate = An estimate of this coalition, times { $per } units of response per person and year
basis-published = A published estimate, times { $per } units of response per person and year
estimate-under = The estimate
