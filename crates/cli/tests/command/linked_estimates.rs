//! Estimates from a linkage that was kept, through the command itself: by kind, recorded, as a document. The people are those of
//! generated lists, whose truth is known.

use concert_region::{CaseParameters, CaseWorld, case_lists};
use concert_terms::Sex;
use serde_json::Value;

use crate::desk::Desk;

/// Three lists of so many made-up people, each of whom is on a list with a probability of 0.4.
fn world(people: u32) -> CaseWorld {
    let mut parameters = CaseParameters::ordinary(people, 3);
    for list in &mut parameters.lists {
        list.capture = 0.4;
    }
    case_lists(&parameters, 11).expect("such lists can be made")
}

/// Links the lists of a world by these axes, and gives the folder.
fn linked(desk: &Desk, world: &CaseWorld, by: &[&str]) -> String {
    link(desk, world, by).0
}

/// The same with what was said.
fn link(desk: &Desk, world: &CaseWorld, by: &[&str]) -> (String, String) {
    let files: Vec<String> = world
        .lists
        .iter()
        .map(|list| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&list.headings).expect("a head is written");
            list.rows.iter().for_each(|row| writer.write_record(row).expect("a row is written"));
            desk.file(&format!("{}.csv", list.name), writer.into_inner().expect("it is written"))
        })
        .collect();
    let folder = desk.path("linked").display().to_string();
    let mut asked = vec!["link"];
    asked.extend(files.iter().map(String::as_str));
    asked.extend(["-o", folder.as_str(), "--draws", "20"]);
    for axis in by {
        asked.extend(["--by", axis]);
    }
    let said = desk.printed(&asked);
    (folder, said)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn holds(estimate: &Value, truth: u64) -> bool {
    let [low, high] = [0, 1].map(|end| number(&estimate["interval"][end]));
    low <= truth as f64 && truth as f64 <= high
}

