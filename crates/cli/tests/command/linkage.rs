//! Who is on several lists, through the command itself: in the clear, and in a round. All people are made up.

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::desk::Desk;

/// A generator of the same people every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn name(&mut self, syllables: usize) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "dor", "ki", "lem", "mar", "ne", "os", "pa", "ri", "sun", "ta", "vel", "wi",
            "yor", "zan", "el", "gu", "ha", "il", "jo", "fe", "ce", "ul", "dra",
        ];
        (0..syllables).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    fn slip(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = self.below(letters.len());
        letters.remove(at);
        letters.into_iter().collect()
    }
}

/// Two lists of 300 and 250 made-up people, of whom 120 stand on both; one in three of these with a slip.
/// The number of a person is the identifier without its first letter.
pub(crate) fn lists(desk: &Desk) -> [String; 2] {
    let mut chance = Chance(7);
    let people: Vec<[String; 5]> = (0..430)
        .map(|_| {
            let born = format!(
                "{}-{:02}-{:02}",
                1970 + chance.below(35),
                1 + chance.below(12),
                1 + chance.below(28)
            );
            let sex = ["f", "m"][chance.below(2)];
            [chance.name(3), chance.name(4), born, sex.to_owned(), chance.name(5)]
        })
        .collect();
    let head = "id,given_name,surname,date_of_birth,sex,city\n";
    let mut police = head.to_owned();
    let mut shelter = head.to_owned();
    for (number, person) in people.iter().enumerate() {
        let line = person.join(",");
        if number < 300 {
            police += &([format!("p{number}"), line].join(",") + "\n");
        }
        if !(120..300).contains(&number) {
            let mut person = person.clone();
            if number % 3 == 0 {
                let field = chance.below(2);
                person[field] = chance.slip(&person[field]);
            }
            shelter += &([format!("s{number}"), person.join(",")].join(",") + "\n");
        }
    }
    [desk.file("police.csv", police), desk.file("shelter.csv", shelter)]
}

/// The pairs of identifiers in a file of pairs.
fn pairs(path: &Path) -> BTreeSet<(String, String)> {
    let text = std::fs::read_to_string(path).expect("pairs were written");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("list_a,id_a,list_b,id_b,probability"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1].to_owned(), cells[3].to_owned())
        })
        .collect()
}

/// How many of the pairs are true ones, and how many there are.
fn right(pairs: &BTreeSet<(String, String)>) -> (usize, usize) {
    (pairs.iter().filter(|(a, b)| a[1..] == b[1..]).count(), pairs.len())
}

#[test]
fn lists_are_linked_in_the_clear_and_the_folder_that_is_kept_names_nobody() {
    let desk = Desk::new();
    let [police, shelter] = lists(&desk);
    let [linked, found, people] =
        ["linked", "pairs.csv", "people.csv"].map(|name| desk.path(name).display().to_string());
    let said = desk.printed(&[
        "link",
        &police,
        &shelter,
        "-o",
        &linked,
        "--pairs",
        &found,
        "--clusters",
        &people,
        "--draws",
        "20",
    ]);
    assert!(said.contains("level 0"), "{said}");
    let (right, made) = right(&pairs(Path::new(&found)));
    assert!(right >= 116 && made - right <= 4, "{right} of {made}");
    let clusters = std::fs::read_to_string(&people).expect("clusters were written");
    assert_eq!(clusters.lines().count(), 551, "every record has its person");
    for file in ["linked.json", "histories.csv", "draws.parquet"] {
        let bytes = std::fs::read(Path::new(&linked).join(file)).expect("it was kept");
        let text = String::from_utf8_lossy(&bytes);
        let names = ["p17", "s17", "given_name,"];
        assert!(names.iter().all(|name| !text.contains(&format!("\"{name}\""))), "{file}");
    }
    let again = desk.json(&["link", &police, &shelter, "--draws", "20", "--json"]);
    let kept = std::fs::read(Path::new(&linked).join("linked.json")).expect("it was kept");
    let kept: serde_json::Value = serde_json::from_slice(&kept).expect("it is JSON");
    assert_eq!(again["lists_sha256"], kept["lists_sha256"]);
    assert_eq!(again["quality"], kept["quality"], "the same lists and seed give the same");
}

