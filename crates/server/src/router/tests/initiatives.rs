//! Initiatives by their form.

use super::commitments::{form, id, office_with};
use super::*;

#[tokio::test]
async fn an_initiative_is_declared_by_its_own_and_nothing_that_was_typed_is_lost() {
    let (_folder, door, [first, second, ..]) = office_with(|_| ());
    let own = id(1);
    let new = format!("/initiatives/new?organisation={own}");
    assert_eq!(get(&new).with("cookie", &first).of(&door).await.status, StatusCode::OK);
    let of_other = get(&new).with("cookie", &second).of(&door).await;
    assert_eq!(of_other.status, StatusCode::FORBIDDEN, "no form that is always refused");
    let own = own.to_string();
    let said = form(&[
        ("organisation", &own),
        ("title", "Lanterns & oil"),
        ("places", "XA"),
        ("capacity", "about forty"),
        ("start", "last spring"),
        ("status", "active"),
        ("remarks", "one\r\ntwo"),
    ]);
    let edit = format!("/initiatives/{}/edit", id(70));
    let refused = post(&edit, &said).with("cookie", &first).of(&door).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("start: last spring"), "{}", refused.body);
    for typed in
        ["Lanterns &#38; oil", "value=\"about forty\"", "value=\"last spring\"", ">XA</textarea>"]
    {
        assert!(refused.body.contains(typed), "{typed}: {}", refused.body);
    }
}
