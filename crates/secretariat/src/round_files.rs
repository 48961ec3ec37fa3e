//! The files of a linkage round in an office: the round that everybody has, the share that one holder has, what a member
//! asks and what holders answer.
//!
//! `round.json` is public. A share (`*.key`) is the holder's secret: it is written for its owner only, and what it has answered is
//! written into it before the answer leaves, so that no copy of an answer exists that the share does not know of. Requests and
//! answers are JSON too and tell nobody anything.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use concert_linkage::encoding::EncodingSettings;
use concert_linkage::round_key::{
    Answer, Begun, Holder, Request, Round, RoundKey, RoundKeyRefusal,
};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::hexadecimal::hex;
use crate::{Asked, Entropy, Fault, Refused, Unanswered};

/// The file of a round in its folder.
const ROUND: &str = "round.json";
/// How the file of a share ends.
pub(crate) const SHARE: &str = "key";

/// A round as everybody has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundFile {
    /// Its terms.
    pub round: Round,
    /// How lists are encoded in it.
    pub settings: EncodingSettings,
    /// What the shares of its key are checked against.
    pub key: RoundKey,
    /// Who holds the shares, by number from one.
    pub holders: Vec<String>,
}

impl RoundFile {
    /// The digest of its terms, in hexadecimal digits: what the round is called in every file of it.
    pub fn digest(&self) -> String {
        hex(&self.round.digest())
    }
}

/// What a round is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundAsked {
    /// What it is called: new for each.
    pub name: String,
    /// Who holds a share of its key.
    pub holders: Vec<String>,
    /// How many of them are needed.
    pub needed: u16,
    /// How lists are encoded.
    pub settings: EncodingSettings,
    /// At most so many tokens are answered to one member.
    pub most_tokens: u32,
}

/// Opens a round with all its holders on one machine: the key is dealt as over distance and is whole at no time, but one machine has seen every
/// share. Each share is to be given to its holder and wiped here.
///
/// Writes `round.json` and a share for each holder into the folder; none of them may be there.
pub fn new_round(asked: &RoundAsked, folder: &Path, entropy: Entropy) -> Asked<RoundFile> {
    let round = terms_of(asked)?;
    let (holders, key) = ceremony(&round, entropy).map_err(|refusal| key_refused(&refusal))?;
    let file =
        RoundFile { round, settings: asked.settings.clone(), key, holders: asked.holders.clone() };
    std::fs::create_dir_all(folder).map_err(|source| fault("making", folder, source))?;
    for (holder, name) in holders.iter().zip(&asked.holders) {
        let path = folder.join(format!("{}-{}.{SHARE}", holder.number(), in_a_file_name(name)));
        write_secret(&path, holder, true)?;
    }
    write_round(folder, &file)?;
    Ok(file)
}

/// The terms of a round.
pub(crate) fn terms_of(asked: &RoundAsked) -> Asked<Round> {
    asked.settings.check().map_err(|refusal| engine(refusal.code(), &refusal))?;
    Ok(Round {
        name: asked.name.clone(),
        settings: asked.settings.digest(),
        holders: asked.holders.len() as u16,
        needed: asked.needed,
        most_tokens: asked.most_tokens,
    })
}

/// Writes the public file of a round into a folder where none is yet.
pub(crate) fn write_round(folder: &Path, file: &RoundFile) -> Asked<()> {
    write_new(&folder.join(ROUND), file)
}

/// The ceremony of all holders, one after the other.
pub(crate) fn ceremony(
    round: &Round,
    entropy: Entropy,
) -> Result<(Vec<Holder>, RoundKey), RoundKeyRefusal> {
    let mut rng = ChaCha20Rng::from_seed(entropy.bytes());
    let mut begun = Vec::new();
    let mut openings = Vec::new();
    for number in 1..=round.holders {
        let (holder, opening) = Begun::new(round, number, &mut rng)?;
        begun.push(holder);
        openings.push(opening);
    }
    let mut dealt = Vec::new();
    let mut deals = Vec::new();
    for holder in &begun {
        let (holder, given) = holder.deal(&openings)?;
        dealt.push(holder);
        deals.extend(given);
    }
    let mut shared = Vec::new();
    let mut confirmations = Vec::new();
    for (holder, number) in dealt.iter().zip(1_u16..) {
        let own: Vec<_> = deals.iter().filter(|deal| deal.to == number).cloned().collect();
        let (holder, confirmation) = holder.share(&own)?;
        shared.push(holder);
        confirmations.push(confirmation);
    }
    let mut holders = Vec::new();
    let mut key = None;
    for holder in shared {
        let (holder, round_key) = holder.confirm(&confirmations)?;
        holders.push(holder);
        key = Some(round_key);
    }
    key.map(|key| (holders, key)).ok_or(RoundKeyRefusal::Terms { holders: 0, needed: round.needed })
}

/// Reads a round from its file, or from the folder that has it.
pub fn read_round(path: &Path) -> Asked<RoundFile> {
    let path = if path.is_dir() { path.join(ROUND) } else { path.to_owned() };
    let file: RoundFile = read(&path, "round")?;
    file.settings.check().map_err(|refusal| engine(refusal.code(), &refusal))?;
    if file.round.settings != file.settings.digest() {
        return Err(not_such(&path, "round", "its settings are not those that it was opened with"));
    }
    Ok(file)
}

/// The shares that lie beside a round, as where one machine plays all holders.
pub fn shares_beside(path: &Path) -> Vec<PathBuf> {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut shares: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == SHARE))
        .collect();
    shares.sort();
    shares
}

