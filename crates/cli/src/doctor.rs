//! `concert verify` and `concert doctor`: what can be checked about an installation.

use concert_secretariat::{Health, Verification, VerifiedRuns};

use crate::estimate_text::counted;
use crate::flags::{Doctor, Verify};
use crate::office;
use crate::output::{self, Failure, Progress};

pub(crate) fn verify(flags: &Verify) -> Result<(), Failure> {
    let progress = Progress::new("verifying");
    let folder = office::folder(&flags.data)?;
    let found = concert_secretariat::verify(&folder, &mut progress.teller())?;
    drop(progress);
    if flags.json {
        output::json(&found)?;
    } else {
        show(&found);
    }
    if found.sound { Ok(()) } else { Err(Failure::Answered) }
}

fn show(found: &Verification) {
    if let Some(wrong) = &found.first_wrong {
        say!("entry {} is wrong ({}): {}", wrong.index, wrong.wrong, wrong.detail);
    } else {
        say!("{} statements, {} checkpoints: all sound", found.size, found.checkpoints);
        if found.erased > 0 {
            say!("{} bodies were erased; their commitments hold", found.erased);
        }
        say!("root {}", found.root);
    }
    let VerifiedRuns { sound, without_digest, wrong } = &found.runs;
    if *sound > 0 {
        say!("{}: all sound", counted(*sound as usize, "kept run"));
    }
    if *without_digest > 0 {
        let runs = counted(*without_digest as usize, "kept run");
        say!("{runs} of an earlier version: readable, without a digest");
    }
    for run in wrong {
        say!("{} is wrong ({}): {}", run.file, run.wrong, run.remedy);
    }
}

pub(crate) fn run(flags: &Doctor) -> Result<(), Failure> {
    let folder = office::folder(&flags.data)?;
    let findings = concert_secretariat::look_over(&folder, &office::reader()?);
    if flags.json {
        output::json(&findings)?;
    } else {
        say!("data folder: {}", folder.display());
        for finding in &findings {
            let mark = match finding.state {
                Health::Good => "good",
                Health::Weak => "weak",
                Health::Bad => "BAD ",
            };
            say!("{mark}  {}: {}", finding.what, finding.detail);
        }
    }
    let is_bad = findings.iter().any(|finding| finding.state == Health::Bad);
    if is_bad { Err(Failure::Answered) } else { Ok(()) }
}
