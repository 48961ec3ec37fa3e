//! Every refusal, met once, with its code and its facts.

use crate::ground::{
    action, carry_out, code, ground, id, import, initiative, need, now, organisation, place, plan,
    published, recorded,
};
use concert_coalition::{
    Action, Actor, Addressee, Basis, Body, Coalition, Command, Declaration, InitiativeDeclaration,
    Need, Organisation, Place, Plan, PlanCommand, PublishedEstimate, RecordedEstimate, Refusal,
    Role, Statement, User, decide,
};
use concert_terms::{Count, Id, Interval, Money, Names, Period, PlaceLevel};

/// Makes something senseless of one that is sound.
type Spoil<T> = fn(&mut T);

fn refused(coalition: &Coalition, command: &Command) -> Refusal {
    match decide(coalition, &Actor::operator(), command, now()) {
        Err(refusal) => refusal,
        Ok(statements) => panic!("{command:?} was not refused but stated {statements:?}"),
    }
}

fn declare(declarations: &[Declaration]) -> Command {
    Command::Declare(declarations.to_vec())
}

fn places(places: &[Place]) -> Command {
    Command::Declare(places.iter().cloned().map(Declaration::Place).collect())
}

fn undo(number: u8) -> Command {
    Command::UndoImport { import: id(number), reason: "the wrong file".into() }
}

/// The fields of an `Unsound` refusal.
fn unsound(coalition: &Coalition, command: &Command) -> String {
    let refusal = refused(coalition, command);
    assert_eq!(refusal.code(), "coalition/unsound", "{command:?}: {refusal}");
    let facts = refusal.facts();
    assert_eq!(facts[1].0, "rule");
    facts[0].1.clone()
}

#[test]
fn who_may_not_is_told_who_may() {
    let author = concert_coalition::Author::User(id(9));
    let reader = Actor { author, role: Role::Reader, organisation: None };
    let refusal = decide(&ground(), &reader, &places(&[place("DD")]), now()).unwrap_err();
    assert_eq!(refusal.code(), "coalition/not-allowed");
    assert_eq!(refusal.facts(), [("allowed", "coordinators".to_owned())]);
}

#[test]
fn an_organisation_that_nobody_declared_is_named() {
    let of_nobody = initiative(12, 9, "AA");
    let mut with_nobody = initiative(12, 1, "AA");
    with_nobody.partners = vec![id(2), id(9)];
    let mut paid_by_nobody = initiative(12, 1, "AA");
    paid_by_nobody.funder = Some(id(9));
    let mut commands: Vec<_> = [of_nobody, with_nobody, paid_by_nobody]
        .into_iter()
        .map(|initiative| declare(&[Declaration::Initiative(Box::new(initiative))]))
        .collect();
    commands.push(Command::Report { organisation: id(9), on: "2026-11-01".parse().unwrap() });
    commands.push(Command::RegisterUser(user(61, "u", Some(id(9)))));
    for command in commands {
        let refusal = refused(&ground(), &command);
        assert_eq!(refusal.code(), "coalition/unknown-organisation");
        assert_eq!(refusal.facts(), [("id", id(9).to_string())]);
    }
}

#[test]
fn a_place_that_nobody_declared_is_named() {
    let mut works_there = organisation(3);
    works_there.works_in = vec![code("ZZ")];
    let figure = Basis::People(Count::Exact(1));
    let commands = [
        declare(&[Declaration::Initiative(Box::new(initiative(12, 1, "ZZ")))]),
        declare(&[Declaration::Organisation(works_there)]),
        declare(&[Declaration::Need(Box::new(need(22, "ZZ", figure)))]),
        declare(&[Declaration::Published(Box::new(published(32, "ZZ")))]),
        Command::RecordEstimate(Box::new(recorded(42, "ZZ"))),
        places(&[place("DD").within(code("ZZ"))]),
        places(&[place("AA>ZZ")]),
        places(&[place("ZZ>AA")]),
    ];
    for command in commands {
        let refusal = refused(&ground(), &command);
        assert_eq!(refusal.code(), "coalition/unknown-place", "{command:?}");
        assert_eq!(refusal.facts(), [("code", "ZZ".to_owned())]);
    }
}

