//! `concert plan recommendations`: what outside mechanisms ask for, and which actions answer it.

use concert_secretariat::Secretariat;
use jiff::Timestamp;

use crate::flags::Shown;
use crate::office;
use crate::output::{self, Failure};
use crate::recommendation_flags::{
    Recommendations, RecommendationsAnswer, RecommendationsAsk, RecommendationsImport,
    RecommendationsJoin, RecommendationsPart, RecommendationsSuggest,
};

pub(crate) fn run(flags: &Recommendations) -> Result<(), Failure> {
    match &flags.asks {
        RecommendationsAsk::Import(flags) => import(flags),
        RecommendationsAsk::List(flags) => list(flags),
        RecommendationsAsk::Suggest(flags) => suggest(flags),
        RecommendationsAsk::Join(flags) => join(flags),
        RecommendationsAsk::Part(flags) => part(flags),
        RecommendationsAsk::Answer(flags) => answer(flags),
    }
}

fn import(flags: &RecommendationsImport) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let table = secretariat.read_recommendations(&flags.table, &office::reader()?)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let changes = if flags.dry_run {
        secretariat.preview_recommendations(&operator, &table, now)?
    } else {
        secretariat.import_recommendations(&operator, &table, now)?
    };
    if flags.json {
        return output::json(&changes);
    }
    say!(
        "{} recommendations read: {} new, {} changed, {} answered anew",
        changes.read,
        changes.new,
        changes.changed,
        changes.answered
    );
    match changes.import {
        Some(import) => eprintln!("import {import}; `concert undo` takes it back"),
        None if flags.dry_run => eprintln!("a preview: nothing was stated"),
        None => eprintln!("nothing new was imported"),
    }
    Ok(())
}

fn list(flags: &Shown) -> Result<(), Failure> {
    let rows = office::open_to_read(&flags.data)?.recommendations();
    if flags.printed.json {
        return output::json(&rows);
    }
    let language = output::language();
    let lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let place = row.place.as_ref().map(|place| place.code.to_string());
            let who = row.organisation.as_ref().map(|who| who.names.pick(&language).to_owned());
            let actions = row.actions.iter().map(|it| format!("{}#{}", it.plan, it.action));
            vec![
                row.id.to_string(),
                row.mechanism.code().to_owned(),
                row.document.clone(),
                row.year.to_string(),
                place.or(who).unwrap_or_default(),
                row.text.pick(&language).to_owned(),
                row.response.code().to_owned(),
                actions.collect::<Vec<_>>().join("; "),
                row.commitments.to_string(),
                row.same.len().to_string(),
            ]
        })
        .collect();
    let head = [
        "recommendation",
        "mechanism",
        "document",
        "year",
        "addressee",
        "text",
        "response",
        "actions",
        "commitments",
        "same",
    ];
    output::table(flags.printed.csv, &head, &lines)
}

fn suggest(flags: &RecommendationsSuggest) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let language = output::language();
    if let Some(recommendation) = flags.actions_for {
        let like = secretariat.like_actions(recommendation, flags.most)?;
        if flags.shown.printed.json {
            return output::json(&like);
        }
        let rows: Vec<Vec<String>> = like
            .iter()
            .map(|it| {
                let number = format!("{}#{}", it.number.plan, it.number.action);
                vec![number, format!("{:.2}", it.likeness), it.text.pick(&language).to_owned()]
            })
            .collect();
        return output::table(flags.shown.printed.csv, &["action", "likeness", "text"], &rows);
    }
    let groups = secretariat.likely_groups(flags.likeness)?;
    if flags.shown.printed.json {
        return output::json(&groups);
    }
    let mut rows = Vec::new();
    for group in &groups {
        for member in &group.members {
            rows.push(vec![
                group.representative.to_string(),
                member.recommendation.to_string(),
                format!("{:.2}", member.reason.likeness),
                member.reason.shared.join(" "),
                member.reason.only_first.join(" "),
                member.reason.only_second.join(" "),
            ]);
        }
    }
    let head = ["recommendation", "looks_like", "likeness", "shared", "only_first", "only_second"];
    output::table(flags.shown.printed.csv, &head, &rows)
}

fn join(flags: &RecommendationsJoin) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    secretariat.join_recommendations(&operator, flags.recommendations.clone(), now)?;
    Ok(())
}

fn part(flags: &RecommendationsPart) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let recommendations = flags.recommendations.clone();
    secretariat.part_recommendations(&operator, recommendations, &flags.reason, now)?;
    Ok(())
}

fn answer(flags: &RecommendationsAnswer) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let actions = flags.action.clone();
    secretariat.answer_recommendation(&operator, flags.recommendation, actions, now)?;
    Ok(())
}
