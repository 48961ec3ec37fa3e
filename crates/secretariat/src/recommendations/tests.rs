use concert_coalition::{
    Actor, Command, Declaration, Organisation, Place, PlanCommand, RecommendationResponse,
};
use concert_exchange::{Limits, read_own};
use concert_terms::{Id, Names, OrganisationKind, PlaceLevel, Population, Stated};
use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::{Entropy, Unanswered};

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// A place, an organisation, and a plan whose second action speaks of shelters.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let code = "XA".parse().unwrap();
    let declarations = vec![
        Declaration::Place(Place::new(code, Names::new("en", "Xanadu"), PlaceLevel::Country)),
        Declaration::Organisation(Organisation::new(id(1), Names::new("en", "Police of Xanadu"))),
    ];
    office.act(&Actor::operator(), Command::Declare(declarations), now()).unwrap();
    let action = |code: &str, text: &str| concert_coalition::Action {
        code: code.to_owned(),
        text: Names::new("en", text),
        objective: None,
        pillars: Stated::UNSTATED,
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![concert_coalition::Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    };
    let plan = concert_coalition::Plan {
        id: id(9),
        names: Names::new("en", "The plan"),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions: vec![
            action("1", "Train judges and prosecutors"),
            action("2", "Open specialised shelters for victims of trafficking"),
        ],
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    };
    let command = Command::Plan(PlanCommand::State(Box::new(plan)));
    office.act(&Actor::operator(), command, now()).unwrap();
    (folder, office)
}

fn read(office: &Secretariat, csv: &str) -> Asked<RecommendationTable> {
    let book = read_own("upr.csv", csv.as_bytes(), &Limits::default()).unwrap();
    office.recommendations_of(&book)
}

fn table() -> String {
    format!(
        "mechanism,document,year,addressee,text,response,actions\n\
         upr,A/HRC/1,2020,XA,Open more specialised shelters for trafficking victims in Xanadu,accepted,{0}#2\n\
         greta,G2,2021,XA,Open more specialised shelters for the victims of trafficking,noted,\n\
         other,,2022,police of xanadu,Keep statistics by age and sex,,\n",
        id(9)
    )
}

#[test]
fn a_table_is_previewed_imported_once_and_undone() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let read_table = read(&office, &table()).unwrap();
    let before = office.preview_recommendations(&operator, &read_table, now()).unwrap();
    assert_eq!((before.read, before.new, before.changed, before.answered), (3, 3, 0, 1));
    assert!(office.recommendations().is_empty(), "a preview states nothing");
    let done = office.import_recommendations(&operator, &read_table, now()).unwrap();
    let import = done.import.unwrap();
    let again = office.import_recommendations(&operator, &read_table, now()).unwrap();
    assert_eq!((again.import, again.new, again.answered), (None, 0, 0));

    let rows = office.recommendations();
    assert_eq!(rows.iter().map(|row| row.year).collect::<Vec<_>>(), [2022, 2021, 2020]);
    assert_eq!(rows[0].organisation.as_ref().map(|who| who.id), Some(id(1)));
    assert_eq!((rows[2].response, rows[2].actions.len()), (RecommendationResponse::Accepted, 1));

    let other = table()
        .replace("Keep statistics by age and sex,,", "Keep statistics by age and sex,noted,");
    let changed = read(&office, &other).unwrap();
    let changed = office.preview_recommendations(&operator, &changed, now()).unwrap();
    assert_eq!((changed.new, changed.changed), (0, 1));
    office.undo_import(&operator, import, "wrong file", now()).unwrap();
    assert!(office.recommendations().is_empty());
}