#[test]
fn a_place_cannot_lie_within_itself_by_whatever_way() {
    let in_itself = places(&[place("DD").within(code("DD"))]);
    let in_its_part = places(&[place("AA").within(code("AA1"))]);
    // Neither is a circle with what holds, both together are.
    let in_each_other = places(&[place("AA").within(code("BB")), place("BB").within(code("AA1"))]);
    for (command, place) in [(in_itself, "DD"), (in_its_part, "AA"), (in_each_other, "AA")] {
        let refusal = refused(&ground(), &command);
        assert_eq!(refusal.code(), "coalition/place-cycle");
        assert_eq!(refusal.facts(), [("code", place.to_owned())]);
    }
    // A part that moves out first may hold what held it.
    let turned = places(&[place("AA").within(code("AA1")), place("AA1")]);
    assert_eq!(decide(&ground(), &Actor::operator(), &turned, now()).unwrap().len(), 2);
}

#[test]
fn what_is_not_there_is_named_with_its_kind() {
    let reason = || "declared in error".to_owned();
    let on = "2026-11-01".parse().unwrap();
    let per_person = Interval::point(1.0).unwrap();
    let on_estimate = Basis::Estimate { estimate: id(9), per_person };
    let on_published = Basis::Published { estimate: id(9), per_person };
    for (what, command) in [
        ("user", Command::CloseUser(id(9))),
        ("initiative", confirm(9, on, None)),
        ("initiative", Command::WithdrawInitiative { initiative: id(9), reason: reason() }),
        ("need", Command::WithdrawNeed { need: id(9), reason: reason() }),
        ("import", undo(9)),
        ("estimate", declare(&[Declaration::Need(Box::new(need(22, "AA", on_estimate)))])),
        ("estimate", declare(&[Declaration::Need(Box::new(need(22, "AA", on_published)))])),
    ] {
        let refusal = refused(&ground(), &command);
        assert_eq!(refusal.code(), "coalition/absent", "{command:?}");
        assert_eq!(refusal.facts(), [("what", what.to_owned()), ("id", id(9).to_string())]);
    }
}

#[test]
fn a_name_under_which_somebody_signs_in_is_taken_until_the_account_is_closed() {
    let mut coalition = ground();
    let operator = Actor::operator();
    let first = Command::RegisterUser(user(61, "amina", None));
    let second = Command::RegisterUser(user(62, "amina", None));
    carry_out(&mut coalition, &operator, &first).unwrap();
    let refusal = refused(&coalition, &second);
    assert_eq!(refusal.code(), "coalition/name-taken");
    assert_eq!(refusal.facts(), [("name", "amina".to_owned())]);
    carry_out(&mut coalition, &operator, &Command::CloseUser(id(61))).unwrap();
    carry_out(&mut coalition, &operator, &second).unwrap();
    // The first cannot come back under a name that is another's now.
    assert_eq!(refused(&coalition, &first).code(), "coalition/name-taken");
}

