//! The next actions under a budget.

use std::io::Write;
use std::path::Path;

use concert_secretariat::{
    Candidates, NextActionsView, NextQuestion, PLAN_COLUMNS, Scenario, Secretariat, Thoroughness,
    actions_csv, plan_lines,
};

use super::{next_text, seen};
use crate::flags::Next;
use crate::long_work;
use crate::office;
use crate::output::{self, Failure};

pub(super) fn run(flags: &Next) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let table = match &flags.actions {
        Some(path) => Some(secretariat.read_actions(path, &office::reader()?)?),
        None => None,
    };
    if flags.print_actions {
        return print_actions(&secretariat, flags, table);
    }
    if let Some(path) = &flags.scenario {
        return look_again(&secretariat, flags, path, table.as_ref());
    }
    let question = question(&secretariat, flags)?;
    let effort = &flags.effort;
    let thoroughness = match (effort.certify, effort.at_once, effort.exact) {
        (true, ..) => Thoroughness::Certified,
        (_, true, _) => Thoroughness::AtOnce,
        (.., true) => Thoroughness::Exact { seconds: effort.within_seconds },
        _ => Thoroughness::Usual,
    };
    let doing = if effort.exact { "seeking the best of all plans" } else { "seeking the bound" };
    let view = long_work::until_ended(doing, |tell| {
        secretariat.next_actions(&question, table.as_ref(), thoroughness, tell)
    })?;
    if let Some(path) = &flags.scenario_out {
        keep(&secretariat.scenario(&view), path)?;
    }
    print(flags, &view)?;
    // What was found before Ctrl-C is printed, and the exit code says that more was to come.
    match view.plan.bound {
        Some(bound) if bound.interrupted => Err(Failure::Interrupted),
        _ => Ok(()),
    }
}

fn question(secretariat: &Secretariat, flags: &Next) -> Result<NextQuestion, Failure> {
    let (place, at) = seen(&flags.look.seen)?;
    let Some(pillar) = flags.pillar else {
        let choices = secretariat.pillars_to_plan(place.as_ref(), flags.side, at)?;
        return Err(Failure::Refused(choices.not_chosen()));
    };
    let usual = NextQuestion::new(flags.budget.unwrap_or_default(), flags.most, pillar, at);
    let [risk_level, risk_weight] = flags.risk.unwrap_or([usual.risk_level, usual.risk_weight]);
    Ok(NextQuestion {
        currency: flags.currency.clone(),
        equity_floor: flags.equity,
        equity_among: flags.among,
        risk_level,
        risk_weight,
        side: flags.side,
        within_days: flags.within,
        place,
        required: flags.require.clone(),
        forbidden: flags.forbid.clone(),
        ..usual
    })
}

fn print(flags: &Next, view: &NextActionsView) -> Result<(), Failure> {
    if flags.look.shown.printed.json {
        return output::json(view);
    }
    if flags.look.shown.printed.csv {
        return output::table(true, &PLAN_COLUMNS, &plan_lines(view));
    }
    next_text::show(view)
}

fn print_actions(
    secretariat: &Secretariat,
    flags: &Next,
    table: Option<Candidates>,
) -> Result<(), Failure> {
    let candidates = match table {
        Some(table) => table,
        None => {
            secretariat.register_candidates(flags.currency.as_deref(), seen(&flags.look.seen)?.1)?.0
        }
    };
    let csv = actions_csv(&candidates)?;
    std::io::stdout().lock().write_all(csv.as_bytes())?;
    Ok(())
}

fn look_again(
    secretariat: &Secretariat,
    flags: &Next,
    path: &Path,
    table: Option<&Candidates>,
) -> Result<(), Failure> {
    let again = secretariat.recompute(read(path)?, table)?;
    if let Some(path) = &flags.scenario_out {
        keep(&again.now, path)?;
    }
    if flags.look.shown.printed.json {
        return output::json(&again);
    }
    if flags.look.shown.printed.csv {
        return output::table(true, &PLAN_COLUMNS, &plan_lines(&again.view));
    }
    next_text::show_again(&again)
}

/// A scenario from a file.
pub(super) fn read(path: &Path) -> Result<Scenario, Failure> {
    let unread = |error: std::io::Error| Failure::Broken(format!("{}: {error}", path.display()));
    let length = std::fs::metadata(path).map_err(unread)?.len();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // What is too long is not read to its end only to say so.
    let most = Scenario::LARGEST as u64 + 1;
    let mut bytes = Vec::with_capacity(length.min(most) as usize);
    let file = std::fs::File::open(path).map_err(unread)?;
    std::io::Read::read_to_end(&mut std::io::Read::take(file, most), &mut bytes).map_err(unread)?;
    Ok(Scenario::from_json(&name, &bytes)?)
}

fn keep(scenario: &Scenario, path: &Path) -> Result<(), Failure> {
    let text = scenario.to_json()?;
    std::fs::write(path, text)
        .map_err(|error| Failure::Broken(format!("{}: {error}", path.display())))
}
