//! Recommendations: found by what they are, answered, joined and parted by coordinators only.

use concert_coalition::{
    ActionNumber, Actor, Command, Declaration, Mechanism, Place, Plan, PlanCommand, Recommendation,
    Role, User,
};
use concert_terms::{Id, Names, PlaceLevel};
use serde_json::Value;

use super::*;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

const TEXTS: [(Mechanism, i16, &str); 3] = [
    (Mechanism::Upr, 2020, "Open more specialised shelters for trafficking victims"),
    (Mechanism::Greta, 2021, "Open more specialised shelters for the victims of trafficking"),
    (Mechanism::Other, 2022, "Keep statistics by age and sex"),
];

fn recommendation(at: usize) -> Recommendation {
    let (mechanism, year, text) = TEXTS[at];
    serde_json::from_value(serde_json::json!({
        "id": id(31 + at as u8), "mechanism": mechanism, "year": year, "place": "XA",
        "text": { "en": text },
    }))
    .unwrap()
}

/// Three recommendations and a plan of two actions; the cookies of a coordinator and of a reader.
fn office() -> (TempDir, Router, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let operator = Actor::operator();
    let place = Place::new("XA".parse().unwrap(), Names::new("en", "Xanadu"), PlaceLevel::Country);
    let mut declared = vec![Declaration::Place(place)];
    let all = (0..TEXTS.len()).map(recommendation);
    declared.extend(all.map(|it| Declaration::Recommendation(Box::new(it))));
    secretariat.act(&operator, Command::Declare(declared), now()).unwrap();
    let plan: Plan = serde_json::from_value(serde_json::json!({
        "id": id(9), "names": { "en": "The plan" },
        "actions": [
            { "code": "1", "text": { "en": "Train judges" }, "addressees": [{ "kind": "state" }] },
            { "code": "2", "text": { "en": "Open specialised shelters for victims" },
              "addressees": [{ "kind": "state" }] },
        ],
    }))
    .unwrap();
    let state = Command::Plan(PlanCommand::State(Box::new(plan)));
    secretariat.act(&operator, state, now()).unwrap();
    let cookies = [(1, Role::Coordinator), (2, Role::Reader)].map(|(number, role)| {
        let name = format!("user {number}");
        let user = User { id: id(number), name, role, organisation: None, closed: false };
        let link = secretariat.register(&operator, user, now()).unwrap();
        let session = secretariat.choose_password(&link, "five lanterns by the quay", now());
        format!("session={}", session.unwrap().unwrap().reveal())
    });
    let house = House::new(Arc::new(secretariat), options(false, false));
    (folder, router(house), cookies)
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn json(door: &Router, cookie: &str, path: &str) -> Value {
    let answer = get(path).with("cookie", cookie).of(door).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn recommendations_are_found_by_mechanism_year_place_answer_and_words() {
    let (_folder, door, [coordinator, reader]) = office();
    let answer = format!("/recommendations/{}/act", id(31));
    let number = ActionNumber { plan: id(9), action: "2".to_owned() }.to_string();
    let said = form(&[("act", "answer"), ("action", &number)]);
    let of_reader = post(&answer, &said).with("cookie", &reader).of(&door).await;
    assert_eq!(of_reader.status, StatusCode::FORBIDDEN);
    let done = post(&answer, &said).with("cookie", &coordinator).of(&door).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let by_action = format!("plan={}&action=2", id(9));
    for (query, found) in [
        ("", &[33, 32, 31][..]),
        ("mechanism=upr", &[31]),
        ("year=2021", &[32]),
        ("place=XA", &[33, 32, 31]),
        ("text=SHELTERS", &[32, 31]),
        ("answered=yes", &[31]),
        ("answered=no", &[33, 32]),
        ("mechanism=upr&answered=no", &[]),
        (&by_action, &[31]),
    ] {
        let list = json(&door, &reader, &format!("/recommendations.json?{query}")).await;
        let ids: Vec<&str> =
            list.as_array().unwrap().iter().filter_map(|it| it["id"].as_str()).collect();
        let expected: Vec<String> = found.iter().map(|number| id(*number).to_string()).collect();
        assert_eq!(ids, expected, "{query}");
        let page =
            get(&format!("/recommendations?{query}")).with("cookie", &reader).of(&door).await;
        assert_eq!(page.body.matches("<th scope=\"row\">").count(), found.len(), "{query}");
    }
    for unreadable in ["mechanism=magic", "year=soon", "answered=perhaps", "action=2"] {
        let page = get(&format!("/recommendations?{unreadable}")).with("cookie", &reader);
        assert_eq!(page.of(&door).await.status, StatusCode::BAD_REQUEST, "{unreadable}");
    }
    let nowhere = get("/recommendations?place=ATLANTIS").with("cookie", &reader).of(&door).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let plan = get(&format!("/plans/{}", id(9))).with("cookie", &reader).of(&door).await;
    assert!(plan.body.contains(&format!("/recommendations?plan={}&#38;action=2", id(9))));
    assert!(!plan.body.contains("&#38;action=1"), "nothing hangs on the other action");
}

#[tokio::test]
async fn those_that_look_alike_are_joined_and_parted_by_coordinators_and_share_their_answers() {
    let (_folder, door, [coordinator, reader]) = office();
    let alike = json(&door, &reader, "/recommendations/alike.json").await;
    assert_eq!((&alike["among"], &alike["groups"]["total"]), (&3.into(), &1.into()));
    let seen = get("/recommendations/alike").with("cookie", &reader).of(&door).await;
    assert!(seen.body.contains("<mark>") && !seen.body.contains("/recommendations/join"));
    let seen = get("/recommendations/alike").with("cookie", &coordinator).of(&door).await;
    assert!(seen.body.contains("/recommendations/join"));

    let group = &alike["groups"]["items"][0];
    let first = group["representative"].as_str().unwrap();
    let other = group["members"][0]["recommendation"].as_str().unwrap();
    let next = ("next", "/recommendations/alike?text=shelters");
    let none = form(&[("representative", first), next]);
    let none = post("/recommendations/join", &none).with("cookie", &coordinator).of(&door).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("None is ticked") && none.body.contains("value=\"shelters\""));
    let join = form(&[("representative", first), ("same", other), next]);
    let of_reader = post("/recommendations/join", &join).with("cookie", &reader).of(&door).await;
    assert_eq!(of_reader.status, StatusCode::FORBIDDEN);
    let done = post("/recommendations/join", &join).with("cookie", &coordinator).of(&door).await;
    assert_eq!((done.status, done.header(LOCATION)), (StatusCode::SEE_OTHER, next.1));
    let alike = json(&door, &reader, "/recommendations/alike.json").await;
    assert_eq!(alike["groups"]["total"], 0);

    let act = async |pairs: &[(&str, &str)]| {
        let path = format!("/recommendations/{}/act", id(31));
        post(&path, &form(pairs)).with("cookie", &coordinator).of(&door).await
    };
    let plan = id(9).to_string();
    let wrong = act(&[("act", "answer"), ("plan", &plan), ("number", "77")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"77\""), "what was typed stays");
    let right = act(&[("act", "answer"), ("plan", &plan), ("number", "2")]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let other = format!("/recommendations/{}.json", id(32));
    let view = json(&door, &reader, &other).await;
    assert_eq!(
        (&view["answers"][0]["action"], &view["answers"][0]["is_own"]),
        (&"2".into(), &false.into())
    );
    assert!(
        view["group"][0]["changes"][0].is_object()
            && view["suggested"].as_array().unwrap().is_empty()
    );

    let silent = act(&[("act", "part"), ("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let parted = act(&[("act", "part"), ("reason", "One is for men")]).await;
    assert_eq!(parted.status, StatusCode::SEE_OTHER);
    let view = json(&door, &reader, &other).await;
    assert!(
        view["answers"].as_array().unwrap().is_empty()
            && view["same"].as_array().unwrap().is_empty()
    );
}

#[tokio::test]
async fn a_table_is_taken_from_coordinators_only_and_needs_a_program_that_reads_files() {
    let (_folder, door, [coordinator, reader]) = office();
    let seen = get("/recommendations/new").with("cookie", &reader).of(&door).await;
    assert!(!seen.body.contains("type=\"file\""));
    let boundary = "----line";
    let send = |cookie: &str| {
        let content = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; \
             filename=\"a.csv\"\r\n\r\nmechanism,year\r\n--{boundary}--\r\n"
        );
        let mut asking = post("/recommendations/new", &content);
        asking.headers =
            vec![("content-type", format!("multipart/form-data; boundary={boundary}"))];
        asking.with("cookie", cookie)
    };
    assert_eq!(send(&reader).of(&door).await.status, StatusCode::FORBIDDEN);
    let answer = send(&coordinator).of(&door).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("without a program that reads files"), "{}", answer.body);
}
