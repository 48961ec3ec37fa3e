//! Tables of flows and covariates in a small coalition, worked by hand.

use concert_coalition::{Command, Declaration, Import, InitiativeDeclaration, Organisation, Place};
use concert_exchange::{Limits, read_own};
use concert_terms::{Count, Form, Id, Names, Pillar, PlaceCode, PlaceLevel, Side, Stated};
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::covariate_table::covariates_of_book;
use super::*;
use crate::{Entropy, Refused, Unanswered};

const DAY: Date = date(2026, 11, 24);

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

struct Office {
    secretariat: Secretariat,
    _folder: tempfile::TempDir,
}

fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn work(number: u8, by: u8, place: &str, pillar: Pillar, form: Form) -> Declaration {
    Declaration::Initiative(Box::new(InitiativeDeclaration {
        title: format!("Work {number}"),
        pillars: Stated::of(&[pillar]),
        sides: Stated::of(&[Side::Supply]),
        forms: Stated::of(&[form]),
        capacity: Some(Count::Exact(20)),
        confirmed: Some(DAY),
        ..InitiativeDeclaration::new(id(number), id(by), vec![code(place)])
    }))
}

/// Two countries, the first with seven districts, one to ten degrees west of the second.
fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let country = |of: &str, name: &str| Place {
        point: Some([0.0, 0.0]),
        ..Place::new(code(of), Names::new("en", name), PlaceLevel::Country)
    };
    let mut declared = vec![
        Declaration::Place(country("XA", "Aland")),
        Declaration::Place(country("XB", "Beland")),
    ];
    for number in 1..=7 {
        let district = Place {
            point: Some([-1.5 * f64::from(number), 0.0]),
            ..Place::new(
                code(&format!("XA{number}")),
                Names::new("en", &format!("District {number}")),
                PlaceLevel::Admin1,
            )
        };
        declared.push(Declaration::Place(district.within(code("XA"))));
    }
    for (number, name) in [(201, "Harbour"), (202, "Lighthouse"), (203, "Anchor")] {
        let organisation = Organisation::new(id(number), Names::new("en", name));
        declared.push(Declaration::Organisation(organisation));
    }
    declared.push(work(1, 201, "XA1", Pillar::Prevention, Form::LABOUR));
    declared.push(work(2, 202, "XB", Pillar::Protection, Form::LABOUR));
    declared.push(work(3, 203, "XB", Pillar::Prosecution, Form::SEXUAL));
    state(&secretariat, declared);
    Office { secretariat, _folder: folder }
}

fn state(secretariat: &Secretariat, declared: Vec<Declaration>) {
    secretariat.act(&Secretariat::operator(), Command::Declare(declared), now()).unwrap();
}

fn refused(no: Unanswered) -> Refused {
    match no {
        Unanswered::Refused(refused) => refused,
        Unanswered::Fault(fault) => panic!("{fault}"),
    }
}

fn fact<'f>(refused: &'f Refused, name: &str) -> &'f str {
    refused.facts.iter().find(|(key, _)| *key == name).map_or("", |(_, fact)| fact)
}

fn flows(office: &Office, rows: &str) -> Result<FlowTable, Refused> {
    let text = format!("origin,destination,people,low,high,level,year,form,source\n{rows}");
    let book = read_own("flows.csv", text.as_bytes(), &Limits::default()).unwrap();
    flows_of_book(&office.secretariat.picture().coalition, &book).map_err(refused)
}

fn covariates(office: &Office, rows: &str) -> Result<CovariateTable, Refused> {
    let text = format!("covariate,origin,destination,value,scale\n{rows}");
    let book = read_own("covariates.csv", text.as_bytes(), &Limits::default()).unwrap();
    covariates_of_book(&office.secretariat.picture().coalition, &book).map_err(refused)
}

const FLOWS: &str = "District 1,Beland,400,300,520,0.9,2025,,Police\n\
                     XA2,XB,60,,,,2025,,Police\n\
                     XA3,XB,30,,,,2025,,Police\n\
                     XA4,XB,28,,,,2025,,Police\n\
                     XA5,XB,18,,,,2025,,Police\n\
                     XA6,XB,20,,,,2025,,Police\n\
                     XA7,Mali,12-16,,,,2025,,Police\n";

fn ask(office: &Office, table: Option<&FlowTable>, with: Option<&CovariateTable>) -> CorridorsView {
    let asked = CorridorsQuestion { with_distance: false, ..CorridorsQuestion::on(DAY) };
    office.secretariat.corridors(&asked, table, with).unwrap()
}

