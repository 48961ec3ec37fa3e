//! Commitments by their forms: who is let in, what is refused, and what strangers never see.

use concert_coalition::{
    Action, Actor, Addressee, Author, Command, Declaration, Organisation, Plan, PlanCommand, Role,
    User,
};
use concert_terms::{Id, Names, OrganisationKind, Population, Stated};
use serde_json::Value;

use super::*;

const PROMISE: &str = "Forty lanterns by the quay";

pub(super) fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// An office with a plan of one action and three organisations, of each a member who is signed in,
/// and a coordinator: the door, and the cookies of the four.
fn office() -> (TempDir, Router, [String; 4]) {
    office_with(|_| ())
}

/// The member of an organisation of the office, as the one who acts.
pub(super) fn member(number: u8) -> Actor {
    Actor {
        author: Author::User(id(10 + number)),
        role: Role::Member,
        organisation: Some(id(number)),
    }
}

/// The same office, in which something happened before the door was opened.
pub(super) fn office_with(before: impl FnOnce(&Secretariat)) -> (TempDir, Router, [String; 4]) {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let operator = Actor::operator();
    let organisations = [1, 2, 3].map(|number| {
        let name = Names::new("en", &format!("Refuge {number}"));
        Declaration::Organisation(Organisation::new(id(number), name))
    });
    let declare = Command::Declare(organisations.into());
    secretariat.act(&operator, declare, now()).unwrap();
    let action = Action {
        code: "1".to_owned(),
        text: Names::new("en", "Give light"),
        objective: None,
        pillars: Stated::UNSTATED,
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    };
    let plan = Plan {
        id: id(9),
        names: Names::new("en", "The plan"),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions: vec![action],
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    };
    let state = Command::Plan(PlanCommand::State(Box::new(plan)));
    secretariat.act(&operator, state, now()).unwrap();
    let cookies = [1, 2, 3, 4].map(|number| {
        let user = User {
            id: id(10 + number),
            name: format!("user {number}"),
            role: if number == 4 { Role::Coordinator } else { Role::Member },
            organisation: (number < 4).then(|| id(number)),
            closed: false,
        };
        signed_in(&secretariat, user)
    });
    before(&secretariat);
    let house = House::new(Arc::new(secretariat), options(false, false));
    (folder, router(house), cookies)
}

/// Registers a user; the cookie of their session.
fn signed_in(secretariat: &Secretariat, user: User) -> String {
    let link = secretariat.register(&Actor::operator(), user, now()).unwrap();
    let session = secretariat.choose_password(&link, "five lanterns by the quay", now());
    format!("session={}", session.unwrap().unwrap().reveal())
}

pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(super) async fn json(door: &Router, cookie: &str, path: &str) -> Value {
    let answer = get(path).with("cookie", cookie).of(door).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Makes a commitment by its form; the address of its page.
async fn make(door: &Router, cookie: &str) -> String {
    let new = format!("/commitments/new?plan={}&action=1", id(9));
    let page = get(&new).with("cookie", cookie).of(door).await;
    assert_eq!(page.status, StatusCode::OK);
    let given = page.body.split("name=\"id\" value=\"").nth(1).unwrap();
    let given = given.split('"').next().unwrap();
    let plan = id(9).to_string();
    let said = form(&[
        ("id", given),
        ("plan", &plan),
        ("action", "1"),
        ("text", PROMISE),
        ("due", "2099-06-30"),
        ("means", "capacity"),
        ("means_amount", "40"),
        ("means_words", "lanterns"),
    ]);
    for _ in 0..2 {
        let made = post("/commitments", &said).with("cookie", cookie).of(door).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        assert_eq!(made.header(LOCATION), format!("/commitments/{given}"));
    }
    format!("/commitments/{given}")
}

#[tokio::test]
async fn a_member_promises_for_the_own_organisation_and_a_peer_reviews() {
    let (_folder, door, [maker, peer, stranger, coordinator]) = office();
    let page = make(&door, &maker).await;
    let view = json(&door, &peer, &format!("{page}.json")).await;
    assert_eq!(view["maker"]["id"], id(1).to_string());
    assert_eq!(view["versions"].as_array().map(Vec::len), Some(1), "sent twice, made once");

    let act = async |cookie: &str, what: &str, pairs: &[(&str, &str)]| {
        post(&format!("{page}/{what}"), &form(pairs)).with("cookie", cookie).of(&door).await
    };
    let claim = [("level", "partial"), ("on", "2026-01-01"), ("text", "Half are lit")];
    let of_stranger = act(&stranger, "claim", &claim).await;
    assert_eq!(of_stranger.status, StatusCode::FORBIDDEN);
    let claimed = act(&maker, "claim", &claim).await;
    assert_eq!(claimed.status, StatusCode::SEE_OTHER);
    let digest = "ab".repeat(32);
    let shown = [&claim[..], &[("document", "Report"), ("sha256", &digest)]].concat();
    assert_eq!(act(&maker, "claim", &shown).await.status, StatusCode::SEE_OTHER);
    let view = json(&door, &peer, &format!("{page}.json")).await;
    assert_eq!(
        (view["claimed"].as_str(), view["evidenced"].as_str()),
        (Some("partial"), Some("partial"))
    );
    assert_eq!(view["claims"][1]["is_evidenced"], false);

    let review = [("level", "started"), ("text", "We counted nine")];
    let unnamed = act(&peer, "review", &review).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let itself = act(&coordinator, "reviewer", &[("reviewer", "Refuge 1")]).await;
    assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = act(&coordinator, "reviewer", &[("reviewer", "refuge 2")]).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER);
    for cookie in [&maker, &stranger, &coordinator] {
        let refused = act(cookie, "review", &review).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let seen = get(&page).with("cookie", cookie).of(&door).await;
        assert!(!seen.body.contains(&format!("action=\"{page}/review\"")));
    }
    let seen = get(&page).with("cookie", &peer).of(&door).await;
    assert!(seen.body.contains(&format!("action=\"{page}/review\"")));
    assert!(!seen.body.contains(&format!("action=\"{page}/claim\"")));
    assert_eq!(act(&peer, "review", &review).await.status, StatusCode::SEE_OTHER);
    let view = json(&door, &maker, &format!("{page}.json")).await;
    assert_eq!(view["reviewed"], "started");
    assert!(!view.to_string().contains(&id(12).to_string()), "a user is nobody's business");
    let in_plan = async || {
        let plan = get(&format!("/plans/{}.csv", id(9))).with("cookie", &peer).of(&door).await;
        plan.body.lines().nth(1).unwrap().to_owned()
    };
    let line = in_plan().await;
    assert!(line.ends_with(",1,amber"), "the last claim speaks of a day long ago: {line}");
    let today = today().to_string();
    let claim = [("level", "partial"), ("on", &*today), ("text", "Half are lit")];
    assert_eq!(act(&maker, "claim", &claim).await.status, StatusCode::SEE_OTHER);
    let line = in_plan().await;
    assert!(line.ends_with(",1,green"), "{line}");
    let plan = get(&format!("/plans/{}", id(9))).with("cookie", &peer).of(&door).await;
    assert!(plan.body.contains(&format!("/commitments?plan={}&#38;action=1", id(9))));
}

