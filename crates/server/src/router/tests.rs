//! The whole door, asked as a browser and a program ask it, with a generated region behind it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
    SET_COOKIE, STRICT_TRANSPORT_SECURITY,
};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use concert_secretariat::{Entropy, RegionParameters, Secretariat};
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::house::{House, now, today};
use crate::router::router;
use crate::serve::ServeOptions;

mod calculators;
mod commitments;
mod coordination;
mod decisions;
mod effect;
mod estimates;
mod initiatives;
mod next;
mod plan_report;
mod plans;
mod recommendations;
mod reviews;
mod rounds;

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

struct Asking {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

fn get(path: &str) -> Asking {
    Asking { method: Method::GET, path: path.to_owned(), headers: Vec::new(), body: String::new() }
}

fn post(path: &str, form: &str) -> Asking {
    let kind = "application/x-www-form-urlencoded".to_owned();
    Asking {
        method: Method::POST,
        path: path.to_owned(),
        headers: vec![("content-type", kind)],
        body: form.to_owned(),
    }
}

impl Asking {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    async fn of(self, door: &Router) -> Answer {
        let mut request = Request::builder().method(self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(self.body)).unwrap();
        let response = door.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

fn options(demo: bool, https_behind_proxy: bool) -> ServeOptions {
    ServeOptions { address: ([127, 0, 0, 1], 0).into(), demo, https_behind_proxy }
}

/// A region that every test reads and none changes.
static REGION: LazyLock<(TempDir, Arc<Secretariat>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let parameters = RegionParameters {
        organisations: 30,
        initiatives: 200,
        today: TimeZone::UTC.to_datetime(now()).date(),
        ..RegionParameters::default()
    };
    secretariat.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
    (folder, Arc::new(secretariat))
});

fn open(folder: &TempDir) -> Secretariat {
    let entropy = Entropy::of_the_system();
    Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap()
}

fn demo() -> Router {
    router(House::new(Arc::clone(&REGION.1), options(true, false)))
}

/// The links of a page that stay on this site.
fn links(html: &str) -> BTreeSet<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| href.starts_with('/'))
        .collect()
}

/// The kind of a page: its path without identifiers, so that one of each kind is visited.
fn kind(href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let path: Vec<String> = path
        .split('/')
        .map(|part| match part {
            part if part.len() > 30 || part.parse::<u64>().is_ok() => "*".to_owned(),
            part => part.to_owned(),
        })
        .collect();
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}

/// Visits pages from the first one on, two of each kind.
async fn walk(door: &Router, language: &str) -> BTreeMap<String, Answer> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut queue = VecDeque::from(["/".to_owned(), "/import".to_owned(), "/users".to_owned()]);
    let mut pages = BTreeMap::new();
    while let Some(href) = queue.pop_front() {
        let visits = seen.entry(kind(&href)).or_default();
        if *visits >= 2 || pages.contains_key(&href) {
            continue;
        }
        *visits += 1;
        let answer = get(&href).with("accept-language", language).of(door).await;
        if answer.header(CONTENT_TYPE).starts_with("text/html") {
            queue.extend(links(&answer.body));
        }
        pages.insert(href, answer);
    }
    pages
}

