# The manual: what each number is. One paragraph a line.

definition-version = Definition { $version } · Concert { $program } · reference data { $reference }

help-frame = The frame
    .text =
        The frame is one picture of a place: three pillars (prevention, protection, prosecution), two sides of the market (demand, supply) and the forms of exploitation. In every cell need stands beside response.
        What a source does not state, such as the side or the form, is shown as not stated. It is never guessed.
        Every number leads down: from the cell to organisations and initiatives, to the statement, to the file and row it came from.
help-need = Need
    .text =
        How much response is wanted in a cell in a year: people assisted (protection), people reached (prevention), cases (prosecution). V is the number of people, κ the units of response that one person needs.
        A need rests on a count from a needs table, on a published estimate or on an estimate of this coalition. It is kept as 1,000 draws; the page shows their median and the interval that holds 90 % of them.
        Where no need is stated, none is shown. An unknown need is not zero.
help-response = Response
    .text =
        Effective supply: the capacity q of every initiative under way, times the share π that stands in the cell, times its freshness φ, times the reliability ρ of its provider.
        An initiative that states no capacity is counted and listed, and adds nothing to the sum.
help-gap = Expected gap
    .text =
        For every draw of the need, what the response leaves open; then the mean. It is computed in the smallest cells and added up from there, because a surplus in one place does not help in another.
        The interval holds 90 % of the draws.
        It is over needs alone: a capacity that was not confirmed for a while counts as the share φ of it. With capacities in doubt each organisation's capacity stands or does not in every draw, with the probability φ. Where that moves an end of the interval by more than a hundredth it is told beside it, and is the one to rely on: where much is stale it holds the true gap in 90 of 100 simulated pictures, and the interval over needs alone in 81.
help-certainty = Certainty
    .text =
        The share of draws in which need exceeds response. ▲ certain gap: 0.95 or more. △ likely gap: 0.75 or more. ▽ likely met: 0.25 or less. ▼ met: 0.05 or less. ◇ open: anything between. Where some initiatives state no capacity a gap is likely at most, and open at most where half of them or more do.
help-knowledge = Nobody there, or nobody reported
    .text =
        Active: at least one initiative is under way there. Nobody there: none is, and at least half of the organisations that are expected to report from the place did.
        Nobody reported: none is known, and fewer than half of those expected reported, nobody is expected there, or somebody in the place does not say on which pillar, side or form they work. Such cells are hatched: silence is not absence. Ask there first.
help-allocation = Allocated by rule
    .text =
        Many initiatives are declared for a whole province, or for several pillars at once. Their capacity is then shared among the cells that they name, in proportion to the expected need there.
        The page always says which share of the response was shared out in this way rather than declared.
help-capacity = Capacity and freshness
    .text =
        Capacity is how many people an initiative can serve in a year (prosecution: cases), as its organisation stated it. A range stays a range.
        A capacity that nobody confirms counts for less as it ages. Its half-life depends on the service: a bed 7 days, health, legal and social help 60, a hotline 90, prevention and prosecution 180.
help-reliability = Reliability
    .text =
        How often a provider could help those who were sent to it: accepted requests against those declined for want of capacity or left unanswered. Without a record the provider is taken at its word, and the page says which share of the response that is.
help-reporting = Reports
    .text =
        An organisation is expected to report from where it works or says that it works. It has reported if it stated or confirmed anything in the last 180 days.
help-proportion = Served in proportion
    .text =
        The two sides, and the pillars, count different things, so effort is never compared between them. What has no unit is coverage: the share of its own need that each is served with. Two parts are in proportion when their coverages are equal.
        Within one pillar and side the shares of need and response of the groups of forms stand beside each other, with the interval over the draws of the need.
        What leaves its side or form unstated may belong to either. A verdict is given only where it would hold whichever way that turned out: out of proportion with a probability of 0.95 even if the unstated evens it out, in proportion if at most 0.05 even if it makes it worse.
help-ladder = The ladder of effective coverage
    .text =
        A service can be there and not be reachable; reachable and not acceptable; acceptable and not used; used and without effect. Each rung shows the share of the need that would be covered by what is left of the response (Tanahashi 1978).
        Reachable: times the share of the people in need who can get there. Acceptable: in a language they speak, open to their sex and age, without papers that they do not have. In contact: no more than the share of the capacity that was in use. Helps in the end: times the share of those in contact for whom it worked.
        What is not stated is never filled in. A rung has a least share, in which what is not said fails, and a most, in which it passes. Only one thing follows: who was in contact had reached the service and accepted it.
help-ask = Whom to ask first
    .text =
        The expected gap T is not exact, because needs are estimates and capacities grow old. An answer is worth the variance that it takes off. For a need, or the estimate under several needs, that is Cov(T, g)² / Var(g) over the draws.
        For an organisation, its freshness φ is read as the probability that its capacity still stands; hearing from it takes off the variance of the gap that rests on that.
        What silent organisations do nobody knows, so no variance is put on it: the page of silence says where it weighs most.
