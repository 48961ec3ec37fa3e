//! From a list to what may leave the member's machine.

use std::fmt;
use std::hash::BuildHasher as _;

use rand::seq::SliceRandom as _;
use rand::{CryptoRng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::births::Births;
use super::content::Content;
use super::decoys::{made_up, padded};
use super::diffusion::{Diffusion, TOGETHER};
use super::refusal::EncodingRefusal;
use super::settings::{EncodingSettings, Scaling};
use super::strata::Stratum;
use super::token_keys::{DIFFUSION, Secret, TokenKeys, set_positions};
use super::tokens::ListTokens;
use crate::case_list::CaseList;
use crate::filters::Filters;

/// What a record is called outside its list: random, new in each file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier(pub [u8; 16]);

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Roughly how much is known of a record, as a share of what is known of the record in the middle of its list: what whoever links needs
/// to tell how many matches are hidden, without saying which field is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Known {
    /// Less than two fifths.
    Little,
    /// Two to three fifths.
    Half,
    /// Three to four fifths.
    Most,
    /// More.
    All,
}

impl Known {
    fn of(share: f32) -> Self {
        match share {
            share if share < 0.4 => Self::Little,
            share if share < 0.6 => Self::Half,
            share if share < 0.8 => Self::Most,
            _ => Self::All,
        }
    }
}

/// What leaves: encodings in random order, decoys among them, and nothing of a value but coarse strata.
#[derive(Clone)]
pub struct Encoded {
    /// The round whose keys were used.
    pub round: [u8; 32],
    /// [`EncodingSettings::digest`].
    pub settings: [u8; 32],
    /// The encodings.
    pub filters: Filters,
    /// What each record is called.
    pub identifiers: Vec<Identifier>,
    /// Distinct strata.
    pub strata: Vec<Stratum>,
    /// The stratum of each record, by its number.
    pub stratum_of: Vec<u32>,
    /// How much is known of each record.
    pub known: Vec<Known>,
    /// What the records say on average.
    pub content: Content,
    /// Nobody stands twice on the list.
    pub clean: bool,
}

/// What stays on the member's machine.
#[derive(Clone)]
pub struct Kept {
    /// The row of the list of each record of the file, or none where it is a decoy.
    pub rows: Vec<Option<u32>>,
    /// How many decoys each stratum has: told beside the file when capture histories are counted.
    pub decoys: Vec<(Stratum, u64)>,
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file of {} encodings", self.identifiers.len())
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rows of {} encodings", self.rows.len())
    }
}

impl Encoded {
    /// Refuses to compare encodings of two rounds or of two settings.
    pub fn comparable(&self, other: &Self) -> Result<(), EncodingRefusal> {
        if self.round != other.round {
            return Err(EncodingRefusal::OtherRound);
        }
        if self.settings != other.settings {
            return Err(EncodingRefusal::OtherSettings);
        }
        Ok(())
    }
}

