# Partners: who should work with whom, and why.

nav-partners = Partners
partners-of-organisation = With whom it should work
partners-lead = Who turns people away, and who near by has room for them.
partners-most = New partners each
partners-all = All pairs
partners-none = No new partnership would help anybody, as far as records of answers tell.
partners-bound = All of these together are worth { $gain } people in a year, less what a partnership costs and with more for those who have no partners; no other choice is worth more than { $at_most }.
partners-reach = Over a border of places, { $share } of people are thought to reach the other's services.
partners-chosen = Bring these together
partners-others = Would help too
partners-others-hint = One of the two has enough new partners already.
partners-people = { $people ->
        [one] About one person would be helped in a year.
       *[other] About { $people } people would be helped in a year.
    }
partners-ties = { $ties ->
        [0] Neither has a partner now.
        [one] Together they have one partner now.
       *[other] Together they have { $ties } partners now.
    }
partners-turned-away = { $from } turned away { $turned_away } in { $place } ({ $whom }); { $to } had { $free } free places in { $room }. About { $people } would be helped.
partners-you-turned-away = You turned away { $turned_away } in { $place } ({ $whom }); { $to } had { $free } free places in { $room }. About { $people } would be helped.
partners-you-had-room = { $from } turned away { $turned_away } in { $place } ({ $whom }); you had { $free } free places in { $room }. About { $people } would be helped.
partners-room = Who has room
partners-along = They would join the two ends of a corridor.
partners-corridor = About { $flow } people a year are moved along { $corridor }. { $origin } works where they come from and { $destination } where they are taken, and nobody follows them: about { $people } fall to these two.
partners-corridors = People moved along { $count ->
        [one] one corridor
       *[other] { $count } corridors
    } count { $weight } of one who would be helped.
partners-corridors-left = { $count ->
        [one] One lighter corridor was
       *[other] { $count } lighter corridors were
    } not looked at.
