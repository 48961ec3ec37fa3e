//! Proposals and bodies: who sees which form, and what is refused.

use concert_coalition::{
    Actor, Base, Command, DecidingBody, DecisionCommand, Fraction, Majority, Members, Membership,
    PlanCommand, ProposalDraft, Reach, Rule, Standing, StandingByKind, Subject,
};
use concert_terms::Names;
use jiff::SignedDuration;
use serde_json::Value;

use super::commitments::{form, id, json, member, office_with};
use super::*;

/// The proposal of the region at a stage.
async fn at_stage(door: &Router, stage: &str) -> String {
    let list = get(&format!("/decisions.json?stage={stage}")).of(door).await;
    let list: Value = serde_json::from_str(&list.body).unwrap();
    list[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_coordinator_sees_no_form_of_a_member_and_takes_no_position_for_one() {
    let door = demo();
    let open = at_stage(&door, "positions").await;
    let page = get(&format!("/decisions/{open}")).of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    for act in ["position", "comment", "amend", "settle", "withdraw", "conclude"] {
        assert!(!page.body.contains(&format!("name=\"act\" value=\"{act}\"")), "{act}");
    }
    let form = "act=position&choice=for&reason=";
    let refused = post(&format!("/decisions/{open}"), form).of(&door).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Nobody concludes before the last day has passed: the page is shown again and says so.
    let early = post(&format!("/decisions/{open}"), "act=conclude").of(&door).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("role=\"alert\""), "{}", early.body);
    let unknown = post(&format!("/decisions/{open}"), "act=vote-twice").of(&door).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let absent = get("/decisions/11111111-1111-1111-1111-111111111111").of(&door).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn amendments_are_marked_by_elements_and_their_conflicts_are_named() {
    let door = demo();
    let open = at_stage(&door, "comments").await;
    let page = get(&format!("/decisions/{open}")).of(&door).await.body;
    assert!(page.contains("<ins>") && page.contains("<del>"));
    assert!(page.contains("#amendment-2") && page.contains("#amendment-1"));
    assert!(!page.contains("href=\"#amendment-3\""), "the third contradicts nothing");
    let rows = get(&format!("/decisions/{open}.csv")).of(&door).await.body;
    assert!(rows.starts_with("organisation_id,organisation,position,reason,statement"));
}

#[tokio::test]
async fn what_was_adopted_leads_to_the_version_of_the_plan_and_to_its_body() {
    let door = demo();
    let list = get("/decisions.json?subject=plan-version").of(&door).await;
    let list: Value = serde_json::from_str(&list.body).unwrap();
    let (id, body) = (list[0]["id"].as_str().unwrap(), list[0]["body"].as_str().unwrap());
    let page = get(&format!("/decisions/{id}")).of(&door).await.body;
    assert!(page.contains("?version=1\"") && page.contains(&format!("/bodies/{body}")));
    assert!(page.contains("name=\"act\" value=\"minutes\""), "a coordinator keeps minutes");
    let body = get(&format!("/bodies/{body}")).of(&door).await;
    assert_eq!(body.status, StatusCode::OK);
    let unreadable = get("/decisions?stage=sometime").of(&door).await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);
}

/// The body before which the first two organisations of the office decide.
const ASSEMBLY: u8 = 40;
/// A proposal on which they take positions, and one that they comment.
const LANTERNS: u8 = 41;
const QUAYS: u8 = 42;

/// Makes them members and puts two proposals of the first before them, three days ago.
fn assembly(secretariat: &Secretariat) {
    let operator = Secretariat::operator();
    let then = now() - SignedDuration::from_hours(72);
    let day =
        |hours: i64| TimeZone::UTC.to_datetime(now() + SignedDuration::from_hours(hours)).date();
    let state = |actor: &Actor, command| {
        secretariat.act(actor, Command::Decision(command), then).unwrap();
    };
    for number in [1, 2] {
        let membership = Membership { organisation: id(number), since: day(-72), until: None };
        state(&operator, DecisionCommand::RecordMembership(membership));
    }
    let half = Fraction::new(1, 2);
    let body = DecidingBody {
        id: id(ASSEMBLY),
        names: Names::new("en", "Assembly"),
        members: Members::Everybody,
        standing: StandingByKind { of_kind: [].into(), otherwise: Standing::Votes },
        rule: Rule::Vote {
            days: 1,
            quorum: half,
            majority: Majority { share: half, reach: Reach::MoreThan, of: Base::Cast },
            chambers: Vec::new(),
        },
    };
    state(&operator, DecisionCommand::DescribeBody(Box::new(body)));
    for (number, comments) in [(LANTERNS, -48), (QUAYS, 240)] {
        let draft = ProposalDraft {
            id: id(number),
            body: id(ASSEMBLY),
            subject: Subject::Declaration,
            title: Names::new("en", "Light"),
            text: Names::new("en", "Every quay has a lantern."),
            comment_until: day(comments),
            decide_until: day(480),
        };
        state(&member(1), DecisionCommand::Open(Box::new(draft)));
    }
}

#[tokio::test]
async fn members_take_positions_and_what_is_refused_stays_in_its_form() {
    let (_folder, door, [first, second, stranger, coordinator]) = office_with(assembly);
    let page = format!("/decisions/{}", id(LANTERNS));
    let act = async |cookie: &str, pairs: &[(&str, &str)]| {
        post(&page, &form(pairs)).with("cookie", cookie).of(&door).await
    };
    let position = [("act", "position"), ("choice", "against"), ("reason", "Oil is dear")];
    for cookie in [&stranger, &coordinator] {
        assert_eq!(act(cookie, &position).await.status, StatusCode::FORBIDDEN);
        let seen = get(&page).with("cookie", cookie).of(&door).await;
        assert!(!seen.body.contains("value=\"position\""), "no form that is always refused");
    }
    let undecided = act(&second, &[("act", "position"), ("reason", "Oil is dear")]).await;
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(undecided.body.contains(">Oil is dear</textarea>"), "{}", undecided.body);
    assert_eq!(act(&second, &position).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        act(&first, &[("act", "position"), ("choice", "for")]).await.status,
        StatusCode::SEE_OTHER
    );
    let view = json(&door, &first, &format!("{page}.json")).await;
    let choices: Vec<&str> = view["positions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["choice"].as_str().unwrap())
        .collect();
    assert_eq!(choices, ["for", "against"]);
    // Comments are over: nobody amends any more, and the proposer cannot take it back.
    let amend = [("act", "amend"), ("text-en", "Two lanterns."), ("reason", "Dark")];
    let late = act(&second, &amend).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = act(&first, &[("act", "withdraw"), ("reason", "Oil is dear")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_amendment_is_taken_up_or_declined_in_a_form_of_its_own() {
    let (_folder, door, [first, second, ..]) = office_with(assembly);
    let page = format!("/decisions/{}", id(QUAYS));
    let act = async |cookie: &str, pairs: &[(&str, &str)]| {
        post(&page, &form(pairs)).with("cookie", cookie).of(&door).await
    };
    let amend = [
        ("act", "amend"),
        ("text-en", "Every quay has two lanterns.\r\nOf brass."),
        ("reason", ""),
    ];
    let refused = act(&second, &amend).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("has two lanterns.") && refused.body.contains("<details open>"));
    for text in ["Every quay has two lanterns.\r\nOf brass.", "No quay has a lantern."] {
        let amend = [("act", "amend"), ("text-en", text), ("reason", "Dark & cold")];
        assert_eq!(act(&second, &amend).await.status, StatusCode::SEE_OTHER);
    }
    // Enter in a field sends the first button of its form: each form has one.
    let seen = get(&page).with("cookie", &first).of(&door).await.body;
    let forms = seen.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    let settling: Vec<&str> = forms.filter(|form| form.contains("value=\"settle\"")).collect();
    assert_eq!(settling.len(), 4);
    for form in settling {
        assert_eq!(form.matches("<button").count(), 1, "{form}");
    }
    let advice = "name=\"act\" value=\"support\"";
    assert_eq!(seen.matches(advice).count(), 4, "the sponsor can say yes or no to each");
    let support = [("act", "support"), ("amendment", "1"), ("supports", "yes")];
    assert_eq!(act(&first, &support).await.status, StatusCode::SEE_OTHER);
    let seen = get(&page).with("cookie", &first).of(&door).await.body;
    assert_eq!(seen.matches(advice).count(), 3, "who supports it is not offered to support it");
    let unsaid = act(&first, &[("act", "support"), ("amendment", "1")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "no answer is none");

    let decline = [("act", "settle"), ("amendment", "2"), ("reason", "Too dark")];
    let unsaid = act(&first, &decline).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unsaid = [&decline[..2], &[("taken-up", "no"), ("reason", " ")]].concat();
    assert_eq!(act(&first, &unsaid).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let of_other = [&decline[..], &[("taken-up", "no")]].concat();
    assert_eq!(act(&second, &of_other).await.status, StatusCode::FORBIDDEN);
    assert_eq!(act(&first, &of_other).await.status, StatusCode::SEE_OTHER);
    let again = act(&first, &of_other).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it is settled");
    let take_up = [("act", "settle"), ("amendment", "1"), ("taken-up", "yes"), ("reason", "Yes")];
    assert_eq!(act(&first, &take_up).await.status, StatusCode::SEE_OTHER);
    let view = json(&door, &second, &format!("{page}.json")).await;
    assert_eq!(
        view["text"]["en"], "Every quay has two lanterns.\nOf brass.",
        "with the journal's line ends"
    );
    assert_eq!(view["version"], 2);

    let other = act(&second, &[("act", "withdraw"), ("reason", "No")]).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "it is the proposer's");
    let without = act(&first, &[("act", "withdraw"), ("reason", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let withdrawn = act(&first, &[("act", "withdraw"), ("reason", "Oil is dear")]).await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
    let view = json(&door, &first, &format!("{page}.json")).await;
    assert_eq!(view["ending"]["outcome"], "withdrawn");
}

#[tokio::test]
async fn a_proposal_is_opened_and_what_cannot_be_read_is_told_with_everything_typed() {
    let (_folder, door, [first, second, ..]) = office_with(|secretariat| {
        assembly(secretariat);
        let mut plan = secretariat.plan_document(id(9), None).unwrap();
        plan.source = "Said again".to_owned();
        let state = Command::Plan(PlanCommand::State(Box::new(plan)));
        secretariat.act(&Secretariat::operator(), state, now()).unwrap();
    });
    let plan = id(9).to_string();
    let address = format!("/decisions/new?plan={plan}&subject=plan-version&body={}", id(ASSEMBLY));
    let new = get(&address).with("cookie", &first).of(&door).await;
    assert_eq!(new.status, StatusCode::OK);
    let chosen = |page: &str, select: &str| {
        let options = page.split(&format!("<select id=\"{select}\"")).nth(1).unwrap();
        let options = options.split("</select>").next().unwrap();
        let chosen: Vec<String> = options
            .split("<option value=\"")
            .filter(|option| option.split('>').next().unwrap().ends_with(" selected"))
            .map(|option| option.split('"').next().unwrap().to_owned())
            .collect();
        chosen
    };
    let version = chosen(&new.body, "plan");
    assert!(version.len() == 1 && version[0].starts_with(&format!("{plan} 2 ")), "{version:?}");
    assert_eq!(chosen(&new.body, "subject"), ["plan-version"]);
    let given = new.body.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let assembly = id(ASSEMBLY).to_string();
    let mut said = BTreeMap::from([
        ("act", "open"),
        ("id", given),
        ("body", &*assembly),
        ("subject", "admission"),
        ("plan", &*version[0]),
        ("organisation", "Nobody we know"),
        ("title", "Let them in & more"),
        ("text-en", "Refuge 3 is let in."),
        ("comment_until", "2098-01-01"),
        ("decide_until", "soon"),
    ]);
    let send = async |said: &BTreeMap<&str, &str>, cookie: &str| {
        let pairs: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, *value)).collect();
        post("/decisions/new", &form(&pairs)).with("cookie", cookie).of(&door).await
    };
    for (name, value) in [("organisation", "refuge 3"), ("decide_until", "2098-01-01")] {
        let refused = send(&said, &first).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
        for typed in ["Refuge 3 is let in.", "Let them in &#38; more", said[name]] {
            assert!(refused.body.contains(typed), "{typed}: {}", refused.body);
        }
        assert_eq!(chosen(&refused.body, "subject"), ["admission"]);
        assert_eq!(chosen(&refused.body, "plan"), version);
        said.insert(name, value);
    }
    let days = send(&said, &first).await;
    assert_eq!(days.status, StatusCode::UNPROCESSABLE_ENTITY, "positions last a day at least");
    said.insert("decide_until", "2098-02-01");
    let opened = send(&said, &first).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert_eq!(send(&said, &first).await.status, StatusCode::SEE_OTHER, "sent twice, opened once");
    let view = json(&door, &second, &format!("/decisions/{given}.json")).await;
    assert_eq!(view["proposal"]["subject"]["organisation"]["id"], id(3).to_string());
}
