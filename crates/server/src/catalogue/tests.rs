//! The catalogues are complete, used, and alike; and every code of the program has its text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use concert_coalition::LightRule;
use concert_secretariat::{
    ActionKind, CalendarKind, Counted, EquityAmong, NotCompared, ProfitRegion, ProfitSector, WhyNot,
};
use concert_terms::axis::Axis;
use concert_terms::{
    AgeBand, Form, FormGroup, OrganisationKind, Origin, Pillar, Sector, ServiceKind, Sex, Side,
};

use super::*;

/// Keys of a language: messages, and attributes as `message.attribute`.
fn keys(sources: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in sources {
        let mut message = "";
        for line in source.lines() {
            let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                message = line.split(' ').next().unwrap_or_default();
                assert!(keys.insert(key(line).unwrap()), "{line} stands there twice");
            } else if let Some(attribute) = line.trim_start().strip_prefix('.') {
                keys.insert(format!("{message}.{}", key(attribute).unwrap()));
            }
        }
    }
    keys
}

/// The facts that each text names, by key.
fn facts(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let mut message = String::new();
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                message = line.split(' ').next().unwrap_or_default().to_owned();
            }
            for part in line.split("{ $").skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                facts.entry(message.clone()).or_default().insert(name);
            }
        }
    }
    facts
}

fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of all files below a folder that have an ending.
fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
    texts
}

/// What stands in quotation marks after a word.
fn quoted<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Keys that the code and the templates name in full.
fn named_keys() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut sources = texts(&crate_folder().join("src"), "rs");
    sources.extend(texts(&crate_folder().join("templates"), "html"));
    for source in &sources {
        for before in ["say(\"", ".page(\"", "plain(&visit, \"", "(\"nav-"] {
            for key in quoted(source, before) {
                let prefix = if before == "(\"nav-" { "nav-" } else { "" };
                named.insert(format!("{prefix}{key}"));
            }
        }
    }
    named
}

fn axis<T: Axis>(family: &str) -> Vec<String> {
    (0..T::COUNT)
        .filter_map(T::at)
        .map(|value| format!("{family}-{}", value.code().replace('.', "-")))
        .collect()
}

fn family(name: &str, codes: &[&str]) -> Vec<String> {
    let key = |code: &&str| format!("{name}-{}", code.replace('.', "-"));
    codes.iter().map(key).collect()
}

