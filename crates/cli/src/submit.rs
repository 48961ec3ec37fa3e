//! `concert device` and `concert submit`: a list leaves with the signature of a device, on a stick or over a line.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use concert_secretariat::{Entropy, device_public_key, new_device, read_round, sign_list};
use serde::Deserialize;

use crate::office;
use crate::output::{Failure, Progress};

/// How long a line may take: a list of 64 MiB needs half an hour at 300 kbit/s.
const PATIENCE: Duration = Duration::from_hours(1);
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 64 << 10;

/// `concert device`.
#[derive(Debug, Args)]
pub(crate) struct Device {
    #[command(subcommand)]
    asks: DeviceQuestion,
}

#[derive(Debug, Subcommand)]
enum DeviceQuestion {
    /// Make a key for this machine and print the public half, which is added on the page "Devices"
    New {
        /// File to write the key to; it stays on this machine
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print the public half of a key
    Show {
        /// The file of the key
        key: PathBuf,
    },
}

/// `concert submit`.
#[derive(Debug, Args)]
pub(crate) struct Submit {
    /// The encoded list
    list: PathBuf,
    /// The round: round.json, or the folder that has it
    #[arg(long, value_name = "ROUND")]
    round: PathBuf,
    /// The key of this machine, from `concert device new`
    #[arg(long, value_name = "FILE")]
    device: PathBuf,
    #[arg(
        long,
        value_name = "ADDRESS",
        help = "Send it to this hub, such as https://concert.example.org"
    )]
    hub: Option<String>,
    /// File to write the signed list to, or the receipt of the hub [default: LIST.signed, LIST.receipt]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn device(flags: &Device) -> Result<(), Failure> {
    match &flags.asks {
        DeviceQuestion::New { out } => {
            say!("{}", new_device(out, Entropy::of_the_system())?);
            eprintln!(
                "{} stays on this machine; add the line above as a device, signed in at the hub",
                out.display()
            );
        }
        DeviceQuestion::Show { key } => say!("{}", device_public_key(key)?),
    }
    Ok(())
}

pub(crate) fn submit(flags: &Submit) -> Result<(), Failure> {
    let round = read_round(&flags.round)?;
    // An address that cannot be used is found before anything is done.
    let address = flags.hub.as_deref().map(address).transpose()?;
    let signed = sign_list(&flags.list, &round, &flags.device, &office::reader()?)?;
    let Some(address) = address else {
        let path = flags.out.clone().unwrap_or_else(|| beside(&flags.list, "signed"));
        std::fs::write(&path, signed)?;
        eprintln!("{} can travel: hand it in on the page of the round", path.display());
        return Ok(());
    };
    let receipt = sent(&address, &signed)?;
    let path = flags.out.clone().unwrap_or_else(|| beside(&flags.list, "receipt"));
    std::fs::write(&path, &receipt)?;
    say!("{receipt}");
    eprintln!("received; the receipt is in {}", path.display());
    Ok(())
}

fn beside(list: &Path, end: &str) -> PathBuf {
    let mut name = list.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(end);
    list.with_file_name(name)
}

/// Where lists are taken at a hub. A line that others can read is refused but within this machine.
fn address(hub: &str) -> Result<String, Failure> {
    let hub = hub.trim_end_matches('/');
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let is_here = here.iter().any(|start| {
        hub.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    if hub.starts_with("https://") || is_here {
        return Ok(format!("{hub}/submissions.json"));
    }
    let text = format!("--hub {hub}: an address of a hub begins with https://");
    Err(Failure::Broken(text))
}

/// What a hub says of a list that it does not take (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
}

fn sent(address: &str, signed: &[u8]) -> Result<String, Failure> {
    let progress = Progress::new("sending");
    let broken = |error: ureq::Error| Failure::Broken(format!("sending to {address}: {error}"));
    let tls = ureq::tls::TlsConfig::builder()
        // What the system trusts, so that a hub may have a certificate of its own organisation.
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = ureq::Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        // A list goes to the hub that was named, and nowhere that it points to.
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let mut answer = agent
        .post(address)
        .content_type("application/octet-stream")
        .send(signed)
        .map_err(broken)?;
    drop(progress);
    let body = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string();
    let body = body.map_err(broken)?;
    if answer.status().is_success() {
        return Ok(body);
    }
    let told: Option<Problem> = serde_json::from_str(&body).ok();
    let told = told.map(|told| format!("{} {}", told.title, told.detail));
    let text = told.unwrap_or_else(|| format!("the hub answered {}", answer.status()));
    eprintln!("{}", text.trim());
    Err(Failure::Answered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_over_a_line_that_nobody_else_reads_or_stays_on_this_machine() {
        let goes = |hub: &str| address(hub).ok();
        let at = "https://hub.example.org/submissions.json";
        assert_eq!(goes("https://hub.example.org/").as_deref(), Some(at));
        assert!(goes("http://127.0.0.1:8470").is_some());
        for hub in ["http://hub.example.org", "http://127.0.0.1.example.org", "ftp://x", "hub"] {
            assert_eq!(goes(hub), None, "{hub}");
        }
    }
}
