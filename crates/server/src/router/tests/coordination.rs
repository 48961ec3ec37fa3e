//! Who does the same, who works with whom, and who should.

use concert_coalition::{Command, Declaration, Organisation};
use concert_terms::{Id, Names};
use serde_json::Value;

use super::*;

#[tokio::test]
async fn every_figure_of_coordination_leads_on_and_explains_itself() {
    let door = demo();
    for (path, topic, links) in [
        ("/overlap", "overlap", &["/organisations/", "/initiatives/", "/needs/", "/cell?"][..]),
        ("/network", "network", &["/organisations/", "/needs/", "/cell?"][..]),
        ("/alignment", "alignment", &["/needs/", "/cell?"][..]),
        ("/partners", "partners", &["/organisations/", "/initiatives/", "/needs/"][..]),
        ("/corridors", "corridors", &["/organisations/", "/statements/", "/place?"][..]),
        ("/ladder", "ladder", &["/gaps"][..]),
    ] {
        let page = get(path).of(&door).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains(&format!("href=\"/help/{topic}\"")), "{path}");
        let main = page.body.split("<main").nth(1).unwrap();
        for link in links {
            assert!(main.contains(&format!("href=\"{link}")), "{path} does not lead to {link}");
        }
        assert!(page.body.contains(&format!("href=\"{path}\" aria-current=\"page\"")), "{path}");
        let help = get(&format!("/help/{topic}")).of(&door).await;
        assert_eq!(help.status, StatusCode::OK, "{topic}");
        let unknown = get(&format!("{path}.json?place=ATLANTIS")).of(&door).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{path}");
        let unreadable = get(&format!("{path}?at=yesterday")).of(&door).await;
        assert_eq!(unreadable.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn the_ladder_says_which_rungs_nobody_knows_and_draws_them_hatched() {
    let door = demo();
    let view: Value = serde_json::from_str(&get("/ladder.json").of(&door).await.body).unwrap();
    let page = get("/ladder").of(&door).await.body;
    let layers = view["layers"].as_array().unwrap();
    let mut climbed = 0;
    for (number, layer) in (1..).zip(layers) {
        let rungs = layer["rungs"].as_array().unwrap();
        let of = |rung: &Value, name: &str| rung[name].as_f64().unwrap();
        // Nobody's capacity is nothing; a capacity that nobody states is not known.
        let states_all = layer["without_capacity"] == 0;
        if of(&rungs[0], "supply_at_most") < 1e-9 {
            let nothing = if states_all { "nothing-left" } else { "not-said" };
            assert!(rungs.iter().all(|rung| rung["known"] == nothing), "{layer}");
            continue;
        }
        climbed += 1;
        assert_eq!(rungs[0]["known"], if states_all { "said" } else { "partly-said" });
        assert!(of(&rungs[0], "supply_at_least") > 0.0);
        for rung in &rungs[1..] {
            // The register states nothing of these, so nothing is certain and nothing is lost.
            assert_eq!(rung["known"], "not-said", "{layer}");
            assert_eq!(of(rung, "supply_at_least").to_bits(), 0.0_f64.to_bits());
            let lost = of(&rungs[0], "supply_at_most") - of(rung, "supply_at_most");
            assert!(lost.abs() < 1e-6);
        }
        let picture = format!("id=\"ladder-{number}\"");
        let drawing = page.split(&picture).nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(drawing.matches("-hatch)").count(), rungs.len() - 1);
        assert_eq!(drawing.matches("class=\"tally\"").count(), 1);
    }
    assert!(climbed >= 4, "{climbed} of {} layers", layers.len());
    assert!(page.contains("not stated: at most"), "{page}");
}

#[tokio::test]
async fn a_gap_with_capacities_in_doubt_stands_beside_the_one_without_where_it_differs() {
    let door = demo();
    let list: Value = serde_json::from_str(&get("/gaps.json").of(&door).await.body).unwrap();
    let needs = list["needs"].as_array().unwrap();
    let doubted: Vec<&Value> = needs.iter().filter(|need| !need["in_doubt"].is_null()).collect();
    assert!(
        !doubted.is_empty() && doubted.len() < needs.len(),
        "{} of {}",
        doubted.len(),
        needs.len()
    );
    let page = get("/gaps").of(&door).await.body;
    assert!(page.contains("with capacities in doubt:"));
    let csv = get("/gaps.csv").of(&door).await.body;
    assert!(csv.lines().next().unwrap().contains("gap_high,in_doubt_low,in_doubt_high"));
    let address = "/cell?pillar=protection&side=supply&group=labour";
    let cell = get(&address.replace("/cell", "/cell.json")).of(&door).await.body;
    let cell: Value = serde_json::from_str(&cell).unwrap();
    let page = get(address).of(&door).await.body;
    let is_told = page.contains("with capacities in doubt:");
    assert_eq!(is_told, !cell["cell"]["in_doubt"].is_null());
}

#[tokio::test]
async fn the_network_is_a_picture_with_a_table_behind_it() {
    let door = demo();
    let page = get("/network").of(&door).await.body;
    let twin = get("/network.json").of(&door).await.body;
    let view: Value = serde_json::from_str(&twin).unwrap();
    let organisations = view["organisations"].as_array().unwrap();
    assert!(organisations.len() > 10);
    for picture in ["id=\"network\"", "id=\"network-narrow\""] {
        let drawing = page.split(picture).nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(drawing.matches("class=\"node k").count() - kinds(drawing), organisations.len());
    }
    let table = page.rsplit("<table").next().unwrap();
    for organisation in organisations {
        let id = organisation["organisation"]["id"].as_str().unwrap();
        assert!(table.contains(&format!("/organisations/{id}")), "{id}");
    }
    let refused = get("/network?tables=0").of(&door).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(refused.body.contains("role=\"alert\""), "the rest is told all the same");
    let unreadable = get("/network.csv?list=people").of(&door).await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);
    let cells = get("/network.csv?list=cells").of(&door).await;
    assert!(cells.body.starts_with("list,need_id,place,pillar"));
}

#[tokio::test]
async fn corridors_that_stand_out_are_marked_with_what_they_do_not_prove() {
    let door = demo();
    let page = get("/corridors").of(&door).await.body;
    let view: Value = serde_json::from_str(&get("/corridors.json").of(&door).await.body).unwrap();
    let corridors = view["corridors"].as_array().unwrap();
    let out = corridors.iter().filter(|it| it["beside_baseline"]["stands_out"] == true).count();
    assert!(corridors.len() >= 20 && out > 0, "{} of {}", out, corridors.len());
    assert_eq!(page.matches("<span class=\"tag\">stands out</span>").count(), out);
    assert!(page.contains("not proof of trafficking") && page.contains("id=\"corridors\""));
    let csv = get("/corridors.csv").of(&door).await.body;
    assert_eq!(csv.lines().count(), corridors.len() + 1);
    // Who asks again in the form keeps the rate, and a link says what file it leads to.
    assert!(!page.contains("name=\"rate\""));
    let strict = get("/corridors?rate=0.01").of(&door).await.body;
    let asking = strict.split("action=\"/corridors\">").nth(1).unwrap();
    let asking = asking.split("</form>").next().unwrap();
    assert!(asking.contains("name=\"rate\" value=\"0.01\""), "{asking}");
    assert!(strict.contains("rate=0.01&#38;list=links\">The pairs as a CSV file</a>"));
    let links = get("/corridors.csv?list=links").of(&door).await.body;
    assert!(links.starts_with("corridor,origin_id,destination_id,forms"));
    // What cannot be explained is told, and the rest with it.
    let labour = get("/corridors?form=EX.LAB").of(&door).await;
    assert_eq!(labour.status, StatusCode::OK);
    assert!(labour.body.contains("No flow along any corridor is known here"));
    let mean = get("/corridors.json?distance=no").of(&door).await.body;
    let mean: Value = serde_json::from_str(&mean).unwrap();
    assert_eq!(mean["baseline"]["covariates"].as_array().unwrap().len(), 0);
    for bad in ["/corridors?form=sex", "/corridors?rate=often"] {
        assert_eq!(get(bad).of(&door).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    let gone = get("/corridors.json?table=0000").of(&door).await;
    assert!(gone.status.is_client_error() && gone.body.contains("secretariat/table-gone"));
}

/// How many keys a legend has: each is a shape, and its words follow.
fn kinds(drawing: &str) -> usize {
    drawing.matches("class=\"name\"").count()
}

#[tokio::test]
async fn a_member_is_told_the_partners_of_their_own_organisation_and_a_coordinator_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = Arc::new(open(&folder));
    let id = Id::from_bytes([7; 16]);
    let own = Organisation::new(id, Names::new("en", "Harbour Light"));
    let declared = Command::Declare(vec![Declaration::Organisation(own)]);
    secretariat.act(&Secretariat::operator(), declared, now()).unwrap();
    let token = secretariat.first_link(now()).unwrap().unwrap();
    let link = format!("/first/{}", token.reveal());
    let door = router(House::new(secretariat, options(false, false)));
    let admin = session(&door, &link).await;
    let member = format!("name=member&role=member&organisation={id}");
    let made = post("/users", &member).with("cookie", &admin).of(&door).await;
    let start = made.body.find("/first/").unwrap();
    let link: String = made.body[start..].chars().take_while(|c| *c != '<').collect();
    let member = session(&door, &link).await;
    for (cookie, query, own) in [
        (&admin, "", false),
        (&member, "", true),
        (&member, "?organisation=all", false),
        (&admin, &format!("?organisation={id}"), true),
    ] {
        let asking = get(&format!("/partners.json{query}")).with("cookie", cookie);
        let view: Value = serde_json::from_str(&asking.of(&door).await.body).unwrap();
        assert_eq!(view["organisation"]["id"] == id.to_string(), own, "{query}");
        assert_eq!(view["organisation"].is_null(), !own, "{query}");
    }
    let page = get("/partners").with("cookie", &member).of(&door).await;
    assert!(page.body.contains("Harbour Light"));
    assert!(page.body.contains("No new partnership would help anybody"));
    let nobody = get("/partners?organisation=01010101-0101-8101-8101-010101010101");
    let nobody = nobody.with("cookie", &admin).of(&door).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

/// The cookie of somebody who follows a one-time link.
async fn session(door: &Router, link: &str) -> String {
    let opened = post(link, PASSWORD).of(door).await;
    opened.header(SET_COOKIE).split(';').next().unwrap().to_owned()
}
