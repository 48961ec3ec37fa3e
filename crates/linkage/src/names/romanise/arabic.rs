//! The Arabic script: Arabic, Persian, Dari, Pashto, Urdu, Kurdish.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Part;
use super::abjad::{Sound, with_vowels};
use crate::names::clean::Script;

/// Words whose vowels the rules cannot find, and those that are no plain names. Our own compilation of the commonest.
const WORDS: &[(&str, &str)] = &[
    ("محمد", "muhammad"),
    ("احمد", "ahmad"),
    ("عمر", "umar"),
    ("عثمان", "uthman"),
    ("علي", "ali"),
    ("علی", "ali"),
    ("حسين", "husayn"),
    ("حسین", "husayn"),
    ("عيسي", "isa"),
    ("موسي", "musa"),
    ("يحيي", "yahya"),
    ("مصطفي", "mustafa"),
    ("مرتضي", "murtada"),
    ("عبد", "abd"),
    ("عبده", "abdu"),
    ("ابو", "abu"),
    ("ابي", "abi"),
    ("ام", "umm"),
    ("بن", "bin"),
    ("ابن", "ibn"),
    ("بنت", "bint"),
    ("الله", "allah"),
    ("ال", "al"),
    ("شيخ", "shaykh"),
    ("حاج", "hajj"),
    ("دكتور", "dr"),
    ("سيد", "sayyid"),
    ("مهند", "muhannad"),
    ("نورة", "nura"),
    ("هدي", "huda"),
    ("مني", "muna"),
    ("ندي", "nada"),
    ("ليلي", "layla"),
    ("سلمي", "salma"),
    ("يمني", "yumna"),
    ("لبني", "lubna"),
    ("بشري", "bushra"),
    ("خديجة", "khadija"),
    ("زينب", "zaynab"),
    ("مريم", "maryam"),
    ("هند", "hind"),
    ("سعد", "saad"),
    ("فهد", "fahd"),
    ("عمرو", "amr"),
    ("نصر", "nasr"),
    ("بدر", "badr"),
    ("عز", "izz"),
    ("عدنان", "adnan"),
    ("عائشة", "aisha"),
    ("عایشه", "aisha"),
    ("ياسر", "yasir"),
    ("اسامة", "usama"),
    ("معاذ", "muadh"),
    ("منير", "munir"),
    ("منی", "muna"),
    ("دين", "din"),
    ("ضياء", "diya"),
    ("علاء", "ala"),
    ("سناء", "sana"),
    ("هناء", "hana"),
    ("شيماء", "shayma"),
    ("اسماء", "asma"),
    ("شمس", "shams"),
    ("سيف", "sayf"),
    ("زين", "zayn"),
    ("خير", "khayr"),
    ("ليث", "layth"),
    ("قيس", "qays"),
    ("زيد", "zayd"),
    ("غيث", "ghayth"),
    ("فيصل", "faysal"),
    ("هيثم", "haytham"),
    ("ايمن", "ayman"),
    ("بلال", "bilal"),
    ("هلال", "hilal"),
    ("عماد", "imad"),
    ("حسام", "husam"),
    ("هشام", "hisham"),
    ("عصام", "isam"),
    ("زياد", "ziyad"),
    ("رياض", "riyad"),
    ("اياد", "iyad"),
    ("سليمان", "sulayman"),
    ("شعيب", "shuayb"),
    ("عبيد", "ubayd"),
    ("زهير", "zuhayr"),
    ("سهيل", "suhayl"),
    ("نعيم", "naim"),
    ("عبدالله", "abdullah"),
    ("نبي", "nabi"),
    ("خان", "khan"),
    ("بی", "bibi"),
];

static BY_WORD: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| WORDS.iter().copied().collect());

/// Words that begin with alif and lam without having the article.
const NO_ARTICLE: &[&str] = &["الياس", "الهام", "الين", "الينا", "اليسا", "الماس", "الطاف", "الفت"];

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let word: String = word.chars().map(one_letter).collect();
    push(&word, parts);
}

fn push(word: &str, parts: &mut Vec<Part>) {
    let plain = unmarked(word);
    if let Some(form) = BY_WORD.get(&*plain) {
        parts.push(Part::new(*form, Script::Arabic));
        return;
    }
    let letters = word.chars().count();
    if let Some(rest) = word.strip_prefix("عبد")
        && letters >= 6
    {
        parts.push(Part::new("abd", Script::Arabic));
        push(rest, parts);
        return;
    }
    if let Some(rest) = word.strip_prefix("ال")
        && letters >= 5
        && !NO_ARTICLE.contains(&&*plain)
    {
        parts.push(Part::new("al", Script::Arabic));
        push(rest, parts);
        return;
    }
    let mut part = Part::new(romanise(word, false), Script::Arabic);
    // Egypt says g for jim; Turks, Persians and South Asians z for the emphatic d, s for th.
    if word.contains(['ج', 'ذ', 'ض', 'ث']) {
        part.variants.push(romanise(word, true));
    }
    parts.push(part);
}

