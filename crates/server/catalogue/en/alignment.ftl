# Alignment: whether effort goes where need is.

nav-alignment = Alignment
alignment-lead = Whether effort stands where need is, and how much better it could without anybody leaving their mandate.
alignment-elsewhere = For comparison: a study of aid found that its organisations reach about { $share } of the coordination that is possible (Coscia and others, 2013). Their measure is another one; it is context and no target.
alignment-interval = 90 % interval: { $low } to { $high }
alignment-attainable = Attainable
alignment-attainable-hint = the best within everybody's mandate
alignment-ratio = Attained of that
alignment-ratio-hint = of what could be attained
alignment-beside-need = beside a need of { $need }
alignment-cells = Where effort and need differ most
alignment-effort-share = Share of the effort
alignment-need-share = Share of the need
alignment-beside = Side by side
alignment-bar = { $effort } of the effort, { $need } of the need
alignment-moves = What would move in a best placement
alignment-moves-hint = One of the best placements; others may be as good. It moves effort only to cells that the same organisation serves in the same country with the same help, and says nothing about what a move costs.
alignment-gains = Would gain
alignment-moved = Would place elsewhere
