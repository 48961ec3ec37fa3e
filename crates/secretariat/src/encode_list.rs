//! A member's case list becomes a file of encodings, on the member's own machine.
//!
//! What leaves is a Parquet file of encodings, random identifiers and coarse strata. What stays beside it, in `FILE.kept`, says
//! which identifier is which record, and is readable by its owner alone. Before the file is written, the attacks of the engine run on
//! what is in it, and above the limits it is not written at all.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};

use concert_exchange::encoded_list::{
    EncodedHeader, EncodedRows, EncodedWriter, Stratum as StratumInFile,
};
use concert_linkage::attack::report::{Limits, Report as AttackReport};
use concert_linkage::attack::standard;
use concert_linkage::encoding::{
    Encoded, EncodingRefusal, EncodingSettings, Kept, ListTokens, Rehearsal, Stratum,
    check_plausible, encode_tokens, rehearse,
};
use concert_linkage::round_key::{Answer, Request, ask, combine};
use concert_linkage::{CaseList, Tell};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::hexadecimal::hex;
use crate::round_files::{RoundFile, engine, facts, fault, key_refused, write_secret};
use crate::{Asked, Entropy, Fault, Interrupted, Refused, Unanswered};

/// Beside which file it is kept what its identifiers mean.
const KEPT: &str = "kept";
/// The key under which a file tells the decoys of its strata.
pub(crate) const DECOYS_BY_STRATUM: &str = "decoys-by-stratum";
/// The key under which a file tells what its records say on average.
pub(crate) const CONTENT: &str = "content";

/// What a member has asked of the holders and keeps until they have answered. Secret.
#[derive(Serialize, Deserialize)]
pub struct AskedTokens {
    seed: [u8; 32],
}

/// What leaves, before it is written, and how much it would reveal. Its `Debug` says how long it is and nothing of what it
/// holds.
pub struct ToSend {
    /// Records of the list.
    pub records: usize,
    /// Records of the file, decoys among them.
    pub in_file: usize,
    /// How the attacks went that need no key.
    pub attacks: AttackReport,
    /// How well its people would be found.
    pub rehearsal: Rehearsal,
    cases: EncodedCases,
}

/// A list as it leaves, and what stays.
pub(crate) struct EncodedCases {
    pub(crate) encoded: Encoded,
    kept: Kept,
    ids: Vec<String>,
}

impl fmt::Debug for ToSend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file of {} encodings of {} records, to be sent", self.in_file, self.records)
    }
}

/// What is asked of the holders for a list: the request that leaves, and the secret that stays.
pub fn ask_for_tokens(
    list: &CaseList,
    round: &RoundFile,
    entropy: Entropy,
) -> Asked<(Request, AskedTokens)> {
    let asked = AskedTokens { seed: entropy.bytes() };
    let (_, request) = ask(&round.round, &tokens(list, &round.settings)?, &asked.seed)
        .map_err(|refusal| key_refused(&refusal))?;
    Ok((request, asked))
}

/// Keeps the secret of a request for its owner only.
pub fn keep_asked(asked: &AskedTokens, path: &Path) -> Asked<()> {
    write_secret(path, asked, true)
}

/// Reads the secret of a request.
pub fn kept_asked(path: &Path) -> Asked<AskedTokens> {
    let bytes = std::fs::read(path).map_err(|source| fault("reading", path, source))?;
    serde_json::from_slice(&bytes).map_err(|error| Fault::Broken(error.to_string()).into())
}

/// Encodes a list with the answers of the holders, and attacks what came out.
pub fn to_send(
    list: &CaseList,
    round: &RoundFile,
    asked: &AskedTokens,
    answers: &[Answer],
    entropy: Entropy,
    tell: &mut Tell<'_>,
) -> Asked<Result<ToSend, Interrupted>> {
    let tokens = tokens(list, &round.settings)?;
    let cases = encoded_cases(list, &tokens, round, asked, answers, entropy)?;
    let seed = u64::from_le_bytes(entropy.bytes());
    let EncodedCases { encoded, kept, .. } = &cases;
    let attacks = standard::of_file(encoded, kept, &tokens, &round.settings, seed, &mut *tell);
    let Ok(attacks) = attacks else { return Ok(Err(Interrupted)) };
    let rehearsal = rehearse(list, &round.settings, seed, tell);
    let Ok(rehearsal) = rehearsal.map_err(|refusal| encoding_refused(&refusal))? else {
        return Ok(Err(Interrupted));
    };
    let in_file = encoded.filters.len();
    Ok(Ok(ToSend { records: list.len(), in_file, attacks, rehearsal, cases }))
}

