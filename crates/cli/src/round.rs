//! `concert round`.

use std::path::Path;

use concert_secretariat::{
    EncodingSettings, Entropy, RoundAsked, RoundFile, answer_request, deal_round, destroy_share,
    finish_round, join_round, new_round, propose_round, read_request, read_round, share_round,
    write_message,
};

use crate::office;
use crate::output::{self, Failure};
use crate::round_flags::{Round, RoundAnswer, RoundCommand, RoundNew, RoundStep, Terms};

pub(crate) fn run(flags: &Round) -> Result<(), Failure> {
    match &flags.command {
        RoundCommand::New(flags) => open(flags),
        RoundCommand::Propose(flags) => {
            propose_round(&asked(&flags.terms), &flags.out)?;
            eprintln!("send {} to every holder", flags.out.display());
            Ok(())
        }
        RoundCommand::Join(flags) => {
            let entropy = Entropy::of_the_system();
            send(&join_round(&flags.terms, &flags.holder, &flags.out, entropy)?);
            Ok(())
        }
        RoundCommand::Deal(flags) => {
            send(&deal_round(&flags.folder, &flags.files, Entropy::of_the_system())?);
            Ok(())
        }
        RoundCommand::Share(flags) => {
            send(&share_round(&flags.folder, &flags.files)?);
            Ok(())
        }
        RoundCommand::Finish(flags) => finish(flags),
        RoundCommand::Show(flags) => {
            let round = read_round(&flags.round)?;
            if flags.json { output::json(&round) } else { show(&round) }
        }
        RoundCommand::Answer(flags) => answer(flags),
        RoundCommand::Destroy(flags) => {
            let holder = destroy_share(&flags.share)?;
            eprintln!("the share of holder {holder} is wiped; copies in backups are yours to wipe");
            Ok(())
        }
    }
}

fn send(message: &Path) {
    say!("{}", message.display());
    eprintln!("send this file to every other holder");
}

fn finish(flags: &RoundStep) -> Result<(), Failure> {
    let (round, digest) = finish_round(&flags.folder, &flags.files)?;
    show(&round)?;
    say!("\ndigest of the key: {digest}");
    say!("Compare it with every other holder by voice, before anybody encodes with round.json.");
    Ok(())
}

fn asked(flags: &Terms) -> RoundAsked {
    let mut settings = if flags.fields.is_empty() {
        EncodingSettings::standard()
    } else {
        EncodingSettings::of_fields(flags.fields.iter().copied())
    };
    settings.density = flags.density.unwrap_or(settings.density);
    settings.diffusion = flags.diffusion.unwrap_or(settings.diffusion);
    settings.decoys = flags.decoys.unwrap_or(settings.decoys);
    settings.reference_year = Some(flags.year.unwrap_or_else(|| office::today_utc().year()));
    RoundAsked {
        name: flags.name.clone(),
        holders: flags.holders.clone(),
        needed: flags.needed,
        settings,
        most_tokens: flags.most_tokens,
    }
}

fn open(flags: &RoundNew) -> Result<(), Failure> {
    let round = new_round(&asked(&flags.terms), &flags.out, Entropy::of_the_system())?;
    show(&round)?;
    say!(
        "\nwritten to {}: round.json for everybody, and a share for each holder.",
        flags.out.display()
    );
    say!("Give each share to its holder and wipe it here: this machine has seen them all.");
    say!("Holders who trust no such machine make the key together: concert round propose --help");
    Ok(())
}

fn answer(flags: &RoundAnswer) -> Result<(), Failure> {
    let request = read_request(&flags.request)?;
    let answer = answer_request(&flags.share, &flags.member, &request, Entropy::of_the_system())?;
    write_message(&flags.out, &answer)?;
    eprintln!("{} tokens answered to {}", request.len(), flags.member);
    Ok(())
}

fn show(round: &RoundFile) -> Result<(), Failure> {
    let settings = &round.settings;
    let fields: Vec<String> = settings.fields.iter().map(ToString::to_string).collect();
    let row = |what: &str, value: String| vec![what.to_owned(), value];
    let rows = [
        row("round", round.round.name.clone()),
        row("digest", round.digest()),
        row("holders", round.holders.join(", ")),
        row("needed", round.round.needed.to_string()),
        row("fields", fields.join(", ")),
        row("density", format!("{} %", settings.density)),
        row("bits mixed into one", settings.diffusion.to_string()),
        row("made-up records", format!("{} %", settings.decoys)),
        row("ages as of", settings.reference_year.map(|y| y.to_string()).unwrap_or_default()),
        row("tokens for a member", round.round.most_tokens.to_string()),
    ];
    output::table(false, &["", ""], &rows)
}
