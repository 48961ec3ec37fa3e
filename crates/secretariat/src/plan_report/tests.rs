use concert_coalition::{
    Action, Actor, Addressee, Claim, Command, Commitment, Condition, Declaration, Evidence, Import,
    Objective, Organisation, Plan, PlanCommand,
};
use concert_terms::{OrganisationKind, PlaceLevel, Population, Stated};
use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::{CommitmentCell, DatedFigure, Entropy, Light, Measure, RegionParameters};

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-24")
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

const PLAN: u8 = 99;

/// Two organisations and a plan of three actions, of which the first two belong to an objective.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let organisation = |number: u8, kind| {
        let names = Names::new("", &format!("Refuge {number}"));
        Declaration::Organisation(Organisation::new(id(number), names).of_kind(kind))
    };
    let place = |code: &str, level| {
        concert_coalition::Place::new(code.parse().unwrap(), Names::new("", code), level)
    };
    let declarations = vec![
        organisation(1, OrganisationKind::State),
        organisation(2, OrganisationKind::Ngo),
        Declaration::Place(place("ML", PlaceLevel::Country)),
        Declaration::Place(place("ML01", PlaceLevel::Admin1).within("ML".parse().unwrap())),
        Declaration::Place(place("XB", PlaceLevel::Country)),
    ];
    office.act(&Actor::operator(), Command::Declare(declarations), now()).unwrap();
    state(&office, &["1", "2", "3"]);
    (folder, office)
}

fn state(office: &Secretariat, codes: &[&str]) {
    let action = |code: &&str| Action {
        code: (*code).to_owned(),
        text: Names::new("en", &format!("Do {code}")),
        objective: (*code != "3").then(|| "A".to_owned()),
        pillars: Stated::UNSTATED,
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    };
    let plan = Plan {
        id: id(PLAN),
        names: Names::new("en", "The plan"),
        places: vec!["ML".parse().unwrap()],
        keeper: Some(id(1)),
        under: Vec::new(),
        objectives: vec![Objective { code: "A".to_owned(), text: Names::new("en", "Aim") }],
        actions: codes.iter().map(action).collect(),
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    };
    let command = Command::Plan(PlanCommand::State(Box::new(plan)));
    office.act(&Actor::operator(), command, now()).unwrap();
}

fn promise(number: u8, maker: u8, action: &str, due: &str) -> Commitment {
    let text = Names::new("en", &format!("Promise {number}"));
    Commitment::new(id(number), id(maker), (id(PLAN), action), text, day(due))
}

fn make(office: &Secretariat, commitment: Commitment) {
    office.make_commitment(&Actor::operator(), commitment, now()).unwrap();
}

fn members(office: &Secretariat) -> PlanReport {
    office.plan_report(id(PLAN), today(), None, Readership::Members).unwrap()
}

/// The report for the public, as if a decision had adopted the plan.
fn public(office: &Secretariat, today: Date) -> PlanReport {
    let picture = office.picture();
    let promises = &picture.coalition.plan.promises;
    let is_seen = |id: &Id| promises.commitment(id).unwrap().current.commitment.is_public_on(today);
    report(&picture.coalition, id(PLAN), today, true, &is_seen).unwrap()
}

fn refused<T: std::fmt::Debug>(answer: Asked<T>) -> &'static str {
    match answer {
        Err(Unanswered::Refused(refused)) => refused.code,
        other => panic!("{other:?}"),
    }
}

fn ids(commitments: &[ReportCommitment]) -> Vec<Id> {
    commitments.iter().map(|it| it.row.id).collect()
}