#[test]
fn an_import_on_which_something_rests_cannot_be_undone() {
    let per_person = Interval::point(1.0).unwrap();
    let figure = Basis::People(Count::Exact(1));
    let on_published = Basis::Published { estimate: id(38), per_person };
    let mut partner = initiative(12, 1, "AA");
    partner.partners = vec![id(8)];
    let mut works_there = organisation(3);
    works_there.works_in = vec![code("EE")];
    let titled = InitiativeDeclaration { title: "Night bus".into(), ..initiative(13, 8, "AA") };
    let boxed = |initiative| declare(&[Declaration::Initiative(Box::new(initiative))]);
    let stated = |plan| Command::Plan(PlanCommand::State(Box::new(plan)));
    let one = || vec![action("1", &[])];
    let asks = Action { addressees: vec![Addressee::Organisation(id(8))], ..action("1", &[]) };
    for (rests, example) in [
        (boxed(initiative(12, 1, "EE")), id(12).to_string()),
        (boxed(partner), id(12).to_string()),
        (boxed(titled), "Night bus".to_owned()),
        (declare(&[Declaration::Organisation(works_there)]), "Refuge 3".to_owned()),
        (places(&[place("EE1").within(code("EE"))]), "EE1".to_owned()),
        (places(&[place("AA>EE")]), "AA>EE".to_owned()),
        (declare(&[Declaration::Need(Box::new(need(22, "EE", figure)))]), id(22).to_string()),
        (declare(&[Declaration::Need(Box::new(need(23, "AA", on_published)))]), id(23).to_string()),
        (declare(&[Declaration::Published(Box::new(published(32, "EE")))]), id(32).to_string()),
        (Command::RecordEstimate(Box::new(recorded(42, "EE"))), id(42).to_string()),
        (Command::RegisterUser(user(61, "u", Some(id(8)))), id(61).to_string()),
        (stated(Plan { places: vec![code("EE")], ..plan(61, one()) }), "Plan 61".to_owned()),
        (stated(Plan { keeper: Some(id(8)), ..plan(61, one()) }), "Plan 61".to_owned()),
        (stated(plan(61, vec![asks])), "Plan 61".to_owned()),
    ] {
        let mut coalition = with_import_58();
        let operator = Actor::operator();
        assert!(decide(&coalition, &operator, &undo(58), now()).is_ok());
        carry_out(&mut coalition, &operator, &rests).unwrap();
        let refusal = refused(&coalition, &undo(58));
        assert_eq!(refusal.code(), "coalition/still-used", "{rests:?}");
        assert_eq!(refusal.facts(), [("count", "1".to_owned()), ("example", example)]);
    }
}

#[test]
fn an_import_stays_as_long_as_any_version_of_a_plan_names_what_it_brought() {
    let operator = Actor::operator();
    let stated = |plan| Command::Plan(PlanCommand::State(Box::new(plan)));
    let one = || vec![action("1", &[])];
    let asks = Action { addressees: vec![Addressee::Organisation(id(8))], ..action("1", &[]) };
    for first in [
        Plan { places: vec![code("EE")], ..plan(61, one()) },
        Plan { keeper: Some(id(8)), ..plan(61, one()) },
        plan(61, vec![asks]),
    ] {
        let mut coalition = with_import_58();
        // The second version names nothing of the import, but the first can still be adopted.
        for version in [first, plan(61, one())] {
            carry_out(&mut coalition, &operator, &stated(version)).unwrap();
        }
        let refusal = refused(&coalition, &undo(58));
        let facts = [("count", "1".to_owned()), ("example", "Plan 61".to_owned())];
        assert_eq!((refusal.code(), refusal.facts()), ("coalition/still-used", facts.to_vec()));
        // What names nothing of it stands in the way of no other undo.
        assert!(decide(&coalition, &operator, &undo(51), now()).is_ok());
    }
}

#[test]
fn what_is_missing_anyway_stands_in_the_way_of_no_undo() {
    let mut coalition = with_import_58();
    // A journal of another instance may hold what this one would have refused.
    let astray = Plan { places: vec![code("ZZ")], ..plan(61, vec![action("1", &[])]) };
    let body = Body::PlanStated(Box::new(astray));
    coalition.apply(&Statement::new(now(), Actor::operator().author, body));
    assert!(decide(&coalition, &Actor::operator(), &undo(58), now()).is_ok());
}

/// The ground and an import of organisation 8, place EE and published estimate 38.
fn with_import_58() -> Coalition {
    let mut coalition = ground();
    let declarations = vec![
        Declaration::Organisation(organisation(8)),
        Declaration::Place(place("EE")),
        Declaration::Published(Box::new(published(38, "EE"))),
    ];
    let command = Command::Import { import: import(58), declarations };
    carry_out(&mut coalition, &Actor::operator(), &command).unwrap();
    coalition
}

