//! What each part is in a name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clean::Script;
use super::romanise::Part;
use super::{Role, Token};

const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ur", "ad", "as", "ash", "at", "az", "de", "da", "do", "di", "du", "del",
    "della", "dei", "dos", "das", "des", "la", "le", "los", "las", "van", "von", "vom", "zu",
    "zur", "zum", "der", "den", "ter", "ten", "te", "af", "av", "o", "d", "l", "bin", "ibn", "ben",
    "bint", "binti", "binte", "bte", "abu", "abou", "abi", "aboo", "umm", "um", "oum", "st", "san",
    "santa",
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

/// What a form may be beside a name.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a word may be several of these, and none follows from another"
)]
struct Word {
    particle: bool,
    nasab: bool,
    kunya: bool,
    honorific: bool,
    generation: bool,
    often_name: bool,
    vietnamese: bool,
    burmese: bool,
    burmese_title: bool,
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
    let mut set = |list: &[&'static str], mark: fn(&mut Word)| {
        for &form in list {
            mark(words.entry(form).or_default());
        }
    };
    set(PARTICLES, |word| word.particle = true);
    set(NASAB, |word| word.nasab = true);
    set(KUNYA, |word| word.kunya = true);
    set(HONORIFICS, |word| word.honorific = true);
    set(GENERATIONS, |word| word.generation = true);
    set(OFTEN_NAMES, |word| word.often_name = true);
    set(VIETNAMESE_NAMES, |word| word.vietnamese = true);
    set(BURMESE_NAMES, |word| word.burmese = true);
    set(BURMESE_TITLES, |word| word.burmese_title = true);
    words
});

fn word(form: &str) -> Word {
    // No such word is longer.
    if form.len() > 10 { Word::default() } else { WORDS.get(form).copied().unwrap_or_default() }
}

/// Gives every part its role, from itself and its neighbours.
pub(super) fn assign(mut parts: Vec<Part>) -> Vec<Token> {
    join_abdullah(&mut parts);
    let several = parts.len() > 1;
    let mut after = None;
    let mut out = Vec::with_capacity(parts.len());
    let vietnamese = several && parts.iter().any(|part| word(&part.form).vietnamese);
    let last = parts.len().saturating_sub(1);
    let burmese = several && is_burmese(&parts);
    for (at, mut part) in parts.into_iter().enumerate() {
        let mut role = role(&part, several);
        // A particle stands before something; what begins a name may be Ben, Bin or Do, and Vietnamese names are none.
        let is_name = at == last || (at == 0 && word(&part.form).often_name) || vietnamese;
        if role == Role::Particle && is_name {
            role = Role::Name;
        }
        if burmese && at == 0 && word(&part.form).burmese_title {
            role = Role::Honorific;
        }
        if role == Role::Initial {
            part.form.truncate(1);
        }
        if role == Role::Particle {
            if word(&part.form).nasab {
                after = Some(Role::Nasab);
            } else if word(&part.form).kunya {
                after = Some(Role::Kunya);
            }
        } else if let Some(marked) = after.take()
            && role == Role::Name
        {
            role = marked;
        }
        out.push(Token::new(part.form, role, part.variants));
    }
    out
}

/// Particles that are also given or family names.
const OFTEN_NAMES: &[&str] = &["ben", "bin", "san", "do", "das", "abi", "om", "um", "st"];
/// By these a name is known to be Vietnamese, in which Le, Do, Van, De and La are names.
const VIETNAMESE_NAMES: &[&str] = &[
    "nguyen", "tran", "thi", "pham", "hoang", "phan", "huynh", "dang", "bui", "ngo", "duong",
    "dinh", "trinh", "truong", "luong", "quoc", "duc", "minh",
];

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
    parts[0].script == Script::Burmese || parts[1..].iter().any(|part| word(&part.form).burmese)
}

fn role(part: &Part, several: bool) -> Role {
    let form = &*part.form;
    let is_alphabet =
        matches!(part.script, Script::Latin | Script::Cyrillic | Script::Greek | Script::Other);
    if part.one_letter && is_alphabet {
        return Role::Initial;
    }
    let word = if several { word(form) } else { Word::default() };
    if word.particle {
        return Role::Particle;
    }
    if word.honorific {
        return Role::Honorific;
    }
    if word.generation {
        return Role::Generation;
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
