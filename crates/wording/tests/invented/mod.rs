//! Generated recommendations with planted paraphrases.
//!
//! A *meaning* is who shall be helped or stopped, by what, by what means and under which framework,
//! and often something particular (a law, a district, an agency) named by invented words whose
//! frequencies fall as those of words do (Zipf). Texts of one meaning say it with another opening,
//! other words from a table of synonyms, clauses in another order or left out, another addressee and
//! year, and typing errors. A tenth of the meanings differs from another one in one thing only, such
//! as who is helped: those are not the same, however alike they look. Besides English there are two
//! languages whose letters are English ones exchanged for Cyrillic and Arabic ones.

use concert_wording::Written;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STATES: [&str; 16] = [
    "Albania",
    "Belarus",
    "Chile",
    "Denmark",
    "Egypt",
    "Finland",
    "Ghana",
    "Honduras",
    "Iraq",
    "Japan",
    "Kenya",
    "Latvia",
    "Mexico",
    "Nepal",
    "Papua New Guinea",
    "South Sudan",
];

const LANGUAGES: [&str; 3] = ["en", "xa", "xc"];

const OPENINGS: [&str; 12] = [
    "Continue efforts to",
    "Step up efforts to",
    "Take further measures to",
    "Consider how to",
    "Redouble its efforts to",
    "Take all necessary steps to",
    "Intensify its work to",
    "We urge it to",
    "It is recommended to",
    "Adopt measures to",
    "Work further to",
    "Find ways to",
];

const ACTIONS: [&str; 24] = [
    "train labour inspectors to recognise victims of human trafficking",
    "open more shelters for victims of trafficking in persons",
    "adopt a national action plan against human trafficking",
    "investigate and prosecute cases of forced labour",
    "provide free legal aid and interpretation to victims",
    "criminalise the purchase of sexual services from trafficked persons",
    "ensure that victims are not punished for offences committed under coercion",
    "collect reliable statistics on trafficking in persons",
    "strengthen border controls while protecting human rights",
    "grant residence permits to victims irrespective of their cooperation",
    "establish an independent national rapporteur on human trafficking",
    "raise public awareness of the risks of labour migration",
    "regulate private recruitment agencies and ban recruitment fees",
    "set up a compensation fund for victims of exploitation",
    "improve the identification of victims at airports",
    "ratify the convention on domestic workers",
    "punish public officials who are complicit in trafficking",
    "combat the online sexual exploitation of children",
    "guarantee access to health care and counselling for survivors",
    "create specialised police units against organised crime",
    "oblige companies to examine their supply chains",
    "conclude agreements on the safe return of victims",
    "fight child marriage and forced begging",
    "operate a hotline in several languages",
];

const FOR_WHOM: [&str; 14] = [
    "especially women and girls",
    "in particular unaccompanied minors",
    "with a focus on migrant workers",
    "including men and boys",
    "notably domestic workers",
    "particularly in rural areas",
    "with special attention to asylum seekers",
    "in the fishing industry",
    "on construction sites",
    "in agriculture",
    "among seasonal workers",
    "especially persons with disabilities",
    "in the garment industry",
    "for stateless persons",
];

const MEANS: [&str; 16] = [
    "by allocating sufficient budget",
    "through cooperation with civil society",
    "by amending the penal code",
    "with the help of international organisations",
    "through joint operations with neighbouring countries",
    "by training judges and prosecutors",
    "through a public information campaign",
    "by creating an interministerial committee",
    "with annual reports to parliament",
    "through bilateral agreements",
    "by increasing the number of inspections",
    "using standard operating procedures",
    "by opening regional offices",
    "through schools and the media",
    "by sharing data among agencies",
    "with the participation of survivors",
];

const FRAMEWORKS: [&str; 10] = [
    "in line with the Palermo Protocol",
    "in accordance with international standards",
    "as recommended by the Special Rapporteur",
    "in conformity with the Convention on the Rights of the Child",
    "pursuant to target 8.7 of the Sustainable Development Goals",
    "in keeping with article 4 of the Convention",
    "following the opinion of the Council of Europe",
    "as stated in the voluntary pledges",
    "in line with the Forced Labour Convention",
    "in accordance with the national strategy",
];

