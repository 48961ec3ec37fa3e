//! Next actions on a terminal.

use concert_secretariat::{
    Bound, Doer, ExactEnding, LayerGain, NextActionsView, PlanView, PlannedAction, Recomputed,
    RegisterCounts, basis_note,
};

use super::code;
use crate::output::{self, Failure, amount};

/// A plan for people.
pub(super) fn show(view: &NextActionsView) -> Result<(), Failure> {
    let plan = &view.plan;
    if let Some(counts) = &view.register {
        tell_register(counts, plan);
    }
    if plan.actions.is_empty() {
        say!("no action of {} closes a gap within this budget", view.candidates.count);
    } else {
        let head =
            ["", "action", "who", "where", "closes", "on silence", "cost", "so far", "ready"];
        let rows: Vec<Vec<String>> = (1..).zip(&plan.actions).map(row).collect();
        output::table(false, &head, &rows)?;
    }
    say!();
    for layer in plan.layers.iter().filter(|layer| layer.gap > 0.0) {
        say!(
            "{} {}: closes {} of {} ({:.1} %)",
            code(layer.pillar),
            code(layer.side),
            amount(layer.people),
            amount(layer.gap),
            100.0 * layer.people / layer.gap
        );
    }
    say!("cost {} {} of {}", plan.currency, amount(plan.cost), amount(view.question.budget));
    tell_worth(plan, view.question.equity_floor > 0.0);
    if let Some(silent) = &plan.on_silence {
        say!(
            "rests on silence: {} of what is closed ({} where nobody reported, {} where somebody \
             states no capacity)",
            percent(silent.whole()),
            percent(silent.nobody_reported),
            percent(silent.capacity_unstated)
        );
    }
    say!("\nwhat the costs rest on");
    for action in &plan.actions {
        let assumed = if action.rests_on.is_assumption() { " (assumed)" } else { "" };
        say!("  {}: {}{assumed}", action.name, basis_note(&action.rests_on));
    }
    if view.question.equity_floor > 0.0 {
        tell_groups(plan)?;
    }
    if !view.left_out.reasons.is_empty() {
        say!("\nleft out");
        for (why, count) in &view.left_out.reasons {
            say!("  {}: {count}", why.code());
        }
    }
    Ok(())
}

fn tell_worth(plan: &PlanView, wants_floor: bool) {
    let closes = format!("closes {} of {}", amount(plan.gain), amount(plan.gap));
    match plan.bound {
        Some(Bound { exact: Some(ExactEnding::Proven), .. }) => {
            say!("{closes}; value {}: proven the best of all plans", amount(plan.value));
        }
        Some(Bound { exact: Some(ExactEnding::FloorOutOfReach), .. }) => say!(
            "{closes}; value {}: proven that no plan which closes anything keeps the equity floor",
            amount(plan.value)
        ),
        Some(bound) => say!(
            "{closes}; value {}, no plan has more than {}: at most {:.2} % from the best{}",
            amount(plan.value),
            amount(bound.value),
            100.0 * bound.distance,
            match (bound.interrupted, bound.exact) {
                (true, _) => " (ended early)",
                (_, Some(_)) => " (not proven within the time: --within-seconds)",
                _ => "",
            }
        ),
        None => say!("{closes}; how far from the best was not sought (--certify)"),
    }
    if wants_floor && let Some(bound) = plan.bound {
        say!(
            "{}",
            if bound.minds_floor {
                "the bound is that of plans in which every group keeps the floor"
            } else {
                "no plan was found in which every group keeps the floor: the bound is that of all \
                 plans"
            }
        );
    }
    if let Some(worst) = plan.worst.filter(|worst| worst.weight > 0.0) {
        say!(
            "mean of the worst {:.0} %: {} without the plan, {} with it",
            100.0 * (1.0 - worst.level),
            amount(worst.before),
            amount(worst.after)
        );
    }
}

