//! What came of a commitment and by when it is due, through the door.

use concert_coalition::{
    Basis, Command, Commitment, CommitmentCell, Declaration, Need, Organisation, Place,
};
use concert_secretariat::{PlanHead, PlanTemplate};
use concert_terms::{Count, Form, Id, Names, Period, Pillar, PlaceLevel, Population, Side};
use jiff::ToSpan;

use super::estimates::Office;
use super::*;

fn beds() -> Id {
    Id::from_bytes([9; 16])
}

/// A commitment for one of seven places with like needs, made today, and due in a year.
fn promise(secretariat: &Secretariat) {
    let operator = Secretariat::operator();
    let head = PlanHead { names: Names::new("en", "Plan"), ..PlanHead::default() };
    let text = PlanTemplate::ALL[0].text().unwrap();
    let plan = secretariat.state_plan(&operator, &head, &text, now()).unwrap().plan;
    let action = {
        let picture = secretariat.picture();
        picture.coalition.plan.in_force(&plan).unwrap().actions[0].code.clone()
    };
    let maker = Id::from_bytes([8; 16]);
    let mut all =
        vec![Declaration::Organisation(Organisation::new(maker, Names::new("en", "Maker")))];
    let code = |number: u8| format!("XA{number:02}").parse().unwrap();
    for number in 1..=7 {
        let names = Names::new("en", &format!("Province {number}"));
        let mut place = Place::new(code(number), names, PlaceLevel::Admin1);
        place.parent = Some("XA".parse().unwrap());
        all.push(Declaration::Place(place));
        all.push(Declaration::Need(Box::new(Need {
            id: Id::from_bytes([100 + number; 16]),
            place: code(number),
            pillar: Some(Pillar::Protection),
            side: Some(Side::Supply),
            form: Some(Form::SEXUAL),
            population: Population::EVERYBODY,
            sector: None,
            period: Period::default(),
            basis: Basis::People(Count::Exact(100 + u64::from(number))),
            source: None,
            rest: serde_json::Map::new(),
        })));
    }
    let due = TimeZone::UTC.to_datetime(now()).date().checked_add(1.year()).unwrap();
    let text = Names::new("en", "40 more beds");
    let mut promise = Commitment::new(beds(), maker, (plan, &action), text, due);
    promise.cells = vec![CommitmentCell {
        place: code(1),
        pillar: Some(Pillar::Protection),
        side: Some(Side::Supply),
        form: Some(Form::SEXUAL),
        population: Population::EVERYBODY,
    }];
    all.push(Declaration::Commitment(Box::new(promise)));
    secretariat.act(&operator, Command::Declare(all), now()).unwrap();
}

#[tokio::test]
async fn what_came_of_a_commitment_is_told_with_what_it_is_compared_with() {
    let office = Office::open().await;
    promise(&office.secretariat);
    let address = format!("/commitments/{}/effect", beds());
    let page = office.ask(get(&address)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["40 more beds", "no proof", "Province 1", "Province 7", "as well be chance"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    // A difference of nothing, and its sign once.
    let shown = page.body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(shown.contains("<dd>0% (0% to 0%)</dd>"), "{shown}");
    let json = office.ask(get(&format!("{address}.json"))).await;
    let view: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let layer = &view["layers"][0];
    assert_eq!((layer["then"].as_f64(), layer["now"].as_f64()), (Some(101.0), Some(101.0)));
    assert_eq!(layer["beside"].as_array().map(Vec::len), Some(6));
    let csv = office.ask(get(&format!("{address}.csv"))).await;
    assert_eq!(csv.body.lines().count(), 1 + 1 + 1 + 6, "{}", csv.body);

    let early = office.ask(get(&format!("{address}?at=2020-01-01"))).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    assert!(early.body.contains("2020-01-01"), "{}", early.body);
    let nobody = format!("/commitments/{}/effect", Id::from_bytes([7; 16]));
    assert_eq!(office.ask(get(&nobody)).await.status, StatusCode::NOT_FOUND);
    let arabic = office.ask(get(&format!("{address}?lang=ar"))).await;
    assert_eq!(arabic.status, StatusCode::OK);
}

#[tokio::test]
async fn the_calendar_is_a_page_and_a_file_for_those_who_are_signed_in() {
    let office = Office::open().await;
    promise(&office.secretariat);
    let page = office.ask(get("/plans/calendar")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("40 more beds") && page.body.contains("/plans/calendar.ics"));
    let file = office.ask(get("/plans/calendar.ics")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header(CONTENT_TYPE), "text/calendar; charset=utf-8");
    assert!(file.body.contains("SUMMARY:Commitment due: 40 more beds\r\n"), "{}", file.body);
    assert!(file.body.contains(&format!("UID:commitment-{}@concert\r\n", beds())), "{}", file.body);
    assert_eq!(office.ask(get("/plans/calendar.ics")).await.body, file.body);

    let stranger = router(House::new(Arc::clone(&office.secretariat), options(false, false)));
    let turned_away = get("/plans/calendar.ics").of(&stranger).await;
    assert_ne!(turned_away.status, StatusCode::OK);
    assert!(!turned_away.body.contains("40 more beds"), "{}", turned_away.body);
}
