//! Estimates that are computed here, through the door. The figures are invented.

use std::time::{Duration, Instant};

use concert_coalition::{Command, Declaration, Place};
use concert_secretariat::{CaptureTable, History, Method as Estimator, RunId, RunQuestion};
use concert_terms::{Names, PlaceLevel};

use super::*;

/// An office with a place in it, its door, and the session of its administrator.
pub(super) struct Office {
    _folder: TempDir,
    pub(super) secretariat: Arc<Secretariat>,
    door: Router,
    session: String,
}

impl Office {
    pub(super) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secretariat = Arc::new(open(&folder));
        let names = Names::new("en", "North Bay");
        let place = Place::new("XA".parse().unwrap(), names, PlaceLevel::Country);
        let declared = Command::Declare(vec![Declaration::Place(place)]);
        secretariat.act(&Secretariat::operator(), declared, now()).unwrap();
        let token = secretariat.first_link(now()).unwrap().unwrap();
        let link = format!("/first/{}", token.reveal());
        let door = router(House::new(Arc::clone(&secretariat), options(false, false)));
        let opened = post(&link, PASSWORD).of(&door).await;
        let session = opened.header(SET_COOKIE).split(';').next().unwrap().to_owned();
        Self { _folder: folder, secretariat, door, session }
    }

    pub(super) async fn ask(&self, asking: Asking) -> Answer {
        asking.with("cookie", &self.session).of(&self.door).await
    }

    pub(super) fn start(&self, table: CaptureTable, question: &RunQuestion) -> RunId {
        self.secretariat.start_run_of(&Secretariat::operator(), table, question).unwrap()
    }

    /// The page of a run once it is finished.
    pub(super) async fn report(&self, id: &RunId) -> Answer {
        let end = Instant::now() + Duration::from_mins(2);
        while Instant::now() < end {
            let answer = self.ask(get(&format!("/estimates/runs/{id}"))).await;
            assert_eq!(answer.status, StatusCode::OK);
            if answer.headers.get("refresh").is_none() {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("run {id} did not end");
    }
}

pub(super) fn three_lists() -> CaptureTable {
    let cells = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    CaptureTable::new(["Police", "Refuge \"Nord\"", "<Hotline>"], cells).unwrap()
}

pub(super) fn quick() -> RunQuestion {
    RunQuestion { replicates: 200, measures_coverage: false, ..RunQuestion::default() }
}

fn words(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn a_report_is_read_signed_and_recorded() {
    let office = Office::open().await;
    let id = office.start(three_lists(), &quick());
    let page = office.report(&id).await;
    let text = words(&page.body);
    assert!(text.contains("people, of whom 1,080 are known"));
    assert!(text.contains("none of which the table can rule out") || text.contains("under one"));
    assert!(text.contains("Refuge &#34;Nord&#34;") && !text.contains("<Hotline>"));
    assert!(!text.contains("{$") && !text.contains("{ $"));

    let record = format!("/estimates/runs/{id}/record");
    let unanswered =
        office.ask(post(&record, "place=XA&period=2025&answer-no-referral=holds")).await;
    assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unanswered.body.contains("id=\"wrong-closed-population\""));
    assert!(!unanswered.body.contains("id=\"wrong-no-referral\""));
    assert!(!unanswered.body.contains("id=\"place-wrong\""));
    let answers = [
        "closed-population",
        "same-definition",
        "perfect-matching",
        "no-referral",
        "no-exclusion",
        "equal-visibility",
    ];
    let answers = answers.map(|name| format!("answer-{name}=holds")).join("&");
    let no_period = office.ask(post(&record, &format!("place=XA&period=lately&{answers}"))).await;
    assert!(no_period.body.contains("id=\"period-wrong\""));
    let elsewhere = office.ask(post(&record, &format!("place=XB&period=2025&{answers}"))).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(office.secretariat.estimates().own.is_empty());

    let note = "note-no-referral=seen+by+%3Cus%3E";
    let signed = post(&record, &format!("place=XA&period=2025&{answers}&{note}"));
    let signed = office.ask(signed).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    let own = office.secretariat.estimates().own;
    let ledger = own[0].ledger.as_ref().unwrap();
    assert_eq!(ledger.signed_by, "administrator");
    assert_eq!(ledger.entries[3].note, "seen by <us>");
    let page = office.report(&id).await;
    assert!(words(&page.body).contains("Recorded for"));
    assert!(words(&page.body).contains("Signed by administrator on"));
    assert!(page.body.contains("seen by &#60;us&#62;"));
    let list = office.ask(get("/estimates")).await;
    assert!(words(&list.body).contains("Signed by administrator on"));
    assert!(list.body.contains(&format!("/estimates/runs/{id}")));
}

#[tokio::test]
async fn the_twins_of_a_report_are_the_report_itself_and_its_methods() {
    let office = Office::open().await;
    let id = office.start(three_lists(), &quick());
    office.report(&id).await;
    let json = office.ask(get(&format!("/estimates/runs/{id}.json"))).await;
    let report: concert_secretariat::Report = serde_json::from_str(&json.body).unwrap();
    assert_eq!(report.manifest.settings.replicates, 200);
    let csv = office.ask(get(&format!("/estimates/runs/{id}.csv"))).await;
    assert_eq!(csv.body.lines().count(), 1 + report.estimates.len());
    assert!(csv.body.starts_with("method,model,people,low95,high95"));
    let file = office.ask(get(&format!("/estimates/runs/{id}/document"))).await;
    assert!(file.header("content-disposition").starts_with("attachment"));
    let list = office.ask(get("/estimates/runs.json")).await;
    assert!(list.body.contains(id.as_str()));
}

#[tokio::test]
async fn every_page_of_a_report_stands_in_arabic_and_holds_nothing_inline_or_foreign() {
    let office = Office::open().await;
    let id = office.start(three_lists(), &quick());
    office.report(&id).await;
    let run = format!("/estimates/runs/{id}");
    for path in ["/estimates/new", "/estimates/runs", "/estimates", &run] {
        let page = office.ask(get(path).with("accept-language", "ar")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("dir=\"rtl\""), "{path}");
        for missing in [" [ar]", "{$", "{ $"] {
            assert!(!page.body.contains(missing), "{path} has {missing}");
        }
        for forbidden in [" style=", "<style", " onclick", "javascript:", "http://", "https://"] {
            let body = page.body.replace("http://www.w3.org/2000/svg", "");
            assert!(!body.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[tokio::test]
async fn a_run_under_way_tells_how_far_it_is_and_is_stopped() {
    let office = Office::open().await;
    let cells = (1..64_u16).map(|bits| {
        let lists = bits.count_ones();
        (History::new(bits), u64::from(1 + 4096 / (1 << (2 * lists)) + u32::from(bits % 3)))
    });
    let table = CaptureTable::new(["a", "b", "c", "d", "e", "f"], cells).unwrap();
    let question = RunQuestion { replicates: 10_000, ..RunQuestion::default() };
    let id = office.start(table, &question);
    let run = format!("/estimates/runs/{id}");
    let page = office.ask(get(&run)).await;
    assert_eq!(page.header("refresh"), "2");
    assert!(page.body.contains("<progress"));
    assert!(page.body.contains("?still=1"));
    let still = office.ask(get(&format!("{run}?still=1"))).await;
    assert!(still.headers.get("refresh").is_none());
    let twin = office.ask(get(&format!("{run}.json"))).await;
    assert!(twin.headers.get("refresh").is_none());
    assert!(twin.body.contains("\"state\""));

    let stopped = office.ask(post(&format!("{run}/stop"), "")).await;
    assert_eq!(stopped.status, StatusCode::SEE_OTHER);
    if stopped.header(LOCATION) == run {
        let page = office.report(&id).await;
        assert!(page.body.contains("stopped before its end"));
        assert!(!page.body.contains("id=\"record\""), "half a report can be recorded");
    }
}

#[tokio::test]
async fn a_table_too_thin_is_refused_in_words_with_what_can_be_said_all_the_same() {
    let office = Office::open().await;
    let cells = [(1, 30), (2, 20), (4, 10), (3, 1), (5, 1)].map(|(b, n)| (History::new(b), n));
    let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
    let page = office.report(&office.start(table, &quick())).await;
    let text = words(&page.body);
    assert!(text.contains("No number can be given"));
    assert!(text.contains("Only 2 people are on two or more lists; 10 are needed"));
    assert!(text.contains("by Chao&#39;s lower bound") || text.contains("by Chao's lower bound"));
    assert!(!text.contains("id=\"record\""));
}

#[tokio::test]
async fn a_run_that_is_not_there_is_gone_and_a_reader_may_not_look() {
    let office = Office::open().await;
    let gone = office.ask(get(&format!("/estimates/runs/{}", "a".repeat(64)))).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("Hand the table in again"));
    let no_name = office.ask(get("/estimates/runs/..%2Fjournal")).await;
    assert_eq!(no_name.status, StatusCode::NOT_FOUND);

    let made = office.ask(post("/users", "name=reader&role=reader")).await;
    let start = made.body.find("/first/").unwrap();
    let link: String = made.body[start..].chars().take_while(|c| *c != '<').collect();
    let opened = post(&link, PASSWORD).of(&office.door).await;
    let reader = opened.header(SET_COOKIE).split(';').next().unwrap().to_owned();
    let id = office.start(three_lists(), &quick());
    for asking in [
        get("/estimates/runs"),
        get(&format!("/estimates/runs/{id}")),
        get(&format!("/estimates/runs/{id}/document")),
        post(&format!("/estimates/runs/{id}/stop"), ""),
        post(&format!("/estimates/runs/{id}/record"), "place=XA&period=2025"),
    ] {
        let answer = asking.with("cookie", &reader).of(&office.door).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let estimates = get("/estimates").with("cookie", &reader).of(&office.door).await;
    assert_eq!(estimates.status, StatusCode::OK);
    assert!(!estimates.body.contains("/estimates/runs"));
}

#[tokio::test]
async fn the_form_names_every_method_with_what_it_rests_on_and_keeps_what_was_said() {
    let office = Office::open().await;
    let form = office.ask(get("/estimates/new")).await;
    for method in Estimator::ALL {
        assert!(form.body.contains(&format!("value=\"{}\"", method.name())), "{}", method.name());
    }
    assert!(!form.body.contains("class=\"hint\" id=\"h-loglinear-bic\"></span>"));
    let boundary = "----line";
    let part = |name: &str, text: &str| {
        format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let said = [
        part("file\"; filename=\"", ""),
        part("methods", "independence"),
        part("replicates", "300"),
        part("seed", "77"),
        format!("--{boundary}--\r\n"),
    ];
    let mut asking = post("/estimates/new", &said.concat());
    asking.headers = vec![("content-type", format!("multipart/form-data; boundary={boundary}"))];
    let answer = office.ask(asking).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Choose a file first"));
    assert!(answer.body.contains("value=\"300\"") && answer.body.contains("value=\"77\""));
    let checked = answer.body.matches(" checked>").count();
    assert_eq!(checked, 1, "only the method that was chosen stays chosen");
}