/// Encodes a list under the keys that were asked for its tokens. The order of the records, their identifiers and the
/// decoys come from `rng`, which must be secret.
///
/// ```
/// use concert_linkage::encoding::{EncodingSettings, TokenKeys, encode};
/// use concert_linkage::{CaseColumn, CaseList};
/// use concert_terms::CaseField;
/// use rand::SeedableRng;
///
/// let list = CaseList {
///     name: "shelter".into(),
///     ids: vec!["1".into(), "2".into()],
///     columns: vec![
///         CaseColumn {
///             field: CaseField::FullName,
///             heading: "name".into(),
///             values: ["Amina Haddad", "Iryna Bondar"].into_iter().collect(),
///         },
///         CaseColumn {
///             field: CaseField::BirthDate,
///             heading: "born".into(),
///             values: ["1990-02-13", "1985-07-21"].into_iter().collect(),
///         },
///     ],
///     clean: true,
/// };
/// let settings = EncodingSettings::of_fields([CaseField::FullName, CaseField::BirthDate]);
/// let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
/// let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(3);
/// let (encoded, kept) = encode(&list, &settings, &keys, &mut rng)?;
/// assert_eq!(encoded.filters.len(), 64);
/// assert_eq!(kept.rows.iter().flatten().count(), 2);
/// # Ok::<(), concert_linkage::encoding::EncodingRefusal>(())
/// ```
pub fn encode(
    list: &CaseList,
    settings: &EncodingSettings,
    keys: &TokenKeys,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Result<(Encoded, Kept), EncodingRefusal> {
    encode_tokens(list, &ListTokens::of(list, settings)?, settings, keys, rng)
}

/// As [`encode`], for whoever has the tokens of the list already because keys were asked for them.
pub fn encode_tokens(
    list: &CaseList,
    tokens: &ListTokens,
    settings: &EncodingSettings,
    keys: &TokenKeys,
    rng: &mut (impl CryptoRng + ?Sized),
) -> Result<(Encoded, Kept), EncodingRefusal> {
    let real = list.len();
    let whole = padded(real, settings.decoys);
    let (decoy_list, bases) = made_up(list, whole - real, rng);
    let decoy_tokens =
        if decoy_list.is_empty() { None } else { Some(tokens.of_decoys(&decoy_list, settings)?) };
    let mut own = Zeroizing::new([0; 32]);
    rng.fill(&mut own[..]);
    let own = Secret::new(&own);

    let diffusion = Diffusion::new(
        &keys.of(DIFFUSION).ok_or(EncodingRefusal::MissingKeys { count: 1 })?,
        settings.bits(),
        settings.diffusion,
    );
    let of_list = Filling::new(tokens, settings, keys, &own, false)?;
    let of_decoys = decoy_tokens
        .as_ref()
        .map(|tokens| Filling::new(tokens, settings, keys, &own, true))
        .transpose()?;

    let usual = tokens.usual().max(1) as f32;
    let mut order: Vec<u32> = (0..whole as u32).collect();
    order.shuffle(rng);
    let words = settings.bits() / 64;
    let mut filters = Filters::clear(settings.bits(), whole);
    let mut known = vec![Known::Little; whole];
    filters
        .words_mut()
        .par_chunks_mut(TOGETHER * words)
        .zip(known.par_chunks_mut(TOGETHER))
        .zip(order.par_chunks(TOGETHER))
        .for_each(|((rows, known), records)| {
            let of = |&record: &u32| {
                let decoy = (record as usize).checked_sub(real);
                let of_decoy = of_decoys.as_ref().zip(decoy);
                of_decoy.unwrap_or((&of_list, record as usize))
            };
            // Records come in random order, so that each key is fetched from afar: those of many records at once take the time of a few.
            // Room for all, since a vector that grows leaves keys behind in memory that nobody wipes.
            let count =
                |(filling, record): (&Filling<'_>, usize)| filling.tokens.of_record(record).len();
            let all = records.iter().map(of).map(count).sum();
            let mut keys = Zeroizing::new(Vec::with_capacity(all));
            for (filling, record) in records.iter().map(of) {
                keys.extend(filling.keys_of(record));
            }
            let mut keys = &keys[..];
            for (((filling, record), row), known) in
                records.iter().map(of).zip(rows.chunks_exact_mut(words)).zip(known)
            {
                let own;
                (own, keys) = keys.split_at(filling.tokens.of_record(record).len());
                filling.fill(record, own, row);
                *known = Known::of(filling.tokens.said(record) as f32 / usual);
            }
            diffusion.mix(rows);
        });

    let births = Births::of(list, settings, |_| true);
    let mut numbers: FxHashMap<Stratum, u32> = FxHashMap::default();
    let mut decoys_of: Vec<u64> = Vec::new();
    let mut stratum_of = Vec::with_capacity(whole);
    for &record in &order {
        let decoy = (record as usize).checked_sub(real);
        let row = decoy.map_or(record as usize, |decoy| bases[decoy]);
        let fresh = numbers.len() as u32;
        let number = *numbers.entry(Stratum::of(list, settings, &births, row)).or_insert(fresh);
        if number == fresh {
            decoys_of.push(0);
        }
        decoys_of[number as usize] += u64::from(decoy.is_some());
        stratum_of.push(number);
    }
    let mut strata: Vec<(Stratum, u32)> = numbers.into_iter().collect();
    strata.sort_by_key(|&(_, number)| number);
    let strata: Vec<Stratum> = strata.into_iter().map(|(stratum, _)| stratum).collect();
    let identifiers = (0..whole)
        .map(|_| {
            let mut bytes = [0; 16];
            rng.fill(&mut bytes[..]);
            Identifier(bytes)
        })
        .collect();
    let kept = Kept {
        rows: order
            .iter()
            .map(|&record| Some(record).filter(|&record| (record as usize) < real))
            .collect(),
        decoys: strata.iter().cloned().zip(decoys_of).filter(|&(_, count)| count > 0).collect(),
    };
    let encoded = Encoded {
        round: keys.round(),
        settings: settings.digest(),
        filters,
        identifiers,
        strata,
        stratum_of,
        known,
        content: Content::of(tokens, settings),
        clean: list.clean,
    };
    Ok((encoded, kept))
}

/// The keys of the tokens of a list, ready to set bits.
struct Filling<'a> {
    tokens: &'a ListTokens,
    scaling: Scaling,
    decoys: bool,
    keys: Vec<[u8; 32]>,
    /// The key of the positions that no token sets.
    rest: [u8; 32],
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        self.rest.zeroize();
        self.keys.iter_mut().for_each(Zeroize::zeroize);
    }
}