#[tokio::test]
async fn every_link_leads_somewhere_and_every_page_has_its_headers_and_twins() {
    let door = demo();
    let pages = walk(&door, "en").await;
    assert!(pages.len() > 40, "{:?}", pages.keys());
    for (href, answer) in &pages {
        let expected = match href.as_str() {
            // The coordinator of a demonstration registers nobody.
            "/users" => StatusCode::FORBIDDEN,
            // Whose need was not stated when it was made, or that was made today, has no effect.
            effect if effect.ends_with("/effect") && !answer.status.is_success() => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::OK,
        };
        assert_eq!(answer.status, expected, "{href}");
        assert_headers(href, answer);
        let is_file = answer.headers.contains_key(CONTENT_DISPOSITION);
        let is_page = answer.header(CONTENT_TYPE).starts_with("text/html") && !is_file;
        // Forms are for people, and so are drafts, which nobody but their owners reads.
        let is_for_people = ["/new", "/edit", "/drafts"].iter().any(|part| href.contains(part));
        if is_page && !is_for_people && expected.is_success() {
            for ending in ["json", "csv"] {
                let twin = links(&answer.body)
                    .into_iter()
                    .find(|link| link.contains(&format!(".{ending}")));
                let twin = twin.unwrap_or_else(|| panic!("{href} has no {ending} twin"));
                let answer = get(&twin).of(&door).await;
                assert_eq!(answer.status, StatusCode::OK, "{twin}");
                assert!(answer.header(CONTENT_TYPE).contains(ending), "{twin}");
                assert!(!answer.body.is_empty(), "{twin}");
            }
        }
    }
    for kind in [
        "/cell?",
        "/initiatives/*?",
        "/organisations/*?",
        "/place?",
        "/needs/*?",
        "/statements/*?",
        "/help/gap?",
        "/plans/*?",
        "/plans/calendar?",
        "/commitments/*?",
        "/commitments/*/effect?",
        "/decisions/*?",
        "/bodies/*?",
    ] {
        let visited = pages.keys().any(|href| self::kind(href).starts_with(kind));
        assert!(visited, "no link led to {kind}");
    }
}

#[tokio::test]
async fn every_statement_leads_to_the_page_of_what_it_is_about() {
    let door = demo();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for number in 1.. {
        let list = get(&format!("/statements.json?page={number}")).of(&door).await;
        let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
        for row in list["items"].as_array().unwrap() {
            let (kind, index) = (row["kind"].as_str().unwrap(), row["index"].as_u64().unwrap());
            kinds.insert(kind.to_owned(), index);
        }
        if number >= list["pages"].as_u64().unwrap() {
            break;
        }
    }
    for (kind, page) in [
        ("initiative-declared", "/initiatives/"),
        ("plan-stated", "/plans/"),
        ("commitment-made", "/commitments/"),
        ("progress-claimed", "/commitments/"),
        ("deciding-body-described", "/bodies/"),
        ("membership-recorded", "/organisations/"),
        ("proposal-opened", "/decisions/"),
        ("amendment-proposed", "/decisions/"),
        ("amendment-settled", "/decisions/"),
        ("proposal-commented", "/decisions/"),
        ("position-taken", "/decisions/"),
        ("sponsorship-changed", "/decisions/"),
        ("proposal-concluded", "/decisions/"),
        ("minutes-recorded", "/decisions/"),
        ("follow-up-assigned", "/decisions/"),
    ] {
        let index = kinds.get(kind).unwrap_or_else(|| panic!("no {kind} among {kinds:?}"));
        let statement = get(&format!("/statements/{index}")).of(&door).await.body;
        let facts = statement.split("<dl class=\"facts\">").nth(1).unwrap();
        let link = links(facts.split("</dl>").next().unwrap());
        let link = link.iter().find(|link| link.starts_with(page));
        let link = link.unwrap_or_else(|| panic!("{kind} leads to no {page}"));
        assert_eq!(get(link).of(&door).await.status, StatusCode::OK, "{kind}: {link}");
    }
}