help-silence = Who is silent
    .text =
        An organisation is silent when it is expected somewhere and has stated or confirmed nothing in the last 180 days. Its weight is the share of the picture that its answer would make known: for every need n in a place where it is expected, n divided by the m organisations that are expected there.
        Pillars and sides count different things, so n is the share of a need in all needs of its pillar and side, and every pillar and side counts alike. A place of which nobody could tell anything weighs what is needed there.
        The table to send holds what is known of an organisation's work. Corrected and imported again it changes what was corrected, and the organisation has reported.
help-changes = Why a gap is another
    .text =
        A gap changes because more or less is needed, because more or less is declared, because what was declared grew older or was confirmed anew, or because the definition is another: places lie otherwise, or another rule of allocation was chosen.
        The gap is computed with every mix of the earlier and the later need, capacity, age and definition. A cause is told with its mean effect over all orders in which the four can be exchanged (Shapley 1953). So the causes add up to the change, and none depends on which is named first.
        The earlier picture rests on what had been stated by the end of its day and on nothing that was stated, corrected or taken back later. It is computed anew with today's program, so that two pictures never differ by a change of the program.
help-effect = What is associated with a commitment
    .text =
        The gap G in the cells of a commitment, as it was known and seen on the day on which it was made and as it is known on a later day, beside the gap g of comparable cells. E is the change in its cells beyond the relative change r of the others; below zero the gap is smaller than was to be expected.
        Comparable are at most twenty needs of the same pillar and side with a gap of like size, at least an eighth and at most eight times as large: of the same form where there are five, and first those of which as much was known. Needs that other commitments are about are not compared with, and their number is told. With fewer than five nothing is said.
        The interval at 90 % rests on how much comparable cells differ among themselves, on what places have in common, and on the draws of the needs. It is an association: nobody drew lots who makes a commitment, and whatever else happened in these cells alone counts as if the commitment had done it.
help-masking = Masking
    .text =
        How much a total hides: the part of the gap that disappears when needs and responses are added up first and subtracted then. 0 hides nothing; near 1, surplus and lack cancel each other on paper only.
help-overlap = Overlap
    .text =
        Two organisations overlap where both serve one cell. J compares what the two do in every cell (weighted Jaccard, Ruzicka 1958): 0 % is nothing in common, 100 % the same everywhere.
        Redundant is what is there beyond what is needed in 95 of 100 draws: R = max(0, S − Q95(N)), in the unit of its pillar. It is attributed to pairs by their shares p of the response; what is left belongs to organisations alone. Nobody is charged with more than they do.
        Where people are still missed, several in one cell are useful and no fault. A reserve is redundant for all that is likely, and is missed in a few draws all the same.
        What looks entered twice: one organisation (or two with the same name), declarations alike above 80 %, days in common, three of five words of the titles in common. It is a proposal and never done by itself.
help-network = The network
    .text =
        Ties are partnerships in initiatives under way on the day. Fragmentation F is the share of pairs of organisations that no path joins; by distance, a pair counts the less the further apart it is (Borgatti 2006). Centralisation is 0 % where all are alike and 100 % for a star (Freeman 1979). Shortest paths through an organisation (betweenness) say that others reach each other through it, not that it does more.
        A cell is without coordination where two organisations or more are present and no two are partners or have a common partner, anywhere.
        Size alone makes overlap. Figures therefore stand beside random tables that keep the number of cells of every organisation and of organisations in every cell (curveball, Strona and others 2014): the score counts standard deviations above their mean, and the chance of as much is the share of tables as extreme, both ways.
        The fragmentation of a response is 1 − HHI over shares p, told from three shares on and never ranked by: reviews find few harmful effects of it as such, and it hurts where the administration that receives is weak (Knack and Rahman 2007; Frot and Santiso 2010).
help-alignment = Alignment
    .text =
        The share of the effort that stands where need is: e is a cell's share of all effective supply of its pillar and side, n its share of the expected need. 100 % is the same shares everywhere.
        Attainable, A*, is the best A when each organisation may place its present effort anew within its mandate: the kinds of help that it gives in a country hold for all of that country. It is found exactly. A / A* is what is attained of it. A figure of about 60 % is known from a study of aid with another measure (Coscia, Hausmann and Hidalgo 2013).
        More alignment is not more help: where all effort is too small, aligned effort is too small everywhere.
help-partners = Partners
    .text =
        For two organisations: how many of those whom one turned away the other could have served, in the same or a bordering place, for the same help and people, and no more than are missed there. α is the share of people who are thought to reach a service over a border. A new partnership must help one person at least; a pair without partners counts a quarter more.
        Each organisation is given as many new partners as it can take on, by a choice that is at least half as good as the best; the bound beside it says how far from the best it is at most.
        Who keeps no record of answers is neither found to turn people away nor to have room.
        Two organisations at the two ends of a corridor that are no partners also gain: of the people F who are moved along it in a year, a · b fall to them, where a and b are their shares of the response at either end. They count a tenth of people who would be helped, because a tie reaches them and does not yet help; that is a judgement, and no record measures it.
