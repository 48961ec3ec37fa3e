//! The ceremony in which holders, each on a machine of its own, make the key of a round that none of them has.
//!
//! Four messages travel by any post. An opening, the deals and a confirmation go from each holder to all others; the terms go first. Deals are
//! secret: each is sealed for its recipient (HPKE, RFC 9180, with X-Wing, so that post that is kept cannot be opened by a later machine).
//! What a holder has between two steps stands in `ceremony.secret` in its folder, readable by its owner alone, and is gone at
//! the end, when the share and `round.json` stand there. That all holders saw the same openings, and sealed for the same recipients, is what the
//! confirmations say; that nobody stood between all of them is found by comparing the digest of the key by voice.

use std::path::{Path, PathBuf};

use concert_linkage::encoding::EncodingSettings;
use concert_linkage::round_key::{
    Begun, Confirmation, Deal, Dealt, Opening, Round, RoundKeyRefusal, Shared,
};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hexadecimal::{hex, of_hex};
use crate::round_files::{
    self, RoundAsked, RoundFile, engine, in_a_file_name, key_refused, wipe, write_new, write_secret,
};
use crate::{Asked, Entropy, Fault, Refused};

/// What a holder has between two steps.
const STATE: &str = "ceremony.secret";
/// For what deals are sealed.
const INFO: &[u8] = b"concert/deal/1";

/// The terms of a round as they go to its holders before there is a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundTerms {
    /// Its terms.
    pub round: Round,
    /// How lists are encoded in it.
    pub settings: EncodingSettings,
    /// Who is to hold the shares, by number from one.
    pub holders: Vec<String>,
}

/// What a holder sends to all others first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OpeningFile {
    opening: Opening,
    /// The public key for which deals to this holder are sealed.
    seal_to: String,
}

/// What a holder deals to all others, for each of them alone.
#[derive(Debug, Serialize, Deserialize)]
struct DealsFile {
    round: [u8; 32],
    from: u16,
    deals: Vec<SealedDeal>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SealedDeal {
    to: u16,
    encapsulated: String,
    sealed: String,
}

/// What a holder saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ConfirmationFile {
    confirmation: Confirmation,
    /// Digest of the public keys for which was sealed.
    sealed_to: String,
}

/// What a holder has between two steps. It prints as nothing.
#[derive(Serialize, Deserialize)]
struct HolderState {
    terms: RoundTerms,
    number: u16,
    /// The private key that opens what others deal.
    unseal: String,
    /// The public keys of all, once they are known.
    seal_to: Vec<String>,
    step: Step,
}

#[derive(Serialize, Deserialize)]
enum Step {
    Begun(Begun),
    Dealt(Dealt),
    Shared(Shared),
}

impl Step {
    fn word(&self) -> &'static str {
        match self {
            Self::Begun(_) => "joined",
            Self::Dealt(_) => "dealt",
            Self::Shared(_) => "shared",
        }
    }
}

/// Writes the terms of a round, to be sent to its holders.
pub fn propose_round(asked: &RoundAsked, path: &Path) -> Asked<RoundTerms> {
    let round = round_files::terms_of(asked)?;
    round.check().map_err(|refusal| key_refused(&refusal))?;
    let settings = asked.settings.clone();
    let terms = RoundTerms { round, settings, holders: asked.holders.clone() };
    write_new(path, &terms)?;
    Ok(terms)
}