#[test]
fn rows_become_figures_and_each_mistake_is_told_with_its_cell() {
    let office = office();
    let table = flows(&office, FLOWS).unwrap();
    let first = &table.figures[0];
    assert_eq!(first.place, Some(code("XA1>XB")));
    assert!((first.interval.unwrap().level - 0.9).abs() < 1e-9);
    assert_eq!(table.figures[6].place, Some(code("XA7>ML")));
    for (rows, code, reference) in [
        ("XA1,XB,4,,,,2025,,", "secretariat/empty-cell", "I2"),
        ("XA1,XB,,,,,2025,,Police", "secretariat/empty-cell", "C2"),
        ("XA1,XB,few,,,,2025,,Police", "secretariat/not-a-count", "C2"),
        ("XA1,XB,4,5,6,,2025,,Police", "secretariat/limits-of-flow", "D2"),
        ("XA1,XB,4,1,3,,2025,,Police", "secretariat/limits-of-flow", "E2"),
        ("XA1,XB,4,1,,,2025,,Police", "secretariat/limits-of-flow", "D2"),
        ("XA1,XB,3-5,1,9,,2025,,Police", "secretariat/limits-of-flow", "D2"),
        ("XA1,XB,4,1,9,95,2025,,Police", "secretariat/not-a-level", "F2"),
        ("XA1,XB,4,,,,25,,Police", "secretariat/not-a-year", "G2"),
        ("XA1,XB,4,,,,2025,sex,Police", "secretariat/not-a-code", "H2"),
        ("XA1,Atlantis,4,,,,2025,,Police", "secretariat/place-unknown", "B2"),
        ("XA1,XA,4,,,,2025,,Police", "secretariat/ends-not-apart", "B2"),
        ("XA1,XB,4,,,,2025,,Police\nXA1,XB,5,,,,2025,,Police", "secretariat/flow-twice", "A3"),
    ] {
        let no = flows(&office, rows).unwrap_err();
        assert_eq!((no.code, fact(&no, "reference")), (code, reference), "{rows}");
    }
}

#[test]
fn what_is_imported_answers_as_the_table_did_and_can_be_taken_back() {
    let office = office();
    let table = flows(&office, FLOWS).unwrap();
    let of_table = ask(&office, Some(&table), None);
    assert_eq!(of_table.fitted, 7);
    let declarations = table.declarations(&office.secretariat.picture().coalition);
    let import = Import {
        id: id(250),
        file: "flows.csv".to_owned(),
        digest: "00".repeat(32),
        format: "csv/flows".to_owned(),
        rows: 7,
        unplaced: 0,
    };
    let command = Command::Import { import, declarations };
    let needs = office.secretariat.picture().needs.atoms().len();
    office.secretariat.act(&Secretariat::operator(), command, now()).unwrap();
    let kept = ask(&office, None, None);
    assert_eq!(kept.corridors.len(), of_table.corridors.len());
    for (kept, asked) in kept.corridors.iter().zip(&of_table.corridors) {
        assert_eq!(kept.beside_baseline, asked.beside_baseline);
        assert_eq!(
            (kept.flow, kept.pairs, &kept.missing),
            (asked.flow, asked.pairs, &asked.missing)
        );
        assert!(kept.figure.statement.is_some() && asked.figure.statement.is_none());
        assert_eq!(kept.corridor, asked.corridor);
    }
    let mali = kept.corridors.iter().find(|it| it.destination.code == code("ML")).unwrap();
    assert_eq!(mali.corridor.names.pick("en"), "District 7 → Mali");
    assert!(mali.at_destination.is_empty() && mali.has_empty_end());
    assert_eq!((mali.flow.low.round(), mali.flow.high.round()), (12.0, 16.0));
    // A flow is no need: nobody is counted twice.
    assert_eq!(office.secretariat.picture().needs.atoms().len(), needs);
    office.secretariat.undo_import(&Secretariat::operator(), id(250), "a test", now()).unwrap();
    assert_eq!(ask(&office, None, None).fitted, 0);
}

#[test]
fn the_one_corridor_beyond_its_baseline_stands_out_and_names_who_should_know_whom() {
    let office = office();
    let table = flows(&office, FLOWS).unwrap();
    let view = ask(&office, Some(&table), None);
    let first = &view.corridors[0];
    assert_eq!(first.origin.code, code("XA1"));
    assert!(first.stands_out() && view.corridors[1..].iter().all(|it| !it.stands_out()));
    // Harbour and Lighthouse both serve forced labour; Anchor serves sexual exploitation alone.
    assert_eq!((first.pairs, first.tied), (1, 0));
    let link = &first.missing[0];
    let names = [&link.origin, &link.destination].map(|it| it.names.pick("en").to_owned());
    assert_eq!(names, ["Harbour", "Lighthouse"]);
    assert_eq!(first.at_destination.organisations_total, 2);
    // Of sexual exploitation nothing is told, and nobody at the origin is for it.
    let asked = CorridorsQuestion { form: Some(Form::SEXUAL), ..CorridorsQuestion::on(DAY) };
    let view = office.secretariat.corridors(&asked, Some(&table), None).unwrap();
    assert_eq!((view.fitted, view.figures_left_out.other_forms), (0, 7));
    assert_eq!(view.no_baseline.unwrap().code, "coverage/too-few-corridors");
}

