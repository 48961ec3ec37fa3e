//! Plans of action by their forms: who states them, and what is told of those that cannot be.

use super::commitments::{id, json, office_with};
use super::*;

const TEMPLATE: &str = "un-global-plan";

fn multipart(path: &str, fields: &[(&str, &str)]) -> Asking {
    let boundary = "----line";
    let part = |(name, value): &(&str, &str)| {
        format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let mut parts: Vec<String> = fields.iter().map(part).collect();
    parts.push(format!("--{boundary}--\r\n"));
    let mut asking = post(path, &parts.concat());
    asking.headers = vec![("content-type", format!("multipart/form-data; boundary={boundary}"))];
    asking
}

#[tokio::test]
async fn a_member_states_plans_of_the_own_organisation_and_no_other_ones() {
    let (_folder, door, [first, second, _, coordinator]) = office_with(|_| ());
    let state = async |cookie: &str, fields: &[(&str, &str)]| {
        multipart("/plans", fields).with("cookie", cookie).of(&door).await
    };
    let new = [("name", "Light for all"), ("template", TEMPLATE)];
    let stated = state(&first, &new).await;
    assert_eq!(stated.status, StatusCode::SEE_OTHER, "{}", stated.body);
    let page = stated.header(LOCATION).split('?').next().unwrap().to_owned();
    let view = json(&door, &second, &format!("{page}.json")).await;
    assert_eq!(view["plan"]["keeper"]["id"], id(1).to_string());
    assert_eq!(view["plan"]["names"]["en"], "Light for all");

    // Whoever keeps it states its next version, and so does a coordinator.
    let plan = view["plan"]["id"].as_str().unwrap().to_owned();
    let hidden = format!("name=\"plan\" value=\"{plan}\"");
    for (cookie, may) in [(&first, true), (&second, false), (&coordinator, true)] {
        let seen = get(&page).with("cookie", cookie).of(&door).await;
        assert_eq!(seen.body.contains(&hidden), may);
    }
    let next = [("plan", &*plan), ("name", "Mine now"), ("template", TEMPLATE)];
    assert_eq!(state(&second, &next).await.status, StatusCode::FORBIDDEN);
    let again = state(&first, &next).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let view = json(&door, &second, &format!("{page}.json")).await;
    assert_eq!(view["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["plan"]["keeper"]["id"], id(1).to_string());
}

#[tokio::test]
async fn what_cannot_be_read_of_a_plan_is_told_above_the_form_that_was_filled_in() {
    let (_folder, door, [first, ..]) = office_with(|_| ());
    let typed = "Light & more";
    for (fields, told) in [
        (&[("name", typed), ("places", "XA,M$L")][..], "places: M$L"),
        (&[("name", typed), ("template", "magic")], "template: magic"),
        (&[("name", typed)], "role=\"alert\""),
    ] {
        let refused = multipart("/plans", fields).with("cookie", &first).of(&door).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.body.contains(told), "{told}: {}", refused.body);
        assert!(refused.body.contains("value=\"Light &#38; more\""), "{}", refused.body);
        for (_, value) in fields.iter().filter(|(name, _)| *name == "places") {
            assert!(refused.body.contains(&format!("value=\"{value}\"")));
        }
    }
    let list = get("/plans.csv").with("cookie", &first).of(&door).await;
    assert_eq!(list.body.lines().count(), 2, "nothing was stated beside the plan of the office");
}
