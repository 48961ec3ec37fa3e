//! `concert demo`: a made-up region, to look at in a browser.

use std::path::Path;
use std::sync::Arc;

use concert_secretariat::{Entropy, RegionParameters, Secretariat};
use concert_server::ServeOptions;
use jiff::Timestamp;

use crate::flags::Demo;
use crate::office;
use crate::output::{Failure, Progress};
use crate::serve::serve;

/// The file in the data folder that holds what is true in the region.
const TRUTH: &str = "truth.json";

pub(crate) fn run(flags: &Demo) -> Result<(), Failure> {
    let temporary;
    let folder: &Path = if let Some(folder) = &flags.data {
        folder
    } else {
        temporary = tempfile::tempdir()?;
        temporary.path()
    };
    let secretariat = Arc::new(region(flags, folder)?);
    if flags.no_serve {
        say!("the region is in {}", folder.display());
        return Ok(secretariat.keep_snapshot()?);
    }
    let options = ServeOptions { address: flags.listen, demo: true, https_behind_proxy: false };
    serve(&secretariat, options, |address| {
        say!("\nA made-up region is at http://{address}");
        say!("Everything in it is generated. Four things to try:");
        say!(
            "  1. Look for a cell that says \"certain\" and click on it: who is there, and who is not?"
        );
        say!("  2. Choose a country on the map, then a district that is hatched: nobody reported.");
        say!("  3. Drop a who-does-what-where table on the Import page, look, apply, undo.");
        say!(
            "  4. Open the round under Linkage and link its lists: nobody can read them, and they come to a number."
        );
        say!("Ctrl-C stops it.");
    })
}

/// Opens the region in a folder, making it first if there is none.
fn region(flags: &Demo, folder: &Path) -> Result<Secretariat, Failure> {
    let (entropy, now) = (Entropy::of_the_system(), Timestamp::now());
    let progress = Progress::new("reading the journal");
    let opened = Secretariat::open(folder, entropy, now, &mut progress.teller())?;
    let secretariat = opened.reading_with(office::reader()?);
    drop(progress);
    if secretariat.demo_visitor().is_some() {
        return Ok(secretariat);
    }
    let parameters = RegionParameters {
        seed: flags.seed,
        organisations: flags.organisations,
        initiatives: flags.initiatives,
        today: office::today_utc(),
        ..RegionParameters::default()
    };
    let progress = Progress::new("making up a region");
    let truth = secretariat.make_region(&parameters, now, &mut progress.teller())?;
    drop(progress);
    let progress = Progress::new("encoding the case lists of a round");
    secretariat.make_round(flags.seed, now, &mut progress.teller())?;
    drop(progress);
    let file = folder.join(TRUTH);
    let text = serde_json::to_vec_pretty(&truth)
        .map_err(|error| Failure::Broken(format!("writing {TRUTH}: {error}")))?;
    std::fs::write(&file, text)?;
    if flags.data.is_some() {
        eprintln!("what is true in it, and nobody stated: {}", file.display());
    }
    Ok(secretariat)
}
