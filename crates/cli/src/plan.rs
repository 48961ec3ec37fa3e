//! `concert plan`: plans of action.

use std::io::Write;

use concert_secretariat::{
    ActionView, AddresseeView, PlanHead, PlanInFull, PlanTemplate, Secretariat, plan_table_csv,
    plan_templates,
};
use concert_terms::Names;
use jiff::Timestamp;

use crate::flags::{Plan, PlanQuestion, PlanShow, PlanState, PlanTemplates, Shown};
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Plan) -> Result<(), Failure> {
    match &flags.asks {
        PlanQuestion::List(flags) => list(flags),
        PlanQuestion::Templates(flags) => templates(flags),
        PlanQuestion::State(flags) => state(flags),
        PlanQuestion::Show(flags) => show(flags),
        PlanQuestion::Effect(flags) => crate::plan_effect::run(flags),
        PlanQuestion::Calendar(flags) => crate::plan_calendar::run(flags),
        PlanQuestion::Report(flags) => crate::plan_report::run(flags),
        PlanQuestion::Recommendations(flags) => crate::recommendations::run(flags),
    }
}

fn list(flags: &Shown) -> Result<(), Failure> {
    let plans = office::open_to_read(&flags.data)?.plans();
    if flags.printed.json {
        return output::json(&plans);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = plans
        .iter()
        .map(|plan| {
            let places: Vec<&str> = plan.places.iter().map(|place| place.code.as_str()).collect();
            vec![
                plan.id.to_string(),
                plan.names.pick(&language).to_owned(),
                places.join("; "),
                plan.actions.to_string(),
                plan.latest.to_string(),
                plan.adopted.map(|number| number.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    let head = ["plan", "name", "places", "actions", "latest_version", "adopted_version"];
    output::table(flags.printed.csv, &head, &rows)
}

fn templates(flags: &PlanTemplates) -> Result<(), Failure> {
    let templates = plan_templates()?;
    if flags.printed.json {
        return output::json(&templates);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = templates
        .iter()
        .map(|row| {
            let name = row.names.pick(&language).to_owned();
            vec![row.code.to_owned(), name, row.actions.to_string(), row.source.to_owned()]
        })
        .collect();
    output::table(flags.printed.csv, &["template", "name", "actions", "source"], &rows)
}

fn state(flags: &PlanState) -> Result<(), Failure> {
    let template = match &flags.template {
        Some(code) => Some(PlanTemplate::from_code(code).ok_or_else(|| no_template(code))?),
        None => None,
    };
    let named = flags.name.as_deref().map(|name| Names::new(&flags.language, name));
    let its = |of: fn(PlanTemplate) -> Names| template.map(of).unwrap_or_default();
    let source = template.map(|it| it.source().to_owned());
    let head = PlanHead {
        plan: flags.plan,
        names: named.unwrap_or_else(|| its(PlanTemplate::names)),
        places: flags.place.clone(),
        keeper: flags.keeper,
        under: flags.under.clone(),
        source: flags.source.clone().or(source).unwrap_or_default(),
        paraphrase: template.is_some() && flags.source.is_none(),
    };
    let secretariat = office::open(&flags.data)?;
    let text = match (&flags.table, template) {
        (Some(path), _) => secretariat.read_plan(path, &office::reader()?)?,
        (None, Some(template)) => template.text()?,
        (None, None) => return Err(Failure::Broken("a plan has a table or a template".into())),
    };
    let operator = Secretariat::operator();
    let stated = secretariat.state_plan(&operator, &head, &text, Timestamp::now())?;
    say!("{}", stated.plan);
    if stated.is_new {
        eprintln!("version {} with {} actions", stated.version, text.len());
    } else {
        eprintln!("nothing new: version {} says the same", stated.version);
    }
    Ok(())
}

fn no_template(code: &str) -> Failure {
    let known = PlanTemplate::ALL.map(PlanTemplate::code).join(", ");
    Failure::Broken(format!("no template is called {code}; there are {known}"))
}

fn show(flags: &PlanShow) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    if flags.shown.printed.csv {
        let csv = plan_table_csv(&secretariat.plan_document(flags.plan, flags.version)?)?;
        std::io::stdout().lock().write_all(csv.as_bytes())?;
        return Ok(());
    }
    let view = secretariat.plan(flags.plan, flags.version)?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    print(&view, &output::language())
}

fn print(view: &PlanInFull, language: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", view.plan.names.pick(language))?;
    let VersionWords { adopted, in_force } = words(view);
    let (number, digest) = (view.version.number, &view.version.digest);
    writeln!(out, "version {number} of {}{in_force}{adopted}, digest {digest}", view.plan.latest)?;
    if view.paraphrase {
        writeln!(out, "a paraphrase: {}", view.source)?;
    } else if !view.source.is_empty() {
        writeln!(out, "source: {}", view.source)?;
    }
    for objective in &view.objectives {
        if !objective.code.is_empty() {
            writeln!(out, "\n{} {}", objective.code, objective.text.pick(language))?;
        }
        let rows: Vec<Vec<String>> =
            objective.actions.iter().map(|action| row(action, language)).collect();
        output::table(false, &["number", "action", "pillar", "side", "asked", "due"], &rows)?;
    }
    Ok(())
}

struct VersionWords {
    adopted: String,
    in_force: &'static str,
}

fn words(view: &PlanInFull) -> VersionWords {
    let adopted = view.plan.adopted.map(|number| format!(", version {number} adopted"));
    VersionWords {
        adopted: adopted.unwrap_or_default(),
        in_force: if view.version.in_force { ", in force" } else { "" },
    }
}

fn row(action: &ActionView, language: &str) -> Vec<String> {
    let asked = action.addressees.iter().map(|addressee| match addressee {
        AddresseeView::Kind(kind) => kind.to_string(),
        AddresseeView::Organisation(label) => label.names.pick(language).to_owned(),
        AddresseeView::Named(words) => words.clone(),
    });
    vec![
        action.code.clone(),
        action.text.pick(language).to_owned(),
        action.pillars.to_string(),
        action.sides.to_string(),
        asked.collect::<Vec<_>>().join("; "),
        action.due.map(|day| day.to_string()).unwrap_or_default(),
    ]
}