#[test]
fn what_says_the_same_is_suggested_with_its_words_and_no_longer_once_it_is_joined() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let read_table = read(&office, &table()).unwrap();
    office.import_recommendations(&operator, &read_table, now()).unwrap();
    let groups = office.likely_groups(concert_wording::USUAL_THRESHOLD).unwrap();
    assert_eq!((groups.len(), groups[0].members.len()), (1, 1));
    let member = &groups[0].members[0];
    assert!(member.reason.shared.iter().any(|word| word == "shelters"), "{:?}", member.reason);
    let pair = vec![groups[0].representative, member.recommendation];
    office.join_recommendations(&operator, pair.clone(), now()).unwrap();
    assert!(office.likely_groups(0.4).unwrap().is_empty());
    // The answer to one of them now answers both.
    let rows = office.recommendations();
    assert_eq!(rows[1].actions.len() + rows[2].actions.len(), 2);
    assert_eq!(rows[1].same, [rows[2].id]);
    office.part_recommendations(&operator, vec![rows[1].id], "not the same", now()).unwrap();
    assert_eq!(office.likely_groups(0.4).unwrap().len(), 1);
    let like = office.like_actions(rows[1].id, 1).unwrap();
    assert_eq!(like[0].number.action, "2");
    let Err(Unanswered::Refused(refused)) = office.likely_groups(0.0) else { panic!() };
    assert_eq!(refused.code, "wording/threshold");
}

#[test]
fn each_mistake_is_told_with_its_cell_and_nothing_is_kept() {
    let (_folder, office) = office();
    for (from, to, code, reference) in [
        ("greta", "magic", "secretariat/not-a-code", "A3"),
        ("noted", "perhaps", "secretariat/not-a-code", "F3"),
        ("2021", "soon", "secretariat/not-a-number", "C3"),
        ("2021", "", "secretariat/empty-cell", "C3"),
        ("police of xanadu", "somebody", "secretariat/unknown-addressee", "D4"),
        ("#2", "#7", "secretariat/unknown-answer", "G2"),
    ] {
        let Err(Unanswered::Refused(refused)) = read(&office, &table().replace(from, to)) else {
            panic!("{to}")
        };
        let place = refused.facts.iter().find(|fact| fact.0 == "reference");
        assert_eq!((refused.code, place.map(|fact| &*fact.1)), (code, Some(reference)), "{to}");
    }
    assert!(office.recommendations().is_empty());
}

#[test]
fn a_list_is_narrowed_and_paged_and_a_place_takes_in_what_lies_in_it() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let part = Place {
        parent: Some("XA".parse().unwrap()),
        ..Place::new("XA01".parse().unwrap(), Names::new("en", "North"), PlaceLevel::Admin1)
    };
    office.act(&operator, Command::Declare(vec![Declaration::Place(part)]), now()).unwrap();
    let line = |number| format!("upr,D,2010,XA01,Do thing number {number},,\n");
    let lines: Vec<String> = (0..150).map(line).collect();
    let read_table = read(&office, &(table() + &lines.concat())).unwrap();
    office.import_recommendations(&operator, &read_table, now()).unwrap();
    let all = office.recommendations_page(&RecommendationFilter::default(), 1).unwrap();
    assert_eq!((all.total, all.pages, all.items.len()), (153, 2, 53));
    let found = |filter: RecommendationFilter| {
        let page = office.recommendations_page(&filter, 0).unwrap();
        assert_eq!(office.recommendations_like(&filter).unwrap().len(), page.total);
        page.total
    };
    let none = RecommendationFilter::default;
    let place = |code: &str| Some(code.parse().unwrap());
    assert_eq!(found(RecommendationFilter { place: place("XA"), ..none() }), 152);
    assert_eq!(found(RecommendationFilter { place: place("XA01"), ..none() }), 150);
    assert_eq!(found(RecommendationFilter { answered: Some(true), ..none() }), 1);
    assert_eq!(found(RecommendationFilter { answered: Some(false), ..none() }), 152);
    let mechanism = Some(Mechanism::Greta);
    assert_eq!(found(RecommendationFilter { mechanism, ..none() }), 1);
    let action = Some(ActionNumber { plan: id(9), action: "2".to_owned() });
    assert_eq!(found(RecommendationFilter { action, ..none() }), 1);
    let text = "A/hrc".to_owned();
    assert_eq!(found(RecommendationFilter { text, ..none() }), 1, "documents are searched too");
    let nowhere = RecommendationFilter { place: place("ZZ"), ..none() };
    assert!(office.recommendations_page(&nowhere, 0).is_err());
}

