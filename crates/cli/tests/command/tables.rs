//! Tables in and out, through the command itself. The tables are made up.

use crate::desk::Desk;
use serde_json::Value;

/// Who does what where, with headings in four languages between them and an unknown word.
const TABLE: &str = "\
Organisation,Type d’organisation,Actividad,Pillar,Side,Form of exploitation,Pays,Admin 1,Capacity per year,Status
North House,National NGO,Shelter for women,protection,supply,EX.SEX,Mali,Gao,40,ongoing
North House,National NGO,Legal help,protection,supply,EX.LAB,Mali,Kayes,<5,ongoing
Labour Watch,Government,Inspections,prevention,demand,EX.LAB,Mali,Gao,120,planned
Radio Sahel,Media,Campaign,prevention,,,Mali,Mopti,,sleeping
";

impl Desk {
    fn import(&self, path: &str) -> Value {
        self.json(&["import", "--json", path])[0].take()
    }

    /// Initiatives in the whole frame.
    fn initiatives(&self) -> Value {
        self.json(&["coverage", "--json"])["total"]["initiatives"].take()
    }
}

#[test]
fn a_table_imported_again_changes_nothing_and_an_edited_export_changes_the_edited_row_only() {
    let office = Desk::new();
    let table = office.file("table.csv", TABLE.as_bytes());
    let first = office.import(&table);
    assert_eq!(first["changes"]["initiatives_new"], 4, "{first:#}");
    assert_eq!(first["changes"]["organisations"], 3);
    assert_eq!(first["unplaced"][0]["reference"], "J5", "{first:#}");

    let again = office.import(&table);
    assert_eq!(again["changes"]["initiatives_same"], 4, "{again:#}");
    assert_eq!(again["applied"], Value::Null);

    let export = office.concert(&["export", "initiatives"]).stdout;
    let unedited = office.import(&office.file("export.csv", &export));
    assert_eq!(unedited["applied"], Value::Null, "{unedited:#}");

    let export = String::from_utf8(export).expect("an export is UTF-8");
    assert!(export.contains("Shelter for women"));
    let edited = export.replacen("Shelter for women", "Shelter for women and children", 1);
    let edited = office.import(&office.file("export.csv", edited.as_bytes()));
    assert_eq!(edited["changes"]["initiatives_changed"], 1, "{edited:#}");
    assert_eq!(edited["changes"]["initiatives_new"], 0);

    let sheet = office.concert(&["export", "initiatives", "--xlsx"]).stdout;
    let sheet = office.import(&office.file("export.xlsx", &sheet));
    assert_eq!(sheet["applied"], Value::Null, "{sheet:#}");
}

#[test]
fn an_import_is_undone_as_one_act_and_the_journal_stays_sound() {
    let office = Desk::new();
    let table = office.file("table.csv", TABLE.as_bytes());
    let import = office.import(&table);
    // Of the four, one is planned and so not under way.
    assert_eq!(office.initiatives(), 3);
    let id = import["applied"]["import"]["id"].as_str().expect("an import has an identifier");
    assert!(office.concert(&["undo", id, "--reason", "a test"]).status.success());
    assert_eq!(office.initiatives(), 0);
    assert_eq!(office.import(&table)["changes"]["initiatives_new"], 4, "it can be applied anew");
    assert_eq!(office.json(&["verify", "--json"])["sound"], true);
}