#[test]
fn nothing_is_told_of_alike_numbers_that_nobody_has_and_no_estimate_made_of_one_list() {
    let desk = Desk::new();
    let [police, shelter] = lists(&desk);
    let text = std::fs::read_to_string(&police).expect("it was written");
    let numbered = text.lines().zip(0..).map(|(line, row)| match row {
        0 => format!("{line},passport_number\n"),
        _ => format!("{line},XK{}\n", 700_000 + 7_919 * row),
    });
    let numbered = desk.file("numbered.csv", numbered.collect::<String>());
    let said = desk.printed(&["link", &numbered, &shelter, "--draws", "20"]);
    let row = said.lines().find(|line| line.trim_start().starts_with("identity-number"));
    // All numbers are different, which is said; what the same number would say was not learned.
    let row = row.expect("what the number says is shown");
    assert!(row.contains(" -") && !row.contains('+'), "{row}");
    let said = desk.refused(&["evidence", &numbered]);
    assert!(said.contains("One list was given"), "{said}");
}

#[test]
fn a_doubtful_pair_is_shown_without_values_until_one_asks_and_what_is_decided_stands() {
    let desk = Desk::new();
    // With a given name, a year and four letters of a town, some pairs stay in doubt.
    let short = |name: &str, path: &str| {
        let text = std::fs::read_to_string(path).expect("it was written");
        let lines = text.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{},{},{},{}\n", cells[0], cells[1], &cells[3][..4], &cells[5][..4])
        });
        desk.file(
            name,
            "id,given_name,year_of_birth,city\n".to_owned() + &lines.collect::<String>(),
        )
    };
    let [police, shelter] = lists(&desk);
    let (a, b) = (short("a.csv", &police), short("b.csv", &shelter));
    let decisions = desk.path("decisions.csv").display().to_string();
    let link = ["link", &a, &b, "--draws", "20", "--decisions", &decisions];
    let review = [&link[..], &["--review", "--by-whom", "Reviewer"]].concat();

    let said = desk.answered(&review, "q\n");
    let pattern = said.split("# Pair 1 of ").nth(1).expect("a pair is in doubt");
    let (pattern, _) = pattern.split_once("[s]ame person").expect("it is asked");
    assert!(pattern.contains("birth") && pattern.contains("bits"), "{pattern}");
    let texts = std::fs::read_to_string(&a).expect("it was written");
    let names = texts.lines().skip(1).filter_map(|line| line.split(',').nth(1));
    assert!(names.clone().all(|name| !pattern.contains(name)), "a value is shown: {pattern}");
    assert!(!Path::new(&decisions).exists(), "nothing was decided");

    let said = desk.answered(&review, "v given_name\nd\nq\n");
    assert!(names.clone().any(|name| said.contains(name)), "the value is disclosed: {said}");
    let kept = std::fs::read_to_string(&decisions).expect("it was decided");
    assert_eq!(kept.lines().count(), 2, "{kept}");
    assert!(kept.contains(",two-people,Reviewer,") && kept.ends_with(",given_name\n"), "{kept}");
    assert!(names.clone().all(|name| !kept.contains(name)), "a value is kept: {kept}");

    let found = desk.path("pairs.csv").display().to_string();
    let asked = [&link[..], &["--pairs", &found, "--json"]].concat();
    assert_eq!(desk.json(&asked)["decisions"]["two_people"], 1);
    let row: Vec<&str> = kept.lines().nth(1).expect("a decision").split(',').collect();
    let parted = [(row[1], row[3]), (row[3], row[1])].map(|(x, y)| (x.to_owned(), y.to_owned()));
    let found = pairs(Path::new(&found));
    assert!(parted.iter().all(|pair| !found.contains(pair)), "no evidence overrules it");
}