#[test]
fn every_commitment_stands_once_under_its_action_and_the_totals_count_them() {
    let (_folder, office) = office();
    let mut late = promise(10, 1, "1", "2026-11-01");
    late.promised = Some(day("2026-01-01"));
    make(&office, late);
    make(&office, promise(11, 2, "1", "2027-11-24"));
    make(&office, promise(12, 2, "3", "2027-11-24"));
    make(&office, promise(13, 2, "2", "2027-11-24"));
    let mut moved = promise(11, 2, "1", "2027-12-04");
    moved.text = Names::new("en", "Promise 11");
    let actor = Actor::operator();
    office.change_commitment(&actor, moved, "Floods", now()).unwrap();
    office.withdraw_commitment(&actor, id(13), "No money", now()).unwrap();
    let report = members(&office);
    let actions: Vec<_> = report.objectives.iter().flat_map(|it| &it.actions).collect();
    let codes: Vec<&str> = actions.iter().map(|it| &*it.action.code).collect();
    assert_eq!(codes, ["3", "1", "2"], "actions without objective come first");
    assert_eq!(ids(&actions[1].commitments), [id(10), id(11)], "by their last day");
    assert_eq!(ids(&actions[0].commitments), [id(12)]);
    let totals = &report.totals;
    assert_eq!((totals.actions, totals.actions_without, totals.commitments), (3, 1, 3));
    assert_eq!((totals.postponed, totals.withdrawn), (1, 1));
    let lights: usize = totals.by_light.iter().map(|(_, count)| count).sum();
    let standings: usize = totals.by_standing.iter().map(|(_, count)| count).sum();
    assert_eq!((lights, standings), (3, 3), "each has one light and one standing");
    assert!(totals.by_light.contains(&(Light::Red, 1)));
    let without: Vec<&str> = report.actions_without().map(|action| &*action.code).collect();
    assert_eq!(without, ["2"], "what was withdrawn is promised by nobody");
    let (withdrawn, moves) = (&report.withdrawn[0], &actions[1].commitments[1].moved);
    assert_eq!((withdrawn.row.id, &*withdrawn.reason), (id(13), "No money"));
    let [MovedDay { from, to, reason, .. }] = &moves[..] else { panic!("{moves:?}") };
    assert_eq!((*from, *to, &**reason), (day("2027-11-24"), day("2027-12-04"), "Floods"));
    assert_eq!(actions[1].commitments[1].row.days_postponed, 10);
}

#[test]
fn a_commitment_towards_an_action_that_was_dropped_is_told_apart_and_counted() {
    let (_folder, office) = office();
    make(&office, promise(10, 1, "2", "2027-11-24"));
    state(&office, &["1", "3"]);
    let report = members(&office);
    assert_eq!(ids(&report.dropped), [id(10)]);
    assert_eq!((report.totals.actions, report.totals.actions_without), (2, 2));
    assert_eq!(report.totals.commitments, 1);
    assert_eq!(plan_report_lines(&report, "en").len(), 3);
}

#[test]
fn the_day_and_the_number_in_a_report_make_it_again_after_more_was_stated() {
    let (_folder, office) = office();
    make(&office, promise(10, 1, "1", "2027-11-24"));
    let before = members(&office);
    make(&office, promise(11, 1, "2", "2027-11-24"));
    office.withdraw_commitment(&Actor::operator(), id(10), "No", now()).unwrap();
    assert_ne!(members(&office), before);
    let size = Some(before.statements);
    let again = office.plan_report(id(PLAN), before.day, size, Readership::Members).unwrap();
    let json = |report: &PlanReport| serde_json::to_string(report).unwrap();
    assert_eq!(json(&again), json(&before));
    let asked = |size| office.plan_report(id(PLAN), today(), Some(size), Readership::Members);
    assert_eq!(refused(asked(1_000_000)), "coalition/unsound");
    assert_eq!(refused(asked(1)), "coalition/absent", "the plan was not known yet");
}

#[test]
fn the_public_reads_nothing_of_what_is_not_public_that_day_and_no_draft() {
    let (_folder, office) = office();
    let mut soon = promise(10, 1, "1", "2027-11-24");
    soon.public_from = Some(day("2026-12-01"));
    let mut open = promise(11, 2, "2", "2027-11-24");
    open.public_from = Some(day("2026-11-24"));
    make(&office, soon);
    make(&office, promise(12, 2, "1", "2026-11-25"));
    open.condition = Some(Condition { commitment: id(12), level: ProgressLevel::Partial });
    make(&office, open);
    make(&office, promise(13, 2, "3", "2026-11-25"));
    office.withdraw_commitment(&Actor::operator(), id(13), "Secret reason", now()).unwrap();
    let text = |report: &PlanReport| {
        let lines = plan_report_lines(report, "en").concat().concat();
        format!("{}{lines}", serde_json::to_string(report).unwrap())
    };
    let seen = public(&office, today());
    assert_eq!(seen.commitments().map(|it| it.row.id).collect::<Vec<_>>(), [id(11)]);
    for hidden in ["Promise 10", "Promise 12", "Promise 13", "Secret reason", &id(12).to_string()] {
        assert!(!text(&seen).contains(hidden), "{hidden}");
        assert!(hidden == "Promise 12" || text(&members(&office)).contains(hidden), "{hidden}");
    }
    assert_eq!((seen.totals.commitments, seen.totals.withdrawn), (1, 0));
    assert_eq!(seen.totals.actions_without, 2);
    let later = public(&office, day("2026-12-01"));
    assert_eq!(later.totals.commitments, 2);
    let draft = office.plan_report(id(PLAN), today(), None, Readership::Public { today: today() });
    assert_eq!(refused(draft), "secretariat/plan-not-adopted");
}

