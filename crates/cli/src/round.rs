//! `concert round`.

use concert_secretariat::{
    EncodingSettings, Entropy, RoundAsked, RoundFile, answer_request, destroy_share, new_round,
    read_request, read_round, write_message,
};

use crate::office;
use crate::output::{self, Failure};
use crate::round_flags::{Round, RoundAnswer, RoundCommand, RoundNew};

pub(crate) fn run(flags: &Round) -> Result<(), Failure> {
    match &flags.command {
        RoundCommand::New(flags) => open(flags),
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

fn open(flags: &RoundNew) -> Result<(), Failure> {
    let mut settings = if flags.fields.is_empty() {
        EncodingSettings::standard()
    } else {
        EncodingSettings::of_fields(flags.fields.iter().copied())
    };
    settings.density = flags.density.unwrap_or(settings.density);
    settings.diffusion = flags.diffusion.unwrap_or(settings.diffusion);
    settings.decoys = flags.decoys.unwrap_or(settings.decoys);
    settings.reference_year = Some(flags.year.unwrap_or_else(|| office::today_utc().year()));
    let asked = RoundAsked {
        name: flags.name.clone(),
        holders: flags.holders.clone(),
        needed: flags.needed,
        settings,
        most_tokens: flags.most_tokens,
    };
    let round = new_round(&asked, &flags.out, Entropy::of_the_system())?;
    show(&round)?;
    println!(
        "\nwritten to {}: round.json for everybody, and a share for each holder.",
        flags.out.display()
    );
    println!("Give each share to its holder and wipe it here: this machine has seen them all.");
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