fn assert_headers(href: &str, answer: &Answer) {
    let policy = answer.header(CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'none'"), "{href}");
    assert!(!policy.contains("unsafe"), "{href}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(answer.header(name), value, "{href} {name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{href}");
    let keeps = answer.header(CACHE_CONTROL);
    let is_asset = href.starts_with("/assets/");
    assert_eq!(keeps.contains("immutable"), is_asset, "{href}: {keeps}");
    assert_eq!(keeps.contains("no-store"), !is_asset, "{href}: {keeps}");
}

#[tokio::test]
async fn every_page_stands_in_arabic_without_a_missing_text() {
    let door = demo();
    for (href, answer) in walk(&door, "ar").await {
        if !answer.header(CONTENT_TYPE).starts_with("text/html") {
            continue;
        }
        assert!(answer.body.contains("dir=\"rtl\""), "{href}");
        assert!(!answer.body.contains(" [ar]"), "{href} lacks a text");
        assert!(!answer.body.contains("{$"), "{href} lacks a fact");
    }
}

#[tokio::test]
async fn nothing_inline_and_nothing_foreign_is_on_any_page() {
    for (href, answer) in walk(&demo(), "en").await {
        // A file to keep has its style inside, since nothing lies beside it.
        let is_file = answer.headers.contains_key(CONTENT_DISPOSITION);
        if is_file || !answer.header(CONTENT_TYPE).starts_with("text/html") {
            continue;
        }
        for forbidden in [" style=", "<style", " onclick", " onload", "javascript:", "hx-on"] {
            assert!(!answer.body.contains(forbidden), "{href} has {forbidden}");
        }
        let scripts = answer.body.matches("<script").count();
        assert_eq!(scripts, answer.body.matches("<script src=\"/assets/").count(), "{href}");
        let body = answer.body.replace("http://www.w3.org/2000/svg", "");
        for foreign in ["http://", "https://"] {
            assert!(!body.contains(foreign), "{href} names {foreign}");
        }
    }
}

#[tokio::test]
async fn a_head_request_gets_the_headers_of_the_page() {
    let mut asking = get("/initiatives");
    asking.method = Method::HEAD;
    let answer = asking.of(&demo()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_and_a_program_is_told_so() {
    let door = router(House::new(Arc::clone(&REGION.1), options(false, false)));
    let page = get("/needs?place=XA").of(&door).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.header(LOCATION), "/sign-in?next=%2Fneeds%3Fplace%3DXA");
    let twin = get("/needs.json").of(&door).await;
    assert_eq!(twin.status, StatusCode::UNAUTHORIZED);
    assert_eq!(twin.header(CONTENT_TYPE), "application/problem+json");
    for route in crate::routes::routes() {
        let open = route.get.as_ref().is_none_or(|get| !get.signed_in);
        if open || route.path.contains('{') {
            continue;
        }
        let answer = get(route.path).of(&door).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", route.path);
    }
}

#[tokio::test]
async fn every_no_of_the_server_is_said_in_the_language_and_shape_of_the_visitor() {
    let door = demo();
    let arabic = get("/nowhere").with("accept-language", "ar").of(&door).await;
    assert_eq!(arabic.status, StatusCode::NOT_FOUND);
    assert!(arabic.body.contains("لا شيء على هذا العنوان"));
    assert_headers("/nowhere", &arabic);

    let twin = get("/nowhere.json").of(&door).await;
    let problem: serde_json::Value = serde_json::from_str(&twin.body).unwrap();
    assert_eq!(problem["code"], "server/not-there");
    assert_eq!(problem["status"], 404);

    let method = post("/matrix", "").of(&door).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.header(ALLOW).contains("GET"));
    assert!(method.body.contains("does not take that"));

    let unreadable = get("/matrix.json?rows=magic").of(&door).await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);
    assert!(unreadable.body.contains("rows: magic"));

    let unknown = get("/frame.json?place=ATLANTIS").of(&door).await;
    let problem: serde_json::Value = serde_json::from_str(&unknown.body).unwrap();
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(problem["facts"]["id"], "ATLANTIS");

    let long = post("/language", &format!("lang={}", "x".repeat(70_000))).of(&door).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(long.body.contains("too large"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let answer =
        post("/language", "lang=ar").with("sec-fetch-site", "cross-site").of(&demo()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("came from another site"));
    assert!(answer.headers.get(SET_COOKIE).is_none());
}

#[tokio::test]
async fn the_choice_of_a_language_is_kept_and_leads_back_to_the_page() {
    let door = demo();
    let chosen = post("/language", "lang=ar&next=%2Fplaces%3Ftext%3Da").of(&door).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_eq!(chosen.header(LOCATION), "/places?text=a");
    let cookie = chosen.header(SET_COOKIE).split(';').next().unwrap().to_owned();
    let page = get("/places").with("cookie", &cookie).of(&door).await;
    assert!(page.body.contains("dir=\"rtl\""));
    let elsewhere = post("/language", "lang=ar&next=//example.org").of(&door).await;
    assert_eq!(elsewhere.header(LOCATION), "/");
    let asked = get("/places?lang=ar-u-nu-arab").of(&door).await;
    assert!(asked.body.contains("lang=\"ar-u-nu-arab\""));
}

/// A new instance with the one-time link of its first administrator.
fn new_office(https: bool) -> (TempDir, Router, String) {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let token = secretariat.first_link(now()).unwrap().unwrap();
    let link = format!("/first/{}", token.reveal());
    let house = House::new(Arc::new(secretariat), options(false, https));
    (folder, router(house), link)
}

const PASSWORD: &str = "password=five+lanterns+by+the+quay";

#[tokio::test]
async fn a_one_time_link_works_once_and_opens_a_session_that_ends_with_signing_out() {
    let (_folder, door, link) = new_office(true);
    let short = post(&link, "password=short").of(&door).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("12 letters"));
    let opened = post(&link, PASSWORD).of(&door).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let set = opened.header(SET_COOKIE).to_owned();
    assert!(set.starts_with("__Host-session=") && set.contains("HttpOnly"), "{set}");
    assert!(opened.header(STRICT_TRANSPORT_SECURITY).starts_with("max-age=31536000"));
    let cookie = set.split(';').next().unwrap().to_owned();
    let with = |asking: Asking| asking.with("cookie", &cookie).of(&door);
    assert_eq!(with(get("/users")).await.status, StatusCode::OK);

    let again = post(&link, PASSWORD).of(&door).await;
    assert!(again.body.contains("used already"));

    let out = with(post("/sign-out", "")).await;
    assert_eq!(out.header(LOCATION), "/sign-in");
    assert!(out.header("clear-site-data").contains("cookies"));
    assert_eq!(with(get("/users")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_get_the_same_answer_and_then_have_to_wait() {
    let (_folder, door, link) = new_office(false);
    post(&link, PASSWORD).of(&door).await;
    let wrong = |name: &str| post("/sign-in", &format!("name={name}&password=wrong"));
    let known = wrong("administrator").of(&door).await;
    let unknown = wrong("nobody-here").of(&door).await;
    assert_eq!(known.status, StatusCode::UNAUTHORIZED);
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.body, unknown.body);
    for _ in 0..3 {
        wrong("administrator").of(&door).await;
    }
    let waiting = wrong("administrator").of(&door).await;
    assert_eq!(waiting.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waiting.header("retry-after").parse::<u32>().unwrap() >= 1);
    let right = format!("name=administrator&{PASSWORD}");
    let held = post("/sign-in", &right).of(&door).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_reader_can_look_and_change_nothing() {
    let (_folder, door, link) = new_office(false);
    let opened = post(&link, PASSWORD).of(&door).await;
    let admin = opened.header(SET_COOKIE).split(';').next().unwrap().to_owned();
    let made = post("/users", "name=reader&role=reader").with("cookie", &admin).of(&door).await;
    assert_eq!(made.status, StatusCode::OK);
    let start = made.body.find("/first/").unwrap();
    let link: String = made.body[start..].chars().take_while(|c| *c != '<').collect();
    let opened = post(&link, PASSWORD).of(&door).await;
    let reader = opened.header(SET_COOKIE).split(';').next().unwrap().to_owned();
    let with = |asking: Asking| asking.with("cookie", &reader).of(&door);
    assert_eq!(with(get("/statements")).await.status, StatusCode::OK);
    assert_eq!(with(get("/users")).await.status, StatusCode::FORBIDDEN);
    let id = "01010101-0101-8101-8101-010101010101";
    let said = format!("organisation={id}&title=x&places=XA&status=active");
    let edited = with(post(&format!("/initiatives/{id}/edit"), &said)).await;
    assert_eq!(edited.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(edited.body.contains("members of the organisation"));
    let registered = with(post("/users", "name=friend&role=administrator")).await;
    assert_eq!(registered.status, StatusCode::FORBIDDEN);
    assert!(with(get("/statements.csv")).await.body.lines().count() > 2);
}

#[tokio::test]
async fn an_import_without_a_program_that_reads_files_is_refused_in_words() {
    let boundary = "----line";
    let mut asking = post(
        "/import",
        &format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
         Organisation,Admin1\r\n--{boundary}--\r\n"
        ),
    );
    asking.headers = vec![("content-type", format!("multipart/form-data; boundary={boundary}"))];
    let answer = asking.of(&demo()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("without a program that reads files"));
}