#[tokio::test]
async fn what_is_refused_is_told_on_the_page_and_nothing_that_was_typed_is_lost() {
    let (_folder, door, [maker, _, _, coordinator]) = office();
    let page = make(&door, &maker).await;
    let typed = "Half are lit & more";
    let claim = form(&[("level", "partial"), ("on", "2099-01-01"), ("text", typed)]);
    let refused = post(&format!("{page}/claim"), &claim).with("cookie", &maker).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("2099-01-01"));
    assert!(refused.body.contains("Half are lit &#38; more"));
    let unread = form(&[("level", "magic"), ("on", "2026-01-01"), ("text", typed)]);
    let refused = post(&format!("{page}/claim"), &unread).with("cookie", &maker).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("level: magic") && refused.body.contains("Half are lit"));

    let edit = format!("{page}/edit");
    let shown = get(&edit).with("cookie", &maker).of(&door).await;
    assert!(shown.body.contains(PROMISE) && shown.body.contains("lanterns"));
    let change = |due: &str, reason: &str| {
        form(&[("action", "1"), ("text", "Thirty lanterns"), ("due", due), ("reason", reason)])
    };
    for (due, reason) in [("2001-01-01", "early"), ("soon", "typed wrong"), ("2099-01-01", " ")] {
        let refused = post(&edit, &change(due, reason)).with("cookie", &maker).of(&door).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{due} {reason}");
        assert!(
            refused.body.contains("Thirty lanterns") && refused.body.contains("role=\"alert\"")
        );
    }
    let changed =
        post(&edit, &change("2099-01-01", "Fewer")).with("cookie", &maker).of(&door).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let view = json(&door, &maker, &format!("{page}.json")).await;
    assert_eq!(view["versions"][0]["changed"], serde_json::json!(["text", "due", "means"]));

    let plan = id(9).to_string();
    let given = id(77).to_string();
    let for_nobody = form(&[
        ("id", &given),
        ("plan", &plan),
        ("maker", "Nobody we know"),
        ("action", "1"),
        ("text", PROMISE),
        ("due", "2099-06-30"),
    ]);
    let refused = post("/commitments", &for_nobody).with("cookie", &coordinator).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Nobody we know"));
    let list = json(&door, &maker, "/commitments.json").await;
    assert_eq!(list["total"], 1, "nothing that was refused was stated");
    let none = post(&format!("{page}/withdraw"), "reason=").with("cookie", &maker).of(&door).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = post(&format!("{page}/withdraw"), "reason=Cut").with("cookie", &maker).of(&door);
    assert_eq!(done.await.status, StatusCode::SEE_OTHER);
    let seen = get(&page).with("cookie", &maker).of(&door).await;
    assert!(!seen.body.contains(&format!("action=\"{page}/claim\"")), "it is closed");
}

#[tokio::test]
async fn the_forms_of_a_commitment_are_opened_to_those_who_may_send_them() {
    let mut cookie = String::new();
    let (_folder, door, [maker, peer, _, coordinator]) = office_with(|secretariat| {
        let reader = User {
            id: id(30),
            name: "reader".to_owned(),
            role: Role::Reader,
            organisation: None,
            closed: false,
        };
        cookie = signed_in(secretariat, reader);
    });
    let new = format!("/commitments/new?plan={}&action=1", id(9));
    let refused = get(&new).with("cookie", &cookie).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let page = make(&door, &maker).await;
    let edit = format!("{page}/edit");
    for (cookie, expected) in
        [(&maker, StatusCode::OK), (&coordinator, StatusCode::OK), (&peer, StatusCode::FORBIDDEN)]
    {
        assert_eq!(get(&edit).with("cookie", cookie).of(&door).await.status, expected);
    }
    let refused = post(&edit, "text=x&due=2099-01-01").with("cookie", &peer).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = post(&format!("{page}/withdraw"), "reason=Cut").with("cookie", &maker).of(&door);
    assert_eq!(done.await.status, StatusCode::SEE_OTHER);
    let late = get(&edit).with("cookie", &maker).of(&door).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it was withdrawn");
}

