//! Linkage rounds and devices by their forms: who sees and does what, and what is told to whoever has no session.

use concert_coalition::{
    Actor, Author, Command, DecisionCommand, Declaration, Membership, Organisation, Place, Role,
    User,
};
use concert_secretariat::{EncodingSettings, RoundAsked, RoundOpening, new_round};
use concert_terms::{Id, Names, Period, PlaceLevel};

use super::*;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn of(number: u8) -> Actor {
    let author = Author::User(id(10 + number));
    Actor { author, role: Role::Member, organisation: Some(id(number)) }
}

/// The text of a round's public file, for two holders.
fn public(name: &str) -> String {
    let asked = RoundAsked {
        name: name.to_owned(),
        holders: vec!["one".to_owned(), "two".to_owned()],
        needed: 2,
        settings: EncodingSettings::standard(),
        most_tokens: 1000,
    };
    let folder = tempfile::tempdir().unwrap();
    let made = new_round(&asked, folder.path(), Entropy::of_the_system()).unwrap();
    serde_json::to_string(&made).unwrap()
}

/// Three members, each with a user who is signed in, and a coordinator; a round whose key 1 and 2 hold and in
/// which 2 and 3 submit.
fn office() -> (TempDir, Router, [String; 4], Id) {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(&folder);
    let operator = Actor::operator();
    let act = |command| secretariat.act(&operator, command, now()).unwrap();
    let place = Place::new("AA".parse().unwrap(), Names::new("en", "Aland"), PlaceLevel::Country);
    act(Command::Declare(vec![Declaration::Place(place)]));
    for number in 1..=3 {
        let names = Names::new("en", &format!("Refuge {number}"));
        let organisation = Organisation::new(id(number), names);
        act(Command::Declare(vec![Declaration::Organisation(organisation)]));
        let since = "2020-01-01".parse().unwrap();
        let membership = Membership { organisation: id(number), since, until: None };
        act(Command::Decision(DecisionCommand::RecordMembership(membership)));
    }
    let cookies = [1, 2, 3, 4].map(|number| {
        let user = User {
            id: id(10 + number),
            name: format!("user {number}"),
            role: if number == 4 { Role::Coordinator } else { Role::Member },
            organisation: (number < 4).then(|| id(number)),
            closed: false,
        };
        let link = secretariat.register(&operator, user, now()).unwrap();
        let session = secretariat.choose_password(&link, "five lanterns by the quay", now());
        format!("session={}", session.unwrap().unwrap().reveal())
    });
    let opening = RoundOpening {
        purpose: Names::new("en", "How many people no list has."),
        holders: vec![id(1), id(2)],
        members: vec![id(2), id(3)],
        lists_by: today(),
        place: "AA".parse().unwrap(),
        period: Period::year(2025),
    };
    let round = secretariat.open_round(&of(1), &public("spring"), opening, now()).unwrap();
    let house = House::new(Arc::new(secretariat), options(false, false));
    (folder, router(house), cookies, round)
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

async fn body(door: &Router, cookie: &str, path: &str) -> String {
    let answer = get(path).with("cookie", cookie).of(door).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

#[tokio::test]
async fn each_sees_the_forms_of_a_round_that_are_theirs() {
    let (_folder, door, [holder, both, member, coordinator], round) = office();
    let page = format!("/rounds/{round}");
    let offers = |body: &str, what: &str| body.contains(what);
    let (submits, destroys) = ("/list\" enctype", "value=\"destroy\"");
    let (hands_in, links) = ("that “concert submit” wrote", "/linkage\"");
    for (cookie, wanted) in [
        (&holder, [false, true, false, false]),
        (&both, [true, true, false, false]),
        (&member, [true, false, false, false]),
        (&coordinator, [true, false, true, true]),
    ] {
        let seen = body(&door, cookie, &page).await;
        let found = [submits, destroys, hands_in, links].map(|what| offers(&seen, what));
        assert_eq!(found, wanted, "{seen}");
        assert!(seen.contains("How many people no list has."));
    }
    let list = body(&door, &member, "/rounds.json").await;
    assert!(list.contains(&round.to_string()));
    let file = get(&format!("{page}/file")).with("cookie", &member).of(&door).await;
    assert!(file.header(CONTENT_DISPOSITION).contains("round.json"));
    assert!(file.body.contains("\"diffusion\""));
}

#[tokio::test]
async fn a_member_cannot_look_at_a_linkage_and_a_coordinator_is_told_why_lists_cannot_be_linked() {
    let (_folder, door, [_, _, member, coordinator], round) = office();
    let page = format!("/rounds/{round}/linkage");
    let refused = get(&page).with("cookie", &member).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let start = form(&[("act", "start"), ("by", "sex")]);
    let refused = post(&page, &start).with("cookie", &member).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(body(&door, &coordinator, &page).await.contains("Nothing was linked"));
    let early = post(&page, &start).with("cookie", &coordinator).of(&door).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("not every member has"), "{}", early.body);
    let none = post(&page, "act=record").with("cookie", &coordinator).of(&door).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing to record");
    let wrong = post(&page, "act=start&by=name").with("cookie", &coordinator).of(&door).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_round_is_opened_by_a_holder_and_what_was_typed_stays_when_it_is_refused() {
    let (_folder, door, [holder, _, member, coordinator], _) = office();
    assert!(
        !body(&door, &coordinator, "/rounds/new")
            .await
            .contains("<form method=\"post\" action=\"/rounds/new\"")
    );
    let send = |cookie: &str, file: &str, lists_by: &str| {
        let part = |name: &str, value: &str| {
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut sent = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"round.json\"\r\n\
             Content-Type: application/json\r\n\r\n{file}\r\n"
        );
        let (one, two, three) = (id(1).to_string(), id(2).to_string(), id(3).to_string());
        for (name, value) in [
            ("purpose", "To count those on no list."),
            ("place", "AA"),
            ("year", "2025"),
            ("lists_by", lists_by),
            ("holder", &one),
            ("holder", &two),
            ("member", &two),
            ("member", &three),
        ] {
            sent += &part(name, value);
        }
        sent += "--cut--\r\n";
        let mut asking = post("/rounds/new", &sent).with("cookie", cookie);
        asking.headers[0].1 = "multipart/form-data; boundary=cut".to_owned();
        asking
    };
    let (today, file) = (today().to_string(), public("autumn"));
    let refused = send(&holder, "{}", &today).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("To count those on no list."), "{}", refused.body);
    let late = send(&holder, &file, "2020-01-01").of(&door).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = send(&member, &file, &today).of(&door).await;
    assert!(!stranger.status.is_success() && !stranger.status.is_redirection());
    let opened = send(&holder, &file, &today).of(&door).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let seen = body(&door, &member, opened.header(LOCATION)).await;
    assert!(seen.contains("autumn"));
}

#[tokio::test]
async fn devices_are_added_by_their_members_and_revoked_by_them_or_a_coordinator() {
    let (_folder, door, [one, two, _, coordinator], _) = office();
    let key = "ab".repeat(32);
    let add = form(&[("act", "add"), ("name", "Laptop of the night"), ("key", &key)]);
    let nobody = post("/devices", &add).with("cookie", &coordinator).of(&door).await;
    assert_eq!(nobody.status, StatusCode::FORBIDDEN);
    let added = post("/devices", &add).with("cookie", &one).of(&door).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let short = form(&[("act", "add"), ("name", "Short"), ("key", "abc")]);
    let refused = post("/devices", &short).with("cookie", &one).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Short\""), "what was typed stays");
    assert!(!body(&door, &two, "/devices").await.contains("Laptop of the night"));
    let all: serde_json::Value =
        serde_json::from_str(&body(&door, &coordinator, "/devices.json").await).unwrap();
    let device = all[0]["id"].as_str().unwrap().to_owned();
    let revoke = form(&[("act", "revoke"), ("device", &device)]);
    let foreign = post("/devices", &revoke).with("cookie", &two).of(&door).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let revoked = post("/devices", &revoke).with("cookie", &coordinator).of(&door).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    assert!(body(&door, &one, "/devices").await.contains("Revoked on"));
}

#[tokio::test]
async fn whoever_has_no_session_is_told_no_more_than_that_a_signature_does_not_hold() {
    let (_folder, door, _, _) = office();
    let mut told = BTreeSet::new();
    for sent in ["", "Amina", "{\"concert\":\"signed-list/1\",", "{}\n"] {
        let answer = post("/submissions.json", sent).of(&door).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains("secretariat/signature"), "{}", answer.body);
        told.insert(answer.body);
    }
    assert_eq!(told.len(), 1);
}
