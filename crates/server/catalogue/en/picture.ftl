# What is asked of the common picture: gaps, proportion, changes, silence, whom to ask.

since-day = From the end of
until-day = To the end of
rule-since = Allocation on the first day
rule-until = Allocation on the last day
rule-by-need = in proportion to need
rule-uniform = evenly
since-you-looked = Since you last looked, on { $day }.
between-days = From { $since } to { $until }.
statements-made = { $count ->
        [0] Nothing was stated.
        [one] One statement was made.
       *[other] { $count } statements were made.
    }
i-have-seen-this = I have seen this
confirmed-count = { $count ->
        [0] No capacity was confirmed.
        [one] One capacity was confirmed.
       *[other] { $count } capacities were confirmed.
    }
reported-count = { $count ->
        [0] No organisation reported.
        [one] One organisation reported.
       *[other] { $count } organisations reported.
    }
who-is-silent = Who is silent
needs-stated-count = { $count ->
        [0] No need was stated.
        [one] One need was stated, or stated anew.
       *[other] { $count } needs were stated, or stated anew.
    }
needs-gone-count = { $count ->
        [one] One was taken back.
       *[other] { $count } were taken back.
    }
estimates-count = { $count ->
        [0] No estimate was recorded.
        [one] One estimate was recorded.
       *[other] { $count } estimates were recorded.
    }
published-count = { $count ->
        [0] No published figure was taken in.
        [one] One published figure was taken in.
       *[other] { $count } published figures were taken in.
    }
why-gaps-changed = Why gaps changed
changes-legend = A plus makes a gap wider, a minus narrower. The four causes add up to the change. Pillars and sides count different things and are not added.
frame-then = The frame as it was known then
gap-before = Gap before
gap-after = Gap after
change = Change
change-up = +{ $by }
change-down = −{ $by }
change-none = 0
by-cause-need = Need
by-cause-capacity = Capacity
by-cause-staleness = Age
by-cause-definition = Definition
cells-that-changed-most = Cells that changed most
cells-left-out = { $count ->
        [one] One cell that changed less is left out.
       *[other] { $count } cells that changed less are left out.
    }
begun = { $count ->
        [one] One initiative began
       *[other] { $count } initiatives began
    }
ended = { $count ->
        [one] One initiative ended
       *[other] { $count } initiatives ended
    }
described-anew = { $count ->
        [one] One initiative was described anew
       *[other] { $count } initiatives were described anew
    }
gone-stale = { $count ->
        [one] One capacity grew stale
       *[other] { $count } capacities grew stale
    }
fell-silent = { $count ->
        [one] One organisation fell silent
       *[other] { $count } organisations fell silent
    }
imports-count = { $count ->
        [one] One import
       *[other] { $count } imports
    }

silence-headings = Tables to send, in
silence-window = Whoever stated or confirmed something in the last { $days } days has reported.
silence-legend = Weight: the share of the picture that an answer would make known. Those first whose answer tells most.
silent-organisations = { $count ->
        [0] No organisation is silent
        [one] One organisation is silent
       *[other] { $count } organisations are silent
    }
silent-places = { $count ->
        [0] Everybody reported from everywhere
        [one] One place from which not everybody reported
       *[other] { $count } places from which not everybody reported
    }
weight = Weight
weight-unknown = Not known of the picture
table-to-send = Their table
nobody-expected = nobody is expected
places-left-out-here = { $count ->
        [one] One place that weighs less is left out. The JSON file has it.
       *[other] { $count } places that weigh less are left out. The JSON file has them.
    }

needs-in-state = { $count ->
        [one] need
       *[other] needs
    }
gaps-legend = Share: of the expected gap of the same pillar and side here; they count different things and are not added. The largest shares stand first.
knowledge-help = Nobody there, or nobody reported
open-needs = { $count ->
        [0] No need is likely to be open
        [one] One need is likely to be open
       *[other] { $count } needs are likely to be open
    }
share-of-gap = Share of the gap

proportion-lead = Are demand and supply, sexual and labour exploitation each served as much as they need?
proportion-legend = Covered: the share of its own need that each is served with. Off by less than { $tolerance } counts as in proportion. What is not stated may belong anywhere; a verdict holds whichever way it turns out.
side-and-forms = Side and forms
share-of-need = Share of need
share-of-response = Share of response
covered = Covered
verdict = Verdict
share-with-interval = { $middle } ({ $low }–{ $high })
less-served-than = Less served: { $less } than { $more }, with a probability of { $probability }.
evenness-even = In proportion.
evenness-likely-even = Probably in proportion.
evenness-open = Open.
evenness-likely-uneven = Probably out of proportion.
evenness-uneven = Out of proportion.
without-form = { $share } of the response does not say its form
without-side = A response of { $amount } does not say its side.

ladder-lead = How much of what is there helps somebody in the end?
ladder-legend = From rung to rung less is left of the response. A bar is filled as far as that is certain and hatched where nobody states it. The register states what is available; what is known of the other rungs is brought as a table:
ladder-about = Bars show the share of the need that is covered by what is left on each rung; hatched is what nobody states.
rung = Rung
rung-available = Available
rung-reachable = Reachable
rung-acceptable = Acceptable
rung-contacted = In contact
rung-effective = Helps in the end
rung-not-said = not stated: at most { $most }
rung-no-capacity = not known: no capacity is stated
rung-of-stated = { $share }, of stated capacities
rung-between = { $least } to { $most }
rung-lost = Lost on this step
rung-unknown = not known
ladder-need = Need: about { $need }.
ladder-without-capacity = { $count ->
        [one] one initiative states no capacity and is on no rung
       *[other] { $count } initiatives state no capacity and are on no rung
    }

ask-lead = Which answer would make the gaps surer?
ask-legend = Each line: by how much the answer would shrink what is not known of the gap, as a share of its variance. Pillars and sides count different things and stand apart.
gap-and-deviation = Expected gap { $gap }, give or take { $deviation }.
no-answer-tells = No single answer would tell much.
ask-about = Ask about
takes-off = Takes off
deviation-after = Give or take, after
ask-need = The need in
ask-estimate = The estimate of how many people there are
ask-organisation = What still stands of
