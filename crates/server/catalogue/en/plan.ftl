### The plan of action.

statement-plan-stated = Plan stated

## Refusals

refusal-coalition-action-without-number = The action “{ $text }” has no number.
    .hint = Give every action a number of its own, such as 2.3.
refusal-coalition-two-of-one-number = The number { $code } stands twice.
    .hint = Give one of the two another number.
refusal-coalition-action-without-text = Action { $code } says nothing.
    .hint = Say what is to be done.
refusal-coalition-action-asks-nobody = Action { $code } asks nobody.
    .hint = Name who is to do it: an organisation, a kind of organisation, or words such as “states of origin”.
refusal-coalition-due-before-start = Action { $code } is due on { $due }, before it starts on { $from }.
    .hint = Put the two days in order.
refusal-coalition-no-such-number = Action { $code } names { $named }, which this plan does not have.
    .hint = Correct the number, or add what it names.
refusal-coalition-action-waits-for-itself = These actions wait for each other in a circle: { $circle }.
    .hint = Take one of them out of what comes before another.
refusal-coalition-plan-under-itself = The plan would carry out itself.
    .hint = Leave out the plan that already carries out this one.
refusal-coalition-unknown-action = The plan { $plan } has no action { $code }.
    .hint = Look up the number in that plan.

## Fields and rules

fact-rule-a-plan-has-a-name = a plan has a name
fact-field-actions = Actions
fact-rule-a-plan-has-at-least-one-action = a plan has at least one action