/// Words and phrases that mean the same.
const SYNONYMS: [&[&str]; 24] = [
    &["human trafficking", "trafficking in persons", "trafficking in human beings"],
    &["victims", "survivors", "persons affected"],
    &["combat", "fight", "counter"],
    &["children", "minors"],
    &["ensure", "guarantee", "make sure"],
    &["train", "build the capacity of", "educate"],
    &["open", "establish", "set up", "create"],
    &["shelters", "safe houses", "places of refuge"],
    &["adopt", "introduce", "put in place"],
    &["strengthen", "reinforce", "enhance"],
    &["provide", "offer", "grant"],
    &["sufficient", "adequate"],
    &["budget", "funding", "resources"],
    &["cooperation", "collaboration", "partnership"],
    &["civil society", "non-governmental organisations"],
    &["in accordance with", "in line with", "in conformity with", "in keeping with"],
    &["especially", "in particular", "notably", "particularly"],
    &["recognise", "identify", "detect"],
    &["punish", "sanction"],
    &["improve", "make better", "raise the quality of"],
    &["investigate", "inquire into"],
    &["increasing", "raising", "stepping up"],
    &["companies", "businesses", "enterprises"],
    &["police", "law enforcement"],
];

/// Texts with what each of them means.
pub(crate) struct Recommendations {
    pub(crate) texts: Vec<String>,
    pub(crate) languages: Vec<&'static str>,
    /// Texts that say the same have the same number.
    pub(crate) meanings: Vec<u32>,
    /// What is to be set aside: the names of states in all languages.
    pub(crate) states: Vec<String>,
}

#[derive(Clone, PartialEq)]
struct Meaning {
    language: usize,
    action: usize,
    whom: Option<usize>,
    means: Option<usize>,
    framework: Option<usize>,
    particular: Option<(usize, usize)>,
}

impl Recommendations {
    /// At least `count` texts from a seed, in no order.
    pub(crate) fn new(count: usize, seed: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut meanings: Vec<Meaning> = Vec::new();
        let mut drafts: Vec<(u32, String)> = Vec::new();
        while drafts.len() < count {
            let meaning = match meanings.choose(&mut chance) {
                Some(other) if chance.random_bool(0.1) => neighbour(other, &mut chance),
                _ => invent(&mut chance),
            };
            if meanings.contains(&meaning) {
                continue;
            }
            let number = meanings.len() as u32;
            for _ in 0..times_said(&mut chance) {
                drafts.push((number, say(&meaning, &mut chance)));
            }
            meanings.push(meaning);
        }
        drafts.shuffle(&mut chance);
        let languages =
            drafts.iter().map(|(of, _)| LANGUAGES[meanings[*of as usize].language]).collect();
        let spelled = |language| STATES.map(|state| in_language(state, language));
        Self {
            languages,
            states: (0..LANGUAGES.len()).flat_map(spelled).collect(),
            meanings: drafts.iter().map(|(of, _)| *of).collect(),
            texts: drafts.into_iter().map(|(_, text)| text).collect(),
        }
    }

    pub(crate) fn written(&self) -> Vec<Written<'_>> {
        let pairs = self.texts.iter().zip(&self.languages);
        pairs.map(|(text, language)| Written { text, language }).collect()
    }
}

/// Six of ten things are said once, few are said often.
fn times_said(chance: &mut ChaCha8Rng) -> u32 {
    match chance.random_range(0..100) {
        0..60 => 1,
        60..85 => chance.random_range(2..5),
        85..97 => chance.random_range(5..15),
        _ => chance.random_range(15..60),
    }
}

fn invent(chance: &mut ChaCha8Rng) -> Meaning {
    let some = |share: f64, of: usize, chance: &mut ChaCha8Rng| {
        chance.random_bool(share).then(|| chance.random_range(0..of))
    };
    // Every second text is in English.
    let language = chance.random_range(0..4_usize).saturating_sub(1);
    let particular = chance.random_bool(0.8).then(|| (zipf(chance), zipf(chance)));
    Meaning {
        language,
        action: chance.random_range(0..ACTIONS.len()),
        whom: some(0.6, FOR_WHOM.len(), chance),
        means: some(0.7, MEANS.len(), chance),
        framework: some(0.5, FRAMEWORKS.len(), chance),
        particular,
    }
}