#[tokio::test]
async fn a_pair_of_pledges_is_agreed_to_by_the_other_maker_and_by_nobody_else() {
    let (_folder, door, [maker, peer, stranger, _]) = office();
    let beds = make(&door, &maker).await;
    let law = id(60).to_string();
    let plan = id(9).to_string();
    let said = form(&[
        ("id", &law),
        ("plan", &plan),
        ("action", "1"),
        ("text", "A law on lanterns"),
        ("due", "2099-06-30"),
        ("means", "policy"),
        ("means_words", "Light is free"),
    ]);
    let made = post("/commitments", &said).with("cookie", &peer).of(&door).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let law = format!("/commitments/{law}");

    let propose = |other: &str| post(&format!("{beds}/pair"), &form(&[("other", other)]));
    let unread = propose("no identifier").with("cookie", &maker).of(&door).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.body.contains("value=\"no identifier\""), "what was typed stands there");
    let proposed =
        propose(law.trim_start_matches("/commitments/")).with("cookie", &maker).of(&door).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let view = json(&door, &maker, &format!("{beds}.json")).await;
    let pair = view["matches"][0]["id"].as_str().unwrap().to_owned();

    // Whoever proposed it is not asked again; whoever is asked can agree in a form of its own.
    let accept = "name=\"answer\" value=\"accept\"";
    let seen =
        async |page: &str, cookie: &str| get(page).with("cookie", cookie).of(&door).await.body;
    assert!(!seen(&beds, &maker).await.contains(accept));
    assert!(!seen(&law, &stranger).await.contains(accept));
    let asked = seen(&law, &peer).await;
    let agreeing = asked.split("<form").find(|form| form.contains(accept)).unwrap();
    let agreeing = agreeing.split("</form>").next().unwrap();
    assert!(!agreeing.contains("value=\"end\"") && !agreeing.contains("name=\"reason\""));

    let settle = |page: &str, pairs: &[(&str, &str)]| {
        post(&format!("{page}/settle"), &form(&[&[("pair", &*pair)], pairs].concat()))
    };
    let of_stranger =
        settle(&law, &[("answer", "accept")]).with("cookie", &stranger).of(&door).await;
    assert_eq!(of_stranger.status, StatusCode::FORBIDDEN);
    let neither = settle(&law, &[("reason", "typed long")]).with("cookie", &peer).of(&door).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY, "no answer ends nothing");
    assert!(neither.body.contains("value=\"typed long\""));
    let agreed = settle(&law, &[("answer", "accept")]).with("cookie", &peer).of(&door).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER);
    let view = json(&door, &maker, &format!("{beds}.json")).await;
    assert_eq!(view["matches"][0]["standing"], "agreed");
    let ended = settle(&beds, &[("answer", "end"), ("reason", "Lamps broke")]);
    assert_eq!(ended.with("cookie", &maker).of(&door).await.status, StatusCode::SEE_OTHER);
    let view = json(&door, &maker, &format!("{beds}.json")).await;
    assert_eq!(view["matches"][0]["standing"], "ended");
}

#[tokio::test]
async fn whoever_is_not_signed_in_reads_no_commitment_at_any_address() {
    let (_folder, door, [maker, ..]) = office();
    let page = make(&door, &maker).await;
    let view = json(&door, &maker, &format!("{page}.json")).await;
    let statement = view["versions"][0]["statement"].as_u64().unwrap();
    let stated = json(&door, &maker, &format!("/statements/{statement}.json")).await;
    assert_eq!(stated["content"]["text"]["en"], PROMISE, "members read it in the journal");
    let plan = id(9);
    let mut paths = vec![
        page.clone(),
        format!("{page}/edit"),
        format!("/commitments/new?plan={plan}"),
        format!("/plans/{plan}"),
        format!("/statements/{statement}"),
        format!("/organisations/{}", id(1)),
    ];
    // Every address without a variable part, also those that are open to everybody.
    let routes = crate::routes::routes();
    let fixed = routes.iter().filter(|route| route.get.is_some() && !route.path.contains('{'));
    paths.extend(fixed.map(|route| route.path.to_owned()));
    assert!(paths.len() > 30, "{paths:?}");
    for path in &paths {
        for ending in ["", ".json", ".csv"] {
            let (stem, query) = path.split_once('?').unwrap_or((path, ""));
            let answer = get(&format!("{stem}{ending}?{query}")).of(&door).await;
            assert!(!answer.body.contains("lanterns by"), "{path}{ending} tells a stranger");
        }
    }
    for path in [&*page, "/commitments", &format!("/statements/{statement}"), "/statements"] {
        let asked = get(path).of(&door).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{path}");
        assert!(asked.header(LOCATION).starts_with("/sign-in"), "{path}");
        let twin = get(&format!("{path}.json")).of(&door).await;
        assert_eq!(twin.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for what in ["claim", "review", "reviewer", "withdraw", "pair", "settle", "edit"] {
        let sent = post(&format!("{page}/{what}"), "reason=x").of(&door).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{what}");
    }
    let after = json(&door, &maker, &format!("{page}.json")).await;
    assert_eq!(after["versions"], view["versions"]);
    assert_eq!(after["withdrawn"], Value::Null);
}

#[tokio::test]
async fn members_keep_and_remove_their_own_address_and_a_wrong_one_stays_in_the_form() {
    let (_folder, door, [maker, other, ..]) = office();
    let page = get("/account").with("cookie", &maker).of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("user 1") && !page.body.contains("act\" value=\"remove"));
    let wrong = form(&[("act", "keep"), ("address", "nobody"), ("language", "ar")]);
    let refused = post("/account", &wrong).with("cookie", &maker).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"nobody\""), "{}", refused.body);
    assert!(refused.body.contains("name@example.org in Latin letters"), "{}", refused.body);
    let right = form(&[("act", "keep"), ("address", "a@example.org"), ("language", "ar")]);
    let kept = post("/account", &right).with("cookie", &maker).of(&door).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let own = json(&door, &maker, "/account.json").await;
    assert_eq!(own["contact"]["address"], "a@example.org");
    assert_eq!(own["contact"]["language"], "ar");
    assert_eq!(json(&door, &other, "/account.json").await["contact"], Value::Null);
    let removed = post("/account", "act=remove").with("cookie", &maker).of(&door).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(json(&door, &maker, "/account.json").await["contact"], Value::Null);
}