#[test]
fn a_column_that_tells_who_is_who_and_a_column_that_is_not_there_are_not_compared() {
    let desk = Desk::new();
    let [police, _] = lists(&desk);
    let said = desk.refused(&["link", &police, "--column", "no such heading=family-name"]);
    assert!(said.contains("no such heading"), "{said}");
    let nothing = desk.file("nothing.csv", "id,colour\n1,red\n2,blue\n");
    let said = desk.refused(&["link", &nothing]);
    assert!(said.contains("colour"), "{said}");
}

#[test]
fn a_list_is_encoded_under_a_key_of_holders_and_nothing_of_it_stands_in_what_leaves() {
    let desk = Desk::new();
    let [police, shelter] = lists(&desk);
    let path = |name: &str| desk.path(name).display().to_string();
    let (round, other) = (path("round"), path("other"));
    desk.printed(&["round", "new", "first", "-o", &round]);
    desk.printed(&["round", "new", "second", "-o", &other]);
    // So short a list is recognised more easily than the usual limits allow.
    let loose = ["--limit", "100", "--limit-otherwise", "100"];
    let encode = |cases: &str, round: &str, out: &str| {
        let mut asked = vec!["encode", cases, "--round", round, "-o", out, "--clean"];
        asked.extend(loose);
        desk.printed(&asked)
    };
    let (a, b, c) = (path("police.encoded"), path("shelter.encoded"), path("elsewhere.encoded"));
    let said = encode(&police, &round, &a);
    assert!(said.contains("recognised") && said.contains("one slip"), "{said}");
    assert!(
        said.contains("columns that the round encodes: given_name, surname, date_of_birth, city\n"),
        "{said}"
    );
    encode(&shelter, &round, &b);
    encode(&shelter, &other, &c);

    let bytes = std::fs::read(&a).expect("it was written");
    let cases = std::fs::read_to_string(&police).expect("it was written");
    for canary in cases.split([',', '\n']).filter(|text| text.len() >= 6) {
        let canary = canary.as_bytes();
        assert!(
            !bytes.windows(canary.len()).any(|part| part == canary),
            "a text of the list leaves"
        );
    }

    let found = path("pairs.csv");
    desk.printed(&["link", &a, &b, "--round", &round, "--pairs", &found, "--draws", "20"]);
    let (right, made) = right(&pairs(Path::new(&found)));
    assert!(right >= 100 && made - right <= 6, "{right} of {made}");

    let said = desk.refused(&["link", &a, &c]);
    assert!(said.contains("another round"), "{said}");
    let said = desk.refused(&["link", &a, &a]);
    assert!(said.contains("same file"), "{said}");
    let half = desk.file("half.encoded", &bytes[..bytes.len() / 2]);
    assert!(!desk.concert(&["link", &half, &b]).status.success());
}

#[test]
fn where_nobody_can_tell_how_many_matches_are_hidden_people_are_a_number_at_most() {
    let desk = Desk::new();
    let path = |name: &str| desk.path(name).display().to_string();
    let round = path("round");
    desk.printed(&["round", "new", "first", "-o", &round]);
    let [a, b] = lists(&desk).map(|list| {
        let whole = std::fs::read_to_string(&list).expect("it was written");
        // Sixty, of whom twenty are on both lists: with fewer, made-up records now and then pass for them.
        let few = whole.lines().enumerate().filter(|(at, _)| *at == 0 || (101..161).contains(at));
        let few: Vec<&str> = few.map(|(_, line)| line).collect();
        let (few, out) = (desk.file("few.csv", few.join("\n")), format!("{list}.encoded"));
        let loose = ["--limit", "100", "--limit-otherwise", "100"];
        let mut asked = vec!["encode", &few, "--round", &round, "-o", &out, "--clean"];
        asked.extend(loose);
        desk.printed(&asked);
        out
    });
    let said = desk.printed(&["link", &a, &b, "--round", &round, "--draws", "20"]);
    assert!(said.contains("at most") && said.contains("not known"), "{said}");
    assert!(said.contains("No number of people follows"), "{said}");
    let told = desk.json(&["link", &a, &b, "--round", &round, "--draws", "20", "--json"]);
    assert_eq!(told["no_number"], "secretariat/matches-out-of-sight");
}

