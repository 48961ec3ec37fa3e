//! Names of the world: from a name as it was written to what can be compared.
//!
//! A name has no canonical spelling. The same person is محمد on one list, Mohammed, Muhamad or
//! Mohd on others, and 이영희, Lee Young-hee or Yi Yonghui elsewhere. [`tokens`] therefore turns a text in any script into parts whose order
//! does not matter, and gives each part in three degrees of coarseness:
//!
//! - its [form](Token::form): lower-case ASCII letters, romanised where the script is another one;
//! - its [key](Token::key): the form with the usual differences between romanisations taken out
//!   (`ou`, `oo`, `o` and `u` are one vowel, `kh` is `h`, doubled letters are single), under which most
//!   spellings of one name coincide;
//! - its [skeleton](Token::skeleton): the consonants alone, in broad classes, for scripts that do not
//!   write vowels and for languages that do not tell `b` from `p`.
//!
//! What spelling cannot show, that Bill is William and Сашко an Oleksandr, stands in [tables of families](family).
//! [`likeness`] weighs all of it for two parts.

mod clean;
mod key;
mod roles;
mod romanise;
mod similarity;

pub mod family;

pub use family::{FamilyId, families_of, same_by_table};
pub use key::{key, skeleton};
pub(crate) use romanise::without_article;
pub use similarity::{likeness, likeness_of_names, similarity, typing_distance};

use std::fmt;

/// One part of a name.
///
/// Two records are compared by parts of [`Role::Name`], [`Role::Patronymic`] and [`Role::Initial`]; [`Role::Particle`]
/// says little, [`Role::Honorific`] and [`Role::Generation`] nothing about who somebody is (`Jr` tells a son from his father, and is
/// left to whoever weighs). [`Role::is_compared`] says the same in code.
///
/// Its `Debug` says its role and its length and nothing of what it holds.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// The part as it is mostly written in Latin letters: `a` to `z` and digits, never empty. `tokens` of a
    /// form gives the form again.
    pub form: String,
    /// See [`key`]. Never empty.
    pub key: String,
    /// See [`skeleton`]. Never empty.
    pub skeleton: String,
    /// What the part is in the name.
    pub role: Role,
    /// Other spellings that the written text may stand for: other readings of the same letters, with and without the
    /// digraphs for letters with marks (`Ayşe`: `ayse`, `ayshe`). Empty for nearly all names in plain letters.
    pub variants: Vec<Spelling>,
}

/// One spelling with what is derived from it.
///
/// Its `Debug` says its length and nothing of what it holds.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Spelling {
    /// Lower-case ASCII.
    pub form: String,
    /// See [`key`].
    pub key: String,
    /// See [`skeleton`].
    pub skeleton: String,
}

/// What a part is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A name of the person or of the family.
    Name,
    /// The first letter of a name: `J` or `J.`; its form is that letter.
    Initial,
    /// Part of a father's name: `Ivanovich`, `Mammadqizi`; it agrees also with lists that leave it out.
    Patronymic,
    /// What follows `bin`, `ibn` or `bint`: the name of the father.
    Nasab,
    /// What follows `abu` or `umm`: the name of the eldest child, by which the person is called.
    Kunya,
    /// A small word between names: `de`, `van`, `al`, `bin`, `abu`.
    Particle,
    /// A title: `Dr`, `Haji`, `U`, `Daw`.
    Honorific,
    /// Which of several people of one name: `jr`, `iii`.
    Generation,
}

impl Role {
    /// Two people may be told apart by parts of this role.
    pub fn is_compared(self) -> bool {
        matches!(self, Self::Name | Self::Initial | Self::Patronymic | Self::Nasab | Self::Kunya)
    }
}

impl Token {
    /// Its form is one letter.
    pub fn is_initial(&self) -> bool {
        self.role == Role::Initial
    }

    fn new(form: String, role: Role, variants: Vec<String>) -> Self {
        let Spelling { form, key, skeleton } = Spelling::new(form);
        let mut others: Vec<Spelling> = Vec::with_capacity(variants.len());
        for variant in variants {
            if !variant.is_empty()
                && variant != form
                && others.iter().all(|other| other.form != variant)
            {
                others.push(Spelling::new(variant));
            }
        }
        Self { form, key, skeleton, role, variants: others }
    }
}

impl Spelling {
    fn new(form: String) -> Self {
        let key = key(&form);
        let skeleton = key::skeleton_of_key(&key);
        Self { form, key, skeleton }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a part of a name ({:?}, {} letters)", self.role, self.form.len())
    }
}

impl fmt::Debug for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a spelling of {} letters", self.form.len())
    }
}

/// The parts of a name, in the order in which they were written. A text without a letter or a digit gives none: what is missing
/// stays missing.
///
/// ```
/// use concert_linkage::names::{Role, tokens};
///
/// let parts = tokens("Dr. Abū ʿAlī al-Ḥusayn J.");
/// let forms: Vec<&str> = parts.iter().map(|part| &*part.form).collect();
/// assert_eq!(forms, ["dr", "abu", "ali", "al", "husayn", "j"]);
/// assert_eq!(parts[0].role, Role::Honorific);
/// assert_eq!(parts[2].role, Role::Kunya);
/// assert_eq!(parts[5].role, Role::Initial);
///
/// assert_eq!(tokens("محمد")[0].skeleton, tokens("Mohammed")[0].skeleton);
/// assert_eq!(tokens("Sergey")[0].key, tokens("Сергей")[0].key);
/// assert!(tokens(" - ").is_empty());
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut parts: Vec<romanise::Part> = Vec::new();
    clean::words(text, |word, script| romanise::word(word, script, &mut parts));
    roles::assign(parts)
}