#[test]
fn an_undo_cannot_bring_back_a_parent_that_would_close_a_circle() {
    let mut coalition = ground();
    let operator = Actor::operator();
    let moved_out = vec![Declaration::Place(place("AA1"))];
    let import = Command::Import { import: import(59), declarations: moved_out };
    carry_out(&mut coalition, &operator, &import).unwrap();
    carry_out(&mut coalition, &operator, &places(&[place("AA").within(code("AA1"))])).unwrap();
    assert_eq!(refused(&coalition, &undo(59)).code(), "coalition/still-used");
}

#[test]
fn an_undo_cannot_bring_back_what_names_a_place_that_went_meanwhile() {
    let mut coalition = with_import_58();
    let operator = Actor::operator();
    for (number, place) in [(71, "EE"), (72, "AA")] {
        let declarations = vec![Declaration::Initiative(Box::new(initiative(12, 1, place)))];
        let command = Command::Import { import: import(number), declarations };
        carry_out(&mut coalition, &operator, &command).unwrap();
    }
    carry_out(&mut coalition, &operator, &undo(58)).unwrap();
    assert_eq!(refused(&coalition, &undo(72)).code(), "coalition/still-used");
    carry_out(&mut coalition, &operator, &undo(71)).unwrap();
    carry_out(&mut coalition, &operator, &undo(72)).unwrap();
    assert_eq!(coalition.initiatives.get(&id(12)), None);
}

#[test]
fn an_import_is_applied_once_and_again_only_after_an_undo() {
    let mut coalition = with_import_58();
    let operator = Actor::operator();
    let again = |place_code| Command::Import {
        import: import(58),
        declarations: vec![Declaration::Place(place(place_code))],
    };
    // What stands already is not an error: a command may be sent twice.
    assert_eq!(decide(&coalition, &operator, &again("EE"), now()), Ok(Vec::new()));
    assert_eq!(unsound(&coalition, &again("FF")), "import");
    carry_out(&mut coalition, &operator, &undo(58)).unwrap();
    carry_out(&mut coalition, &operator, &again("FF")).unwrap();
    carry_out(&mut coalition, &operator, &undo(58)).unwrap();
    assert_eq!(coalition.places.get(&code("FF")), None);
    assert!(coalition.import(id(58)).unwrap().undone.is_some());
}

#[test]
fn initiatives_that_make_no_sense_are_refused_by_field() {
    let spoils: [(&str, Spoil<InitiativeDeclaration>); 12] = [
        ("places", |x| x.places.clear()),
        ("places", |x| x.places = vec![code("AA"); 10_001]),
        ("partners", |x| x.partners = vec![id(2); 10_001]),
        ("period", |x| x.period = reversed()),
        ("title", |x| x.title = "x".repeat(1001)),
        ("remarks", |x| x.remarks = "x".repeat(20_001)),
        ("capacity", |x| x.capacity = Some(Count::Between(5, 4))),
        ("capacity", |x| x.capacity = Some(Count::Between(0, u64::MAX))),
        ("budget", |x| x.budget = Some(Money { amount: 1, currency: "dollars".into() })),
        ("confirmed", |x| x.confirmed = Some("2027-01-01".parse().unwrap())),
        ("rest", |x| drop(x.rest.insert("title".into(), "twice".into()))),
        ("statement", |x| drop(x.rest.insert("log".into(), "x".repeat(8 << 20).into()))),
    ];
    for (field, spoil) in spoils {
        let mut declared = initiative(12, 1, "AA");
        spoil(&mut declared);
        let command = declare(&[Declaration::Initiative(Box::new(declared))]);
        assert_eq!(unsound(&ground(), &command), field);
    }
}

#[test]
fn unknown_fields_nested_beyond_what_a_reader_follows_are_refused() {
    let mut nested = serde_json::Value::Null;
    for _ in 0..200 {
        nested = serde_json::json!([nested]);
    }
    let mut declared = organisation(3);
    declared.rest.insert("nested".into(), nested);
    assert_eq!(unsound(&ground(), &declare(&[Declaration::Organisation(declared)])), "rest");
}