/// A list of made-up people encoded with the answers of the holders, as a file. Nobody attacks it first: there is nobody in it.
pub(crate) fn made_up_file(
    list: &CaseList,
    round: &RoundFile,
    asked: &AskedTokens,
    answers: &[Answer],
    entropy: Entropy,
) -> Asked<(EncodedCases, Vec<u8>)> {
    let tokens = tokens(list, &round.settings)?;
    let cases = encoded_cases(list, &tokens, round, asked, answers, entropy)?;
    let mut file = Cursor::new(Vec::new());
    cases.write(&list.name, &mut file)?;
    Ok((cases, file.into_inner()))
}

fn encoded_cases(
    list: &CaseList,
    tokens: &ListTokens,
    round: &RoundFile,
    asked: &AskedTokens,
    answers: &[Answer],
    entropy: Entropy,
) -> Asked<EncodedCases> {
    let (asking, _) =
        ask(&round.round, tokens, &asked.seed).map_err(|refusal| key_refused(&refusal))?;
    let keys = combine(&round.round, &round.key, &asking, answers)
        .map_err(|refusal| key_refused(&refusal))?;
    let mut rng = ChaCha20Rng::from_seed(entropy.bytes());
    let (encoded, kept) = encode_tokens(list, tokens, &round.settings, &keys, &mut rng)
        .map_err(|refusal| encoding_refused(&refusal))?;
    check_plausible(&encoded.filters, &round.settings, !list.clean)
        .map_err(|refusal| refused_of_own(&refusal, &kept, &list.ids))?;
    Ok(EncodedCases { encoded, kept, ids: list.ids.clone() })
}

/// What whoever links would refuse of the file, said of the list's own records.
fn refused_of_own(refusal: &EncodingRefusal, kept: &Kept, ids: &[String]) -> Unanswered {
    let mut facts = facts(refusal);
    for (name, fact) in &mut facts {
        let row = fact.parse::<usize>().ok().filter(|_| ["row", "first"].contains(name));
        let own = row.and_then(|row| kept.rows.get(row.checked_sub(1)?).copied().flatten());
        if let Some(id) = own.and_then(|own| ids.get(own as usize)) {
            fact.clone_from(id);
        }
    }
    Refused { code: refusal.code(), facts, text: refusal.to_string() }.into()
}

fn tokens(list: &CaseList, settings: &EncodingSettings) -> Asked<ListTokens> {
    ListTokens::of(list, settings).map_err(|refusal| encoding_refused(&refusal))
}

fn encoding_refused(refusal: &EncodingRefusal) -> Unanswered {
    engine(refusal.code(), refusal)
}

impl ToSend {
    /// Writes the file, unless attackers would recognise more people in it than the limits allow; and beside it what its identifiers mean.
    /// Neither may be there.
    pub fn write(&self, name: &str, path: &Path, limits: Limits) -> Asked<PathBuf> {
        self.attacks.judge(limits).map_err(|refusal| {
            engine(concert_linkage::attack::report::TooRevealing::CODE, &refusal)
        })?;
        let beside = kept_beside(path);
        self.cases.write_kept(&beside)?;
        let file = File::create_new(path).inspect_err(|_| forget(&beside));
        let file = file.map_err(|source| fault("writing", path, source))?;
        if let Err(error) = self.cases.write(name, BufWriter::new(file)) {
            forget(&beside);
            forget(path);
            return Err(error.into());
        }
        Ok(beside)
    }
}