fn tell_register(counts: &RegisterCounts, plan: &PlanView) {
    say!(
        "from the register: {} initiatives can be extended and {} services opened, in {}",
        counts.extend,
        counts.open,
        plan.currency
    );
    let others: u32 = counts.other_currencies.values().sum();
    say!(
        "  no candidates: {} without capacity, {} without budget, {others} in another currency; {} \
         certain gaps without a known cost\n",
        counts.without_capacity,
        counts.without_budget,
        counts.gaps_without_cost
    );
}

fn tell_groups(plan: &PlanView) -> Result<(), Failure> {
    say!();
    let head = ["group", "gap", "closed", "floor", "short by"];
    let row = |group: &concert_secretariat::GroupView| {
        vec![
            group_name(&group.label),
            amount(group.gap),
            group.closure.map(percent).unwrap_or_default(),
            percent(group.floor),
            if group.short_by > 0.0 { percent(group.short_by) } else { String::new() },
        ]
    };
    output::table(false, &head, &plan.groups.iter().map(row).collect::<Vec<_>>())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// A group in English.
pub(super) fn group_name(label: &concert_secretariat::GroupLabel) -> String {
    use concert_secretariat::GroupLabel;
    match label {
        GroupLabel::Place(place) => place.names.pick("en").to_owned(),
        GroupLabel::Rest => "in no part".to_owned(),
        GroupLabel::Population(population) => population.to_string(),
    }
}

fn row((number, action): (u32, &PlannedAction)) -> Vec<String> {
    let gain = |gain: &LayerGain| {
        format!("{} {} {}", amount(gain.people), code(gain.pillar), code(gain.side))
    };
    let gains: Vec<String> = action.gains.iter().map(gain).collect();
    vec![
        number.to_string(),
        called(&action.name, &action.title),
        who(&action.organisations),
        places(action),
        gains.join("; "),
        action.on_silence.map(|silent| percent(silent.whole())).unwrap_or_default(),
        amount(action.cost),
        amount(action.cost_so_far),
        action.ready_days.map_or("not stated".to_owned(), |days| format!("{days} d")),
    ]
}

/// Name and title of an action.
pub(super) fn called(name: &str, title: &str) -> String {
    if title.is_empty() { name.to_owned() } else { format!("{name}: {title}") }
}

/// Who does something.
pub(super) fn who(organisations: &[Doer]) -> String {
    let names: Vec<&str> = organisations.iter().map(|doer| doer.name.as_str()).collect();
    names.join("; ")
}

fn places(action: &PlannedAction) -> String {
    let names: Vec<&str> = action.places.iter().map(|place| place.names.pick("en")).collect();
    names.join("; ")
}

/// A scenario that was looked at again.
pub(super) fn show_again(again: &Recomputed) -> Result<(), Failure> {
    match again.statements_since {
        Some(0) => say!("the picture is the same"),
        Some(count) => say!("{count} statements were made since"),
        None => say!("this scenario is not of this journal"),
    }
    match again.same_candidates {
        Some(true) => say!("the candidates are the same"),
        Some(false) => {
            say!("there are other candidates now: only the chosen actions are looked at");
        }
        None => say!("its table was not brought again: only the chosen actions are looked at"),
    }
    if again.is_same {
        say!("the scenario is the same to the last byte");
    }
    for lost in &again.lost {
        let why = if lost.place_unknown { "a place is not declared" } else { "no need is known" };
        say!("{}: {} of {} cells stand nowhere: {why}", lost.name, lost.cells[0], lost.cells[1]);
    }
    say!();
    let head = ["pillar", "side", "gap then", "closed then", "gap now", "closed now"];
    let layers = again.now.figures.layers.iter().map(|now| {
        let same = |it: &&concert_secretariat::LayerClosure| {
            (it.pillar, it.side) == (now.pillar, now.side)
        };
        let was = again.was.figures.layers.iter().find(same);
        let then = |figure: Option<f64>| figure.map(amount).unwrap_or_default();
        vec![
            code(now.pillar),
            code(now.side),
            then(was.map(|it| it.gap)),
            then(was.map(|it| it.people)),
            amount(now.gap),
            amount(now.people),
        ]
    });
    output::table(false, &head, &layers.collect::<Vec<_>>())?;
    say!();
    show(&again.view)
}