#[test]
fn organisations_and_places_that_make_no_sense_are_refused_by_field() {
    let spoils: [(&str, Spoil<Organisation>); 4] = [
        ("names", |x| x.names = Names::default()),
        ("names", |x| x.names = Names::new("en", &"x".repeat(1001))),
        ("acronym", |x| x.acronym = Some("x".repeat(1001))),
        ("works_in", |x| x.works_in = vec![code("AA"); 10_001]),
    ];
    for (field, spoil) in spoils {
        let mut declared = organisation(3);
        spoil(&mut declared);
        assert_eq!(unsound(&ground(), &declare(&[Declaration::Organisation(declared)])), field);
    }
    let spoils: [(&str, Spoil<Place>); 8] = [
        ("names", |x| x.names = Names::new("en", " ")),
        ("names", |x| x.names = Names::new("en", "D").with("fr", " ")),
        ("level", |x| x.level = PlaceLevel::Corridor),
        ("point", |x| x.point = Some([f64::NAN, 1.0])),
        ("point", |x| x.point = Some([1.0, 91.0])),
        ("boundary", |x| x.boundary = vec![vec![[0.0, 0.0], [181.0, 0.0]]]),
        ("boundary", |x| x.boundary = vec![vec![[0.0, f64::INFINITY]]]),
        ("boundary", |x| x.boundary = vec![vec![[0.0, 0.0]; 50_001]; 2]),
    ];
    for (field, spoil) in spoils {
        let mut declared = place("DD");
        spoil(&mut declared);
        assert_eq!(unsound(&ground(), &places(&[declared])), field);
    }
    let misnamed = Place { level: PlaceLevel::Country, ..place("AA>BB") };
    assert_eq!(unsound(&ground(), &places(&[misnamed])), "level");
}

#[test]
fn needs_that_make_no_sense_are_refused_by_field() {
    // Such intervals come from outside: reading one does not check it.
    let loose = |low, middle, high, level| Interval { low, middle, high, level };
    let figure = |interval| need(22, "AA", Basis::Interval(interval));
    let on_estimate = |per_person| need(22, "AA", Basis::Estimate { estimate: id(41), per_person });
    let reversed = Need { period: reversed(), ..need(22, "AA", Basis::People(Count::Exact(1))) };
    for (field, need) in [
        ("period", reversed),
        ("basis", need(22, "AA", Basis::People(Count::Between(9, 3)))),
        ("basis", figure(loose(2.0, 1.0, 3.0, 0.95))),
        ("basis", figure(loose(f64::NAN, 1.0, 3.0, 0.95))),
        ("basis", figure(loose(0.0, 1.0, 3.0, 95.0))),
        ("per_person", on_estimate(loose(1.0, 1.0, f64::INFINITY, 0.95))),
        ("per_person", on_estimate(loose(-1.0, 1.0, 2.0, 0.95))),
    ] {
        assert_eq!(unsound(&ground(), &declare(&[Declaration::Need(Box::new(need))])), field);
    }
}

#[test]
fn estimates_that_make_no_sense_are_refused_by_field() {
    let loose = |x: &mut PublishedEstimate| {
        x.interval = Some(Interval { low: 3.0, middle: 2.0, high: 4.0, level: 0.9 });
    };
    let spoils: [(&str, Spoil<PublishedEstimate>); 9] = [
        ("source", |x| x.source.clear()),
        ("quantity", |x| x.quantity = " ".into()),
        ("method", |x| x.method = "x".repeat(20_001)),
        ("period", |x| x.period = reversed()),
        ("people", |x| x.people = Some(Count::Between(2, 1))),
        ("interval", loose),
        ("money", |x| x.money = Some(Money { amount: 1, currency: "us$".into() })),
        ("share", |x| x.share = Some(80.0)),
        ("share", |x| x.share = Some(f64::NAN)),
    ];
    for (field, spoil) in spoils {
        let mut declared = published(32, "AA");
        spoil(&mut declared);
        assert_eq!(
            unsound(&ground(), &declare(&[Declaration::Published(Box::new(declared))])),
            field
        );
    }
    let spoils: [(&str, Spoil<RecordedEstimate>); 8] = [
        ("draws", |x| x.draws.clear()),
        ("draws", |x| x.draws = vec![1.0; 100_001]),
        ("draws", |x| x.draws[1] = f32::NAN),
        ("draws", |x| x.draws[1] = -1.0),
        ("people", |x| x.people.level = 1.0),
        ("period", |x| x.period = reversed()),
        ("method", |x| x.method = "x".repeat(1001)),
        ("model", |x| x.model = "x".repeat(1001)),
    ];
    for (field, spoil) in spoils {
        let mut estimate = recorded(42, "AA");
        spoil(&mut estimate);
        assert_eq!(unsound(&ground(), &Command::RecordEstimate(Box::new(estimate))), field);
    }
}

