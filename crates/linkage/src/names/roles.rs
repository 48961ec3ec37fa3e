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
    "mullah", "maulana", "mawlana", "shri", "smt", "bey", "hanim", "engr", "atty", "eng", "khun",
    "nang", "alhaji", "alhaja", "mst", "mosammat",
];
const GENERATIONS: &[&str] = &["jr", "jnr", "snr", "junior", "senior", "sr", "ii", "iii", "iv"];

/// Gives every part its role, from itself and its neighbours.
pub(super) fn assign(mut parts: Vec<Part>) -> Vec<Token> {
    join_abdullah(&mut parts);
    let several = parts.len() > 1;
    let mut after = None;
    let mut out = Vec::with_capacity(parts.len());
    let burmese = several && is_burmese(&parts);
    for (at, mut part) in parts.into_iter().enumerate() {
        let mut role = role(&part, several);
        if burmese && at == 0 && BURMESE_TITLES.contains(&&*part.form) {
            role = Role::Honorific;
        }
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

/// `Abd Allah`, in two words, is the name that is mostly written in one.
fn join_abdullah(parts: &mut Vec<Part>) {
    let mut at = 0;
    while at + 1 < parts.len() {
        if matches!(&*parts[at].form, "abd" | "abdu")
            && matches!(&*parts[at + 1].form, "allah" | "ullah" | "lillah")
        {
            "abdullah".clone_into(&mut parts[at].form);
            parts.remove(at + 1);
        }
        at += 1;
    }
}

/// Uncle, aunt, elder brother, sister: titles before a Burmese name, names everywhere else.
const BURMESE_TITLES: &[&str] = &["u", "daw", "ko", "ma", "maung", "mg"];
const BURMESE_NAMES: &[&str] = &[
    "aung", "kyaw", "zaw", "htun", "tun", "myint", "myat", "hla", "khin", "thein", "soe", "moe",
    "nyein", "thant", "htet", "hnin", "phyu", "mya", "htay", "htwe", "thida", "thiri", "shwe",
    "myo", "nyunt", "than", "thu", "thura", "wai", "nwe", "kyi", "suu", "ohn", "naing", "lwin",
    "oo", "win", "yan", "zin", "cho", "aye", "pyae", "paing", "thazin", "ei", "su", "zar",
    "sandar",
];

fn is_burmese(parts: &[Part]) -> bool {
    parts[0].script == Script::Burmese
        || parts[1..].iter().any(|part| BURMESE_NAMES.contains(&&*part.form))
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
