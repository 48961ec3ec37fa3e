//! What each part is in a name.

use super::clean::Script;
use super::romanise::Part;
use super::{Role, Token};

const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ur", "ad", "as", "ash", "at", "az", "de", "da", "do", "di", "du", "del",
    "della", "dei", "dos", "das", "des", "la", "le", "los", "las", "van", "von", "vom", "zu",
    "zur", "zum", "der", "den", "ter", "ten", "te", "af", "av", "y", "e", "i", "o", "d", "l",
    "bin", "ibn", "ben", "bint", "binti", "binte", "bte", "abu", "abou", "abi", "aboo", "umm",
    "um", "oum", "st", "san", "santa",
];
const NASAB: &[&str] = &["bin", "ibn", "ben", "bint", "binti", "binte", "bte"];
const KUNYA: &[&str] = &["abu", "abou", "abi", "aboo", "umm", "um", "oum"];
const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "rev", "fr", "sra", "srta", "don", "dona",
    "herr", "frau", "mme", "mlle", "monsieur", "madame", "sheikh", "shaikh", "sheik", "cheikh",
    "shaykh", "haji", "hajji", "hadji", "hajj", "hadj", "hajja", "sayyid", "ustaz", "ustad",
    "mullah", "maulana", "mawlana", "u", "daw", "shri", "smt", "bey", "hanim", "engr", "atty",
    "eng", "khun", "nang", "alhaji", "alhaja", "mst", "mosammat",
];
const GENERATIONS: &[&str] = &["jr", "jnr", "snr", "junior", "senior", "sr", "ii", "iii", "iv"];

/// Gives every part its role, from itself and its neighbours.
pub(super) fn assign(parts: Vec<Part>) -> Vec<Token> {
    let several = parts.len() > 1;
    let mut after = None;
    let mut out = Vec::with_capacity(parts.len());
    for mut part in parts {
        let mut role = role(&part, several);
        if role == Role::Initial {
            part.form.truncate(1);
        }
        if role == Role::Particle {
            if NASAB.contains(&&*part.form) {
                after = Some(Role::Nasab);
            } else if KUNYA.contains(&&*part.form) {
                after = Some(Role::Kunya);
            }
        } else if let Some(marked) = after.take() {
            if role == Role::Name {
                role = marked;
            }
        }
        out.push(Token::new(part.form, role, part.variants));
    }
    out
}

fn role(part: &Part, several: bool) -> Role {
    let form = &*part.form;
    if several && PARTICLES.contains(&form) {
        return Role::Particle;
    }
    if several && HONORIFICS.contains(&form) {
        return Role::Honorific;
    }
    if several && GENERATIONS.contains(&form) {
        return Role::Generation;
    }
    if part.one_letter
        && matches!(part.script, Script::Latin | Script::Cyrillic | Script::Greek | Script::Other)
    {
        return Role::Initial;
    }
    if several && is_patronymic(form) {
        return Role::Patronymic;
    }
    Role::Name
}

fn is_patronymic(form: &str) -> bool {
    const ENDS: &[&str] = &[
        "ovich", "evich", "ovna", "evna", "ovych", "evych", "ivna", "oglu", "ogly", "oghlu",
        "qizi", "kyzy", "gizi", "zade", "zadeh",
    ];
    form.len() >= 7 && ENDS.iter().any(|end| form.ends_with(end))
}
