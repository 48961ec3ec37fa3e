//! Victims as money and as rates, through the door. The figures are invented.

use concert_secretariat::{Answer as LedgerAnswer, EstimateSubject, Ledger};
use concert_terms::Period;
use serde_json::Value;

use super::estimates::{Office, quick, three_lists};
use super::*;

async fn json(door: &Router, path: &str) -> Value {
    let answer = get(path).of(door).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn plain(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

const PEOPLE: &str = "people=13000&low=10000&high=16000&residents=6500000";

#[tokio::test]
async fn victims_of_a_window_become_rates_of_an_average_day() {
    let door = demo();
    let asked = format!("{PEOPLE}&spell=window&years=0.5&window=5&detected=3500");
    let view = json(&door, &format!("/prevalence.json?{asked}")).await;
    let result = &view["result"];
    let rate = result["average_day"]["per_1_000"]["value"].as_f64().unwrap();
    assert!((rate - 0.2).abs() < 1e-9, "{rate}");
    assert_eq!(result["as_given"]["sdg_16_2_2"]["value"], 200.0);
    assert_eq!(result["flags"][0], "secretariat/rate-without-interval");
    let csv = get(&format!("/prevalence.csv?{asked}")).of(&door).await;
    assert_eq!(csv.body.lines().count(), 3, "{}", csv.body);
    assert!(csv.body.starts_with("time,people,"));

    let page = get(&format!("/prevalence?{asked}")).of(&door).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = plain(&page.body);
    for words in [
        "everybody in a window of 5 years",
        "Victims times a mean duration of 0.5 years within the window, divided by its 5 years.",
        "divided by the 6,500,000 who live there, times 100,000",
        "<strong>0.2</strong>",
        "1,000 to 1,600",
        "seen in secondary sources only",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let uncertain = format!("{PEOPLE}&spell=entering&years=1&years_low=0.5&years_high=2");
    let view = json(&door, &format!("/prevalence.json?{uncertain}")).await;
    let interval = &view["result"]["average_day"]["sdg_16_2_2"]["interval95"];
    let [low, high] = [0, 1].map(|end| interval[end].as_f64().unwrap());
    // Wider than the people alone (154 to 246), and than the duration alone (100 to 400).
    assert!(low < 100.0 && high > 400.0, "{interval}");
    assert_eq!(view["result"]["flags"][0], "secretariat/steady-state-assumed");
}

#[tokio::test]
async fn what_cannot_be_used_is_told_beside_its_field_and_stays_in_it() {
    let door = demo();
    for (asked, field, stays, status) in [
        ("people=13,000&residents=5000", "people", "value=\"13,000\"", StatusCode::BAD_REQUEST),
        ("people=5&low=4&residents=9", "high", "value=\"4\"", StatusCode::BAD_REQUEST),
        ("people=5", "residents", "value=\"5\"", StatusCode::BAD_REQUEST),
        ("residents=5", "people", "value=\"5\"", StatusCode::BAD_REQUEST),
        ("estimate=none&residents=5", "estimate", "value=\"5\"", StatusCode::BAD_REQUEST),
        (
            "people=5&residents=9&spell=window&years=1",
            "window",
            "value=\"1\"",
            StatusCode::BAD_REQUEST,
        ),
        ("people=5&residents=9&detected=few", "detected", "value=\"few\"", StatusCode::BAD_REQUEST),
        ("people=5&residents=9&years=%3Cb%3E", "years", "&#60;b&#62;", StatusCode::BAD_REQUEST),
        (
            "people=5&low=6&high=7&residents=9",
            "people",
            "value=\"6\"",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("people=15&residents=9", "residents", "value=\"15\"", StatusCode::UNPROCESSABLE_ENTITY),
        (
            "people=5&residents=9&detected=6",
            "detected",
            "value=\"6\"",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "people=5&residents=9&spell=window&years=2&window=1",
            "years",
            "value=\"2\"",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let page = get(&format!("/prevalence?{asked}")).of(&door).await;
        assert_eq!(page.status, status, "{asked}");
        let wrong = format!("id=\"{field}-wrong\"");
        assert!(page.body.contains(&wrong), "{asked}: {wrong}");
        assert!(page.body.contains(stays) && page.body.contains("role=\"alert\""), "{asked}");
        assert!(!page.body.contains("<strong>"), "{asked} has a result");
        let twin = get(&format!("/prevalence.json?{asked}")).of(&door).await;
        assert_eq!(twin.status, status, "{asked}");
        assert_eq!(twin.header(CONTENT_TYPE), "application/problem+json");
    }
}

#[tokio::test]
async fn a_recorded_estimate_brings_its_range_and_is_named_as_the_source() {
    let office = Office::open().await;
    let run = office.start(three_lists(), &quick());
    office.report(&run).await;
    let subject = EstimateSubject { place: "XA".parse().unwrap(), period: Period::year(2025) };
    let mut ledger = Ledger::unsigned();
    ledger.entries.iter_mut().for_each(|entry| entry.answer = LedgerAnswer::Holds);
    let operator = Secretariat::operator();
    let id = office.secretariat.record_run(&operator, &run, &subject, ledger, now()).unwrap();

    // The link of the estimate leads to a form with the estimate chosen, and nothing is wrong yet.
    let estimates = office.ask(get("/estimates")).await;
    let link = format!("/prevalence?estimate={id}");
    assert!(estimates.body.contains(&link));
    let form = office.ask(get(&link)).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains(&format!("value=\"{id}\" selected")));
    let unsaid = office.ask(get(&format!("{link}&residents="))).await;
    assert!(unsaid.body.contains("id=\"residents-wrong\""));

    let asked = format!("estimate={id}&residents=100000&spell=stock");
    let twin = office.ask(get(&format!("/prevalence.json?{asked}"))).await;
    let view: Value = serde_json::from_str(&twin.body).unwrap();
    let victims = &view["result"]["victims"];
    assert_eq!(view["estimate"], id.to_string());
    assert!(victims["interval95"][0].as_f64() < victims["value"].as_f64(), "{victims}");
    let page = office.ask(get(&format!("/prevalence?{asked}"))).await;
    assert!(plain(&page.body).contains("The recorded estimate for North Bay, 2025"));
    let both = office.ask(get(&format!("/prevalence?{asked}&people=5"))).await;
    assert_eq!(both.status, StatusCode::BAD_REQUEST);
    assert!(both.body.contains("id=\"people-wrong\"") && both.body.contains("value=\"5\""));
}

#[tokio::test]
async fn money_counts_the_time_for_which_people_are_exploited() {
    let door = demo();
    let own = "people=13000&sector=sexual&region=europe-central-asia&per_victim=20000";
    let asked = format!("/profits.json?{own}&spell=window&years=0.5&window=1");
    let view = json(&door, &asked).await;
    assert_eq!(view["report"]["rows"][0]["person_years"]["value"], 6_500.0);
    assert_eq!(view["report"]["total"]["value"], 130e6);
    assert!(!view["report"]["flags"].to_string().contains("whole-year-assumed"));
    for (asked, field) in [
        (format!("{own}&spell=window&years=2&window=1"), "years"),
        (format!("{own}&years=2"), "spell"),
        ("people=many&sector=sexual&region=world".to_owned(), "people"),
        ("people=5&region=world".to_owned(), "sector"),
        ("people=5&sector=sexual".to_owned(), "region"),
        (format!("{own}&counted=everybody"), "counted"),
    ] {
        let page = get(&format!("/profits?{asked}")).of(&door).await;
        assert!(page.status.is_client_error(), "{asked}");
        assert!(page.body.contains(&format!("id=\"{field}-wrong\"")), "{asked}");
        assert!(page.body.contains("id=\"ratio\""), "{asked} loses the page");
    }
}

#[tokio::test]
async fn victims_become_money_only_with_a_value_that_holds_for_them() {
    let door = demo();
    let country = "people=13000&low=10000&high=16000&sector=sexual&region=europe-central-asia";
    let page = get(&format!("/profits?{country}")).of(&door).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("role=\"alert\"") && page.body.contains("mean of the world"));
    assert!(page.body.contains("value=\"13000\""), "what was typed stays in the form");
    let twin = get(&format!("/profits.json?{country}")).of(&door).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.body.contains("estimate/global-mean-for-national-total"), "{}", twin.body);

    let own = get(&format!("/profits.json?{country}&per_victim=20000")).of(&door).await;
    let view: serde_json::Value = serde_json::from_str(&own.body).unwrap();
    assert_eq!(view["report"]["total"]["value"], 260e6);
    let high = view["report"]["total"]["interval95"][1].as_f64().unwrap();
    assert!((high / 320e6 - 1.0).abs() < 0.01, "{high}");
    let csv = get(&format!("/profits.csv?{country}&global_mean=yes")).of(&door).await;
    assert!(csv.body.contains("profit-per-victim/ilo-2024/sexual/world"), "{}", csv.body);

    let half = get(&format!("/profits.json?{country}&per_victim_low=5")).of(&door).await;
    assert_eq!(half.status, StatusCode::BAD_REQUEST);
    assert!(half.body.contains("per_victim_high"), "{}", half.body);
}

#[tokio::test]
async fn the_ratio_that_is_asked_for_stands_among_others_and_totals_name_their_people() {
    let door = demo();
    let view: serde_json::Value =
        serde_json::from_str(&get("/profits.json?ratio=127").of(&door).await.body).unwrap();
    let ratios = view["ratios"].as_array().unwrap();
    assert_eq!(ratios.len(), 8, "{ratios:#?}");
    let share = |ratio: f64| {
        let is = |it: &&serde_json::Value| (it["ratio"].as_f64().unwrap() - ratio).abs() < 0.005;
        ratios.iter().find(is).unwrap()["sexual_share"].as_f64().unwrap()
    };
    assert!((share(1.27) - 0.56).abs() < 0.005 && (share(0.364) - 0.27).abs() < 0.005);
    let page = get("/profits").of(&door).await;
    assert!(page.body.contains("USD 32 billion") || page.body.contains("32\u{2069} billion"));
    assert!(page.body.contains("trafficked people only"));
    assert!(page.body.contains("<svg"));
    for wrong in ["ratio=-1", "ratio=NaN", "ratio=201"] {
        let answer = get(&format!("/profits?{wrong}")).of(&door).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.body.contains("id=\"ratio-wrong\""), "{wrong}");
    }
}