#[tokio::test]
async fn a_list_is_narrowed_by_its_address_and_what_it_cannot_read_is_said() {
    let (_folder, door, [maker, ..]) = office();
    make(&door, &maker).await;
    for (query, total) in [
        ("", 1),
        ("?text=LANTERNS", 1),
        ("?text=boats", 0),
        ("?standing=running", 1),
        ("?standing=late", 0),
        ("?light=green", 1),
        ("?within=30", 0),
        ("?at=2099-06-10&within=30", 1),
        ("?at=2099-07-10&light=red", 1),
        ("?action=1", 1),
        ("?action=2", 0),
    ] {
        let list = json(&door, &maker, &format!("/commitments.json{query}")).await;
        assert_eq!(list["total"], total, "{query}");
    }
    for query in ["?standing=soon", "?light=blue", "?within=-1", "?plan=x", "?at=today"] {
        let unread = get(&format!("/commitments{query}")).with("cookie", &maker).of(&door).await;
        assert_eq!(unread.status, StatusCode::BAD_REQUEST, "{query}");
    }
    let nowhere = get("/commitments?place=ATLANTIS").with("cookie", &maker).of(&door).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_region_shows_commitments_of_every_light_and_each_leads_to_its_facts() {
    let door = demo();
    let list = get("/commitments").of(&door).await.body;
    for light in ["green", "amber", "red", "off"] {
        assert!(list.contains(&format!("class=\"light {light}\"")), "{light}");
    }
    let first = links(&list).into_iter().find(|link| link.starts_with("/commitments/")).unwrap();
    let page = get(&first).of(&door).await.body;
    for link in ["/plans/", "/organisations/", "/statements/", "/help/traffic-light"] {
        assert!(page.contains(&format!("href=\"{link}")), "{link}");
    }
    for topic in ["commitment", "progress", "traffic-light"] {
        let help = get(&format!("/help/{topic}")).of(&door).await;
        assert_eq!(help.status, StatusCode::OK, "{topic}");
    }
}

#[tokio::test]
async fn a_draft_is_its_own_organisations_until_the_promise_is_made_of_it() {
    let (_folder, door, [own, other, _, coordinator]) = office();
    let typed = form(&[
        ("id", &id(80).to_string()),
        ("plan", &id(9).to_string()),
        ("text", PROMISE),
        ("means", "capacity"),
        ("means_amount", "40"),
        ("means_words", "lanterns"),
        ("place", ""),
        ("act", "draft"),
    ]);
    let kept = post("/commitments", &typed).with("cookie", &own).of(&door).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let list = |cookie: String| {
        let door = door.clone();
        async move { get("/commitments/drafts").with("cookie", &cookie).of(&door).await }
    };
    let address = format!("/commitments/drafts/{}", id(80));
    assert!(list(own.clone()).await.body.contains(PROMISE));
    for stranger in [&other, &coordinator] {
        assert!(!list(stranger.clone()).await.body.contains(PROMISE));
        let answer = get(&address).with("cookie", stranger).of(&door).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let dropped = post(&format!("{address}/drop"), "").with("cookie", stranger).of(&door).await;
        assert_eq!(dropped.status, StatusCode::NOT_FOUND);
        let over = post("/commitments", &typed).with("cookie", stranger).of(&door).await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", over.body);
    }
    // No statement tells of it.
    let statements = get("/statements").with("cookie", &coordinator).of(&door).await;
    assert!(!statements.body.contains(PROMISE));
    let again = get(&address).with("cookie", &own).of(&door).await;
    assert!(again.body.contains(PROMISE) && again.body.contains("value=\"40\""), "{}", again.body);

    let made = form(&[
        ("id", &id(80).to_string()),
        ("plan", &id(9).to_string()),
        ("action", "1"),
        ("text", PROMISE),
        ("due", "2027-06-30"),
        ("act", "make"),
    ]);
    let made = post("/commitments", &made).with("cookie", &own).of(&door).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(!list(own.clone()).await.body.contains(PROMISE));
    assert_eq!(get(&address).with("cookie", &own).of(&door).await.status, StatusCode::NOT_FOUND);
    let once_more = post("/commitments", &typed).with("cookie", &own).of(&door).await;
    assert_eq!(once_more.status, StatusCode::UNPROCESSABLE_ENTITY, "it is promised already");
}

#[tokio::test]
async fn a_draft_can_be_dropped_and_strangers_have_none() {
    let (_folder, door, [own, ..]) = office();
    let typed =
        form(&[("id", &id(80).to_string()), ("plan", &id(9).to_string()), ("act", "draft")]);
    let kept = post("/commitments", &typed).with("cookie", &own).of(&door).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let address = format!("/commitments/drafts/{}/drop", id(80));
    let dropped = post(&address, "").with("cookie", &own).of(&door).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    let twice = post(&address, "").with("cookie", &own).of(&door).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
    let stranger = post("/commitments", &typed).of(&door).await;
    assert!(!stranger.status.is_success());
    assert_ne!(stranger.header(LOCATION), "/commitments/drafts");
}

#[tokio::test]
async fn a_member_is_shown_what_fits_the_own_organisation() {
    let (_folder, door, [own, _, _, coordinator]) = office();
    let view = json(&door, &own, "/commitments/fit.json").await;
    assert_eq!(view["organisation"]["id"], id(1).to_string());
    let view = json(&door, &own, "/commitments/fit.json?organisation=all").await;
    assert!(view["organisation"].is_null());
    let view = json(&door, &coordinator, "/commitments/fit.json?organisation=refuge+2").await;
    assert_eq!(view["organisation"]["id"], id(2).to_string());
    for (query, status) in [
        ("organisation=nobody", StatusCode::NOT_FOUND),
        ("capacity=many", StatusCode::BAD_REQUEST),
        ("capacity=-1", StatusCode::UNPROCESSABLE_ENTITY),
        ("pillar=magic", StatusCode::BAD_REQUEST),
    ] {
        let answer = get(&format!("/commitments/fit?{query}")).with("cookie", &own).of(&door).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.body);
    }
    let address =
        "/commitments/new?plan=09090909-0909-0909-0909-090909090909&place=XA01&pillar=protection";
    let plan = address.replace("09090909-0909-0909-0909-090909090909", &id(9).to_string());
    let filled = get(&plan).with("cookie", &own).of(&door).await;
    assert!(filled.body.contains("value=\"XA01\""), "{}", filled.body);
}
