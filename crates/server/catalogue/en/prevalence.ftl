# How common it is, and what every form of figures of victims shares.

prevalence-title = How common it is
prevalence-lead = Victims among the people who live there: per 1,000, one in how many, and per 100,000 as indicator 16.2.2 of the Sustainable Development Goals has it. Every figure says how it was computed; nothing that is typed here is kept.
prevalence-estimate = Victims of a recorded estimate
prevalence-no-estimate = none of these: as typed below
prevalence-option = { $place }, { $period }: { $low } to { $high } people
prevalence-either = An estimate is chosen and a figure is typed as well.
    .hint = Empty the figure and its limits, or choose no estimate.
prevalence-residents = People who live there
prevalence-detected = Detected victims
prevalence-detected-hint = Over the same time as the victims: such as 120, 100-150 or <5. May stay empty.
prevalence-source = Sources: UN Statistics, metadata of indicator 16.2.2; ILO, Walk Free and IOM, 2022, for the window, as secondary sources give it; Little (1961) for arrivals. The people who live there are as you typed them.

typed-again = Not everything that was typed can be used. What is wrong stands beside each field.
typed-missing = This is missing.
    .hint = Say it, or empty what goes with it.
typed-unreadable = “{ $text }” cannot be read here.
    .hint = Write numbers with digits and a decimal point, without separators.

spell = What the figure has to do with time
spell-stock = people on an average day
spell-entering = people who come to be exploited in a year
spell-window = people exploited at any time in a window
spell-years = Mean duration in years; within the window, if it is one
spell-window-years = Length of the window in years
spell-unused = A duration or a window is typed that this kind of figure does not have.
    .hint = Choose arrivals of a year or a window, or empty those fields.

whom-not-stated = as given, taken as of an average day
whom-average-day = people on an average day
whom-entering = everybody who comes in a year
whom-window = everybody in a window of { $window } years

rate-value = Value
rate-victims = Victims
rate-stock = People on an average day
rate-per-1000 = Per 1,000 people
rate-sdg = Per 100,000 people (SDG 16.2.2)
rate-one-in = One in so many people
rate-undetected = Not detected
rate-detected = Detected per 100,000 people
rate-typed = As typed here.
rate-recorded = The recorded estimate for { $place }, { $period }: the range over its assumptions, with its middle.
rate-by-entering = Arrivals of a year times a mean duration of { $years } years.
rate-by-window = Victims times a mean duration of { $years } years within the window, divided by its { $window } years.
rate-per-1000-how = People counted, divided by the { $residents } who live there, times 1,000. An estimate.
rate-sdg-how = Detected and undetected, divided by the { $residents } who live there, times 100,000. An estimate, not the official statistic.
rate-one-in-how = The { $residents } who live there, divided by the people counted. An estimate.
rate-undetected-how = Victims less those who are detected in the same time. An estimate.
rate-detected-how = Detected, divided by the { $residents } who live there, times 100,000. An official statistic if the count is one.