/// Keys that are put together from a code.
fn coded_keys() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(axis::<Pillar>("pillar"));
    keys.extend(axis::<Side>("side"));
    keys.extend(axis::<FormGroup>("group"));
    keys.extend(axis::<Form>("form"));
    keys.extend(axis::<Sex>("sex"));
    keys.extend(axis::<AgeBand>("age"));
    keys.extend(axis::<Origin>("origin"));
    keys.extend(axis::<Sector>("sector"));
    keys.extend(axis::<ServiceKind>("service"));
    keys.extend(axis::<OrganisationKind>("kind"));
    keys.extend(axis::<OrganisationKind>("kinds"));
    for unstated in ["pillar", "side", "group", "sector", "kind"] {
        keys.insert(format!("{unstated}-unstated"));
    }
    let level = ["region", "country", "admin1", "admin2", "admin3", "corridor"];
    keys.extend(family("level", &level));
    let role = ["administrator", "coordinator", "member", "reader"];
    keys.extend(family("role", &role));
    keys.extend(family("status", &["planned", "active", "suspended", "ended"]));
    let certainty = ["certain", "likely", "open", "likely-met", "met"];
    keys.extend(family("certainty", &certainty));
    keys.extend(family("knowledge", &["active", "nobody-there", "nobody-reported"]));
    keys.extend(family("calendar", &CalendarKind::ALL.map(CalendarKind::code)));
    keys.extend(family("effect-why", &NotCompared::ALL.map(NotCompared::code)));
    keys.extend(family("doubling", &["redundant", "reserve", "useful", "enough"]));
    keys.extend(family("basis", &["people", "interval", "estimate", "published"]));
    keys.extend(family("by", &["tag", "heading"]));
    keys.extend(family("covariate", &["push", "pull", "pair"]));
    keys.extend(family("evenness", &["even", "likely-even", "open", "likely-uneven", "uneven"]));
    keys.extend(family("rung", &concert_coverage::Rung::ALL.map(concert_coverage::Rung::code)));
    keys.extend(family("rule", &["by-need", "uniform"]));
    keys.extend(family("bias", &["too-low", "too-high", "either"]));
    keys.extend(family("answer", &["holds", "doubtful", "fails", "unanswered"]));
    keys.extend(concert_secretariat::Assumption::ALL.map(|it| format!("assumption-{}", it.name())));
    keys.extend(concert_secretariat::MatrixAxis::ALL.map(|axis| format!("axis-{}", axis.code())));
    keys.extend(crate::pages::help::TOPICS.iter().map(|topic| format!("help-{}", topic.name)));
    keys.extend(family("fact-sector", &ProfitSector::ALL.map(ProfitSector::code)));
    keys.extend(family("fact-region", &ProfitRegion::ALL.map(ProfitRegion::code)));
    keys.extend(family("fact-counted", &Counted::ALL.map(Counted::code)));
    let constants = concert_secretariat::Constants::shipped();
    keys.extend(family("fact-report", &constants.reports()));
    keys.extend(family("next-kind", &ActionKind::ALL.map(ActionKind::code)));
    keys.extend(family("next-among", &EquityAmong::ALL.map(EquityAmong::code)));
    keys.extend(family("next-why", &WhyNot::ALL.map(WhyNot::code)));
    let units = ["prevention", "protection", "prosecution", "partnership", "unstated"];
    keys.extend(family("next-unit", &units));
    keys.extend(coded_keys_of_plans());
    keys.extend(family("spell", &crate::spell_fields::SPELLS));
    let rates = ["victims", "stock", "per-1000", "sdg", "one-in", "undetected", "detected-how"];
    keys.extend(family("rate", &rates));
    let left_out = ["truth", "repeats", "other-id", "blank", "told"];
    keys.extend(family("left-out", &left_out));
    let suspicions = ["weak-bridge", "large-cluster", "torn", "same-file", "matches-itself"];
    keys.extend(family("suspicion", &suspicions));
    keys.extend(family("rate", &["per-1000-how", "sdg-how", "one-in-how"]));
    keys.extend(["ratio", "ratio-total"].map(str::to_owned));
    let troubles = [
        "not-there",
        "method",
        "other-site",
        "too-large",
        "timeout",
        "busy",
        "unreadable",
        "sign-in",
        "broken",
    ];
    keys.extend(family("trouble", &troubles));
    keys.extend(
        ["at-cell", "at-sheet", "at-sheet-cell", "source-row", "source-sheet-row"]
            .map(str::to_owned),
    );
    keys.extend(["place", "expected-gap", "state", "quantity", "people"].map(str::to_owned));
    keys
}