impl EncodedCases {
    /// Writes what leaves.
    fn write(&self, name: &str, out: impl Write + Send) -> Result<(), Fault> {
        let encoded = &self.encoded;
        let decoys: BTreeMap<String, u64> =
            self.kept.decoys.iter().map(|(stratum, count)| (spelled(stratum), *count)).collect();
        let broken = |error: serde_json::Error| Fault::Broken(error.to_string());
        let decoys_in_words = serde_json::to_string(&decoys).map_err(broken)?;
        let content = serde_json::to_string(&encoded.content).map_err(broken)?;
        let header = EncodedHeader {
            list: name.to_owned(),
            round: hex(&encoded.round),
            settings: encoded.settings,
            bits: encoded.filters.bits() as u32,
            decoys: decoys.values().sum(),
            clean: encoded.clean,
            more: [(DECOYS_BY_STRATUM, decoys_in_words), (CONTENT, content)]
                .map(|(key, value)| (key.to_owned(), value))
                .into(),
        };
        let rows = EncodedRows {
            ids: encoded.identifiers.iter().map(ToString::to_string).collect(),
            bits: encoded.filters.words().iter().flat_map(|word| word.to_le_bytes()).collect(),
            strata: encoded
                .stratum_of
                .iter()
                .map(|&number| in_file(&encoded.strata[number as usize]))
                .collect(),
            known: encoded.known.iter().map(|&known| known as u8).collect(),
        };
        let broken =
            |error: concert_exchange::encoded_list::ColumnsError| Fault::Broken(error.to_string());
        let mut writer = EncodedWriter::new(out, &header).map_err(broken)?;
        writer.push(rows).map_err(broken)?;
        let mut out = writer.finish().map_err(broken)?;
        out.flush().map_err(|source| Fault::File { what: "writing encodings".to_owned(), source })
    }

    /// One line for each record of the file: its identifier there, and that of the list; none for a decoy.
    fn write_kept(&self, path: &Path) -> Asked<()> {
        let lines: BTreeMap<String, Option<&str>> = self
            .encoded
            .identifiers
            .iter()
            .zip(&self.kept.rows)
            .map(|(identifier, row)| {
                (identifier.to_string(), row.map(|row| self.ids[row as usize].as_str()))
            })
            .collect();
        write_secret(path, &lines, true)
    }
}

/// Takes back a file of this very call. One that cannot be removed is a second fault behind the first, which is told.
fn forget(path: &Path) {
    let _ = std::fs::remove_file(path);
}

/// Where the meaning of the identifiers of a file is kept: beside it.
pub(crate) fn kept_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(KEPT);
    name.into()
}

/// The meaning of the identifiers of a file, where it lies beside it: on the machine of the member who encoded the list.
pub(crate) fn read_kept(path: &Path) -> Asked<Option<BTreeMap<String, Option<String>>>> {
    let path = kept_beside(path);
    match std::fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(fault("reading", &path, source).into()),
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| Fault::Broken(format!("{}: {error}", path.display())).into()),
    }
}

/// A stratum as a file has it.
fn in_file(stratum: &Stratum) -> StratumInFile {
    let code = |code: Option<String>| code.unwrap_or_default();
    StratumInFile {
        sex: code(stratum.sex.map(|sex| sex.to_string())),
        age_band: code(stratum.age.map(|age| age.to_string())),
        form: code(stratum.form.map(|form| form.to_string())),
        place: stratum.place.clone().unwrap_or_default(),
        period: code(stratum.year.map(|year| year.to_string())),
    }
}

/// A stratum in one word, by which the decoys of a file are told.
fn spelled(stratum: &Stratum) -> String {
    let it = in_file(stratum);
    [it.sex, it.age_band, it.form, it.place, it.period].join("|")
}

/// The stratum of a word.
pub(crate) fn of_word(word: &str) -> Option<Stratum> {
    let parts: Vec<&str> = word.split('|').collect();
    let [sex, age, form, place, year] = parts[..] else { return None };
    Some(of_codes(sex, age, form, place, year))
}

/// The stratum of codes; a code that is none is taken as not known.
pub(crate) fn of_codes(sex: &str, age: &str, form: &str, place: &str, year: &str) -> Stratum {
    Stratum {
        sex: sex.parse().ok(),
        age: age.parse().ok(),
        form: form.parse().ok(),
        place: Some(place).filter(|place| !place.is_empty()).map(str::to_owned),
        year: year.parse().ok(),
    }
}