#[test]
fn people_of_each_kind_are_estimated_from_all_draws_and_the_truth_lies_within() {
    let desk = Desk::new();
    let world = world(1200);
    let folder = linked(&desk, &world, &["sex", "age"]);
    let asked = ["estimate", &folder, "--by", "sex", "--replicates", "100"];
    let of = |more: &[&'static str]| -> Vec<&str> { asked.iter().chain(more).copied().collect() };
    let found = desk.json(&of(&["--json"]));
    let people = |sex: Sex| (0..1200).filter(|&at| world.person(at).sex == sex).count() as u64;
    let strata = found["strata"].as_array().expect("strata");
    let names: Vec<&str> = strata.iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["female", "male"]);
    for (stratum, sex) in strata.iter().zip([Sex::Female, Sex::Male]) {
        for way in ["pooled", "alone"] {
            let estimate = &stratum[way];
            assert!(holds(estimate, people(sex)), "{sex} {way}: {} of {estimate:#}", people(sex));
            let shares = [&estimate["sampling_share"], &estimate["linkage_share"]].map(number);
            assert!((shares[0] + shares[1] - 1.0).abs() < 1e-9 && shares[1] > 0.0, "{shares:?}");
        }
        assert_eq!(stratum["borrowed"], 0);
    }
    for sum in [&found["sum"], &found["sum_alone"]] {
        assert!(holds(sum, 1200), "{sum:#}");
    }
    assert_eq!(found["tables"], 20);
    assert_eq!(found, desk.json(&of(&["--json"])), "the same folder and seed give the same");

    let said = desk.printed(&asked);
    for words in ["by sex", "is linkage", "in all", "from the others", "female"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let rows = desk.printed(&of(&["--csv"]));
    let commas = |line: &str| line.matches(',').count();
    assert_eq!(rows.lines().count(), 4, "a head, two strata and their sum: {rows}");
    let width = rows.lines().next().map(commas);
    assert!(rows.lines().all(|line| Some(commas(line)) == width), "{rows}");

    // By both: kinds of whom there are few borrow from the others, or say why they have no estimate alone.
    let both = desk.json(&[
        "estimate",
        &folder,
        "--by",
        "sex",
        "--by",
        "age",
        "--replicates",
        "100",
        "--json",
    ]);
    let strata = both["strata"].as_array().expect("strata");
    assert!(strata.len() > 2, "{both:#}");
    assert!(strata.iter().any(|it| it["name"] == "female, adult"), "{both:#}");
    for stratum in strata {
        assert_ne!(stratum["alone"].is_null(), stratum["refused"].is_null(), "{stratum:#}");
    }
    assert!(holds(&both["sum"], 1200), "{:#}", both["sum"]);
}

#[test]
fn what_is_recorded_of_a_linkage_says_on_which_one_it_rests_and_becomes_need() {
    let desk = Desk::new();
    let table = "Organisation,Activity,Pillar,Side,Country,Capacity per year,Status\n\
                 North House,Shelter for women,protection,supply,Mali,40,ongoing\n";
    desk.printed(&["import", &desk.file("table.csv", table)]);
    let folder = linked(&desk, &world(800), &["sex"]);
    let record = |more: &[&str]| -> String {
        let asked = ["estimate", &folder, "--replicates", "100", "--record", "ML"];
        let output = desk.concert(&asked.iter().chain(more).copied().collect::<Vec<_>>());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        said
    };
    let id = |line: &str| line.rsplit(' ').next().expect("an identifier is printed").to_owned();
    let all = record(&["--quick", "--methods", "loglinear-bic,independence"]);
    let all = all.lines().find(|line| line.contains("recorded as")).map(id).expect("recorded");
    let kinds = record(&["--by", "sex"]);
    let women = kinds.lines().find(|line| line.starts_with("female recorded as")).map(id);
    let women = women.expect("the women are recorded");
    assert!(kinds.lines().any(|line| line.starts_with("male recorded as")), "{kinds}");

    let statements = desk.printed(&["export", "statements"]);
    let recorded: Vec<Value> = statements
        .lines()
        .filter(|line| line.contains("estimate-recorded"))
        .map(|line| serde_json::from_str(line).expect("a statement is JSON"))
        .collect();
    assert_eq!(recorded.len(), 3, "{statements}");
    let kept = std::fs::read(desk.path("linked/linked.json")).expect("it was kept");
    let kept: Value = serde_json::from_slice(&kept).expect("it is JSON");
    for statement in &recorded {
        let text = statement.to_string();
        assert!(text.contains("linked_sha256") && text.contains("linkage_share"), "{text}");
        let lists = kept["lists_sha256"].as_str().expect("a digest");
        assert!(text.contains(lists), "it rests on these lists: {text}");
    }
    assert!(
        recorded[1].to_string().contains("female") || recorded[2].to_string().contains("female")
    );

    let need = |estimate: &str, more: &[&str]| {
        let asked = [
            "need",
            "--place",
            "ML",
            "--pillar",
            "protection",
            "--side",
            "supply",
            "--estimate",
            estimate,
            "--per-person",
            "0.5",
        ];
        desk.printed(&asked.iter().chain(more).copied().collect::<Vec<_>>());
    };
    let shown = || {
        let frame = desk.json(&["coverage", "--json"]);
        let cells = frame["cells"].as_array().expect("a frame has cells").clone();
        let is_it = |cell: &&Value| {
            (&cell["pillar"], &cell["side"]) == (&"protection".into(), &"supply".into())
                && !cell["gap"]["need"].is_null()
        };
        let cell = cells.iter().find(is_it).expect("the cell is there");
        number(&cell["gap"]["need"]["middle"])
    };
    need(&women, &["--population", "female//"]);
    let of_women = shown();
    assert!((150.0..350.0).contains(&of_women), "half of the women among 800: {of_women}");
    need(&all, &[]);
    let declared = desk.printed(&["export", "needs"]);
    assert_eq!(declared.lines().filter(|line| line.contains("ML")).count(), 2, "{declared}");
}

#[test]
fn what_the_draws_cannot_say_is_refused_with_what_they_can() {
    let desk = Desk::new();
    let world = world(300);
    let folder = linked(&desk, &world, &["sex", "place"]);
    let refused = |more: &[&str]| {
        let asked: Vec<&str> = ["estimate", &folder].iter().chain(more).copied().collect();
        desk.refused(&asked)
    };
    let said = refused(&["--by", "age"]);
    assert!(said.contains("but by sex, place") && said.contains("--by age"), "{said}");
    let said = refused(&["--by", "sex", "--by", "sex"]);
    assert!(said.contains("twice"), "{said}");
    let said = refused(&["--by", "place", "--record", "ML"]);
    assert!(said.contains("places of their own"), "{said}");
    for other in [&["--one-list"][..], &["--assumptions"], &["--factors", "sex"]] {
        let said = refused(other);
        assert!(said.contains("people by kind"), "{other:?}: {said}");
    }
    for stray in [&["--by", "sex", "--html", "r.html"][..], &["--one-list", "--record", "ML"]] {
        let asked: Vec<&str> = ["estimate", &folder].iter().chain(stray).copied().collect();
        assert_eq!(desk.concert(&asked).status.code(), Some(64), "{stray:?}");
    }
    // A linkage that was not asked to tell people apart.
    let folder = linked(&desk, &world, &[]);
    let said = desk.refused(&["estimate", &folder, "--by", "sex"]);
    assert!(said.contains("does not tell people apart") && said.contains("--by sex"), "{said}");
}

#[test]
fn the_document_of_a_linkage_says_in_words_how_much_of_the_doubt_is_linkage() {
    let desk = Desk::new();
    let folder = linked(&desk, &world(800), &[]);
    let file = desk.path("report.html").display().to_string();
    let said = desk.printed(&[
        "estimate",
        &folder,
        "--quick",
        "--methods",
        "loglinear-bic,independence",
        "--replicates",
        "100",
        "--html",
        &file,
    ]);
    assert!(said.contains("over all that the linkage leaves open"), "{said}");
    let html = std::fs::read_to_string(&file).expect("it was written");
    let html = html.replace(['\u{2068}', '\u{2069}'], "");
    for words in [
        "How sure it is who is who",
        "is doubt about who is who on the lists",
        "over all that the linkage of the lists leaves open",
        "The likeliest linkage alone",
        "concert estimate FOLDER",
        "What each assumption says",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("TABLE.csv"));
}

#[test]
fn notes_on_lists_are_told_in_words() {
    let desk = Desk::new();
    let mut world = world(300);
    for list in &mut world.lists {
        list.headings.extend(["true_id", "town"].map(str::to_owned));
        for (row, person) in list.rows.iter_mut().zip(&list.people) {
            row.extend([person.to_string(), "Springfield".to_owned()]);
        }
    }
    let said = link(&desk, &world, &[]).1;
    assert!(said.contains("note: 'true_id': Says who is who; it was left out"), "{said}");
    assert!(said.contains("'true_id' is left out: it says who is who"), "{said}");
    assert!(said.contains("The same text in every record."), "{said}");
    assert!(!said.contains("exchange/"), "{said}");
}
