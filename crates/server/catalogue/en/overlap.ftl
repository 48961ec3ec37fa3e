# Overlap: who does the same, and what looks entered twice.

nav-overlap = Overlap
overlap-lead = Which organisations do the same, and where that is more than is needed. Pillars and sides have different units and are never added. That several serve one need is no fault where people are still missed there.
overlap-redundant = Redundant
overlap-in-pairs = { $pairs } of it in pairs; { $reserve } is a reserve for a higher need
overlap-shared-cells = Shared cells
overlap-useful-cells = { $count ->
        [0] in none of them people are missed
        [one] in one of them people are missed
       *[other] in { $count } of them people are missed
    }
overlap-alike = Alike to { $likeness }.
overlap-not-alike = Neither states a capacity.
overlap-pair-redundant = Both do { $shared }; { $redundant } of what is redundant is theirs.
overlap-pair-reserve = Of that, { $reserve } is a reserve where in a few cases people are missed all the same.
overlap-pair-useful = Of what both do, { $useful } stands where people are missed: there it is no fault.
overlap-all = All
overlap-legend = In brackets: the interval that holds 90 %. Below an amount: the initiatives behind it.
overlap-kind = What it means
overlap-by-rule = { $share } by rule
overlap-cells-left = { $count ->
        [one] One more cell is in the file for programs.
       *[other] { $count } more cells. The file for programs has those that weigh most.
    }
overlap-pairs-left = { $count ->
        [one] One more pair is in the file for programs.
       *[other] { $count } more pairs. The file for programs has those that weigh most.
    }
doubling-redundant = Redundant: nobody is missed, some of it could go elsewhere
doubling-reserve = Reserve against a need higher than is likely
doubling-useful = Useful: people are still missed
doubling-enough = Enough
overlap-twice = Looks entered twice
overlap-twice-lead = Initiatives of one organisation that declare the same, run at the same time and have similar titles. Nothing is merged by itself: look at both, and change or withdraw one.
overlap-twice-none = Nothing looks entered twice.
overlap-first = One initiative
overlap-second = The other
overlap-why = Why
overlap-twice-by-capacity = What they declare is alike to { $likeness } by capacity, their titles to { $titles }; both run { $days }.
overlap-twice-by-cells = What they declare is alike to { $likeness } by cells, their titles to { $titles }; both run { $days }.
overlap-twice-words = Only one of the titles has: { $words }.
overlap-twice-names = They are of two organisations with the same name.
