//! Other questions of a table of capture histories, through the command itself: people by kind, over
//! what linkage leaves open, from one list, and what moves with what is assumed.

use std::process::Output;

use crate::desk::Desk;
use serde_json::Value;

/// Published: spina bifida in upstate New York by ethnicity (Madigan and York 1997).
const SPINA: &str =
    include_str!("../../../estimate/tests/reference/spina_bifida_3list_by_ethnicity.csv");

/// Published: irregular migrants met by the police of four Dutch cities in 1995, by how often (van
/// der Heijden and others 2003).
const MIGRANTS: &str =
    include_str!("../../../estimate/tests/reference/irregular_migrants_repeats.csv");

/// Published: killings in Kosovo in 1999 (Ball and others 2002).
const KOSOVO: &str = include_str!("../../../estimate/tests/reference/kosovo_4list.csv");

/// Published: people who inject drugs in Scotland; the list S4 also holds others (King and others
/// 2013).
const SCOTLAND: &str = include_str!("../../../estimate/tests/reference/scotland_pwid_4list.csv");

/// The Scottish table with a row for each history.
fn scotland() -> String {
    let mut rows = SCOTLAND.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<&str> = rows.next().expect("a head").split(',').collect();
    let mut table = "S1,S2,S3,S4,region,gender,age,count\n".to_owned();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        for (history, count) in head.iter().zip(&cells).skip(3) {
            let marks: Vec<String> = history.chars().map(String::from).collect();
            let line = [marks.join(","), cells[..3].join(","), (*count).to_owned()];
            table += &(line.join(",") + "\n");
        }
    }
    table
}

/// A desk at which nothing is asked but estimates.
struct Estimator(Desk);

impl Estimator {
    fn new() -> Self {
        Self(Desk::new())
    }

    /// A table without the lines that name its source.
    fn file(&self, name: &str, table: &str) -> String {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        self.0.file(name, lines.fold(String::new(), |table, line| table + line + "\n"))
    }

    fn estimate(&self, arguments: &[&str]) -> Output {
        self.0.concert(&asked(arguments, &[]))
    }

    fn printed(&self, arguments: &[&str]) -> String {
        self.0.printed(&asked(arguments, &[]))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        self.0.json(&asked(arguments, &["--json"]))
    }

    fn refused(&self, arguments: &[&str]) -> String {
        self.0.refused(&asked(arguments, &[]))
    }
}

fn asked<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    ["estimate"].iter().chain(arguments).chain(more).copied().collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn is_near(found: &Value, expected: f64, tolerance: f64) -> bool {
    (number(found) - expected).abs() < tolerance
}

