//! The next actions on the web: the choice of a pillar, the plan, and room for long questions.

use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use serde_json::Value;

use super::*;

#[tokio::test]
async fn who_names_no_pillar_is_offered_each_with_its_needs() {
    let door = demo();
    let page = get("/next?budget=100000").of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    for pillar in ["prevention", "protection", "prosecution"] {
        let link = links(&page.body)
            .into_iter()
            .find(|href| href.starts_with("/next?") && href.contains(&format!("pillar={pillar}")));
        let link = link.unwrap_or_else(|| panic!("no link to {pillar}"));
        assert!(link.contains("budget=100000"), "{link} forgets what was asked");
    }
    let view: Value = serde_json::from_str(&get("/next.json").of(&door).await.body).unwrap();
    assert!(view["plan"].is_null());
    let choices = view["choices"]["pillars"].as_array().unwrap();
    assert!(choices.iter().all(|it| it["open"].as_u64() <= it["needs"].as_u64()), "{choices:?}");
    let csv = get("/next.csv").of(&door).await.body;
    assert!(csv.starts_with("pillar,needs,open"), "{csv}");
    let scenario = get("/next/scenario?budget=100000").of(&door).await;
    assert_eq!(scenario.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_plan_tells_what_of_it_rests_on_silence() {
    let door = demo();
    let asked = "pillar=protection&budget=100000";
    let page = get(&format!("/next?{asked}")).of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Rests on silence") && page.body.contains("href=\"/silence\""));
    let twin = get(&format!("/next.json?{asked}")).of(&door).await.body;
    let view: Value = serde_json::from_str(&twin).unwrap();
    assert!(view["choices"].is_null());
    let share = |name: &str| view["plan"]["on_silence"][name].as_f64().unwrap();
    let whole = share("nobody_reported") + share("capacity_unstated");
    assert!((0.0..=1.0 + 1e-9).contains(&whole), "{whole}");
    let csv = get(&format!("/next.csv?{asked}")).of(&door).await.body;
    let head = csv.lines().next().unwrap();
    assert!(head.ends_with("nobody_reported_share,capacity_unstated_share,rests_on"), "{head}");
}

#[tokio::test]
async fn long_questions_wait_for_room_and_short_ones_do_not() {
    let house = House::new(Arc::clone(&REGION.1), options(true, false));
    let door = router(house.clone());
    let full = house.long.available_permits() as u32;
    let room = house.long.acquire_many(full).await.unwrap();
    let waiting = get("/next?pillar=protection&budget=1000");
    let waited = tokio::time::timeout(Duration::from_millis(200), waiting.of(&door)).await;
    assert!(waited.is_err(), "there is no room");
    assert_eq!(get("/gaps").of(&door).await.status, StatusCode::OK);
    drop(room);
    let page = get("/next?pillar=protection&budget=1000").of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    // Who finds none is told when to come again.
    house.long.close();
    for path in ["/next?pillar=protection&budget=1000", "/network.json"] {
        let busy = get(path).of(&door).await;
        assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(busy.header(RETRY_AFTER).parse::<u32>().is_ok(), "{path}");
    }
}
