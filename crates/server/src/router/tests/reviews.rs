//! Reviews by their forms: who sees and does what, and what strangers may read.

use concert_coalition::{
    Actor, Author, Command, DecisionCommand, Declaration, Membership, Organisation, Pairing, Plan,
    PlanCommand, Prefill, Question, ReviewAct, ReviewCommand, ReviewCycle, Role, User,
};
use concert_terms::{Id, Names};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;

use super::*;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

fn member_of(number: u8) -> Actor {
    let author = Author::User(id(10 + number));
    Actor { author, role: Role::Member, organisation: Some(id(number)) }
}

/// A review cycle of three of five members, opened so many days ago.
fn cycle(number: u8, opened: i64, answers_by: i64, observations_by: i64) -> Command {
    let day = |ago: i64| today().checked_sub(ago.days()).unwrap();
    let question =
        |number, text: &str, prefill| Question { number, text: Names::new("en", text), prefill };
    let pairing = |reviewed, first, second| Pairing {
        reviewed: id(reviewed),
        reviewers: [id(first), id(second)],
    };
    assert!(opened >= answers_by);
    Command::Review(ReviewCommand::Open(Box::new(ReviewCycle {
        id: id(number),
        names: Names::new("en", &format!("Cycle {number}")),
        plan: id(9),
        questions: vec![
            question(1, "What did you do?", Prefill::Initiatives),
            question(2, "What keeps you?", Prefill::FreeText),
        ],
        answers_by: day(answers_by),
        observations_by: day(observations_by),
        pairings: vec![pairing(1, 2, 3), pairing(2, 3, 4), pairing(3, 4, 5)],
    })))
}

const CURRENT: u8 = 101;
const OLD: u8 = 102;

