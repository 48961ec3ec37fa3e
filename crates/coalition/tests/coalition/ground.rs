//! A small coalition to stand on: three places, two organisations, one thing of every kind.

use concert_coalition::{
    Action, Actor, Addressee, Basis, Claim, Coalition, Command, Commitment, Declaration, Import,
    InitiativeDeclaration, Mechanism, Need, Organisation, Place, Plan, PlanCommand, ProgressLevel,
    ProgressReview, PublishedEstimate, Recommendation, RecommendationResponse, RecordedEstimate,
    Refusal, Statement, decide,
};
use concert_terms::{
    Count, Id, Interval, Names, OrganisationKind, Period, PlaceCode, PlaceLevel, Population, Stated,
};
use jiff::Timestamp;

pub(crate) fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

pub(crate) fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

pub(crate) fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

pub(crate) fn organisation(number: u8) -> Organisation {
    Organisation::new(id(number), Names::new("", &format!("Refuge {number}")))
}

pub(crate) fn place(text: &str) -> Place {
    let code = code(text);
    let level = if code.corridor().is_some() { PlaceLevel::Corridor } else { PlaceLevel::Admin1 };
    Place::new(code, Names::new("", text), level)
}

pub(crate) fn initiative(number: u8, organisation: u8, place: &str) -> InitiativeDeclaration {
    InitiativeDeclaration::new(id(number), id(organisation), vec![code(place)])
}

pub(crate) fn need(number: u8, place: &str, basis: Basis) -> Need {
    Need {
        id: id(number),
        place: code(place),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
        sector: None,
        period: Period::year(2026),
        basis,
        source: None,
        rest: serde_json::Map::new(),
    }
}

pub(crate) fn published(number: u8, place: &str) -> PublishedEstimate {
    PublishedEstimate {
        id: id(number),
        quantity: "people in forced labour".into(),
        place: Some(code(place)),
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        people: Some(Count::Between(800, 2400)),
        interval: None,
        money: None,
        share: None,
        period: Period::year(2026),
        method: String::new(),
        source: "an invented report".into(),
        article: false,
        rest: serde_json::Map::new(),
    }
}

pub(crate) fn recorded(number: u8, place: &str) -> RecordedEstimate {
    RecordedEstimate {
        id: id(number),
        place: code(place),
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        period: Period::year(2026),
        lists: vec!["police".into(), "shelters".into(), "hotline".into()],
        observed: 120,
        method: "loglinear-bic".into(),
        model: "[12,3]".into(),
        people: Interval::new(300.0, 400.0, 600.0, 0.95).unwrap(),
        draws: vec![300.5, 400.25, 600.125],
        manifest: serde_json::json!({"seed": 7}),
        rest: serde_json::Map::new(),
    }
}

pub(crate) fn import(number: u8) -> Import {
    Import {
        id: id(number),
        file: "who-does-what.csv".into(),
        digest: String::new(),
        format: "csv/3w".into(),
        rows: 3,
        unplaced: 0,
    }
}

pub(crate) fn action(code: &str, after: &[&str]) -> Action {
    Action {
        code: code.to_owned(),
        text: Names::new("en", &format!("Do {code}")),
        objective: None,
        pillars: Stated::UNSTATED,
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: after.iter().map(|&code| code.to_owned()).collect(),
        indicators: Vec::new(),
        references: Vec::new(),
    }
}

pub(crate) fn plan(number: u8, actions: Vec<Action>) -> Plan {
    Plan {
        id: id(number),
        names: Names::new("en", &format!("Plan {number}")),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions,
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    }
}

/// A promise of an organisation towards action 1 of plan 99, due at the end of 2027.
pub(crate) fn commitment(number: u8, maker: u8) -> Commitment {
    let text = Names::new("en", &format!("Promise {number}"));
    let due = "2027-12-31".parse().unwrap();
    Commitment::new(id(number), id(maker), (id(99), "1"), text, due)
}

/// A claim as of the day before now, without evidence.
pub(crate) fn claim(commitment: u8, level: ProgressLevel) -> Claim {
    Claim {
        commitment: id(commitment),
        level,
        on: "2026-11-23".parse().unwrap(),
        text: Names::new("en", "So far"),
        figure: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn review(commitment: u8, level: ProgressLevel) -> ProgressReview {
    ProgressReview {
        commitment: id(commitment),
        level,
        text: Names::new("en", "Seen"),
        claim: None,
    }
}

pub(crate) fn recommendation(number: u8, place: &str) -> Recommendation {
    Recommendation {
        id: id(number),
        mechanism: Mechanism::Upr,
        document: "A/HRC/43/15".into(),
        year: 2020,
        place: Some(code(place)),
        organisation: None,
        text: Names::new("en", &format!("Do what {number} says")),
        response: RecommendationResponse::Accepted,
        source: None,
        rest: serde_json::Map::new(),
    }
}

/// Decides a command and applies what it states.
pub(crate) fn carry_out(
    coalition: &mut Coalition,
    actor: &Actor,
    command: &Command,
) -> Result<Vec<Statement>, Refusal> {
    let statements = decide(coalition, actor, command, now())?;
    for statement in &statements {
        coalition.apply(statement);
    }
    Ok(statements)
}

/// Places AA, AA1 in AA, and BB; organisations 1 and 2; initiative 11 of organisation 1; need 21;
/// published estimate 31; own estimate 41; import 51, which declared place CC; plan 99.
pub(crate) fn ground() -> Coalition {
    told_ground().0
}

/// The same, and the journal that led there.
pub(crate) fn told_ground() -> (Coalition, Vec<Statement>) {
    let mut coalition = Coalition::default();
    let mut journal = Vec::new();
    let declared = vec![
        Declaration::Place(place("AA")),
        Declaration::Place(place("AA1").within(code("AA"))),
        Declaration::Place(place("BB")),
        Declaration::Organisation(organisation(1)),
        Declaration::Organisation(organisation(2)),
        Declaration::Initiative(Box::new(initiative(11, 1, "AA1"))),
        Declaration::Need(Box::new(need(21, "AA1", Basis::People(Count::Exact(40))))),
        Declaration::Published(Box::new(published(31, "AA"))),
    ];
    let commands = [
        Command::Declare(declared),
        Command::RecordEstimate(Box::new(recorded(41, "AA"))),
        Command::Import { import: import(51), declarations: vec![Declaration::Place(place("CC"))] },
        Command::Plan(PlanCommand::State(Box::new(plan(99, vec![action("1", &[])])))),
    ];
    for command in commands {
        journal.extend(carry_out(&mut coalition, &Actor::operator(), &command).unwrap());
    }
    (coalition, journal)
}
