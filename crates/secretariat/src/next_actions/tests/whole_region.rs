//! The next actions of a generated region, and scenarios of them.

use std::collections::BTreeSet;

use concert_exchange::{Limits, read_own};
use concert_terms::{Id, Names, Pillar, PlaceLevel};

use super::*;

/// Planted gaps beside planted overlaps, each offered four fifths of its true need at one cost for
/// each person: where nobody is all of it closes a gap, where two are too many nothing does.
#[test]
fn planted_gaps_are_closed_first() {
    let (office, truth) = region();
    let planted: BTreeSet<Id> = truth.gaps.iter().map(|gap| gap.need).collect();
    let doubled: BTreeSet<Id> = truth.overlaps.iter().map(|overlap| overlap.need).collect();
    let of = |needs: &BTreeSet<Id>| -> Vec<_> {
        truth.cells.iter().filter(|cell| needs.contains(&cell.need)).collect()
    };
    let (gaps, served) = (of(&planted), of(&doubled));
    assert!(gaps.len() >= 5 && served.len() >= 5, "{} {}", gaps.len(), served.len());
    let line = |name: String, cell: &concert_region::TrueCell| {
        let form = cell.form.map(|form| form.to_string()).unwrap_or_default();
        let amount = (0.8 * cell.true_need).ceil();
        format!(
            "{name},open,,{},{},{},{form},{},{amount},{},USD,,0,,\n",
            cell.place,
            cell.pillar,
            cell.side,
            cell.population,
            100.0 * amount
        )
    };
    let mut rows = HEAD.replace("form,amount", "form,population,amount");
    for cell in &gaps {
        rows += &line(format!("planted-{}", cell.need), cell);
    }
    for cell in &served {
        rows += &line(format!("served-{}", cell.need), cell);
    }
    let book = read_own("actions.csv", rows.as_bytes(), &Limits::default()).unwrap();
    let table = office.secretariat.actions_of(&book).unwrap();
    let (mut on_planted, mut on_served) = (0.0, 0.0);
    for pillar in Pillar::FRAME {
        let is_here = |cell: &&&concert_region::TrueCell| cell.pillar == pillar;
        let budget: f64 =
            gaps.iter().filter(is_here).map(|cell| 100.0 * (0.8 * cell.true_need).ceil()).sum();
        let view = ask(&office, &NextQuestion::new(budget, 1000, pillar, DAY), Some(&table));
        assert!(view.plan.cost <= budget);
        assert!(view.plan.layers.iter().all(|layer| layer.pillar == Some(pillar)));
        let spent = |begins: &str| -> f64 {
            let these = view.plan.actions.iter().filter(|action| action.name.starts_with(begins));
            these.map(|action| action.cost).sum()
        };
        on_planted += spent("planted");
        on_served += spent("served");
    }
    assert!(on_planted >= 0.95 * (on_planted + on_served), "{on_planted} {on_served}");
}

#[test]
fn budget_number_and_floor_hold_in_a_region_and_a_scenario_is_the_same_again() {
    let (office, _) = region();
    let secretariat = &office.secretariat;
    let (found, _) = secretariat.register_candidates(None, DAY).unwrap();
    assert!(found.actions.len() > 50, "{}", found.actions.len());
    let mut last = 0.0;
    for budget in [20_000.0, 100_000.0, 400_000.0] {
        let question = NextQuestion::new(budget, 40, Pillar::Protection, DAY);
        let view = ask(&office, &question, None);
        assert!(view.plan.cost <= budget * (1.0 + 1e-8) && view.plan.actions.len() <= 40);
        let bound = view.plan.bound.unwrap();
        assert!(view.plan.value <= bound.value && bound.distance < 0.2, "{bound:?}");
        assert!(view.plan.value >= last, "more money never closes less");
        last = view.plan.value;
        let gains: f64 = view.plan.layers.iter().map(|layer| layer.people).sum();
        assert!((gains - view.plan.gain).abs() < 1e-6 * gains);
        assert_eq!(view, ask(&office, &question, None), "the same question has the same answer");
    }
    let question = NextQuestion {
        equity_floor: 0.5,
        risk_weight: 0.5,
        ..NextQuestion::new(400_000.0, 60, Pillar::Protection, DAY)
    };
    let view = ask(&office, &question, None);
    assert!(view.plan.groups.len() >= 2 && view.plan.keeps_floor, "{:?}", view.plan.groups);
    let worst = view.plan.worst.unwrap();
    assert!(worst.after < worst.before);

    let scenario = secretariat.scenario(&view);
    let text = scenario.to_json().unwrap();
    let read = Scenario::from_json("plan.json", text.as_bytes()).unwrap();
    assert_eq!(read, scenario);
    let again = secretariat.recompute(read.clone(), None).unwrap();
    assert_eq!(again.now.to_json().unwrap(), text);
    assert!(again.is_same && again.same_candidates == Some(true) && again.lost.is_empty());
    assert_eq!(again.statements_since, Some(0));

    // A smaller plan beside it: what is in both is told once, and layers add up.
    let smaller = NextQuestion { budget: 100_000.0, ..question };
    let smaller = secretariat.scenario(&ask(&office, &smaller, None));
    let compared = secretariat.compare_scenarios(&smaller, &scenario).unwrap();
    assert!(!compared.same_question);
    let counted = compared.both.len() + compared.only_first.len();
    assert_eq!(counted, smaller.actions.len());
    assert_eq!(compared.both.len() + compared.only_second.len(), scenario.actions.len());
    for layer in &compared.layers {
        let change = layer.people[1] - layer.people[0];
        assert!((change - (layer.gained - layer.lost)).abs() < 1e-6 * layer.people[1].max(1.0));
    }
    let same = secretariat.compare_scenarios(&scenario, &scenario).unwrap();
    assert!(same.only_first.is_empty() && same.only_second.is_empty() && same.cells.is_empty());

    // The picture moves on: the scenario is looked at again, and says so.
    let place = Place::new(code("XZ"), Names::new("en", "Zetland"), PlaceLevel::Country);
    state(secretariat, vec![Declaration::Place(place), need(77, "XZ", Pillar::Protection, 500)]);
    let moved = secretariat.recompute(read, None).unwrap();
    assert!(!moved.is_same && moved.statements_since == Some(2));
    let gap = |figures: &ScenarioFigures| figures.layers.iter().map(|it| it.gap).sum::<f64>();
    let grown = gap(&moved.now.figures) - gap(&moved.was.figures);
    assert!((grown - 500.0).abs() < 0.01, "{grown}");
}

#[test]
fn what_is_no_scenario_is_refused() {
    for text in ["", "{}", "[1]", r#"{"format":"concert-scenario-1"}"#] {
        let refused = refused(Scenario::from_json("plan.json", text.as_bytes()).unwrap_err());
        assert_eq!(refused.code, "secretariat/not-a-scenario");
    }
}