/// A meaning that differs in one thing.
fn neighbour(of: &Meaning, chance: &mut ChaCha8Rng) -> Meaning {
    let mut other = of.clone();
    match chance.random_range(0..4) {
        0 => other.whom = Some(chance.random_range(0..FOR_WHOM.len())),
        1 => other.means = Some(chance.random_range(0..MEANS.len())),
        2 => other.action = chance.random_range(0..ACTIONS.len()),
        _ => other.particular = Some((zipf(chance), zipf(chance))),
    }
    other
}

/// A rank of 20,000, by Zipf's law.
fn zipf(chance: &mut ChaCha8Rng) -> usize {
    (20_000_f64.powf(chance.random::<f64>()) - 1.0) as usize
}

/// An invented word, by its rank.
fn invented_word(rank: usize) -> String {
    const SYLLABLES: [&str; 28] = [
        "ka", "ro", "mi", "tel", "vas", "nu", "dri", "lo", "pen", "sha", "gur", "bi", "zo", "fen",
        "har", "qui", "sta", "mo", "ler", "ni", "bra", "cu", "dwe", "yan", "ost", "ple", "ri",
        "tak",
    ];
    let n = SYLLABLES.len();
    [rank % n, rank / n % n, rank / n / n % n].map(|at| SYLLABLES[at]).concat()
}

fn say(meaning: &Meaning, chance: &mut ChaCha8Rng) -> String {
    let mut clauses = Vec::new();
    let mut said_often = |clause: Option<&str>, chance: &mut ChaCha8Rng| {
        clauses.extend(clause.filter(|_| chance.random_bool(0.9)).map(str::to_owned));
    };
    said_often(meaning.whom.map(|at| FOR_WHOM[at]), chance);
    said_often(meaning.means.map(|at| MEANS[at]), chance);
    said_often(meaning.framework.map(|at| FRAMEWORKS[at]), chance);
    if let Some((a, b)) = meaning.particular {
        let kind =
            ["under the", "within the", "as the"].choose(chance).expect("the list has entries");
        clauses.push(format!("{kind} {} {} programme", invented_word(a), invented_word(b)));
    }
    let mut words = ACTIONS[meaning.action].to_owned();
    if chance.random_bool(0.7) {
        words = format!("{} {words}", OPENINGS.choose(chance).expect("the list has entries"));
    }
    if chance.random_bool(0.5) {
        clauses.shuffle(chance);
    }
    let in_front = clauses.len().min(usize::from(chance.random_bool(0.25)));
    let before: String =
        clauses[..in_front].iter().flat_map(|clause| [clause.as_str(), ", "]).collect();
    let after: String =
        clauses[in_front..].iter().flat_map(|clause| [" ", clause.as_str()]).collect();
    let mut text = other_words(&format!("{before}{words}{after}"), chance);
    if chance.random_bool(0.15) {
        text = mistyped(&text, chance);
    }
    let state = STATES.choose(chance).expect("the list has entries");
    let year = chance.random_range(2008..2026);
    text = match chance.random_range(0..4) {
        0 => format!("{text} ({state});"),
        1 => format!("{state}: {text}, by {year}."),
        2 => format!("{text} ({state}, {year})"),
        _ => format!("{text}."),
    };
    in_language(&text, meaning.language)
}

/// Some of the words with synonyms in their place.
fn other_words(text: &str, chance: &mut ChaCha8Rng) -> String {
    let mut text = format!(" {text} ");
    for set in SYNONYMS {
        let there = set.iter().find(|phrase| text.contains(&format!(" {phrase} ")));
        if let Some(phrase) = there
            && chance.random_bool(0.35)
        {
            let other = set.choose(chance).expect("the list has entries");
            text = text.replace(&format!(" {phrase} "), &format!(" {other} "));
        }
    }
    text.trim().to_owned()
}

/// Two neighbouring letters exchanged, in one or two places.
fn mistyped(text: &str, chance: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..chance.random_range(1..3) {
        let at = chance.random_range(1..letters.len() - 1);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn in_language(text: &str, language: usize) -> String {
    const ARABIC: [char; 26] = [
        'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع',
        'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه',
    ];
    let letter = |c: char| match (language, c.to_ascii_lowercase()) {
        (1, low @ 'a'..='z') => ARABIC[low as usize - 'a' as usize],
        (2, low @ 'a'..='z') => char::from_u32('а' as u32 + low as u32 - 'a' as u32)
            .expect("the Cyrillic letters follow each other"),
        _ => c,
    };
    text.chars().map(letter).collect()
}