/// Answers a request with the share of one holder. What was answered is in the share's file before the answer is given.
pub fn answer(share: &Path, member: &str, request: &Request, entropy: Entropy) -> Asked<Answer> {
    let mut holder: Holder = read(share, "share")?;
    let mut rng = ChaCha20Rng::from_seed(entropy.bytes());
    let answer =
        holder.answer(member, request, &mut rng).map_err(|refusal| key_refused(&refusal))?;
    write_secret(share, &holder, false)?;
    Ok(answer)
}

/// Wipes a share; gives the number of its holder.
pub fn destroy_share(share: &Path) -> Asked<u16> {
    let holder: Holder = read(share, "share")?;
    wipe(share)?;
    Ok(holder.number())
}

/// Wipes a secret: its bytes are overwritten once, then the file is removed. On a disk that writes elsewhere, and in backups, a copy can outlive
/// that; whoever holds a secret keeps it where neither is so.
pub(crate) fn wipe(path: &Path) -> Asked<()> {
    let wiped = std::fs::metadata(path).and_then(|found| {
        let mut file = File::options().write(true).open(path)?;
        file.write_all(&vec![0; found.len() as usize])?;
        file.sync_all()?;
        std::fs::remove_file(path)
    });
    wiped.map_err(|source| fault("wiping", path, source).into())
}

/// Reads a request.
pub fn read_request(path: &Path) -> Asked<Request> {
    read(path, "request")
}

/// Reads an answer.
pub fn read_answer(path: &Path) -> Asked<Answer> {
    read(path, "answer")
}

/// Writes a request or an answer where no file is yet.
pub fn write_message(path: &Path, message: &impl Serialize) -> Asked<()> {
    write_new(path, message)
}

pub(crate) fn read<T: DeserializeOwned>(path: &Path, what: &'static str) -> Asked<T> {
    let bytes = std::fs::read(path).map_err(|source| fault("reading", path, source))?;
    serde_json::from_slice(&bytes).map_err(|error| not_such(path, what, &error.to_string()))
}

pub(crate) fn not_such(path: &Path, what: &'static str, why: &str) -> Unanswered {
    Refused {
        code: "secretariat/not-a-file-of-a-round",
        facts: vec![
            ("file", path.display().to_string()),
            ("what", what.to_owned()),
            ("text", why.to_owned()),
        ],
        text: format!("{} is no {what}: {why}", path.display()),
    }
    .into()
}

pub(crate) fn write_new(path: &Path, value: &impl Serialize) -> Asked<()> {
    let bytes = serde_json::to_vec(value).map_err(|error| Fault::Broken(error.to_string()))?;
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()
    });
    written.map_err(|source| fault("writing", path, source).into())
}

/// Writes a secret for its owner only, whole or not at all.
pub(crate) fn write_secret(path: &Path, value: &impl Serialize, new: bool) -> Asked<()> {
    let bytes = serde_json::to_vec(value).map_err(|error| Fault::Broken(error.to_string()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = (|| {
        // Files of this kind are readable by their owner alone from the first moment.
        let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        let kept = if new { file.persist_noclobber(path) } else { file.persist(path) };
        kept.map(drop).map_err(|error| error.error)
    })();
    written.map_err(|source| fault("writing", path, source).into())
}

pub(crate) fn in_a_file_name(name: &str) -> String {
    let word = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    name.chars().take(40).map(word).collect()
}

pub(crate) fn fault(doing: &str, path: &Path, source: std::io::Error) -> Fault {
    Fault::File { what: format!("{doing} {}", path.display()), source }
}

pub(crate) fn key_refused(refusal: &RoundKeyRefusal) -> Unanswered {
    engine(refusal.code(), refusal)
}

/// A refusal of the engine, whose facts are the fields of its variant.
pub(crate) fn engine(
    code: &'static str,
    refusal: &(impl Serialize + std::fmt::Display),
) -> Unanswered {
    Refused { code, facts: facts(refusal), text: refusal.to_string() }.into()
}

/// The same, of a file.
pub(crate) fn engine_of_file(
    file: String,
    code: &'static str,
    refusal: &(impl Serialize + std::fmt::Display),
) -> Unanswered {
    let mut facts = facts(refusal);
    facts.push(("file", file));
    Refused { code, facts, text: refusal.to_string() }.into()
}

/// These refusals are written as their fields alone; facts are looked for one level down.
pub(crate) fn facts(refusal: &impl Serialize) -> Vec<(&'static str, String)> {
    crate::answer::facts_of(&std::collections::BTreeMap::from([("fields", refusal)]))
}

#[cfg(test)]
mod tests {
    use concert_linkage::encoding::EncodingRefusal;

    use super::*;

    #[test]
    fn a_refusal_of_a_round_brings_the_facts_that_its_text_names() {
        let facts = |refused: Unanswered| match refused {
            Unanswered::Refused(refused) => refused.facts,
            Unanswered::Fault(fault) => panic!("{fault}"),
        };
        let found = facts(key_refused(&RoundKeyRefusal::Terms { holders: 3, needed: 4 }));
        assert_eq!(found, [("holders", "3".to_owned()), ("needed", "4".to_owned())]);
        let refusal = EncodingRefusal::Repeated { row: 9, first: 2 };
        let found = facts(engine(refusal.code(), &refusal));
        assert_eq!(found, [("first", "2".to_owned()), ("row", "9".to_owned())]);
        let found = facts(key_refused(&RoundKeyRefusal::OtherRound));
        assert!(found.is_empty(), "{found:?}");
    }
}