/// The same for plans, commitments and decisions.
fn coded_keys_of_plans() -> BTreeSet<String> {
    use concert_coalition::{
        CommitmentStanding, CycleStage, Followed, LevelBasis, Light, LightReason, MatchStanding,
        Mechanism, RecommendationResponse, Stage,
    };
    use concert_secretariat::{ChangedField, MeansKind, Nearness, PrefillKind, SubjectKind};

    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(family("nearness", &Nearness::ALL.map(Nearness::code)));
    keys.extend(family("stage", &Stage::ALL.map(Stage::code)));
    keys.extend(family("subject", &SubjectKind::ALL.map(SubjectKind::code)));
    keys.extend(family("choice", &["for", "against", "abstain", "none"]));
    keys.extend(family("outcome", &["adopted", "rejected", "no-quorum", "withdrawn"]));
    keys.extend(family("standing", &["votes", "speaks", "observes"]));
    for reach in ["more-than", "at-least"] {
        keys.extend(["cast", "present", "all"].map(|base| format!("majority-{reach}-{base}")));
    }
    let standings = CommitmentStanding::ALL.map(CommitmentStanding::code);
    keys.extend(family("commitment-standing", &standings));
    keys.extend(family("light", &Light::ALL.map(Light::code)));
    keys.extend(family("light-why", &LightReason::ALL.map(LightReason::code)));
    let bases = LevelBasis::ALL.map(LevelBasis::code);
    keys.extend(family("commitment-basis", &bases));
    let fields = ChangedField::ALL.map(ChangedField::code);
    keys.extend(family("commitment-field", &fields));
    let mechanisms = concert_coalition::Mechanism::ALL.map(concert_coalition::Mechanism::code);
    keys.extend(family("plan-report-mechanism", &mechanisms));
    let responses = RecommendationResponse::ALL.map(RecommendationResponse::code);
    keys.extend(family("plan-report-response", &responses));
    let headings = concert_secretariat::ReportHeading::ALL.iter();
    keys.extend(headings.map(|heading| format!("plan-report-{}", heading.code())));
    let pairs = MatchStanding::ALL.map(MatchStanding::code);
    keys.extend(family("commitment-pair", &pairs));
    let means = MeansKind::ALL.map(MeansKind::code);
    keys.extend(family("commitment-kind", &means));
    keys.extend(family("review-stage", &CycleStage::ALL.map(CycleStage::code)));
    keys.extend(family(
        "round-stage",
        &concert_coalition::RoundStage::ALL.map(concert_coalition::RoundStage::code),
    ));
    keys.extend(family(
        "round-due",
        &concert_secretariat::DueInRound::ALL.map(concert_secretariat::DueInRound::code),
    ));
    let phases =
        concert_secretariat::LinkingPhase::ALL.map(concert_secretariat::LinkingPhase::code);
    keys.extend(family("linking-phase", &phases));
    keys.extend(family(
        "linkage-by",
        &concert_secretariat::StratumAxis::WORDS.map(|(word, _)| word),
    ));
    keys.extend(family("linkage-suspicion", &concert_secretariat::SUSPICIONS));
    keys.extend(["linkage-people", "linkage-precision", "linkage-recall"].map(str::to_owned));
    keys.extend(family("review-prefill", &PrefillKind::ALL.map(PrefillKind::code)));
    keys.extend(family("followed", &Followed::ALL.map(Followed::code)));
    keys.extend(family("mechanism", &Mechanism::ALL.map(Mechanism::code)));
    keys.extend(family("response", &["accepted", "noted", "none"]));
    keys.extend(["review-too-few", "recommendations-choose"].map(str::to_owned));
    keys.extend(["commitment-postponed", "commitment-brought-forward"].map(str::to_owned));
    keys.extend(["commitment-new", "commitment-change"].map(str::to_owned));
    keys
}

/// Families whose codes are the words of files and of other crates: their texts may be there
/// without being named here.
const OPEN_FAMILIES: [&str; 8] =
    ["refusal-", "fact-", "remedy-", "note-", "meaning-", "field-", "quantity-", "method-"];