#[test]
fn likeness_is_sought_among_those_let_through_only_and_the_difference_is_told() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let read_table = read(&office, &table()).unwrap();
    office.import_recommendations(&operator, &read_table, now()).unwrap();
    let likely = |filter: &RecommendationFilter| {
        let view = office.likely_recommendations(filter, 0.4, 0).unwrap();
        (view.among, view.groups.unwrap())
    };
    let (among, groups) = likely(&RecommendationFilter::default());
    assert_eq!((among, groups.total), (3, 1));
    let change = groups.items[0].members[0].changes[0].clone();
    assert_eq!(change.difference.before(), groups.items[0].text.pick("en"));
    assert_eq!(change.difference.after(), groups.items[0].members[0].text.pick("en"));
    let one = RecommendationFilter { year: Some(2020), ..RecommendationFilter::default() };
    let (among, groups) = likely(&one);
    assert_eq!((among, groups.total), (1, 0));
}

#[test]
fn an_answer_holds_of_the_whole_group_and_is_counted_beside_the_action_once_for_each() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let read_table = read(&office, &table()).unwrap();
    let import = office.import_recommendations(&operator, &read_table, now()).unwrap();
    let rows = office.recommendations();
    office.join_recommendations(&operator, vec![rows[1].id, rows[2].id], now()).unwrap();
    let beside = || {
        let day = "2026-11-24".parse().unwrap();
        let promises = office.plan_promises(id(9), day).unwrap();
        promises.actions.get("2").map_or(0, |action| action.recommendations)
    };
    assert_eq!(beside(), 2);
    let view = office.recommendation_in_full(rows[1].id, &operator).unwrap();
    assert!(!view.answers[0].is_own && view.answers[0].statement.is_some());
    assert_eq!((view.group.len(), view.group[0].row.id), (1, rows[2].id));
    let own = office.recommendation_in_full(rows[2].id, &operator).unwrap();
    assert!(own.answers[0].is_own && own.suggested.iter().all(|it| it.number.action != "2"));
    office.undo_import(&operator, import.import.unwrap(), "wrong file", now()).unwrap();
    assert_eq!(beside(), 0, "what is not there any more is not counted");
    assert!(office.recommendation_in_full(rows[1].id, &operator).is_err());
}

#[test]
fn a_table_that_was_shown_is_applied_once_by_who_was_shown_it() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let read_table = read(&office, &table()).unwrap();
    let preview = office.preview_to_apply(&operator, &read_table, now()).unwrap();
    assert_eq!((preview.changes.new, preview.first.len()), (3, 3));
    assert!(office.recommendations().is_empty(), "a preview states nothing");
    let applied = office.apply_upload(&operator, &preview.token, now()).unwrap();
    assert!(applied.flatten().is_some());
    assert_eq!(office.recommendations().len(), 3);
    assert!(office.apply_upload(&operator, &preview.token, now()).unwrap().is_none());
}

#[test]
fn differences_are_told_in_every_language_of_both_and_in_no_other() {
    let first = Names::new("en", "Open shelters").with("ar", "فتح مآوٍ").with("fr", "Ouvrir");
    let second = Names::new("en", "Open more shelters").with("ar", "فتح مآوٍ أخرى");
    let all = one::differences(&first, &second);
    let languages: Vec<&str> = all.iter().map(|it| it.language.as_str()).collect();
    assert_eq!(languages, ["en", "ar"]);
    assert_eq!(all[1].difference.after(), "فتح مآوٍ أخرى");
    assert!(one::differences(&Names::new("fr", "Ouvrir"), &second).is_empty());
}