/// Joins as a holder that the terms name: its folder is made, and the message for all others written there.
pub fn join_round(terms: &Path, holder: &str, folder: &Path, entropy: Entropy) -> Asked<PathBuf> {
    let found: RoundTerms = round_files::read(terms, "terms")?;
    found.settings.check().map_err(|refusal| engine(refusal.code(), &refusal))?;
    if found.round.settings != found.settings.digest()
        || found.holders.len() != usize::from(found.round.holders)
    {
        let why = "its settings or holders are not those of its terms";
        return Err(round_files::not_such(terms, "terms", why));
    }
    let place = found.holders.iter().position(|name| name == holder);
    let number = place.map(|place| place as u16 + 1).ok_or_else(|| Refused {
        code: "secretariat/no-holder",
        facts: vec![("holder", holder.to_owned()), ("holders", found.holders.join(", "))],
        text: format!("'{holder}' is none of the holders {}", found.holders.join(", ")),
    })?;
    let mut rng = ChaCha20Rng::from_seed(entropy.bytes());
    let (begun, opening) =
        Begun::new(&found.round, number, &mut rng).map_err(|refusal| key_refused(&refusal))?;
    let (unseal, seal_to) = XWing::gen_keypair_with_rng(&mut rng);
    let seal_to = hex(&seal_to.to_bytes());
    std::fs::create_dir_all(folder)
        .map_err(|source| round_files::fault("making", folder, source))?;
    let state = HolderState {
        terms: found,
        number,
        unseal: hex(&unseal.to_bytes()),
        seal_to: Vec::new(),
        step: Step::Begun(begun),
    };
    // The secret first: a message without it could never be followed by the next.
    write_secret(&folder.join(STATE), &state, true)?;
    state.send(folder, "opening", &OpeningFile { opening, seal_to })
}

/// Hears the openings of all others and deals to each of them.
pub fn deal_round(folder: &Path, openings: &[PathBuf], entropy: Entropy) -> Asked<PathBuf> {
    let mut state = HolderState::read(folder)?;
    let Step::Begun(begun) = &state.step else { return Err(state.not_now(folder)) };
    let own = state.message(folder, "opening");
    let mut heard: Vec<OpeningFile> = Vec::new();
    for path in openings.iter().chain([&own]) {
        let opening: OpeningFile = round_files::read(path, "opening")?;
        if !heard.contains(&opening) {
            heard.push(opening);
        }
    }
    let all: Vec<Opening> = heard.iter().map(|file| file.opening.clone()).collect();
    let (dealt, deals) = begun.deal(&all).map_err(|refusal| key_refused(&refusal))?;
    heard.sort_by_key(|file| file.opening.from);
    state.seal_to = heard.into_iter().map(|file| file.seal_to).collect();
    let mut rng = ChaCha20Rng::from_seed(entropy.bytes());
    let sealed = deals.iter().map(|deal| state.sealed(deal, &mut rng));
    let file = DealsFile {
        round: state.terms.round.digest(),
        from: state.number,
        deals: sealed.collect::<Asked<_>>()?,
    };
    state.step = Step::Dealt(dealt);
    write_secret(&folder.join(STATE), &state, false)?;
    state.send(folder, "deals", &file)
}

/// Hears what all others dealt, has the share, and confirms what it saw.
pub fn share_round(folder: &Path, deals: &[PathBuf]) -> Asked<PathBuf> {
    let mut state = HolderState::read(folder)?;
    let Step::Dealt(dealt) = &state.step else { return Err(state.not_now(folder)) };
    let mut own = Vec::new();
    for path in deals {
        let file: DealsFile = round_files::read(path, "deals")?;
        if file.from == state.number {
            continue;
        }
        if file.round != state.terms.round.digest() {
            return Err(key_refused(&RoundKeyRefusal::OtherRound));
        }
        let unsealed = file.deals.iter().find(|deal| deal.to == state.number);
        let unsealed = unsealed.and_then(|deal| state.unsealed(file.from, deal));
        let why = "nothing in it can be opened by this holder";
        own.push(unsealed.ok_or_else(|| round_files::not_such(path, "deals", why))?);
    }
    let (shared, confirmation) = dealt.share(&own).map_err(|refusal| key_refused(&refusal))?;
    let file = ConfirmationFile { confirmation, sealed_to: state.sealed_to() };
    state.step = Step::Shared(shared);
    write_secret(&folder.join(STATE), &state, false)?;
    state.send(folder, "confirmation", &file)
}

