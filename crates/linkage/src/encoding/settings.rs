//! What all members of a round must agree on before anybody encodes, with a digest that says that they did.

use std::collections::BTreeSet;

use concert_terms::CaseField;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::match_keys::typical_positions;
use super::refusal::EncodingRefusal;

/// The version of the meaning of settings: which tokens a text gives, how many positions each token
/// sets, how diffusion is drawn. Encodings of two versions are never compared.
pub const VERSION: u16 = 4;

/// 1,024 bits each: how long an encoding is unless a round says otherwise.
pub const KIBIBITS: u8 = 8;

/// The least and the largest density of a record in shares of the wanted one. Within them a record sets as many bits as its tokens
/// give; beyond, each of its tokens sets more or fewer. Sparse filters would pass through diffusion nearly undone; full ones would be alike.
const LEAST: f32 = 0.85;
const MOST: f32 = 1.15;
/// At most so many times the nominal positions.
const MOST_TIMES: f32 = 6.0;

/// How lists are encoded in one round. Fixed by the round, never by a list: members must agree on
/// every number here, and nothing here is tuned to data.
///
/// ```
/// use concert_linkage::encoding::EncodingSettings;
///
/// let settings = EncodingSettings::standard();
/// assert!(settings.check().is_ok());
/// assert_ne!(settings.digest(), EncodingSettings { diffusion: 8, ..settings.clone() }.digest());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingSettings {
    /// [`VERSION`].
    pub version: u16,
    /// The fields that are encoded. Columns of other fields leave no trace in a filter, nor do those that say little of who somebody is (sex,
    /// citizenship). A field that only one list has makes its records unlike those of all others, so a round names the fields that most lists have.
    pub fields: BTreeSet<CaseField>,
    /// How long an encoding is, in 1,024 bits, 1 to 16. Filters before diffusion are as long: were they shorter, the bits of encodings would
    /// stand in linear relations by which the diffusion could be found.
    pub kibibits: u8,
    /// Percent of the bits that a record with all its fields sets before diffusion, 5 to 60.
    pub density: u8,
    /// How many bits before diffusion make one bit after it, 1 (none) to 32.
    pub diffusion: u8,
    /// Percent of the records of a file that are made up, 0 to 80, before its length is rounded up.
    pub decoys: u8,
    /// The year to which ages refer. Without it ages are not encoded, and there are no age bands.
    pub reference_year: Option<i16>,
}

impl EncodingSettings {
    /// The default: names, birth, the places and numbers that case lists have. Length, density and diffusion
    /// are those that the measurements in the comment of [`crate::encoding`](self::super) led to.
    pub fn standard() -> Self {
        use CaseField as F;
        Self::of_fields([
            F::GivenName,
            F::MiddleName,
            F::FamilyName,
            F::FullName,
            F::OtherName,
            F::BirthDate,
            F::BirthYear,
            F::BirthMonth,
            F::BirthDay,
            F::Age,
            F::BirthPlace,
            F::District,
            F::Locality,
            F::PostalCode,
            F::Street,
            F::HouseNumber,
            F::Phone,
            F::Email,
            F::IdentityNumber,
        ])
    }

    /// The default for the fields that the lists of a round have. The numbers of positions grow where fields
    /// are few, so that the density is kept.
    pub fn of_fields(fields: impl IntoIterator<Item = CaseField>) -> Self {
        Self {
            version: VERSION,
            fields: fields.into_iter().collect(),
            kibibits: KIBIBITS,
            density: 10,
            diffusion: 1,
            decoys: 25,
            reference_year: None,
        }
    }

    /// Refuses what cannot be encoded under.
    pub fn check(&self) -> Result<(), EncodingRefusal> {
        let within = |setting, value: u8, low: u8, high: u8| {
            if (low..=high).contains(&value) {
                Ok(())
            } else {
                Err(EncodingRefusal::Setting { setting, value, low, high })
            }
        };
        if self.version != VERSION {
            return Err(EncodingRefusal::Version { version: self.version, known: VERSION });
        }
        within("kibibits", self.kibibits, 1, 16)?;
        within("density", self.density, 5, 60)?;
        within("diffusion", self.diffusion, 1, 32)?;
        within("decoys", self.decoys, 0, 80)?;
        if typical_positions(&self.fields) == 0.0 {
            return Err(EncodingRefusal::NoField);
        }
        Ok(())
    }

    /// SHA-256 of the settings.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"concert/encoding-settings/4");
        hash.update(self.version.to_be_bytes());
        hash.update([self.kibibits, self.density, self.diffusion, self.decoys]);
        hash.update(match self.reference_year {
            Some(year) => [1, year.to_be_bytes()[0], year.to_be_bytes()[1]],
            None => [0; 3],
        });
        for field in &self.fields {
            hash.update(field.to_string());
            hash.update([0]);
        }
        hash.finalize().into()
    }

    /// Bits of an encoding.
    pub fn bits(&self) -> usize {
        usize::from(self.kibibits) * 1_024
    }

    /// How many draws of positions give the wanted density: m ln(1 / (1 - d)), since a bit stays clear of n
    /// draws with probability (1 - 1/m)^n.
    pub(crate) fn wanted_positions(&self) -> f32 {
        (self.bits() as f64 * -(1.0 - f64::from(self.density) / 100.0).ln()) as f32
    }

    /// By how much the nominal numbers of positions of records are multiplied.
    pub(crate) fn scaling(&self) -> Scaling {
        let wanted = self.wanted_positions();
        Scaling { wanted, ordinary: wanted / typical_positions(&self.fields) }
    }
}

/// How many positions a record sets for each nominal one.
#[derive(Clone, Copy)]
pub(crate) struct Scaling {
    /// Positions that a record is to set.
    pub(crate) wanted: f32,
    /// For a record with all fields of the round.
    pub(crate) ordinary: f32,
}

impl Scaling {
    /// For a record of so many nominal positions.
    pub(crate) fn of(self, nominal: f32) -> f32 {
        if nominal <= 0.0 {
            return self.ordinary;
        }
        match self.share(nominal) {
            LEAST..=MOST => self.ordinary,
            share => {
                (self.ordinary * share.clamp(LEAST, MOST) / share).min(MOST_TIMES * self.ordinary)
            }
        }
    }

    /// The positions of a record as a share of the wanted ones, were none of its tokens to set more or fewer than in others.
    pub(crate) fn share(self, nominal: f32) -> f32 {
        nominal * self.ordinary / self.wanted
    }
}
