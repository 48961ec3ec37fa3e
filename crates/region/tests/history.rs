//! The acts: accepted, in order, the same for the same parameters.
#![expect(clippy::unwrap_used, reason = "what a test sets up is there, or the test fails")]

mod replay;

use concert_coalition::{day_number, day_of};
use concert_region::{Parameters, generate};
use jiff::tz::TimeZone;
use replay::replay;

fn small(seed: u64) -> Parameters {
    Parameters { seed, organisations: 40, initiatives: 400, ..Parameters::default() }
}

fn bytes(parameters: &Parameters) -> Vec<u8> {
    let region = generate(parameters).unwrap();
    let mut bytes = Vec::new();
    replay(&region, |statement| bytes.extend(statement.to_bytes()));
    bytes.extend(serde_json::to_vec(&region.truth).unwrap());
    bytes.extend(serde_json::to_vec(&region.capture_tables).unwrap());
    bytes.extend(serde_json::to_vec(&region.estimate_needs).unwrap());
    bytes
}

#[test]
fn equal_parameters_make_equal_bytes_and_another_seed_makes_others() {
    let one = bytes(&small(5));
    assert!(one == bytes(&small(5)), "two runs differ");
    assert!(one != bytes(&small(6)), "the seed makes no difference");
}

#[test]
fn acts_stand_in_order_of_time_and_fill_two_years_up_to_today() {
    let parameters = small(7);
    let region = generate(&parameters).unwrap();
    let times: Vec<_> = region.acts().map(|act| act.at).collect();
    assert_eq!(times.len(), region.number_of_acts());
    assert!(times.is_sorted());
    let day = |at: jiff::Timestamp| day_number(TimeZone::UTC.to_datetime(at).date());
    let today = day_number(parameters.today);
    assert_eq!(day(times[0]), today - 730);
    assert!((today - 5..=today).contains(&day(times[times.len() - 1])));
}

#[test]
fn the_state_after_all_acts_is_what_the_region_says_it_is() {
    let parameters = Parameters { organisations: 160, initiatives: 3000, ..small(8) };
    let region = generate(&parameters).unwrap();
    let coalition = replay(&region, |_| {});
    assert_eq!(coalition.instance, region.instance);
    assert_eq!(coalition.organisations.len(), 160);
    // Corridors that nobody works along are declared with the figures on them.
    let flows: Vec<_> =
        coalition.published.iter().filter_map(|(_, _, figure)| figure.place.as_ref()).collect();
    let declared: Vec<_> = region.places().iter().map(|place| &place.code).collect();
    let beside = coalition.places.iter().filter(|(_, code, _)| !declared.contains(code));
    let beside: Vec<_> = beside.map(|(_, code, _)| code).collect();
    assert_eq!(coalition.places.len(), declared.len() + beside.len());
    assert!(!beside.is_empty() && beside.iter().all(|code| flows.contains(code)));
    assert_eq!(coalition.needs.len(), region.needs().count());
    assert_eq!(coalition.initiatives.numbers(), 3000);
    assert_eq!(coalition.initiatives.len(), region.initiatives().count());
    for need in region.needs() {
        assert_eq!(coalition.needs.get(&need.id), Some(need));
    }
    for declared in region.initiatives() {
        let held = coalition.initiatives.get(&declared.id).unwrap();
        assert_eq!(held.status, declared.status);
        assert_eq!(held.capacity, declared.capacity);
        assert_eq!(held.answers, declared.answers);
        if !matches!(declared.status, concert_coalition::Status::Ended) {
            assert_eq!(day_of(held.confirmed_day), declared.confirmed);
        }
    }
}

#[test]
fn a_recorded_estimate_lets_every_national_need_be_declared() {
    use concert_coalition::{Actor, Command, Declaration, RecordedEstimate, decide};
    let region = generate(&small(9)).unwrap();
    let mut coalition = replay(&region, |_| {});
    let now = region.acts().last().unwrap().at;
    for (number, (table, need)) in
        region.capture_tables.iter().zip(&region.estimate_needs).enumerate()
    {
        assert_eq!(table.country, need.place);
        let id = concert_terms::Id::from_bytes([number as u8; 16]);
        let people = table.observed() as f64;
        let estimate = RecordedEstimate {
            id,
            place: table.country.clone(),
            forms: concert_terms::Stated::UNSTATED,
            population: concert_terms::Population::EVERYBODY,
            period: need.period,
            lists: table.lists.clone(),
            observed: table.observed(),
            method: "test".to_owned(),
            model: String::new(),
            people: concert_terms::Interval::point(people).unwrap(),
            draws: vec![people as f32],
            manifest: serde_json::Value::Null,
            rest: serde_json::Map::new(),
        };
        for command in [
            Command::RecordEstimate(Box::new(estimate)),
            Command::Declare(vec![Declaration::Need(Box::new(need.need(id)))]),
        ] {
            for statement in decide(&coalition, &Actor::operator(), &command, now).unwrap() {
                coalition.apply(&statement);
            }
        }
        let truth = region.truth.cells.iter().find(|cell| cell.need == need.id);
        assert!(truth.unwrap().true_need > 0.0);
    }
    assert_eq!(coalition.needs.len(), region.needs().count() + 4);
}
