//! `concert commitment fit`: the gaps that fit what a pledger could bring.

use concert_secretariat::{
    FITTING_GAP_COLUMNS, FittingGap, Nearness, PledgeQuestion, fitting_gap_lines,
};
use concert_terms::Axis;

use crate::flags::CommitmentFit;
use crate::office;
use crate::output::{self, Failure, amount};

pub(crate) fn run(flags: &CommitmentFit) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let named = flags.organisation.as_ref();
    let organisation = named.map(|named| secretariat.organisation_called(named)).transpose()?;
    let asked = PledgeQuestion {
        organisation,
        place: flags.place.clone(),
        pillar: flags.pillar,
        side: flags.side,
        form: flags.form,
        capacity: flags.capacity,
    };
    let day = flags.at.unwrap_or_else(office::today_utc);
    let view = secretariat.fitting_gaps(&asked, day, flags.page as usize - 1)?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    if flags.shown.printed.csv {
        return output::table(true, &FITTING_GAP_COLUMNS, &fitting_gap_lines(&view));
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = view.gaps.items.iter().map(|it| row(it, &language)).collect();
    output::table(false, &COLUMNS, &rows)?;
    let list = &view.gaps;
    if list.pages > 1 {
        eprintln!("page {} of {}, {} gaps", list.page + 1, list.pages, list.total);
    }
    Ok(())
}

const COLUMNS: [&str; 9] =
    ["place", "cell", "gap", "closes", "share", "near", "promised", "actions", "policies_waiting"];

fn row(gap: &FittingGap, language: &str) -> Vec<String> {
    let cell = &gap.need.cell;
    let axes = [
        cell.pillar.map_or("", Axis::code),
        cell.side.map_or("", Axis::code),
        cell.form.map_or("", Axis::code),
    ];
    let stated: Vec<&str> = axes.into_iter().filter(|code| !code.is_empty()).collect();
    let mut actions: Vec<&str> = gap.actions.iter().map(|it| it.action.as_str()).collect();
    if gap.more_actions > 0 {
        actions.push("...");
    }
    let policies = gap.policies.iter().map(|it| it.maker.names.pick(language).to_owned());
    vec![
        cell.place.names.pick(language).to_owned(),
        stated.join(", "),
        amount(gap.need.gap),
        amount(gap.closes),
        format!("{:.1}%", gap.share_closed * 100.0),
        gap.nearness.map_or("", Nearness::code).to_owned(),
        gap.promised.len().to_string(),
        actions.join(", "),
        policies.collect::<Vec<_>>().join(", "),
    ]
}
