//! The report of a plan by its addresses, and the account: who reads what, and what is kept.

use concert_secretariat::{CommitmentFilter, Readership};

use super::*;

/// The adopted plan of the region.
fn adopted() -> String {
    let plans = REGION.1.plans();
    let adopted = plans.iter().find(|plan| plan.adopted.is_some());
    adopted.expect("a generated region adopts a plan").id.to_string()
}

#[tokio::test]
async fn members_get_every_form_of_a_report_and_the_same_one_again_by_its_address() {
    let door = demo();
    let plan = adopted();
    let page = get(&format!("/plans/{plan}/report")).of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_headers("report", &page);
    let files: Vec<String> = links(&page.body)
        .into_iter()
        .filter(|link| link.contains("report.html?") || link.contains("report.xlsx?"))
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in &files {
        let answer = get(file).of(&door).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        assert!(answer.headers.contains_key(CONTENT_DISPOSITION), "{file}");
        assert_eq!(answer.body, get(file).of(&door).await.body, "{file}");
    }
    let json = get(&format!("/plans/{plan}/report.json")).of(&door).await;
    let report: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(report["plan"]["id"], plan.as_str());
    let asked = format!("/plans/{plan}/report.csv?at={}", report["day"].as_str().unwrap());
    let csv = get(&asked).of(&door).await;
    assert!(csv.body.starts_with("objective,action,commitment_id"), "{}", csv.body);
    let xml = get(&format!("/plans/{plan}/report.xml?reporter=XM-EX-1")).of(&door).await;
    assert_eq!(xml.status, StatusCode::OK, "{}", xml.body);
    assert!(xml.body.contains("<iati-activities version=\"2.03\""), "{}", xml.body);
    let without = get(&format!("/plans/{plan}/report.xml")).of(&door).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unreadable = get(&format!("/plans/{plan}/report?at=soon")).of(&door).await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_stranger_reads_the_public_part_of_an_adopted_plan_and_learns_of_no_other() {
    let door = router(House::new(Arc::clone(&REGION.1), options(false, false)));
    let plan = adopted();
    let json = get(&format!("/plans/{plan}/report.json")).of(&door).await;
    assert_eq!(json.status, StatusCode::OK, "{}", json.body);
    let report: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(report["for_public"], true);
    let id = plan.parse().unwrap();
    let all = REGION.1.plan_report(id, today(), None, Readership::Members).unwrap();
    let is_open = |day: Option<jiff::civil::Date>| day.is_some_and(|day| day <= today());
    let filter = CommitmentFilter { plan: Some(id), ..CommitmentFilter::default() };
    let every = REGION.1.commitments(&filter, today(), 0).unwrap();
    assert!(every.items.iter().any(|row| !is_open(row.public_from)), "something is hidden");
    let bodies = [
        json.body,
        get(&format!("/plans/{plan}/report")).of(&door).await.body,
        get(&format!("/plans/{plan}/report.html")).of(&door).await.body,
        get(&format!("/plans/{plan}/report.csv")).of(&door).await.body,
    ];
    for row in &every.items {
        for body in &bodies {
            let shows = body.contains(&row.id.to_string()) || body.contains(row.text.pick("en"));
            assert!(is_open(row.public_from) || !shows, "{}", row.text.pick("en"));
        }
        assert!(is_open(row.public_from) == bodies[0].contains(&row.id.to_string()));
    }
    assert!(all.totals.commitments > 0);
    let draft = REGION.1.plans().into_iter().find(|plan| plan.adopted.is_none());
    let mut hidden = vec![
        format!("/plans/{plan}/report?at=2026-01-01"),
        format!("/plans/{plan}/report?statements=5"),
        format!("/plans/{plan}/report.xml?reporter=XM-EX-1"),
        "/plans/01010101-0101-8101-8101-010101010101/report".to_owned(),
        "/plans/nothing/report".to_owned(),
    ];
    hidden.extend(draft.map(|draft| format!("/plans/{}/report", draft.id)));
    for path in &hidden {
        let answer = get(path).of(&door).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header(LOCATION).starts_with("/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn a_demonstration_has_no_account_to_write_to() {
    let door = demo();
    let page = get("/account").of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("name=\"address\""));
    let kept = post("/account", "act=keep&address=a%40example.org&language=en").of(&door).await;
    assert_eq!(kept.status, StatusCode::NOT_FOUND);
}