help-corridors = Corridors
    .text =
        A flow is how many people were moved from one place to another in a year: a published figure or an estimate on a corridor, with its source. One figure speaks for each corridor, that of the latest year; nothing is added or averaged. What explains flows is the distance between the two places and what you bring in a table: what pushes, what pulls, what joins the two. The formula is fitted to all corridors by Poisson pseudo maximum likelihood (Santos Silva and Tenreyro 2006), which keeps corridors without a flow.
        A corridor stands out where its flow lies so far above what is explained that chance alone would seldom put it there, among so many corridors (deletion residual, Williams 1987; false discoveries, Benjamini and Hochberg 1995), and where the lower end of what was observed is above it as well.
        That is no proof of trafficking. Where police or helpers count better, more is counted; where something moves people that no covariate says, such as a new road or a war, it shows here too. And a corridor on which as many are moved as is explained may be as grave as any.
        At the origin prevention counts, and protection of those who come back; at the destination protection and prosecution. They are never added. Two organisations, one at each end, should know each other where both serve the same form of exploitation, or one does not say which.
help-next-actions = Next actions
    .text =
        What an action adds at a need, q, is what it promises times the probability that it comes to something; what is stated for a wider cell is shared out by need. Its gain is what it closes beyond the actions before it: over every draw of the gap the smaller of gap and what is added, then the mean. A plan is of one pillar, since pillars have different units; its sides are told apart, and count alike unless one is chosen.
        Closure is the share of a group's gap that the plan closes. The equity floor asks in every group for at least that share of the average closure.
        The worst cases are the draws in which most is missing: above the level 0.9 the worst tenth (CVaR). With a weight λ their mean counts against the plan.
        The plan is found by greedy and local search, always the same for the same question. The bound is a figure that no plan can exceed, with a proof by prices (Lagrangian relaxation). With an equity floor it is the bound of plans that keep it; where no such plan was found, that of all plans. The distance is the share by which the plan falls short of the bound at most.
        Rests on silence: the share of what is closed that stands where nobody reported, or where somebody works and at least one initiative states no capacity. More may be there than is known, and the action may close a gap that is none: ask there first.
        An action is ready its lead time after the latest of what it requires; where a lead time on the way is not stated, nothing is said. An extension costs its initiative's budget in a year over its capacity in a year; opening a service costs the median of at least three initiatives of its country. Both are told beside each cost.
help-published = Published figures
    .text =
        The figures of the article of 2008 that asked for this system stand beside newer ones, each with the people it counts, its year, its method and its source. They count different people and are never merged.
        A published figure enters the frame only as the stated basis of a need.
help-prevalence = How common it is
    .text =
        Victims V on an average day among the P people who live there, per 1,000 and per 100,000. Indicator 16.2.2 of the Sustainable Development Goals counts victims of trafficking, detected and undetected, per 100,000. What countries report is the detected part, which is a statistic; the whole is an estimate, and the page never passes the one off as the other.
        A figure of people exploited at any time in a window of w years becomes people on an average day by the mean duration d within the window: V · d / w. Arrivals of a year become V · d, as long as neither arrivals nor duration change. Both uncertainties are carried through by draws with a fixed seed.
        The detected belong to the time in which they were counted. They are set against the figure of that time, and never against an average day.
help-profits = Illegal profits
    .text =
        Victims N times person-years of each in a year d times profit per victim and year v, in US dollars. The profit per victim is earnings minus costs in sexual exploitation, and the worth of the work minus what the victim receives elsewhere. Each value names its report; one that you state takes its place.
        An interval is read as a split log-normal around the figure, and carried through by draws. A value without an interval adds none, which the result says.
        A mean of the world is not used for a country or region unless that is asked for. Figures of different reports, people or price years are not added in silence: the US$ 32 billion of the article are of trafficked people only, and are not comparable with figures of forced labour.
help-import = Import
    .text =
        XLSX, ODS, CSV and TSV tables of who does what where are read, with HXL hashtags or without. The page shows what each column was taken for, which cells could not be placed, and what would change. Nothing changes before “Apply”.
        Importing the same file again changes nothing; importing an edited file changes the edited rows only. An import can be undone as one act.
help-journal = The journal and its proofs
    .text =
        Everything that members state is kept in one journal, in order. Every statement is a leaf of a Merkle tree as RFC 6962 and the tiled logs of C2SP define it; the root at the foot of each page commits to all of them.
        A statement's page holds the hashes with which anybody can recompute the root. Whoever kept an earlier root can see that nothing before it was changed. The command “concert verify” recomputes all of it.
        A leaf holds a salted commitment, so that a text can be erased where the law demands it while every other proof stays valid.
help-problems = When something is refused
    .text =
        A refusal says what cannot be had and why, under a code that never changes, with a hint. Programs get the same as a problem document (RFC 9457).
        A fault is ours: it is shown with a number, under which it stands in the log.