impl<'a> Filling<'a> {
    /// `own` is a secret of this file. Tokens of decoys that have no key get one of it.
    fn new(
        tokens: &'a ListTokens,
        settings: &EncodingSettings,
        keys: &TokenKeys,
        own: &Secret,
        decoys: bool,
    ) -> Result<Self, EncodingRefusal> {
        let mut of_tokens = vec![[0; 32]; tokens.distinct().len()];
        let found = tokens.distinct().par_iter().zip(&mut of_tokens).map(|(token, key)| {
            let found = keys.of(token).or_else(|| decoys.then(|| own.key(token)));
            *key = found.unwrap_or_default();
            found.is_some()
        });
        let missing = found.filter(|is_found| !is_found).count();
        if missing > 0 {
            return Err(EncodingRefusal::MissingKeys { count: missing });
        }
        let rest = own.key(b"\0rest");
        Ok(Self { tokens, scaling: settings.scaling(), decoys, keys: of_tokens, rest })
    }

    /// The keys of a record, one for each token.
    fn keys_of(&self, record: usize) -> impl Iterator<Item = [u8; 32]> {
        self.tokens.of_record(record).iter().map(|&token| self.keys[token as usize])
    }

    /// Sets the bits of a record in an empty filter, by the keys of its tokens.
    fn fill(&self, record: usize, keys: &[[u8; 32]], filter: &mut [u64]) {
        let each = self.scaling.of_one(keys.len()) as usize;
        for key in keys {
            set_positions(&mut ChaCha8Rng::from_seed(*key), each, filter);
        }
        // What positions no token sets is drawn by the tokens: records of the same ones have the same encoding, so that whoever
        // reads a list sees who stands on it twice. Records of none are not alike.
        let tokens = self.tokens.of_record(record);
        let alone = tokens.is_empty().then_some(record);
        let mut rest = ChaCha8Rng::from_seed(self.rest);
        rest.set_stream(FxBuildHasher.hash_one((self.decoys, alone, tokens)));
        set_positions(&mut rest, self.scaling.random(keys.len()) as usize, filter);
    }
}
