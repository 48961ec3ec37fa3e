//! Proposals and bodies: who sees which form, and what is refused.

use serde_json::Value;

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