/// Hears that all others saw the same: writes the share and `round.json`, and wipes what was in between. The digest of
/// the key is to be compared by voice.
pub fn finish_round(folder: &Path, confirmations: &[PathBuf]) -> Asked<(RoundFile, String)> {
    let state = HolderState::read(folder)?;
    let sealed_to = state.sealed_to();
    let terms = state.terms.clone();
    let mut heard = Vec::new();
    for path in confirmations {
        let file: ConfirmationFile = round_files::read(path, "confirmation")?;
        if file.sealed_to != sealed_to {
            let number = file.confirmation.from;
            return Err(key_refused(&RoundKeyRefusal::SawOther { number }));
        }
        heard.push(file.confirmation);
    }
    let share = state.share_path(folder);
    let not_now = state.not_now(folder);
    let Step::Shared(shared) = state.step else { return Err(not_now) };
    let (holder, key) = shared.confirm(&heard).map_err(|refusal| key_refused(&refusal))?;
    let digest = hex(&key.digest());
    let RoundTerms { round, settings, holders } = terms;
    let file = RoundFile { round, settings, key, holders };
    write_secret(&share, &holder, true)?;
    round_files::write_round(folder, &file)?;
    wipe(&folder.join(STATE))?;
    Ok((file, digest))
}

impl HolderState {
    fn read(folder: &Path) -> Asked<Self> {
        round_files::read(&folder.join(STATE), "ceremony")
    }

    /// How files of this holder begin.
    fn name(&self) -> String {
        let name = &self.terms.holders[usize::from(self.number) - 1];
        format!("{}-{}", self.number, in_a_file_name(name))
    }

    fn message(&self, folder: &Path, what: &str) -> PathBuf {
        folder.join(format!("{}.{what}", self.name()))
    }

    fn share_path(&self, folder: &Path) -> PathBuf {
        self.message(folder, round_files::SHARE)
    }

    fn send(&self, folder: &Path, what: &str, message: &impl Serialize) -> Asked<PathBuf> {
        let path = self.message(folder, what);
        write_new(&path, message)?;
        Ok(path)
    }

    /// The steps have an order.
    fn not_now(&self, folder: &Path) -> crate::Unanswered {
        let step = self.step.word();
        Refused {
            code: "secretariat/other-step",
            facts: vec![("path", folder.display().to_string()), ("step", step.to_owned())],
            text: format!("the holder in {} has {step}: another step is next", folder.display()),
        }
        .into()
    }

    /// Digest of the public keys for which all deals were sealed.
    fn sealed_to(&self) -> String {
        let mut hash = Sha256::new();
        for key in &self.seal_to {
            hash.update(key.as_bytes());
            hash.update([0]);
        }
        hex(&hash.finalize())
    }

    fn bound_to(&self, from: u16, to: u16) -> Vec<u8> {
        let mut bound = self.terms.round.digest().to_vec();
        bound.extend(from.to_be_bytes());
        bound.extend(to.to_be_bytes());
        bound
    }

    fn sealed(&self, deal: &Deal, rng: &mut ChaCha20Rng) -> Asked<SealedDeal> {
        let number = deal.to;
        let bad = || key_refused(&RoundKeyRefusal::Unreadable { number });
        let key = usize::from(number).checked_sub(1).and_then(|at| self.seal_to.get(at));
        let key = key.and_then(|key| of_hex(key)).ok_or_else(bad)?;
        let key = <XWing as Kem>::PublicKey::from_bytes(&key).map_err(|_| bad())?;
        let text = serde_json::to_vec(deal).map_err(|error| Fault::Broken(error.to_string()))?;
        let text = zeroize::Zeroizing::new(text);
        let (encapsulated, sealed) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
                &OpModeS::Base,
                &key,
                INFO,
                &text,
                &self.bound_to(deal.from, number),
                rng,
            )
            .map_err(|_| bad())?;
        let encapsulated = hex(&encapsulated.to_bytes());
        Ok(SealedDeal { to: number, encapsulated, sealed: hex(&sealed) })
    }

    fn unsealed(&self, from: u16, deal: &SealedDeal) -> Option<Deal> {
        let key = zeroize::Zeroizing::new(of_hex(&self.unseal)?);
        let key = <XWing as Kem>::PrivateKey::from_bytes(&key).ok()?;
        let encapsulated = of_hex(&deal.encapsulated)?;
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(&encapsulated).ok()?;
        let text = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &key,
            &encapsulated,
            INFO,
            &of_hex(&deal.sealed)?,
            &self.bound_to(from, deal.to),
        )
        .ok()?;
        let text = zeroize::Zeroizing::new(text);
        let unsealed: Deal = serde_json::from_slice(&text).ok()?;
        (unsealed.from == from && unsealed.to == deal.to).then_some(unsealed)
    }
}
