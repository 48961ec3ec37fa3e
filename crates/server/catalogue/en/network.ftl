# The network: who works with whom, and who side by side without it.

nav-network = Network
network-lead = Who is a partner of whom in an initiative under way, and where several work side by side without it.
network-fragmentation = Fragmentation
network-by-distance = pairs that no path joins; by distance { $share }
network-components = Components
network-largest = { $largest } organisations in the largest; { $alone ->
        [0] none without a partner
        [one] one without a partner
       *[other] { $alone } without a partner
    }
network-centralisation = Centralisation
network-by-paths = by ties; by shortest paths { $share }
network-uncoordinated = Cells without coordination
network-uncoordinated-of = { $cells } of { $all } cells with several organisations
network-picture = Who works in partnership with whom
network-about = { $organisations } organisations and { $ties } ties. Larger nodes have more ties; shapes and colours tell kinds of organisations. Near on the sheet is near in ties. The table below says the same.
network-tie = Partners in an initiative under way
network-message = { $name }: { $ties ->
        [0] no ties
        [one] one tie
       *[other] { $ties } ties
    }, { $initiatives ->
        [0] no initiatives here
        [one] one initiative here
       *[other] { $initiatives } initiatives here
    }
network-left-out = { $count ->
        [one] One organisation with fewer ties is not drawn.
       *[other] { $count } organisations with fewer ties are not drawn.
    }
network-uncoordinated-lead = Cells in which several organisations are present and no two of them are partners or have a partner in common. This is whom to bring to one table, and about what.
network-chance = Beside chance
network-observed = As it is
network-mean = By chance
network-score = Deviations above chance
network-extreme = Chance of as much
network-no-score = never varies
network-likeness = Mean likeness of pairs by where they are
network-pairs = Pairs in a common cell
network-tables = { $tables ->
        [one] One random table
       *[other] { $tables } random tables
    } in which every organisation is in as many cells and every cell has as many organisations; seed { $seed }. Size alone makes overlap: only what is far from chance says more.
network-who = Who is there
network-spread = Over how many the response is spread
network-spread-lead = For cells with three shares or more: the probability that two units of response come from different organisations, beside the gap, the largest gap first.
network-spread-caution = Reviews of the evidence find few harmful effects of fragmentation as such; it hurts where the administration that receives is weak. Never rank by it alone.
network-spread-index = Fragmentation of the response
network-effective = As many equal ones
network-table = { $count ->
        [one] One organisation in a table
       *[other] { $count } organisations in a table
    }
network-ties = Ties
network-between = Shortest paths through it
network-component = Component