/// Letters of Persian and Urdu that differ only in their shape.
fn one_letter(c: char) -> char {
    match c {
        'ی' | 'ې' | 'ے' | 'ێ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' => 'ه',
        'ۀ' | 'ۃ' => 'ة',
        'ٱ' => 'ا',
        'ۆ' | 'ۇ' | 'ۋ' => 'و',
        other => other,
    }
}

/// Without the marks on alif, and with one final y, as many people type.
fn unmarked(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            other => other,
        })
        .collect()
}

fn romanise(word: &str, elsewhere: bool) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    for (i, &c) in letters.iter().enumerate() {
        let first = i == 0;
        let last = i + 1 == letters.len();
        let next = letters.get(i + 1).copied();
        let vowel_before = matches!(sounds.last(), Some(Sound::Vowel(_) | Sound::LongA));
        let vowel_next = matches!(next, Some('ا' | 'أ' | 'آ' | 'ة' | 'ى' | 'ؤ'))
            || matches!(next, Some('و' | 'ي') if i + 2 >= letters.len() || matches!(c, 'ي' | 'و'));
        let sound = match c {
            'ا' | 'أ' | 'آ' if first => match next {
                // A long vowel after the seat of hamza: Ibrahim is written with it, Umm and Usama are not.
                Some('ي') => continue,
                Some('و') => continue,
                _ => Sound::Vowel("a"),
            },
            'إ' => Sound::Vowel("i"),
            'ا' | 'آ' | 'أ' if vowel_before => continue_or(sounds.last(), Sound::LongA),
            'ا' | 'آ' | 'أ' => Sound::LongA,
            'ى' if last => Sound::Vowel("a"),
            'ة' => Sound::Vowel("a"),
            'ه' if last && !vowel_before && !first => Sound::Vowel("ah"),
            'ؤ' => Sound::Vowel("u"),
            'ئ' => Sound::Vowel("i"),
            'ع' if vowel_before => continue,
            'ع' => Sound::Vowel("a"),
            'و' if first && letters.len() > 1 && next != Some('ا') && i + 1 < letters.len() => {
                Sound::Consonant("w")
            }
            'و' if first => Sound::Consonant("w"),
            'و' if vowel_before
                && matches!(sounds.last(), Some(Sound::LongA))
                && !last
                && !vowel_next =>
            {
                sounds.push(Sound::Consonant("w"));
                Sound::Vowel("u")
            }
            'و' if vowel_next || matches!(sounds.last(), Some(Sound::LongA)) => {
                Sound::Consonant("w")
            }
            'و' => Sound::Vowel("u"),
            'ي' if first && !(letters.len() > 1 && letters[0] == 'ا') => Sound::Consonant("y"),
            'ي' if matches!(sounds.last(), Some(Sound::LongA)) && !last && !vowel_next => {
                sounds.push(Sound::Consonant("y"));
                Sound::Vowel("i")
            }
            'ي' if vowel_next && !last => Sound::Consonant("y"),
            'ي' => Sound::Vowel("i"),
            'ى' => Sound::Vowel("i"),
            _ => match consonant(c, elsewhere) {
                "" => continue,
                letters => Sound::Consonant(letters),
            },
        };
        sounds.push(sound);
    }
    let consonants = sounds.iter().filter(|sound| matches!(sound, Sound::Consonant(_))).count();
    // Participles of the derived stems begin with mu- (Mustafa), passive ones of the first with ma- and a long u (Mansur).
    let long_u = sounds.contains(&Sound::Vowel("u"));
    let first =
        if consonants >= 4 && !long_u && matches!(sounds.first(), Some(Sound::Consonant("m"))) {
            "u"
        } else {
            "a"
        };
    with_vowels(&sounds, first)
}

/// Two vowels of one quality are one; else the second stands.
fn continue_or(before: Option<&Sound>, sound: Sound) -> Sound {
    match before {
        Some(Sound::LongA) => Sound::Vowel(""),
        Some(Sound::Vowel(letters)) if *letters == "a" => Sound::Vowel(""),
        _ => sound,
    }
}

fn consonant(c: char, elsewhere: bool) -> &'static str {
    match c {
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' | 'ټ' => "t",
        'ث' if elsewhere => "s",
        'ث' => "th",
        'ج' if elsewhere => "g",
        'ج' => "j",
        'چ' | 'څ' => "ch",
        'ح' | 'ه' => "h",
        'خ' | 'ښ' => "kh",
        'د' | 'ڈ' | 'ډ' => "d",
        'ذ' if elsewhere => "z",
        'ذ' => "dh",
        'ر' | 'ڑ' | 'ړ' | 'ڕ' => "r",
        'ز' | 'ظ' | 'ځ' => "z",
        'ژ' | 'ږ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'ض' if elsewhere => "z",
        'ض' => "d",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' => "k",
        'گ' => "g",
        'ل' | 'ڵ' => "l",
        'م' => "m",
        'ن' | 'ں' | 'ڼ' => "n",
        _ => "",
    }
}
