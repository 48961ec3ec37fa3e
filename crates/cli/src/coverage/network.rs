//! Who works in partnership with whom, and who side by side without it.

use concert_secretariat::{NetworkView, network_picture};

use super::{code, seen};
use crate::flags::Network;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each organisation, or for each cell in which no two of several are near.
pub(super) fn run(flags: &Network) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let view = secretariat.network(place.as_ref(), (flags.tables, flags.seed), at)?;
    if let Some(path) = &flags.svg {
        std::fs::write(path, network_picture(&view).map_err(Failure::Broken)?)?;
    }
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    if flags.cells {
        return cells(flags, &view);
    }
    let head = ["id", "organisation", "kind", "initiatives", "ties", "component", "betweenness"];
    let rows: Vec<Vec<String>> = view
        .organisations
        .iter()
        .map(|node| {
            vec![
                node.organisation.id.to_string(),
                node.organisation.names.pick("en").to_owned(),
                code(node.organisation.kind),
                node.initiatives.to_string(),
                node.ties.to_string(),
                node.component.to_string(),
                format!("{:.4}", node.betweenness_share),
            ]
        })
        .collect();
    output::table(flags.look.shown.printed.csv, &head, &rows)?;
    if !flags.look.shown.printed.csv {
        say!();
        summary(&view);
    }
    Ok(())
}

fn cells(flags: &Network, view: &NetworkView) -> Result<(), Failure> {
    let head = ["pillar", "side", "place", "form", "population", "gap", "organisations"];
    let mut rows = Vec::new();
    for layer in &view.layers {
        for cell in &layer.uncoordinated {
            let names = cell.organisations.iter().map(|one| one.names.pick("en"));
            rows.push(vec![
                code(layer.pillar),
                code(layer.side),
                cell.cell.place.names.pick("en").to_owned(),
                cell.cell.form.map(|form| form.to_string()).unwrap_or_default(),
                cell.cell.population.to_string(),
                amount(cell.gap),
                names.collect::<Vec<_>>().join("; "),
            ]);
        }
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

/// What the table does not say: how far the network hangs together.
fn summary(view: &NetworkView) {
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.3}"));
    let cohesion = &view.cohesion;
    say!(
        "{} organisations, {} ties, {} components, {} organisations without a tie",
        cohesion.organisations,
        cohesion.ties,
        cohesion.components,
        cohesion.alone
    );
    say!(
        "fragmentation {}, by distance {}; centralisation {} by ties, {} by betweenness",
        share(cohesion.fragmentation),
        share(cohesion.distance_fragmentation),
        share(cohesion.degree_centralisation),
        share(cohesion.betweenness_centralisation)
    );
    let copresence = &view.copresence;
    say!(
        "{} cells with several organisations, {} of them uncoordinated ({})",
        copresence.co_present_cells,
        copresence.uncoordinated_cells,
        share(copresence.uncoordinated_share)
    );
    if let Some(chance) = &view.chance {
        let beside = &chance.uncoordinated_cells;
        let z = beside.z.map_or("never varies".to_owned(), |z| format!("z = {z:.1}"));
        say!(
            "by chance {:.1} uncoordinated cells ({z}; {} random tables, seed {})",
            beside.mean,
            chance.tables,
            chance.seed
        );
    }
    if let Some(refused) = &view.not_compared {
        say!("not compared with chance: {}", refused.text);
    }
}