#[test]
fn both_languages_have_the_same_texts_with_the_same_facts() {
    let (english, arabic) = (keys(ENGLISH), keys(ARABIC));
    let missing: Vec<_> = english.symmetric_difference(&arabic).collect();
    assert!(missing.is_empty(), "only in one language: {missing:?}");
    let (english, arabic) = (facts(ENGLISH), facts(ARABIC));
    for (key, names) in &english {
        assert_eq!(Some(names), arabic.get(key), "{key} names other facts");
    }
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let there = keys(ENGLISH);
    let asked: BTreeSet<String> = named_keys().union(&coded_keys()).cloned().collect();
    let missing: Vec<_> = asked.difference(&there).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn every_text_is_asked_for() {
    let asked: BTreeSet<String> = named_keys().union(&coded_keys()).cloned().collect();
    let statement_kinds = statement_kinds();
    let unused: Vec<_> = keys(ENGLISH)
        .into_iter()
        .filter(|key| !key.contains('.') && !asked.contains(key))
        .filter(|key| !OPEN_FAMILIES.iter().any(|family| key.starts_with(family)))
        .filter(|key| !statement_kinds.contains(key))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

/// The keys of the names of every kind of statement.
fn statement_kinds() -> BTreeSet<String> {
    let kinds = concert_coalition::Body::KINDS.iter().chain(&["erased", "unknown"]);
    kinds.map(|kind| format!("statement-{kind}")).collect()
}

#[test]
fn every_kind_of_statement_has_a_name() {
    let there = keys(ENGLISH);
    let kinds = statement_kinds();
    let missing: Vec<_> = kinds.difference(&there).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Codes such as `coalition/not-allowed` in the sources of the other crates, tests aside.
fn codes_of_refusals() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for name in [
        "coalition",
        "coverage",
        "estimate",
        "figures",
        "journal",
        "linkage",
        "secretariat",
        "wording",
    ] {
        let folder = crate_folder().join(format!("../{name}/src"));
        for source in texts(&folder, "rs") {
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for code in quoted(source, &format!("\"{name}/")) {
                if code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                    codes.insert(format!("{name}/{code}"));
                }
            }
        }
    }
    codes.extend(rules_of_files().into_iter().map(|rule| format!("exchange/{rule}")));
    codes
}

/// The rules that a file can break, from the table in which they are written.
fn rules_of_files() -> BTreeSet<String> {
    let source = std::fs::read_to_string(crate_folder().join("../exchange/src/refusal.rs"));
    let source = source.unwrap();
    let (_, table) = source.split_once("\nrules! {").unwrap();
    let (table, _) = table.split_once("\n}\n").unwrap();
    let rules: BTreeSet<String> = quoted(table, " = \"").into_iter().map(str::to_owned).collect();
    assert!(rules.len() >= 30, "{rules:?}");
    rules
}

#[test]
fn every_refusal_of_every_crate_has_its_text_and_says_what_to_do() {
    let codes = codes_of_refusals();
    assert!(codes.len() > 80, "{codes:?}");
    let there = keys(ENGLISH);
    let mut missing = Vec::new();
    for code in &codes {
        let key = format!("refusal-{}", code.replace('/', "-"));
        let has_hint = code.starts_with("exchange/") || there.contains(&format!("{key}.hint"));
        if !there.contains(&key) || !has_hint {
            missing.push(key);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Quoted codes after a marker in a source of the exchange crate.
fn codes_in(file: &str, marker: &str) -> BTreeSet<String> {
    let source = std::fs::read_to_string(crate_folder().join(file)).unwrap();
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    quoted(source, marker).into_iter().map(str::to_owned).collect()
}

#[test]
fn every_note_remedy_and_meaning_of_a_table_has_its_text() {
    let there = keys(ENGLISH);
    let mut wanted = BTreeSet::new();
    for (file, marker, family) in [
        ("../exchange/src/note.rs", "=> \"exchange/", "note"),
        ("../exchange/src/needs.rs", "=> \"exchange/", "note"),
        ("../exchange/src/refusal.rs", " => \"", "remedy"),
        ("../exchange/src/meaning.rs", " = \"", "meaning"),
        ("../exchange/src/meaning.rs", " => \"", "meaning"),
        ("../secretariat/src/imports.rs", "code: \"exchange/", "note"),
    ] {
        let codes = codes_in(file, marker);
        assert!(!codes.is_empty(), "{file} has no codes after {marker}");
        let codes = codes.iter().filter(|code| !code.contains('/'));
        wanted.extend(codes.map(|code| format!("{family}-{}", code.replace('.', "-"))));
    }
    let missing: Vec<_> = wanted.difference(&there).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_that_a_declaration_can_break_has_its_words() {
    let there = keys(ENGLISH);
    let mut missing = BTreeSet::new();
    for source in texts(&crate_folder().join("../coalition/src"), "rs") {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for call in source.split("unless(").skip(1) {
            let call = call.split(")?;").next().unwrap_or_default();
            let texts: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
            let [field, rule] = texts[..] else { continue };
            for (name, text) in [("field", field), ("rule", rule)] {
                let key = format!("fact-{name}-{}", crate::refusal::slug(text));
                if !there.contains(&key) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn plurals_of_arabic_have_all_their_forms() {
    for source in ARABIC {
        for select in source.split("->").skip(1) {
            let forms = select.split("    }").next().unwrap_or_default();
            for form in ["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"] {
                assert!(forms.contains(form), "{form} is missing in {forms}");
            }
        }
    }
}

#[test]
fn numbers_choose_their_form_and_are_written_in_the_digits_of_the_language() {
    let say = |language, count: u32| {
        let text = Catalogue::of(language).say("initiatives-found").count("count", count);
        text.to_string().replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(say(Language::English, 1), "One initiative.");
    assert_eq!(say(Language::English, 1234), "1,234 initiatives.");
    assert_eq!(say(Language::Arabic, 2), "مبادرتان.");
    assert_eq!(say(Language::Arabic, 7), "7 مبادرات.");
    assert_eq!(say(Language::ArabicWithOwnDigits, 11), "١١ مبادرة.");
}

#[test]
fn a_fact_in_another_direction_does_not_turn_the_sentence_around() {
    let text = Catalogue::of(Language::Arabic)
        .say("refusal-coalition-name-taken")
        .with("name", "Refuge Nord")
        .to_string();
    assert!(text.contains("\u{2068}Refuge Nord\u{2069}"));
}

#[test]
fn arabic_has_one_word_for_a_thing_one_kind_of_quotes_and_one_place_for_its_endings() {
    for source in ARABIC {
        for (wrong, right) in [
            ("ائتلاف", "تحالف"),
            ("المجموعة { $chamber }", "المجلس { $chamber }"),
            ("\u{201c}", "«"),
            ("\u{201d}", "»"),
            ("\u{64b}\u{627}", "\u{627}\u{64b}"),
        ] {
            let found = source.lines().find(|line| line.contains(wrong));
            assert!(found.is_none(), "{right} instead of {wrong}: {found:?}");
        }
    }
}

#[test]
fn what_is_explained_of_the_traffic_light_are_the_numbers_of_its_rule() {
    let rule = LightRule::default();
    let text =
        |language| Catalogue::of(language).say("help-traffic-light").attribute("text").to_string();
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let shares = [rule.started_by, rule.partial_by, rule.substantial_by].map(percent);
    let english = text(Language::English);
    let expected = format!(
        "Started is expected at {} % of the time, partial at {} %, substantial at {} %",
        shares[0], shares[1], shares[2]
    );
    assert!(english.contains(&expected), "{expected}: {english}");
    assert!(english.contains(&format!("more than {} days", rule.silent_days)), "{english}");
    assert_eq!(rule.red_from_levels, 2, "two levels, in words in both languages");
    assert!(english.contains("Red: two levels behind"), "{english}");
    let arabic = text(Language::Arabic);
    let expected = format!(
        "«بدأ» عند {}٪ من الوقت، و«جزئي» عند {}٪، و«كبير» عند {}٪",
        shares[0], shares[1], shares[2]
    );
    assert!(arabic.contains(&expected), "{expected}: {arabic}");
    assert!(arabic.contains(&format!("لأكثر من {} يوماً", rule.silent_days)), "{arabic}");
    assert!(arabic.contains("أحمر: متخلف مستويين"), "{arabic}");
}