#[test]
fn a_way_into_a_part_of_the_same_place_is_left_out_and_stops_nobody() {
    let office = office();
    let declarations =
        flows(&office, FLOWS).unwrap().declarations(&office.secretariat.picture().coalition);
    let Some(Declaration::Published(figure)) = declarations.last().cloned() else { panic!() };
    let within = code("XA>XA2");
    let names = Names::new("en", "Aland to its second district");
    let figure =
        concert_coalition::PublishedEstimate { id: id(99), place: Some(within.clone()), ..*figure };
    let place = Place::new(within, names, PlaceLevel::Corridor);
    state(&office.secretariat, declarations);
    let before = office.secretariat.partners(None, None, 3, DAY).unwrap();
    let odd = vec![Declaration::Place(place), Declaration::Published(Box::new(figure))];
    state(&office.secretariat, odd);
    let view = ask(&office, None, None);
    assert_eq!((view.fitted, view.figures_left_out.ends_not_apart), (7, 1));
    assert_eq!(office.secretariat.partners(None, None, 3, DAY).unwrap(), before);
}

#[test]
fn what_is_said_of_a_country_holds_for_its_parts_and_what_is_missing_is_named() {
    let office = office();
    let table = flows(&office, FLOWS).unwrap();
    let wages = "wages,XA,,100,log\nwages,XA1,,50,\nwages,XA4,,70,\n";
    let with = covariates(&office, wages).unwrap();
    let view = ask(&office, Some(&table), Some(&with));
    let covariate = &view.baseline.unwrap().covariates[0];
    assert_eq!((covariate.kind, covariate.is_log), (CovariateKind::Push, true));
    let only_one = covariates(&office, "wages,XA1,,50,log\n").unwrap();
    let no = ask(&office, Some(&table), Some(&only_one)).no_baseline.unwrap();
    assert_eq!(no.code, "secretariat/covariate-without-value");
    assert_eq!((fact(&no, "covariate"), fact(&no, "corridor")), ("wages", "XA2>XB"));
    let same = covariates(&office, "law,,XB,1,\nlaw,,ML,1,\n").unwrap();
    let no = ask(&office, Some(&table), Some(&same)).no_baseline.unwrap();
    assert_eq!((no.code, fact(&no, "covariate")), ("coverage/covariate-collinear", "law"));
    // Mali has no point of its own, so that no distance is known.
    let view = office.secretariat.corridors(&CorridorsQuestion::on(DAY), Some(&table), None);
    assert_eq!(fact(&view.unwrap().no_baseline.unwrap(), "corridor"), "XA7>ML");
}

#[test]
fn a_bad_cell_of_a_covariate_is_refused_with_its_place() {
    let office = office();
    for (rows, code, reference) in [
        ("wages,XA,,ten,", "secretariat/not-a-number", "D2"),
        ("wages,XA,,0,log", "secretariat/no-logarithm", "D2"),
        ("wages,XA,,1,root", "secretariat/not-a-code", "E2"),
        ("wages,,,1,", "secretariat/empty-cell", "B2"),
        (",XA,,1,", "secretariat/empty-cell", "A2"),
        ("wages,XA,,1,\nwages,,XB,1,", "secretariat/covariate-differs", "B3"),
        ("wages,XA,,1,\nwages,XA1,,1,log", "secretariat/covariate-differs", "E3"),
        ("wages,XA,,1,\nwages,XA,,2,", "secretariat/covariate-twice", "A3"),
        ("wages,Nowhere,,1,", "secretariat/place-unknown", "B2"),
    ] {
        let no = covariates(&office, rows).unwrap_err();
        assert_eq!((no.code, fact(&no, "reference")), (code, reference), "{rows}");
    }
}

#[test]
fn a_pair_at_the_ends_of_a_heavy_corridor_rises_among_partners_and_says_why() {
    let office = office();
    let partners = || office.secretariat.partners(None, None, 3, DAY).unwrap();
    assert!(partners().pairs.is_empty());
    let table = flows(&office, FLOWS).unwrap();
    let declarations = table.declarations(&office.secretariat.picture().coalition);
    state(&office.secretariat, declarations);
    let view = partners();
    let first = &view.pairs[0];
    let names = first.organisations.clone().map(|it| it.names.pick("en").to_owned());
    assert_eq!(names, ["Harbour", "Lighthouse"]);
    // Each is alone in its pillar at its end; at the destination there are two pillars, so that
    // half of the 400 fall to the two.
    let [along] = &first.corridors[..] else { panic!("{first:?}") };
    assert_eq!(along.corridor.code, code("XA1>XB"));
    assert!((along.flow - 400.0).abs() < 10.0 && (along.people - along.flow / 2.0).abs() < 1e-9);
    assert_eq!((first.people, first.reasons.len()), (0.0, 0));
    let gain = (view.corridor_weight * along.people - 1.0) * 1.25;
    assert!((first.gain - gain).abs() < 1e-9, "{} {gain}", first.gain);
}