#[test]
fn a_kept_run_that_was_changed_is_named_with_what_to_do() {
    let office = Desk::new();
    office.import(&office.file("table.csv", TABLE.as_bytes()));
    std::fs::create_dir_all(office.path("data/runs")).expect("a temporary folder can be written");
    let name = format!("runs/{}.json", "a".repeat(64));
    office.file(&format!("data/{name}"), "{\"kept\":{}}");
    let output = office.concert(&["verify"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("statements") && said.contains("all sound"), "{said}");
    assert!(said.contains(&format!("{name} is wrong (unreadable)")), "{said}");
    assert!(said.contains("copy of the data folder"), "{said}");
    std::fs::remove_file(office.path(&format!("data/{name}"))).expect("the file is there");
    assert_eq!(office.json(&["verify", "--json"])["runs"]["sound"], 0);
}

#[test]
fn what_a_table_does_not_state_stays_unstated() {
    let office = Desk::new();
    office.import(&office.file("table.csv", TABLE.as_bytes()));
    let frame = office.json(&["coverage", "--json"]);
    let cells = frame["cells"].as_array().expect("a frame has cells");
    let unstated = cells.iter().find(|cell| {
        cell["pillar"] == "prevention" && cell["side"].is_null() && cell["group"].is_null()
    });
    assert_eq!(unstated.map(|cell| cell["initiatives"].clone()), Some(1.into()));
    // Nobody can say that nobody is where that initiative may be.
    let stated = cells.iter().find(|cell| {
        cell["pillar"] == "prevention" && cell["side"] == "supply" && cell["group"] == "sexual"
    });
    let stated = stated.expect("the frame proper is whole");
    assert_eq!((&stated["initiatives"], &stated["undetermined"]), (&0.into(), &1.into()));
    assert_eq!(stated["knowledge"], "nobody-reported");
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_name_and_a_remedy_and_nothing_is_kept() {
    let office = Desk::new();
    let path = office.file("picture.xlsx", b"\x89PNG\r\n\x1a\nnot a table");
    let output = office.concert(&["import", &path]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("picture.xlsx"), "{said}");
    assert!(said.trim().lines().count() >= 2, "a refusal has a hint: {said}");
    assert_eq!(office.json(&["undo", "--json"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn an_estimate_prints_one_object_that_other_programs_can_read() {
    let office = Desk::new();
    // Invented figures.
    let table = "police,shelter,hotline,count\n1,0,0,320\n0,1,0,240\n0,0,1,280\n1,1,0,80\n\
                 1,0,1,80\n0,1,1,60\n1,1,1,20\n";
    let path = office.file("lists.csv", table.as_bytes());
    let svg = office.path("estimate.svg");
    let svg = svg.to_str().expect("text");
    let report = office.json(&["estimate", &path, "--json", "--replicates", "100", "--svg", svg]);
    assert_eq!(report["observed"], 1080);
    assert_eq!(report["lists"][0], "police");
    let first = &report["estimates"][0];
    for key in ["method", "model", "population", "interval95", "refused"] {
        assert!(first.get(key).is_some(), "{key}: {first:#}");
    }
    assert!(std::fs::read_to_string(svg).expect("a picture").starts_with("<svg"));
}

#[test]
fn a_need_enters_the_frame_from_an_estimate_and_from_a_published_figure() {
    let office = Desk::new();
    office.import(&office.file("table.csv", TABLE.as_bytes()));
    // Invented figures.
    let table = "police,shelter,hotline,count\n1,0,0,320\n0,1,0,240\n0,0,1,280\n1,1,0,80\n\
                 1,0,1,80\n0,1,1,60\n1,1,1,20\n";
    let path = office.file("lists.csv", table.as_bytes());
    let recorded = office.concert(&["estimate", &path, "--replicates", "200", "--record", "ML"]);
    let said = String::from_utf8_lossy(&recorded.stderr).into_owned();
    let estimate = said.trim().rsplit(' ').next().expect("an identifier is printed");
    let cell = ["--place", "ML", "--pillar", "protection", "--side", "supply", "--form", "EX.SEX"];
    let need = |more: &[&str]| {
        let arguments: Vec<&str> = ["need"].iter().chain(&cell).chain(more).copied().collect();
        let output = office.concert(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let shown = || {
        let frame = office.json(&["coverage", "--json"]);
        let cells = frame["cells"].as_array().expect("a frame has cells").clone();
        let is_it = |cell: &&Value| {
            (&cell["pillar"], &cell["side"], &cell["group"])
                == (&"protection".into(), &"supply".into(), &"sexual".into())
        };
        cells.iter().find(is_it).expect("the cell is there")["gap"]["need"].clone()
    };
    assert!(shown().is_null());
    need(&["--estimate", estimate, "--per-person", "0.5"]);
    let middle = shown()["middle"].as_f64().expect("a need has a median");
    assert!((900.0..1150.0).contains(&middle), "half of about 2043: {middle}");
    // The same cell rests on somebody else's figure now.
    need(&[
        "--figure",
        "8000,10000,13000",
        "--level",
        "0.9",
        "--source",
        "Made-up Institute, 2025",
    ]);
    let interval = shown();
    let near = |name: &str, number: f64| {
        let found = interval[name].as_f64().expect("an interval has three numbers");
        assert!((found / number - 1.0).abs() < 0.02, "{name}: {found}");
    };
    near("low", 8000.0);
    near("middle", 10_000.0);
    near("high", 13_000.0);
}

#[test]
fn two_lists_are_refused_with_a_lower_bound_and_not_answered() {
    let office = Desk::new();
    let table = "police,shelter,count\n1,0,320\n0,1,240\n1,1,80\n";
    let path = office.file("lists.csv", table.as_bytes());
    let report = office.json(&["estimate", &path, "--json"]);
    let estimates = report["estimates"].as_array().expect("estimates");
    assert!(estimates.iter().all(|it| it["refused"]["code"] == "estimate/too-few-lists"));
    assert!(estimates.iter().all(|it| it["population"].is_null()));
}

#[test]
fn every_command_explains_itself_with_an_example_and_a_wrong_one_exits_with_64() {
    let office = Desk::new();
    let commands = [
        "plan",
        "plan state",
        "plan show",
        "plan effect",
        "plan calendar",
        "plan recommendations import",
        "commitment",
        "commitment list",
        "commitment make",
        "commitment change",
        "commitment claim",
        "decision",
        "demo",
        "serve",
        "import",
        "undo",
        "export",
        "estimate",
        "need",
        "profits",
        "prevalence",
        "coverage",
        "verify",
        "doctor",
    ];
    for command in commands {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let output = office.concert(&words);
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && help.contains("Example"), "{command}: {help}");
    }
    let help = office.printed(&["import", "--help"]);
    for kind in ["who-does-what-where", "needs", "flows"] {
        assert!(help.contains(kind), "{kind}: {help}");
    }
    assert_eq!(office.concert(&["dance"]).status.code(), Some(64));
}