#[test]
fn what_was_taken_back_from_the_public_is_not_read_in_reports_of_before_either() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let parameters = RegionParameters {
        organisations: 30,
        initiatives: 100,
        today: today(),
        ..Default::default()
    };
    office.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
    let adopted = office.plans().into_iter().find(|plan| plan.adopted.is_some()).unwrap();
    let maker = office.organisations("", today(), 0).items[0].label.id;
    let action = office.plan(adopted.id, None).unwrap().objectives[0].actions[0].code.clone();
    let text = Names::new("en", "Was open");
    let mut open = Commitment::new(id(200), maker, (adopted.id, &action), text, day("2028-01-01"));
    open.public_from = Some(today());
    let import = Import {
        id: id(201),
        file: "promises.csv".to_owned(),
        digest: "made up".to_owned(),
        format: "csv".to_owned(),
        rows: 1,
        unplaced: 0,
    };
    let declarations = vec![Declaration::Commitment(Box::new(open.clone()))];
    let operator = Actor::operator();
    office.act(&operator, Command::Import { import, declarations }, now()).unwrap();
    let readership = Readership::Public { today: today() };
    let reported = |size| office.plan_report(adopted.id, today(), size, readership).unwrap();
    let first = reported(None);
    let reads = |report: &PlanReport| report.commitments().any(|it| it.row.id == id(200));
    assert!(reads(&first) && first.for_public);
    // Nobody can hide again what the public has read, but a wrong table can be taken back.
    open.public_from = None;
    let hidden = office.change_commitment(&operator, open, "Danger", now());
    assert!(
        matches!(hidden, Err(Unanswered::Refused(it)) if it.code == "coalition/commitment-public")
    );
    let undo = Command::UndoImport { import: id(201), reason: "Danger".to_owned() };
    office.act(&operator, undo, now()).unwrap();
    assert!(!reads(&reported(None)));
    assert!(!reads(&reported(Some(first.statements))));
}

fn claim(number: u8, on: &str, figure: f64, evidence: Vec<Evidence>) -> Claim {
    Claim {
        commitment: id(number),
        level: ProgressLevel::Started,
        on: day(on),
        text: Names::new("en", "So far"),
        figure: Some(figure),
        evidence,
    }
}

/// A promise with an indicator, public at once, felt in a place.
fn measured(number: u8, maker: u8, place: &str) -> Commitment {
    let mut promise = promise(number, maker, "1", "2027-06-30");
    promise.promised = Some(day("2026-01-01"));
    promise.public_from = Some(today());
    promise.measure = Some(Measure {
        text: Names::new("en", "Beds"),
        unit: "beds".to_owned(),
        baseline: Some(DatedFigure { figure: 10.0, on: day("2025-12-31") }),
        target: DatedFigure { figure: 50.0, on: day("2027-06-30") },
    });
    promise.cells = vec![CommitmentCell {
        place: place.parse().unwrap(),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
    }];
    promise
}