/// Five members, each with a user who is signed in, and a coordinator. A cycle in which members
/// answer, and one whose days have passed, with an answer and an observation that lapsed.
fn office() -> (TempDir, Router, [String; 6]) {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let operator = Actor::operator();
    let act = |actor: &Actor, command, at| secretariat.act(actor, command, at).unwrap();
    for number in 1..=5 {
        let names = Names::new("en", &format!("Refuge {number}"));
        let organisation = Declaration::Organisation(Organisation::new(id(number), names));
        act(&operator, Command::Declare(vec![organisation]), ago(40));
        let since = "2020-01-01".parse().unwrap();
        let membership = Membership { organisation: id(number), since, until: None };
        let record = DecisionCommand::RecordMembership(membership);
        act(&operator, Command::Decision(record), ago(40));
    }
    let plan: Plan = serde_json::from_value(serde_json::json!({
        "id": id(9), "names": { "en": "The plan" },
        "actions": [{ "code": "1", "text": { "en": "Give light" }, "addressees": [{ "kind": "state" }] }],
    }))
    .unwrap();
    act(&operator, Command::Plan(PlanCommand::State(Box::new(plan))), ago(40));
    let cookies = [1, 2, 3, 4, 5, 6].map(|number| {
        let user = User {
            id: id(10 + number),
            name: format!("user {number}"),
            role: if number == 6 { Role::Coordinator } else { Role::Member },
            organisation: (number < 6).then(|| id(number)),
            closed: false,
        };
        let link = secretariat.register(&operator, user, now()).unwrap();
        let session = secretariat.choose_password(&link, "five lanterns by the quay", now());
        format!("session={}", session.unwrap().unwrap().reveal())
    });
    act(&operator, cycle(OLD, 30, 20, 10), ago(30));
    let in_old = |act| Command::Review(ReviewCommand::Act { cycle: id(OLD), reviewed: id(1), act });
    let text = Names::new("en", "Forty beds");
    act(&member_of(1), in_old(ReviewAct::Answer { question: 1, text }), ago(25));
    let reply_by = today().checked_sub(5.days()).unwrap();
    let text = Names::new("en", "Nothing is said of men");
    let observe = ReviewAct::Observe { text, action: Some("1".to_owned()), reply_by };
    act(&member_of(2), in_old(observe), ago(15));
    act(&operator, cycle(CURRENT, 0, -5, -9), now());
    let house = House::new(Arc::new(secretariat), options(false, false));
    (folder, router(house), cookies)
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn act(door: &Router, cookie: &str, page: &str, pairs: &[(&str, &str)]) -> Answer {
    post(&format!("{page}/act"), &form(pairs)).with("cookie", cookie).of(door).await
}

async fn body(door: &Router, cookie: &str, path: &str) -> String {
    let answer = get(path).with("cookie", cookie).of(door).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

#[tokio::test]
async fn a_member_answers_the_rest_remark_and_nobody_answers_for_another() {
    let (_folder, door, [member, reviewer, _, other, _, coordinator]) = office();
    let page = format!("/reviews/{}/{}", id(CURRENT), id(1));
    let has = |body: &str, act: &str| body.contains(&format!("name=\"act\" value=\"{act}\""));
    let seen = body(&door, &member, &page).await;
    assert!(has(&seen, "answer") && has(&seen, "publish") && !has(&seen, "observe"));
    for cookie in [&reviewer, &other, &coordinator] {
        let seen = body(&door, cookie, &page).await;
        assert!(!has(&seen, "answer") && !has(&seen, "publish") && !has(&seen, "close"));
        let answer = [("act", "answer"), ("number", "1"), ("text-en", "Twenty beds")];
        assert_eq!(act(&door, cookie, &page, &answer).await.status, StatusCode::FORBIDDEN);
    }
    assert!(has(&body(&door, &other, &page).await, "remark"));
    assert!(!has(&body(&door, &reviewer, &page).await, "remark"));
    let answer = [("act", "answer"), ("number", "1"), ("text-en", "Forty beds"), ("text-ar", "")];
    let done = act(&door, &member, &page, &answer).await;
    assert_eq!((done.status, done.header(LOCATION)), (StatusCode::SEE_OTHER, &*page));
    let remark = [("act", "remark"), ("question", "1"), ("remark", "They are full")];
    assert_eq!(act(&door, &other, &page, &remark).await.status, StatusCode::SEE_OTHER);
    let view: Value =
        serde_json::from_str(&body(&door, &member, &format!("{page}.json")).await).unwrap();
    assert_eq!(view["questions"][0]["answer"]["en"], "Forty beds");
    assert_eq!(view["remarks"][0]["text"], "They are full");
    assert_eq!((&view["due"][0]["what"], &view["due"][0]["count"]), (&"answers".into(), &1.into()));
    let rows = body(&door, &member, &format!("{page}.csv")).await;
    assert!(rows.contains("Forty beds") && rows.contains("remark,,1,"), "{rows}");
    let list = body(&door, &other, "/reviews.csv").await;
    assert!(list.lines().any(|line| line.contains(",answers,6,")), "{list}");
}

#[tokio::test]
async fn what_is_refused_in_a_review_is_told_above_its_form_with_what_was_typed() {
    let (_folder, door, [_, reviewer, _, other, _, _]) = office();
    let page = format!("/reviews/{}/{}", id(CURRENT), id(1));
    let observe = [("act", "observe"), ("text-en", "Men are missing"), ("reply_by", "2099-01-01")];
    let early = act(&door, &reviewer, &page, &observe).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("role=\"alert\""), "{}", early.body);
    let remark = [("act", "remark"), ("question", "soon"), ("remark", "They are <full>")];
    let unread = act(&door, &other, &page, &remark).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("question: soon"));
    assert!(unread.body.contains("They are &#60;full&#62;"), "what was typed stays");
    let absent = get(&format!("/reviews/{}/{}", id(CURRENT), id(5))).with("cookie", &other);
    assert_eq!(absent.of(&door).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_review_is_marked_closed_and_read_by_strangers_only_when_its_member_lets_them() {
    let (_folder, door, [member, reviewer, _, other, _, coordinator]) = office();
    let page = format!("/reviews/{}/{}", id(OLD), id(1));
    let stranger = async |path: &str| get(path).of(&door).await;
    assert_eq!(stranger(&page).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stranger(&format!("{page}.json")).await.status, StatusCode::UNAUTHORIZED);

    let mark =
        [("act", "mark"), ("number", "1"), ("followed", "not-at-all"), ("reason", "Silence")];
    assert_eq!(act(&door, &other, &page, &mark).await.status, StatusCode::FORBIDDEN);
    assert_eq!(act(&door, &reviewer, &page, &mark).await.status, StatusCode::SEE_OTHER);
    let today = today().to_string();
    let publish = [("act", "publish"), ("from", &*today)];
    assert_eq!(act(&door, &member, &page, &publish).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stranger(&page).await.status, StatusCode::SEE_OTHER, "it is not closed yet");
    assert!(body(&door, &coordinator, &page).await.contains("value=\"close\""));
    let closed = act(&door, &coordinator, &page, &[("act", "close")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);

    let seen = stranger(&page).await;
    assert_eq!(seen.status, StatusCode::OK);
    for said in ["Forty beds", "Nothing is said of men", "Silence", "Not followed"] {
        assert!(seen.body.contains(said), "{said}");
    }
    assert!(
        !seen.body.contains("/statements/")
            && !seen.body.contains("method=\"post\" action=\"/reviews")
    );
    let list = stranger("/reviews/public").await;
    assert!(list.body.contains(&page), "{}", list.body);
    let other_review = format!("/reviews/{}/{}", id(OLD), id(2));
    assert_eq!(stranger(&other_review).await.status, StatusCode::SEE_OTHER);
    assert!(!list.body.contains(&other_review));
    let view: Value = serde_json::from_str(&stranger(&format!("{page}.json")).await.body).unwrap();
    assert_eq!((&view["unanswered"], &view["lapsed"]), (&[2].into(), &[1].into()));
    assert!(view["questions"][0]["journal"].as_array().is_some_and(Vec::is_empty));
}

#[tokio::test]
async fn a_coordinator_opens_a_cycle_by_a_form_that_grows_and_draws_lots() {
    let (_folder, door, [member, _, _, _, _, coordinator]) = office();
    let list = body(&door, &member, "/reviews").await;
    assert!(!list.contains("/reviews/new"));
    let refused = get("/reviews/new").with("cookie", &member).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = body(&door, &coordinator, "/reviews/new").await;
    let given = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let plan = id(9).to_string();
    let head = [
        ("id", given),
        ("name", "Second review"),
        ("plan", &*plan),
        ("answers_by", "2099-01-31"),
        ("observations_by", "2099-02-28"),
        ("question", "What was lit?"),
        ("beside", "commitments"),
        ("of", "1"),
    ];
    let send = async |more: &[(&str, &str)]| {
        let all = form(&[&head[..], more].concat());
        post("/reviews/new", &all).with("cookie", &coordinator).of(&door).await
    };
    let grown = send(&[("do", "questions")]).await;
    assert_eq!(grown.status, StatusCode::OK);
    assert_eq!(grown.body.matches("name=\"question\"").count(), 6);
    assert!(grown.body.contains("value=\"What was lit?\""));
    let drawn = send(&[("do", "lots")]).await;
    let values = |name: &str| -> Vec<String> {
        let field = format!("name=\"{name}\" list=\"members\"");
        let parts = drawn.body.split(&field);
        let value =
            |part: &str| part.split("value=\"").nth(1)?.split('"').next().map(str::to_owned);
        parts.skip(1).filter_map(value).collect()
    };
    let (reviewed, first, second) = (values("reviewed"), values("first"), values("second"));
    assert_eq!((reviewed.len(), first.len(), second.len()), (5, 5, 5));

    let mutual = send(&[
        ("do", "open"),
        ("reviewed", "Refuge 1"),
        ("first", "Refuge 2"),
        ("second", "Refuge 3"),
        ("reviewed", "Refuge 2"),
        ("first", "Refuge 1"),
        ("second", "Refuge 3"),
    ])
    .await;
    assert_eq!(mutual.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mutual.body.contains("value=\"Refuge 3\"") && mutual.body.contains("role=\"alert\""));
    let nobody = send(&[("do", "open"), ("reviewed", "Refuge 99")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut rows = vec![("do", "open")];
    for ((reviewed, first), second) in reviewed.iter().zip(&first).zip(&second) {
        rows.extend([("reviewed", &**reviewed), ("first", &**first), ("second", &**second)]);
    }
    for _ in 0..2 {
        let opened = send(&rows).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        assert_eq!(opened.header(LOCATION), format!("/reviews/{given}"));
    }
    let view = body(&door, &member, &format!("/reviews/{given}.json")).await;
    let view: Value = serde_json::from_str(&view).unwrap();
    assert_eq!(view["pairings"].as_array().map(Vec::len), Some(5));
    assert_eq!(view["description"]["questions"][0]["prefill"]["commitments"]["action"], "1");
}