#[test]
fn people_by_kind_are_estimated_alone_and_together_and_what_is_borrowed_is_marked() {
    let desk = Estimator::new();
    let table = desk.file("spina.csv", SPINA);
    let report = desk.json(&[&table, "--by", "eth", "--replicates", "400"]);
    // Best by BIC over all ethnicities: 724.1245 people. A Bayesian average with ethnicity as a
    // covariate (conting 1.7): 726.4.
    assert!(is_near(&report["unstratified"], 724.1245, 1e-3), "{report:#}");
    let sum = &report["sum"];
    assert!(number(&sum["interval"][0]) < 726.4 && 726.4 < number(&sum["interval"][1]));
    assert!(is_near(&sum["population"], 726.4, 40.0), "{}", sum["population"]);
    assert_eq!((report["observed"].as_u64(), report["unlabelled"].as_u64()), (Some(621), Some(0)));
    let other = report["strata"].as_array().expect("strata");
    let other = other.iter().find(|it| it["name"] == "other").expect("the third ethnicity");
    assert_eq!((&other["borrowed"], &other["alone"]), (&Value::Bool(true), &Value::Null));
    assert_eq!(other["refused"]["code"], "estimate/too-few-lists");
    assert_eq!(report, desk.json(&[&table, "--by", "eth", "--replicates", "400"]));

    let shown = desk.printed(&[&table, "--by", "eth", "--replicates", "400"]);
    for words in ["caucasian", "in all", "everything (*)", "other alone has no estimate: Only"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let csv = desk.printed(&[&table, "--by", "eth", "--replicates", "400", "--csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 5, "a head, three strata and their sum: {csv}");
    assert!(lines[4].starts_with("sum,,621,"), "{csv}");
    let commas = |line: &&str| line.matches(',').count();
    assert!(lines.iter().all(|line| commas(line) == commas(&lines[0])), "{csv}");
}

#[test]
fn people_without_a_label_count_in_the_sum_and_bound_each_kind() {
    let desk = Estimator::new();
    // Invented: two sexes with 200 people each hidden if lists are independent, and 70 unlabelled.
    let table = desk.file(
        "made-up.csv",
        "A,B,C,sex,count\n1,0,0,f,200\n0,1,0,f,200\n0,0,1,f,200\n1,1,0,f,200\n1,0,1,f,200\n\
         0,1,1,f,200\n1,1,1,f,200\n1,0,0,m,200\n0,1,0,m,200\n0,0,1,m,200\n1,1,0,m,200\n\
         1,0,1,m,200\n0,1,1,m,200\n1,1,1,m,200\n1,0,0,,10\n0,1,0,,10\n0,0,1,,10\n1,1,0,,10\n\
         1,0,1,,10\n0,1,1,,10\n1,1,1,,10\n",
    );
    let report = desk.json(&[&table, "--by", "sex", "--replicates", "400"]);
    assert_eq!(
        (report["observed"].as_u64(), report["unlabelled"].as_u64()),
        (Some(2870), Some(70))
    );
    // An eighth of everybody is hidden: 2870 * 8 / 7 = 3280.
    assert!(is_near(&report["sum"]["population"], 3280.0, 60.0), "{}", report["sum"]["population"]);
    for stratum in report["strata"].as_array().expect("strata") {
        assert!(is_near(&stratum["if_unlabelled"][0], 1600.0, 0.01), "{stratum:#}");
        assert!(is_near(&stratum["if_unlabelled"][1], 1680.0, 0.01), "{stratum:#}");
    }
    let said = desk.refused(&[&table, "--by", "sex", "--replicates", "100"]);
    assert!(said.contains("400"), "{said}");
}

#[test]
fn labels_written_as_zeros_and_ones_are_labels_when_they_are_named() {
    let desk = Estimator::new();
    let mut table = "A,female,B,C,region,count\n".to_owned();
    for (bits, female) in (1..8).flat_map(|bits| [(bits, 0), (bits, 1)]) {
        let [a, b, c] = [0, 1, 2].map(|list| bits >> list & 1);
        for region in ["north", "south"] {
            let people = (50 + 50 * female).to_string();
            let cells = [a, female, b, c].map(|mark| mark.to_string());
            table += &(cells.join(",") + "," + region + "," + &people + "\n");
        }
    }
    let table = desk.file("made-up.csv", &table);
    let report = desk.json(&[&table, "--by", "female", "--replicates", "100"]);
    assert_eq!(report["lists"], serde_json::json!(["A", "B", "C"]));
    let strata = report["strata"].as_array().expect("strata");
    let alone = |i: usize| number(&strata[i]["alone"]["population"]);
    // As many are on no list as have each history.
    assert!((alone(0) - 800.0).abs() < 0.01 && (alone(1) - 1600.0).abs() < 0.01, "{report:#}");
    assert_eq!((&strata[0]["name"], &strata[1]["name"]), (&"0".into(), &"1".into()));
}

#[test]
fn a_column_that_is_not_there_is_refused_with_those_that_are() {
    let desk = Estimator::new();
    let table = desk.file("spina.csv", SPINA);
    let said = desk.refused(&[&table, "--by", "age"]);
    for words in ["spina.csv", "no column \u{201c}age\u{201d}", "Name one of these: eth"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = desk.refused(&[&table, "--by", "S1"]);
    assert!(said.contains("is a list"), "{said}");
    let plain = desk.file("kosovo.csv", KOSOVO);
    let said = desk.refused(&[&plain, "--by", "sex"]);
    assert!(said.contains("all its columns are lists and counts"), "{said}");
}

#[test]
fn one_question_is_asked_at_a_time() {
    let desk = Estimator::new();
    for arguments in [
        &["t.csv", "--by", "sex", "--one-list"][..],
        &["t.csv", "--by", "sex", "--html", "r.html"],
        &["t.csv", "--recall", "0.9"],
        &["t.csv", "--csv"],
        &["t.csv", "--population", "5000"],
        &["t.csv", "--linkages", "a.csv", "b.csv"],
        &["--linkages", "a.csv"],
        &["--by", "sex"],
    ] {
        assert_eq!(desk.estimate(arguments).status.code(), Some(64), "{arguments:?}");
    }
}

#[test]
fn tables_drawn_from_a_linkage_are_combined_with_the_share_of_what_it_leaves_open() {
    let desk = Estimator::new();
    // Invented: draws that differ in how many people two lists share.
    let draw = |name: &str, both: u64| {
        let head = "A,B,C,count\n0,0,1,280\n1,0,1,80\n0,1,1,60\n1,1,1,20\n";
        let rows = format!("1,0,0,{}\n0,1,0,{}\n1,1,0,{both}\n", 400 - both, 320 - both);
        desk.file(name, &format!("{head}{rows}"))
    };
    let [few, some, many] = [draw("few.csv", 70), draw("some.csv", 80), draw("many.csv", 90)];
    let report = desk.json(&["--linkages", &few, &some, &many]);
    assert_eq!(report["observed"], serde_json::json!([1070, 1090]));
    assert_eq!((report["tables"].as_u64(), &report["few_tables"]), (Some(3), &Value::Bool(true)));
    let shares = [number(&report["sampling_share"]), number(&report["linkage_share"])];
    assert!((shares[0] + shares[1] - 1.0).abs() < 1e-9 && shares[1] > 0.02, "{shares:?}");
    let [low, high] = [&report["interval"][0], &report["interval"][1]].map(number);
    let population = number(&report["population"]);
    assert!(1090.0 < low && low < population && population < high, "{report:#}");
    // The same table three times: linkage leaves nothing open.
    let same = desk.json(&["--linkages", &some, &some, &some, "--replicates", "0"]);
    assert!(number(&same["linkage_share"]).abs() < 1e-9, "{same:#}");
    // Lists of 500, 400 and 440 people, independent by BIC: the share that all of them miss is the
    // product of the shares that each misses.
    let people = number(&same["population"]);
    let missed: f64 = [500.0, 400.0, 440.0].iter().map(|list| 1.0 - list / people).product();
    assert!((people - people * missed - 1080.0).abs() < 1e-3, "{people}");

    let shown = desk.printed(&["--linkages", &few, &some, &many]);
    assert!(shown.contains("is linkage") && shown.contains("ten or more are wise"), "{shown}");
    let csv = desk.printed(&["--linkages", &few, &some, "--csv"]);
    assert!(csv.contains("\nlinkage_share,0."), "{csv}");
    let other = desk.file("other.csv", &KOSOVO.replace("EXH", "ABC"));
    let said = desk.refused(&["--linkages", &few, &other]);
    assert!(said.contains("Table 2") && said.contains("other lists"), "{said}");
    let sparse = desk.file("sparse.csv", "A,B,C,count\n1,0,0,9\n0,1,0,9\n0,0,1,9\n1,1,1,2\n");
    let said = desk.refused(&["--linkages", &few, &sparse]);
    assert!(said.contains("sparse.csv") && said.contains("on two or more lists"), "{said}");
}

#[test]
fn errors_of_linkage_are_undone_beside_the_figure_as_it_is() {
    let desk = Estimator::new();
    let table = desk.file("kosovo.csv", KOSOVO);
    let exact = desk.json(&[&table, "--recall", "1", "--precision", "1"]);
    let independence = |report: &Value| {
        let models = report["models"].as_array().expect("models").clone();
        models.into_iter().find(|it| it["chosen"] == "independence").expect("independence")
    };
    // Printed for independence: 7,395; with 5 % of the links missed, 4.7 % more.
    let plain = independence(&exact);
    assert!(is_near(&plain["as_linked"], 7395.0, 0.5), "{plain:#}");
    assert!(is_near(&plain["corrected"], number(&plain["as_linked"]), 1e-6), "{plain:#}");
    let missed = independence(&desk.json(&[&table, "--recall", "0.95", "--precision", "1"]));
    let change = number(&missed["erred_again"]) / number(&missed["as_linked"]) - 1.0;
    assert!((change - 0.047).abs() < 5e-4, "{change}");
    let undone = number(&missed["corrected"]) / number(&missed["as_linked"]) - 1.0;
    assert!(undone < -0.04 && undone > -0.05, "{undone}");

    let shown = desk.printed(&[&table, "--recall", "0.95", "--precision", "0.99"]);
    for words in ["7,395", "lists independent", "errors undone", "A cross-check"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let csv = desk.printed(&[&table, "--recall", "0.95", "--precision", "0.99", "--csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let said = desk.refused(&[&table, "--recall", "95", "--precision", "1"]);
    assert!(said.contains("recall") && said.contains("0.9"), "{said}");
}

#[test]
fn one_list_gives_a_number_under_each_assumption_and_chao_is_called_a_lower_bound() {
    let desk = Estimator::new();
    let table = desk.file("migrants.csv", MIGRANTS);
    let report = desk.json(&[&table, "--one-list"]);
    assert_eq!((report["observed"].as_u64(), report["seen"][0].as_u64()), (Some(1880), Some(1645)));
    let family = |form: &str| {
        let families = report["families"].as_array().expect("families").clone();
        families.into_iter().find(|it| it["form"] == form).expect("each form is there")
    };
    // Chao: 1880 + 1645^2 / (2 * 183) = 9273.5; Zelterman: r = 2 * 183 / 1645.
    let chao = family("chao-lower-bound");
    assert!(is_near(&chao["fit"]["population"], 9273.5, 0.1), "{chao:#}");
    assert_eq!(chao["fit"]["is_lower_bound"], true);
    let rate: f64 = 2.0 * 183.0 / 1645.0;
    let zelterman = 1880.0 / (1.0 - (-rate).exp());
    assert!(is_near(&report["zelterman"]["population"], zelterman, 1e-6));
    let poisson = family("homogeneous");
    assert!(number(&poisson["fit"]["population"]) < 9273.5, "{poisson:#}");

    let shown = desk.printed(&[&table, "--one-list"]);
    let line = shown.lines().find(|line| line.contains("Chao")).expect("a line about Chao");
    assert!(line.contains("a lower bound, not an estimate") && line.contains("9,27"), "{line}");
    let csv = desk.printed(&[&table, "--one-list", "--csv"]);
    assert_eq!(csv.lines().count(), 7, "a head, five forms and Zelterman: {csv}");

    for (counts, words) in [
        ("times,count\n0,9\n1,5\n", ["bad.csv", "never seen", "2"]),
        ("times,count\n1,9\n2,5\n2,1\n", ["bad.csv", "twice", "4"]),
        ("times,people\n1,9\n2,many\n", ["B3", "not a whole number", "many"]),
        ("times,people\n1,9\n2,\n", ["bad.csv", "has to say something", "3"]),
        ("often,count\n1,9\n", ["A1", "often", "times"]),
    ] {
        let bad = desk.file("bad.csv", counts);
        let said = desk.refused(&[&bad, "--one-list"]);
        assert!(words.iter().all(|word| said.contains(word)), "{words:?}: {said}");
    }
}

#[test]
fn what_moves_with_what_is_assumed_stands_side_by_side() {
    let desk = Estimator::new();
    let table = desk.file("kosovo.csv", KOSOVO);
    let asked = [table.as_str(), "--assumptions", "--population", "20000", "--replicates", "100"];
    let report = desk.json(&asked);
    let families = report["families"].as_array().expect("families");
    assert_eq!(families.len(), 10);
    let mt = families.iter().find(|it| it["name"] == "Mt").expect("independence");
    assert!(is_near(&mt["fit"]["population"], 7395.0, 0.5), "{mt:#}");
    // Hidden people fall in proportion to xi, and the xi that is asked for gives what was named.
    let observed = number(&report["observed"]);
    let given = report["highest_order"]["found"]["given"].as_array().expect("each xi");
    let hidden = |i: usize| number(&given[i]["population"]) - observed;
    assert_eq!(given.len(), 5);
    assert!(
        (hidden(0) / hidden(2) - 2.0).abs() < 1e-9 && (hidden(4) / hidden(2) - 0.5).abs() < 1e-9
    );
    let xi = number(&report["xi_for_population"]);
    assert!((hidden(2) / xi + observed - 20_000.0).abs() < 1e-6, "{xi}");
    let best = &report["best"]["found"];
    let xi = number(&best["xi_for_population"]);
    let hidden = number(&best["population"]) - observed;
    assert!((hidden / xi + observed - 20_000.0).abs() < 1e-6, "{xi}");
    let profile = &best["profile"]["interval95"];
    assert!(number(&profile["lower"]) < number(&best["population"]));
    assert!(number(&profile["upper"]) > number(&best["population"]));
    assert_eq!(report["pairs"].as_array().expect("pairs").len(), 6);
    assert_eq!(report["prior_counts"]["found"].as_array().expect("prior counts").len(), 5);
    let steps = report["stability"]["found"]["steps"].as_array().expect("steps");
    assert_eq!((steps.len(), &steps[4]["models"]), (5, &Value::Null));
    let within = |i: usize| number(&steps[i]["winners_within"]);
    assert!((1..5).all(|i| within(i - 1) <= within(i)), "{steps:#?}");

    let shown = desk.printed(&asked);
    for words in ["Chao (lower bound)", "xi", "pair", "prior count", "by its profile", "all  "] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let csv = desk.printed(&[&table, "--assumptions", "--replicates", "100", "--csv"]);
    for kind in ["heterogeneity", "exact-given-xi", "pair", "prior-count", "profile", "stability"] {
        assert!(csv.contains(&format!("\n{kind},")), "{kind}: {csv}");
    }
    let said = desk.refused(&[&table, "--assumptions", "--population", "100"]);
    assert!(said.contains("who were seen"), "{said}");
    // Two lists: no method answers, and what is shown says so first.
    let two = desk.file("two.csv", "A,B,count\n1,0,40\n0,1,30\n1,1,8\n");
    let shown = desk.printed(&[&two, "--assumptions", "--replicates", "100"]);
    let refused = shown.find("No estimate can be given").expect("the refusal");
    assert!(refused < shown.find("Chao").expect("the forms") && shown.contains("228"), "{shown}");
}

#[test]
fn columns_as_factors_give_the_hidden_people_of_each_level() {
    let desk = Estimator::new();
    let table = desk.file("spina.csv", SPINA);
    // Maximum of R: 724.1245 people, 96.8142 of them hidden.
    let report = desk.json(&[&table, "--factors", "eth", "--model", "[S2:S3]"]);
    assert!(is_near(&report["fit"]["population"], 724.1245, 1e-3), "{report:#}");
    // BIC chooses the same dependence.
    let chosen = desk.json(&[&table, "--factors", "eth"]);
    assert!(
        chosen["added"].as_array().expect("terms").contains(&Value::from("S2:S3")),
        "{chosen:#}"
    );
    let levels = chosen["levels"].as_array().expect("levels");
    let hidden: f64 = levels.iter().map(|level| number(&level["hidden"])).sum();
    assert_eq!(levels.len(), 3);
    assert!(is_near(&chosen["fit"]["hidden"], hidden, 1e-6), "{chosen:#}");
    let shown = desk.printed(&[&table, "--factors", "eth"]);
    assert!(shown.contains("eth caucasian") && shown.contains("in all"), "{shown}");
    let csv = desk.printed(&[&table, "--factors", "eth", "--csv"]);
    assert_eq!(csv.lines().count(), 8, "a head, levels, combinations and all: {csv}");

    let said = desk.refused(&[&table, "--factors", "eth,age"]);
    assert!(said.contains("age") && said.contains("Name one of these: eth"), "{said}");
    let said = desk.refused(&[&table, "--factors", "eth", "--model", "[S2:S9]"]);
    assert!(said.contains("S9"), "{said}");
    let blank = desk.file("blank.csv", &SPINA.replacen("caucasian,45", ",45", 1));
    let said = desk.refused(&[&blank, "--factors", "eth"]);
    assert!(said.contains("45 people") && said.contains("--by"), "{said}");
}

#[test]
fn a_list_that_also_holds_others_is_read_as_a_bound_and_ignored() {
    let desk = Estimator::new();
    let table = desk.file("scotland.csv", &scotland());
    // Maxima of R under main effects: hidden people and members on S4 alone.
    let main = "[S1,S2,S3,S4,region,gender,age]";
    let report = desk.json(&[&table, "--censored", "S4", "--model", main]);
    for (reading, hidden, members) in
        [("bound", 13_260.165_2, 335.0165), ("ignored", 13_955.717_8, 412.0726)]
    {
        let fit = &report[reading]["fit"];
        assert!(is_near(&fit["hidden"], hidden, 1e-2), "{reading}: {}", fit["hidden"]);
        assert!(is_near(&fit["members"], members, 1e-2), "{reading}: {}", fit["members"]);
        assert_eq!((fit["known"].as_u64(), fit["bound"].as_u64()), (Some(4986), Some(684)));
    }
    assert_eq!(report["ignored"]["exceeds_bound"], true);
    assert!(is_near(&report["all_members"], 22_096.690_4, 1e-2), "{}", report["all_members"]);
    let shown = desk.printed(&[&table, "--censored", "S4", "--model", main]);
    for words in ["4986 known members; 684 people", "13,260", "13,956", "does not fit", "22,097"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let csv = desk.printed(&[&table, "--censored", "S4", "--model", main, "--csv"]);
    assert_eq!(csv.lines().count(), 4, "{csv}");
    let said = desk.refused(&[&table, "--censored", "S5"]);
    assert!(said.contains("S5") && said.contains("S1, S2, S3, S4"), "{said}");
    let plain = desk.file("kosovo.csv", KOSOVO);
    let said = desk.refused(&[&plain, "--censored", "HRW"]);
    assert!(said.contains("No column says"), "{said}");
}

#[test]
fn a_command_that_nobody_reads_on_goes_on_to_its_end_without_a_word() {
    let desk = Desk::new();
    let table = desk.file("scotland.csv", scotland());
    let report = desk.path("report.html");
    let html = report.to_str().expect("a temporary path is text");
    let said = desk.unread(&["estimate", &table, "--quick", "--html", html]);
    assert!(!said.contains("panic"), "{said}");
    assert!(report.exists());
}