#[test]
fn a_list_on_which_somebody_stands_twice_is_not_encoded_as_one_on_which_nobody_does() {
    let desk = Desk::new();
    let path = |name: &str| desk.path(name).display().to_string();
    let (round, out) = (path("round"), path("police.encoded"));
    desk.printed(&["round", "new", "first", "-o", &round]);
    let [police, _] = lists(&desk);
    let whole = std::fs::read_to_string(&police).expect("it was written");
    let again = whole.lines().nth(5).expect("there are 300").replacen("p4,", "again,", 1);
    let police = desk.file("police.csv", format!("{whole}{again}\n"));
    let refused = desk.refused(&["encode", &police, "--round", &round, "-o", &out, "--clean"]);
    assert!(refused.contains("p4") && refused.contains("again"), "{refused}");
    assert!(!Path::new(&out).exists());
}

/// A CLK as clkhash would make one, but for its hash: bits of the pairs of letters of each field, most significant bit
/// first in base64.
fn clk(fields: &[&str]) -> String {
    const BITS: u64 = 1_024;
    let mut bytes = vec![0_u8; BITS as usize / 8];
    for (number, field) in fields.iter().enumerate() {
        let padded: Vec<u8> = format!(" {field} ").into_bytes();
        for (pair, hashed) in
            padded.windows(2).flat_map(|pair| (0..5_u64).map(move |at| (pair, at)))
        {
            let text = [number as u64 + 1, hashed + 1, u64::from(pair[0]), u64::from(pair[1])];
            let mixed = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, part| {
                (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
            });
            let bit = (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % BITS;
            bytes[bit as usize / 8] |= 0x80 >> (bit % 8);
        }
    }
    STANDARD.encode(bytes)
}

#[test]
fn clks_of_other_tooling_are_linked_with_a_warning_and_yield_no_number() {
    let desk = Desk::new();
    let mut rows = Vec::new();
    let [police, shelter] = lists(&desk).map(|path| {
        let text = std::fs::read_to_string(&path).expect("the list was written");
        let cells = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let cells: Vec<Vec<&str>> = cells.collect();
        rows.push(cells.iter().map(|cells| cells[0].to_owned()).collect::<Vec<_>>());
        let clks: Vec<String> = cells.iter().map(|cells| clk(&cells[1..])).collect();
        let name = path.replace(".csv", ".json");
        std::fs::write(&name, serde_json::json!({ "clks": clks }).to_string()).expect("written");
        name
    });
    let [found, folder] = ["pairs.csv", "linked"].map(|name| desk.path(name).display().to_string());
    let asked = ["link", &police, &shelter, "--clks", "--clean", "all", "--draws", "20"];
    let output = desk.concert(&[&asked[..], &["--pairs", &found, "-o", &folder]].concat());
    let [said, warned] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{warned}");
    assert!(warned.contains("whoever has their secret can try names"), "{warned}");
    assert!(said.contains("CLKs, which whoever has their secret can open"), "{said}");
    assert!(said.contains("at most") && said.contains("CLKs do not tell"), "{said}");
    let row = |list: usize, number: &str| {
        let number: usize = number.parse().expect("records are called by their rows");
        rows[list][number - 1].clone()
    };
    let named = pairs(Path::new(&found)).into_iter().map(|(a, b)| (row(0, &a), row(1, &b)));
    let (right, made) = right(&named.collect());
    assert!(right >= 112 && made - right <= 4, "{right} of {made}");
    let kept = std::fs::read(Path::new(&folder).join("linked.json")).expect("it was kept");
    let kept: serde_json::Value = serde_json::from_slice(&kept).expect("it is JSON");
    assert_eq!(kept["no_number"], "secretariat/clks-hide-matches");
    let refused = desk.refused(&["estimate", &folder]);
    assert!(refused.contains("CLKs do not tell"), "{refused}");
    let refused = desk.refused(&["link", &police, &shelter, "--clks", "--by", "sex"]);
    assert!(refused.contains("Nothing but the CLK is known"), "{refused}");
    let refused = desk.refused(&["link", &police, &police, "--clks"]);
    assert!(refused.contains("hold the same CLKs"), "{refused}");
    let text = desk.file("text.txt", STANDARD.encode("Amina H.".repeat(16)));
    let refused = desk.refused(&["link", &police, &text, "--clks"]);
    assert!(refused.contains("text.txt") && refused.contains("looks like text"), "{refused}");
    assert!(!refused.contains("Amina"), "{refused}");
}

#[test]
fn holders_answer_a_request_that_tells_nothing_and_a_wiped_share_answers_no_more() {
    let desk = Desk::new();
    let [police, _] = lists(&desk);
    let path = |name: &str| desk.path(name).display().to_string();
    let round = path("round");
    desk.printed(&["round", "new", "first", "--holders", "a,b,c", "-o", &round]);
    let public =
        desk.file("round.json", std::fs::read(desk.path("round/round.json")).expect("it is there"));
    let out = path("police.encoded");
    let said = desk.printed(&["encode", &police, "--round", &public, "-o", &out]);
    assert!(said.contains("to be answered by 2 holders"), "{said}");
    let request = path("police.encoded.request");
    let share = |name: &str| path(&format!("round/{name}.key"));
    for (holder, answer) in [("1-a", "a.answer"), ("3-c", "c.answer")] {
        desk.printed(&[
            "round",
            "answer",
            &request,
            "--share",
            &share(holder),
            "--member",
            "police",
            "-o",
            &path(answer),
        ]);
    }
    let answers = [path("a.answer"), path("c.answer")];
    desk.printed(&[
        "encode",
        &police,
        "--round",
        &public,
        "-o",
        &out,
        "--limit",
        "100",
        "--limit-otherwise",
        "100",
        "--answer",
        &answers[0],
        &answers[1],
    ]);
    let again = desk.refused(&[
        "round",
        "answer",
        &request,
        "--share",
        &share("1-a"),
        "--member",
        "police",
        "-o",
        &path("again"),
    ]);
    assert!(!again.is_empty());
    desk.printed(&["round", "destroy", &share("1-a")]);
    assert!(!Path::new(&share("1-a")).exists());
}

/// The ceremony of three holders up to a step; the paths of what each sent last.
struct Ceremony {
    desk: Desk,
    sent: Vec<String>,
}

impl Ceremony {
    const HOLDERS: [&str; 3] = ["ombudsman", "university", "church"];

    fn joined() -> Self {
        let desk = Desk::new();
        let terms = desk.path("terms.json").display().to_string();
        let holders = Self::HOLDERS.join(",");
        desk.printed(&["round", "propose", "spring", "--holders", &holders, "-o", &terms]);
        let join = |holder: &&str| {
            let folder = desk.path(holder).display().to_string();
            desk.printed(&["round", "join", &terms, "--holder", holder, "-o", &folder])
        };
        let sent: Vec<String> = Self::HOLDERS.iter().map(join).collect();
        Self { desk, sent: sent.iter().map(|path| path.trim().to_owned()).collect() }
    }

    /// What a holder types in a step.
    fn asked(&self, step: &str, holder: &str) -> Vec<String> {
        let folder = self.desk.path(holder).display().to_string();
        let words = ["round".to_owned(), step.to_owned(), folder];
        words.into_iter().chain(self.sent.iter().cloned()).collect()
    }

    fn step(&mut self, step: &str) -> Vec<String> {
        let done = Self::HOLDERS.map(|holder| {
            let asked = self.asked(step, holder);
            self.desk.printed(&asked.iter().map(String::as_str).collect::<Vec<_>>())
        });
        self.sent = done.iter().map(|path| path.trim().to_owned()).collect();
        done.to_vec()
    }

    fn refused(&self, step: &str, holder: &str) -> String {
        let asked = self.asked(step, holder);
        self.desk.refused(&asked.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[test]
fn holders_make_a_key_each_in_a_folder_of_their_own_and_any_two_answer() {
    let mut ceremony = Ceremony::joined();
    ceremony.step("deal");
    ceremony.step("share");
    let said = ceremony.step("finish");
    let digest = |text: &String| {
        let line = text.lines().find(|line| line.starts_with("digest of the key: "));
        line.map(str::to_owned).expect("it is printed")
    };
    assert_eq!(said.iter().map(digest).collect::<BTreeSet<_>>().len(), 1);
    let desk = &ceremony.desk;
    for holder in Ceremony::HOLDERS {
        assert!(!desk.path(holder).join("ceremony.secret").exists(), "it is wiped");
    }
    let public = |holder: &str| std::fs::read(desk.path(holder).join("round.json")).ok();
    assert!(public("church").is_some() && public("church") == public("university"));

    // A member encodes with the answers of two of them.
    let [police, _] = lists(desk);
    let path = |name: &str| desk.path(name).display().to_string();
    let (round, out) =
        (desk.file("round.json", public("church").expect("it is there")), path("out"));
    desk.printed(&["encode", &police, "--round", &round, "-o", &out]);
    let request = path("out.request");
    for (share, answer) in
        [("ombudsman/1-ombudsman.key", "1.answer"), ("church/3-church.key", "3.answer")]
    {
        let (share, answer) = (path(share), path(answer));
        let asked =
            ["round", "answer", &request, "--share", &share, "--member", "m", "-o", &answer];
        desk.printed(&asked);
    }
    let (one, three) = (path("1.answer"), path("3.answer"));
    let limits = ["--limit", "100", "--limit-otherwise", "100"];
    let asked = ["encode", &police, "--round", &round, "-o", &out, "--answer", &one, &three];
    desk.printed(&[&asked[..], &limits].concat());
    assert!(Path::new(&out).exists());
}

#[test]
fn a_ceremony_with_a_message_lost_changed_or_out_of_turn_makes_no_key() {
    let mut ceremony = Ceremony::joined();
    let said = ceremony.refused("share", "church");
    assert!(said.contains("another step is next"), "{said}");
    let all = ceremony.sent.clone();
    ceremony.sent.pop();
    let said = ceremony.refused("deal", "ombudsman");
    assert!(!said.is_empty());
    ceremony.sent = all;
    ceremony.step("deal");
    let deals = ceremony.sent.clone();
    // Nothing that is dealt to one can be opened by another, and no byte of it can be changed.
    let text = std::fs::read_to_string(&deals[0]).expect("it was written");
    let at = text.find("\"sealed\":\"").expect("it is sealed") + 12;
    let mut changed = text.into_bytes();
    changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
    ceremony.sent[0] = ceremony.desk.file("changed.deals", &changed);
    let said = ceremony.refused("share", "university");
    assert!(said.contains("deals"), "{said}");
    ceremony.sent = vec![deals[1].clone()];
    assert!(!ceremony.refused("share", "church").is_empty(), "one holder's deals are missing");
    let stranger = ceremony.desk.path("stranger").display().to_string();
    let terms = ceremony.desk.path("terms.json").display().to_string();
    let asked = ["round", "join", &terms, "--holder", "stranger", "-o", &stranger];
    let said = ceremony.desk.refused(&asked);
    assert!(said.contains("stranger"), "{said}");
}
