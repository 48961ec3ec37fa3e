//! What all members of a round must agree on before anybody encodes, with a digest that says that they did.

use std::collections::BTreeSet;

use concert_terms::CaseField;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::match_keys::typical_tokens;
use super::refusal::EncodingRefusal;

/// The version of the meaning of settings: which tokens a text gives, how many positions each token
/// sets, how diffusion is drawn. Encodings of two versions are never compared.
pub const VERSION: u16 = 7;

/// 1,024 bits each: how long an encoding is unless a round says otherwise.
pub const KIBIBITS: u8 = 8;

/// A token sets at most so many times as many positions as in a typical record. A record that says little would be alike to whoever shares the little.
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
    /// The default: names, birth, the places and numbers that case lists have. Length and density are those by which matches that share one match
    /// key of some twenty are seen among ten million pairs ([`crate::encoding`](self::super)).
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

    /// Whether a column of this field is encoded: one of the round's, or one that says the same, whole or in parts. A list has all names in one column where another has
    /// two, and a day of birth in three where another has one.
    ///
    /// ```
    /// # use concert_linkage::encoding::EncodingSettings;
    /// use concert_terms::CaseField as F;
    ///
    /// let settings = EncodingSettings::of_fields([F::GivenName, F::FamilyName, F::BirthDate]);
    /// assert!(settings.encodes(F::FullName) && settings.encodes(F::BirthMonth));
    /// assert!(!settings.encodes(F::OtherName) && !settings.encodes(F::Age));
    /// ```
    pub fn encodes(&self, field: CaseField) -> bool {
        use CaseField as F;
        let has = |field: CaseField| self.fields.contains(&field);
        has(field)
            || match field {
                F::GivenName | F::MiddleName | F::FamilyName => has(F::FullName),
                F::FullName => has(F::GivenName) && has(F::FamilyName),
                F::BirthYear | F::BirthMonth | F::BirthDay => has(F::BirthDate),
                F::BirthDate => has(F::BirthYear) || has(F::BirthMonth) || has(F::BirthDay),
                _ => false,
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
        if typical_tokens(&self.fields) == 0.0 {
            return Err(EncodingRefusal::NoField);
        }
        Ok(())
    }

    /// SHA-256 of the settings.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"concert/encoding-settings/6");
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
        Scaling { wanted, most: MOST_TIMES * wanted / typical_tokens(&self.fields) }
    }
}

/// How many positions the tokens of a record set. All records set as many, since what few set would tell whose encoding it is: each
/// token of a record that says less sets more, and what is then missing is random.
#[derive(Clone, Copy)]
pub(crate) struct Scaling {
    /// Positions that a record sets.
    pub(crate) wanted: f32,
    most: f32,
}

impl Scaling {
    /// Positions of each of so many tokens, whole ones: a token sets a position at least, or it would say nothing.
    pub(crate) fn of_one(self, tokens: usize) -> f32 {
        (self.wanted / tokens.max(1) as f32).min(self.most).floor().max(1.0)
    }

    /// Positions of such a record that no token sets.
    pub(crate) fn random(self, tokens: usize) -> f32 {
        (self.wanted - tokens as f32 * self.of_one(tokens)).max(0.0)
    }
}
