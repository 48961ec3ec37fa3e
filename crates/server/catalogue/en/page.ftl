# What surrounds every page, signing in, and every "no" of the server itself.

skip = Skip to the content
generated = This data is generated. No person, organisation or place in it exists.
language = Language
digits = Digits:
sign-out = Sign out
menu = Menu
sections = Sections
help = Definitions
twins = The same for programs:
journal-size = { $size ->
        [one] The journal holds one statement.
       *[other] The journal holds { $size } statements.
    }
journal-root = Root
to-first-page = To the frame

nav-picture = Picture
questions = Questions of the picture
nav-frame = Frame
nav-matrix = Matrix
nav-gaps = Gaps
nav-proportion = Proportion
nav-ladder = Ladder
nav-changes = Changes
nav-ask = Ask first
nav-silence = Silence
nav-next = Next actions
nav-initiatives = Initiatives
nav-organisations = Organisations
nav-places = Places
nav-needs = Needs
nav-estimates = Estimates
nav-import = Import
nav-journal = Journal
nav-users = Users

pager = Pages of this list
pager-previous = Previous
pager-next = Next
pager-here = Page { $page } of { $pages }
search = Search
show = Show
save = Save
edit = Change
any = Any
never = Never
nothing-here = Nothing here yet.
not-stated = not stated
and-more = { $count ->
        [one] and one more
       *[other] and { $count } more
    }
list-comma = {", "}
list-semicolon = {"; "}

between = { $low } to { $high }
figure-with-interval = { $middle } ({ $level } interval: { $low } to { $high })
count-up-to = { $high } or fewer
count-at-least = { $low } or more
count-withheld = withheld
money = { $currency } { $amount }
money-billions = { $currency } { $amount } billion
period-open = any time
period-between = { $start } to { $end }
period-from = from { $start }
period-until = until { $end }

sign-in = Sign in
sign-in-name = Name
password = Password
sign-in-failed = This name and password do not belong together.
sign-in-help = If you lost your password, ask an administrator for a new one-time link.
first-title = Choose a password
first-lead = This link works once. The password that you choose here is yours alone.
first-password = New password
first-hint = 12 letters or more. A sentence is easier to remember than a word.
first-button = Keep it and sign in
first-used = This link was used already, or is too old. Ask an administrator for a new one.

role = Role
actions = Actions
closed = closed
new-user = Register somebody
register-user = Register
organisation-id = Identifier of the organisation
organisation-id-hint = For members: the last part of the address of their organisation's page.
new-link = New link
new-link-for = New link for { $name }
close-account = Close
close-account-of = Close the account of { $name }
link-made = A one-time link was made. It is shown only now:
link-hint = Hand it over in person or by a way that nobody else reads. It works once, within three days.

trouble-not-there = There is nothing at this address.
    .hint = It may have been withdrawn, or the address is mistyped.
trouble-method = This address does not take that.
    .hint = Go back and use the form of the page.
trouble-other-site = This form came from another site and was not accepted.
    .hint = Open the page here and send its form again.
trouble-too-large = What was sent is too large.
    .hint = Files may have up to 64 MB, forms up to 64 kB. Bring a large table in several files.
trouble-timeout = This took too long and was stopped.
    .hint = Try again; on a slow line, bring a smaller file.
trouble-unreadable = A part of the address or of the form cannot be read.
    .hint = Correct what is named below and send it again.
trouble-sign-in = Sign in first.
    .hint = This answer is for those who are signed in.
trouble-broken = Something broke on our side.
    .hint = Nothing was half done. Tell your administrator the number below.
trouble-busy = Others are asking for something that takes long to compute.
    .hint = Try again in a quarter of a minute.
trouble-wait = { $seconds ->
        [one] Too many attempts. Wait a second and try again.
       *[other] Too many attempts. Wait { $seconds } seconds and try again.
    }
    .hint = Nobody is locked out: the wait ends by itself.