#[test]
fn only_public_commitments_with_an_indicator_are_published_and_no_figure_without_evidence() {
    let (_folder, office) = office();
    make(&office, measured(10, 1, "ML01"));
    make(&office, measured(11, 2, "XB"));
    let mut hidden = measured(12, 1, "ML01");
    hidden.public_from = None;
    make(&office, hidden);
    let mut bare = measured(13, 1, "ML01");
    bare.measure = None;
    make(&office, bare);
    let (title, address) = ("Count".to_owned(), "https://example.org/c".to_owned());
    let document = Evidence::Document { title, address, sha256: String::new() };
    let actor = Actor::operator();
    for claim in [
        claim(10, "2026-06-01", 24.0, vec![document]),
        claim(10, "2026-11-01", 49.0, Vec::new()),
        claim(11, "2026-11-01", 33.0, Vec::new()),
    ] {
        office.claim_progress(&actor, claim, now()).unwrap();
    }
    let report = public(&office, today());
    assert_eq!(report.commitments().next().unwrap().figure.map(|it| it.figure), Some(49.0));
    let xml = plan_report_activities(&report, " XM-EX-1 ").unwrap();
    let xml = String::from_utf8(xml).unwrap();
    let activities: Vec<&str> = xml.split("<iati-activity>").skip(1).collect();
    assert_eq!(activities.len(), 2, "one for each maker: {xml}");
    let identifier = format!("<iati-identifier>XM-EX-1-{}-{}<", id(PLAN), id(1));
    assert!(activities[0].contains(&identifier), "{xml}");
    assert!(activities[0].contains("secondary-reporter=\"0\""), "its keeper reports for itself");
    assert!(activities[0].contains("<recipient-country code=\"ML\"/>"), "{xml}");
    assert!(activities[0].contains("<actual value=\"24\"/>"), "{xml}");
    assert_eq!(activities[0].matches("<result ").count(), 1, "{xml}");
    assert!(activities[1].contains("secondary-reporter=\"1\""), "{xml}");
    assert!(!activities[1].contains("recipient-country"), "XB is no country of ISO 3166: {xml}");
    assert!(!activities[1].contains("<actual"), "{xml}");
    for unseen in ["Promise 12", "Promise 13", "49", "33"] {
        assert!(!xml.contains(unseen), "{unseen}: {xml}");
    }
    let refusal = |report, reporter: &str| refused(plan_report_activities(report, reporter));
    for reporter in ["", "a/b", "a&b", "a|b", "a?b", "XM 1", &"x".repeat(101)] {
        assert_eq!(refusal(&report, reporter), "coalition/unsound", "{reporter}");
    }
    assert_eq!(refusal(&members(&office), "XM-EX-1"), "coalition/unsound");
}

#[test]
fn a_workbook_holds_every_commitment_with_numbers_that_can_be_reckoned_with() {
    let (_folder, office) = office();
    make(&office, measured(10, 1, "ML01"));
    office
        .claim_progress(&Actor::operator(), claim(10, "2026-06-01", 24.5, Vec::new()), now())
        .unwrap();
    make(&office, promise(11, 2, "2", "2027-11-24"));
    office.withdraw_commitment(&Actor::operator(), id(11), "=No", now()).unwrap();
    let words = ReportWords {
        language: "en",
        is_right_to_left: true,
        heading: &|heading| heading.code().to_owned(),
        word: &|family, code| format!("{family} {code}"),
        reason: &|light| light.reason.code().to_owned(),
        means: &|_| String::new(),
    };
    let report = members(&office);
    let bytes = plan_report_workbook(&report, &words).unwrap();
    assert_eq!(bytes, plan_report_workbook(&report, &words).unwrap());
    let limits = concert_exchange::Limits::default();
    let book = concert_exchange::read_own("report.xlsx", &bytes, &limits).unwrap();
    let sheet = |name: &str| {
        let found = book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
        let rows = found.rows().map(|row| row.cells().map(str::to_owned).collect());
        rows.collect::<Vec<Vec<String>>>()
    };
    let commitments = sheet("sheet-commitments");
    let at = |heading: &str| commitments[0].iter().position(|found| found == heading).unwrap();
    assert_eq!(commitments.len(), 2);
    for (heading, value) in [
        ("commitment", "Promise 10"),
        ("due", "2027-06-30"),
        ("target", "50"),
        ("figure", "24.5"),
        ("light-reason", "far-behind"),
        ("claimed", "fact-progress started"),
        ("evidenced", ""),
    ] {
        assert_eq!(commitments[1][at(heading)], value, "{heading}");
    }
    assert_eq!(sheet("sheet-withdrawn")[1][5], "'=No", "nothing becomes a formula");
    let without = sheet("sheet-without");
    assert_eq!(without.iter().map(|row| &*row[0]).collect::<Vec<_>>(), ["action", "3", "2"]);
    let facts = sheet("sheet-report");
    let fact = |name: &str| facts.iter().find(|row| row[0] == name).unwrap()[1].clone();
    assert_eq!((&*fact("commitments"), &*fact("withdrawn")), ("1", "1"));
    assert_eq!(fact("statements"), report.statements.to_string());
}