#[test]
fn other_commands_that_make_no_sense_are_refused_by_field() {
    let tomorrow = "2026-11-25".parse().unwrap();
    let later = "2026-11-26".parse().unwrap();
    let long_file = concert_coalition::Import { file: "x".repeat(1001), ..import(53) };
    for (field, command) in [
        ("names", describe(&"x".repeat(1001))),
        ("name", Command::RegisterUser(user(61, "", None))),
        ("name", Command::RegisterUser(user(61, &"x".repeat(81), None))),
        ("on", Command::Report { organisation: id(1), on: later }),
        ("on", confirm(11, later, None)),
        ("capacity", confirm(11, tomorrow, Some(Count::Between(2, 1)))),
        ("reason", Command::WithdrawInitiative { initiative: id(11), reason: " ".into() }),
        ("reason", Command::WithdrawNeed { need: id(21), reason: "x".repeat(1001) }),
        ("reason", Command::UndoImport { import: id(51), reason: String::new() }),
        ("file", Command::Import { import: long_file, declarations: Vec::new() }),
    ] {
        assert_eq!(unsound(&ground(), &command), field, "{command:?}");
    }
    let confirmed = decide(&ground(), &Actor::operator(), &confirm(11, tomorrow, None), now());
    assert!(confirmed.is_ok(), "it may be tomorrow already where this was confirmed");
}

#[test]
fn what_a_member_says_anew_by_hand_outweighs_a_confirmation() {
    let mut coalition = ground();
    let beds = InitiativeDeclaration { capacity: Some(Count::Exact(4)), ..initiative(12, 1, "AA") };
    let command = declare(&[Declaration::Initiative(Box::new(beds))]);
    let operator = Actor::operator();
    carry_out(&mut coalition, &operator, &command).unwrap();
    let today = "2026-11-24".parse().unwrap();
    carry_out(&mut coalition, &operator, &confirm(12, today, Some(Count::Exact(7)))).unwrap();
    let Command::Declare(declarations) = command.clone() else { unreachable!() };
    let from_file = Command::Import { import: import(54), declarations };
    assert_eq!(decide(&coalition, &operator, &from_file, now()), Ok(Vec::new()));
    carry_out(&mut coalition, &operator, &command).unwrap();
    assert_eq!(coalition.initiatives.get(&id(12)).unwrap().capacity, Some(Count::Exact(4)));
}

#[test]
fn a_user_who_is_registered_or_closed_as_asked_needs_no_statement() {
    let mut coalition = ground();
    let operator = Actor::operator();
    for command in [Command::RegisterUser(user(61, "u", None)), Command::CloseUser(id(61))] {
        assert_eq!(carry_out(&mut coalition, &operator, &command).unwrap().len(), 1);
        assert_eq!(carry_out(&mut coalition, &operator, &command).unwrap().len(), 0);
    }
}

fn confirm(number: u8, on: jiff::civil::Date, capacity: Option<Count>) -> Command {
    Command::Confirm { initiative: id(number), on, capacity, answers: None }
}

fn describe(name: &str) -> Command {
    let names = Names::new("", name);
    Command::Describe(concert_coalition::Instance { names, ..Default::default() })
}

fn user(number: u8, name: &str, organisation: Option<Id>) -> User {
    User { id: id(number), name: name.into(), role: Role::Member, organisation, closed: false }
}

fn reversed() -> Period {
    Period { start: Some("2026-12-01".parse().unwrap()), end: Some("2026-01-01".parse().unwrap()) }
}
