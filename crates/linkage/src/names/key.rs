//! What the usual romanisations of one name have in common.
//!
//! The [`key`] keeps consonants nearly as they are and vowels in three classes; the [`skeleton`] keeps
//! broad classes of consonants only. Both are rules about letters, applied to every name whatever its
//! language, because a name in Latin letters does not say where it comes from: Jousef and Yousef, Wiśniewski and Vishnevskiy.
//!
//! Which letters fall together follows from the differences between the romanisations in use (ISO 9, BGN/PCGN, ALA-LC, ISO 233, Hunterian,
//! McCune-Reischauer, Revised Romanisation, Wade-Giles, Pinyin, and the French, English, German, Polish and
//! Turkish habits of writing foreign names).

/// The form with the differences between usual romanisations taken out. Letters of the result: `a i u` (vowels), `c` (ch),
/// `x` (sh), `h` (h, kh), `j` (j, zh, dj), `v` (v, w), `s` (s, soft c), and `b d f g k l m n p r t z` as themselves. Never empty unless
/// the form is.
///
/// ```
/// use concert_linkage::names::key;
///
/// assert_eq!(key("youssef"), key("yousef"));
/// assert_eq!(key("marouane"), key("marwan"));
/// assert_eq!(key("hussein"), key("husayn"));
/// assert_eq!(key("mikhail"), key("mihail"));
/// assert_eq!(key("khaled"), key("khalid"));
/// ```
pub fn key(form: &str) -> String {
    let first = form.as_bytes().first();
    let could_be_compound =
        form.len() <= 7 && matches!(first, Some(b'a' | b'd' | b'e' | b'o' | b'u'));
    if could_be_compound
        && let Some((_, one)) = COMPOUND_PARTS.iter().find(|(written, _)| written.contains(&form))
    {
        return (*one).to_owned();
    }
    let letters = form.as_bytes();
    let mut scan = Scan {
        letters,
        at: 0,
        out: Vec::with_capacity(letters.len()),
        vowel_before: 0,
        run: Vec::with_capacity(4),
    };
    scan.all();
    if scan.out.is_empty() {
        // A form of silent letters only, such as `h`.
        scan.out.extend_from_slice(&letters[..letters.len().min(1)]);
    }
    scan.out.dedup();
    String::from_utf8(scan.out).unwrap_or_else(|_| form.to_owned())
}

/// The consonants of the key in broad classes: `p` (b, p, f, v, w), `t` (t, d), `k` (k, g, q, h, kh), `s` (s, z, sh), `c` (ch, j, zh), `m`, `n` (n,
/// ng), `l`, `r`, digits; a vowel at the beginning is `a`. Never empty unless the form is.
///
/// ```
/// use concert_linkage::names::skeleton;
///
/// assert_eq!(skeleton("kim"), skeleton("gim"));
/// assert_eq!(skeleton("hryhorii"), skeleton("grigory"));
/// ```
pub fn skeleton(form: &str) -> String {
    skeleton_of_key(&key(form))
}

pub(super) fn skeleton_of_key(key: &str) -> String {
    let letters = key.as_bytes();
    let mut out = String::with_capacity(letters.len());
    let mut previous = 0;
    for (i, &letter) in letters.iter().enumerate() {
        let class = match letter {
            b'b' | b'p' | b'f' | b'v' => 'p',
            b't' | b'd' => 't',
            b'g' if i > 0 && letters[i - 1] == b'n' && !next_is_vowel(letters, i) => {
                previous = letter;
                continue;
            }
            b'k' | b'g' | b'h' => 'k',
            b's' | b'z' | b'x' => 's',
            b'c' | b'j' => 'c',
            b'a' | b'i' | b'u' if i == 0 => 'a',
            b'a' | b'i' | b'u' => {
                previous = letter;
                continue;
            }
            other => char::from(other),
        };
        // Neighbours of one class are one sound; with a vowel between them they are two.
        if !out.ends_with(class) || is_vowel(previous) {
            out.push(class);
        }
        previous = letter;
    }
    out
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn next_is_vowel(letters: &[u8], i: usize) -> bool {
    letters.get(i + 1).is_some_and(|&letter| is_vowel(letter))
}

/// The parts of compound Arabic names take the article in many spellings: Abdul, Abdel, Abder (Rahman); Eddine, Uddin.
const COMPOUND_PARTS: [(&[&str], &str); 2] = [
    (
        &[
            "abd", "abdu", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdool", "abde", "abda",
            "abdou", "abdur", "abder", "abdar", "abdus", "abdes", "abdas", "abdun", "abden",
            "abduz", "abdez", "abdut", "abdet",
        ],
        "abd",
    ),
    (
        &[
            "din", "dine", "deen", "eddin", "eddine", "uddin", "uddeen", "aldin", "aldeen",
            "eldin", "eldeen", "addin", "addeen", "ouddine", "oddin", "udin", "edin", "edine",
        ],
        "din",
    ),
];

struct Scan<'a> {
    letters: &'a [u8],
    at: usize,
    out: Vec<u8>,
    /// The class of the last vowel and nothing but one consonant since, else 0.
    vowel_before: u8,
    /// Room for a run of vowels.
    run: Vec<u8>,
}

/// Consonants written with several letters, longest first, and their sign in the key.
const DIGRAPHS: &[(&[u8], &[u8])] = &[
    (b"shch", b"x"),
    (b"tsch", b"c"),
    (b"dzh", b"j"),
    (b"tch", b"c"),
    (b"sch", b"x"),
    (b"tsh", b"c"),
    (b"chr", b"kr"),
    (b"chl", b"kl"),
    (b"ch", b"c"),
    (b"cz", b"c"),
    (b"sh", b"x"),
    (b"sz", b"x"),
    (b"zh", b"j"),
    (b"dj", b"j"),
    (b"jh", b"j"),
    (b"kh", b"h"),
    (b"gh", b"g"),
    (b"ph", b"f"),
    (b"bh", b"b"),
    (b"th", b"t"),
    (b"dh", b"d"),
    (b"rh", b"r"),
    (b"lh", b"l"),
    (b"ts", b"z"),
    (b"tz", b"z"),
    (b"ck", b"k"),
    (b"cq", b"k"),
];

fn digraph(rest: &[u8]) -> Option<(&'static [u8], &'static [u8])> {
    // Most consonants begin none, and most that could are followed by a vowel.
    let could = matches!(rest, [b's' | b't' | b'd' | b'c' | b'z' | b'j' | b'k' | b'g' | b'p' | b'b' | b'r' | b'l', second, ..] if !is_vowel(*second));
    if !could {
        return None;
    }
    DIGRAPHS.iter().find(|(written, _)| rest.starts_with(written)).copied()
}

impl Scan<'_> {
    fn rest(&self) -> &[u8] {
        &self.letters[self.at..]
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.letters.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn before(&self) -> u8 {
        if self.at == 0 { 0 } else { self.letters[self.at - 1] }
    }

    fn all(&mut self) {
        while self.at < self.letters.len() {
            if self.starts_vowels() {
                self.vowels();
            } else {
                let start = self.at;
                self.consonant();
                debug_assert!(self.at > start);
            }
        }
    }

    /// `y` is a vowel everywhere; `j` is one where Slavic and Nordic languages write it for `y`; `w` where it ends a diphthong.
    fn starts_vowels(&self) -> bool {
        match self.peek(0) {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => true,
            b'j' => self.j_is_y(),
            _ => false,
        }
    }

    fn j_is_y(&self) -> bool {
        let (before, after) = (self.before(), self.peek(1));
        if after == 0 {
            return is_vowel(before);
        }
        // Tatjana, Fjodor, Ljubov.
        if is_vowel(after)
            && matches!(
                before,
                b't' | b'n' | b'l' | b'f' | b'p' | b'm' | b'v' | b'b' | b's' | b'r' | b'k'
            )
        {
            return true;
        }
        // Marija, Natalija; but not Khadija.
        let ends_in_ija = before == b'i' && self.rest() == b"ja";
        ends_in_ija && !(self.letters.ends_with(b"adija") && self.letters[0] != b'n')
    }

    fn consonant(&mut self) {
        let (letter, after) = (self.peek(0), self.peek(1));
        let last = self.at + 1 == self.letters.len();
        if let Some((written, sign)) = digraph(self.rest()) {
            self.at += written.len();
            self.out.extend_from_slice(sign);
            return;
        }
        self.at += 1;
        let sign = match letter {
            b'q' if after == b'u' => {
                self.at += usize::from(matches!(self.peek(1), b'e' | b'i'));
                b'k'
            }
            b'g' if after == b'u' && matches!(self.peek(1), b'e' | b'i') => {
                self.at += 1;
                b'g'
            }
            b'c' if matches!(after, b'e' | b'i' | b'y') => b's',
            // Petrovic as Petrovich.
            b'c' if last && self.letters.ends_with(b"vic") => b'c',
            b'c' | b'q' => b'k',
            b'x' if self.out.is_empty() => b's',
            b'x' => {
                self.out.push(b'k');
                b's'
            }
            // Wade-Giles hs.
            b'h' if self.out.is_empty() && after == b's' => return,
            b'h' if last => return,
            b'w' => b'v',
            other => other,
        };
        self.out.push(sign);
    }

    /// A run of vowels: `ou`, `iya`, `aye`, `awoo`.
    fn vowels(&mut self) {
        let start = self.at;
        let mut run = std::mem::take(&mut self.run);
        run.clear();
        while self.at < self.letters.len() {
            let letter = self.peek(0);
            let next = self.peek(1);
            if self.starts_vowels() {
                run.push(if letter == b'j' { b'y' } else { letter });
            } else if letter == b'w' && matches!(next, b'o' | b'u') && self.at > start {
                // Dawood as Daoud.
            } else if letter == b'w'
                && self.at > start
                && !is_vowel(next)
                && next != b'y'
                && next != b'h'
            {
                run.push(b'u');
            } else {
                break;
            }
            self.at += 1;
        }
        let (first, last) = (start == 0, self.at == self.letters.len());
        // Anouar as Anwar, Ouail as Wail: `ou` before another vowel is a consonant.
        let mut glide = None;
        if let Some(place) = run.windows(2).position(|two| two == b"ou")
            && place + 2 < run.len()
            && matches!(run[place + 2], b'a' | b'e' | b'i')
        {
            glide = Some(place);
        }
        if let Some(place) = glide {
            let after = run.split_off(place + 2);
            run.truncate(place);
            if !run.is_empty() {
                self.push_vowels(&run, first, false);
            }
            self.out.push(b'v');
            self.push_vowels(&after, false, last);
        } else {
            self.push_vowels(&run, first, last);
        }
        self.run = run;
    }

    fn push_vowels(&mut self, run: &[u8], first: bool, last: bool) {
        let consonants_before =
            self.out.iter().rev().take_while(|&&letter| !is_vowel(letter)).count();
        if run == b"e" {
            // Amine, Sofiane, Haroune: the French end of Amin, Sofian, Harun.
            if last && self.out.len() >= 3 && self.out.ends_with(b"n") && consonants_before == 1 {
                return;
            }
            // Khaled, Tarek, Nader are Khalid, Tariq, Nadir: the pattern of the active participle in Arabic.
            let one_consonant_ends = match self.rest() {
                [only] => !is_vowel(*only),
                [one, two] => one == two || (*two == b'h' && !is_vowel(*one)),
                _ => false,
            };
            let second_syllable = self.out.iter().filter(|letter| is_vowel(**letter)).count() == 1;
            if one_consonant_ends
                && second_syllable
                && consonants_before == 1
                && self.vowel_before == b'a'
            {
                self.out.push(b'i');
                self.vowel_before = b'i';
                return;
            }
        }
        let mut run = run;
        // Yelena, Ievgen as Elena, Evgen.
        if first && run.len() >= 2 && matches!(run[0], b'y' | b'i') && run[1] == b'e' {
            run = &run[1..];
        }
        let mut i = 0;
        // The diphthongs ai, ei, ay and au, ow, aou are written with and without their first half: an a is kept until it is
        // known that no i or u follows.
        let mut pending = 0;
        while i < run.len() {
            let pair = (run[i], run.get(i + 1).copied().unwrap_or(0));
            let (class, taken) = match pair {
                (b'e' | b'i' | b'y', b'e') => (b'i', 2),
                (b'o' | b'u', b'e') | (b'e', b'o') => (b'u', 2),
                (b'a' | b'e', _) => (b'a', 1),
                (b'i' | b'y', _) => (b'i', 1),
                _ => (b'u', 1),
            };
            if pending != 0 && pending != b'a' && pending != class {
                self.out.push(pending);
            }
            pending = class;
            i += taken;
        }
        if pending != 0 {
            self.out.push(pending);
            self.vowel_before = pending;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings_of_one_name_have_one_key() {
        for spellings in [
            &["mohammed", "mohamed", "mohammad"][..],
            &["muhammad", "mouhamad", "muhamad"],
            &["yusuf", "yousouf", "youssouf"],
            &["hussein", "husain", "houssein", "hoseyn"],
            &["ahmad", "ahmed", "ahmedd"],
            &["khaled", "khalid", "halid"],
            &["sergey", "sergei", "sergej", "serguei"],
            &["maria", "mariya", "mariia", "marija"],
            &["yelena", "elena", "ielena"],
            &["daoud", "dawood", "daud"],
            &["chowdhury", "choudhury", "chaudhuri", "chowdury"],
            &["anouar", "anwar"],
            &["fatima", "fatimah", "fateema"],
            &["wail", "ouail"],
            &["lakshmi", "lakshmee"],
            &["xiaoming", "hsiaoming"],
        ] {
            let keys: Vec<String> = spellings.iter().map(|spelling| key(spelling)).collect();
            assert!(keys.iter().all(|other| *other == keys[0]), "{spellings:?} {keys:?}");
        }
    }

    #[test]
    fn different_names_keep_different_keys() {
        for (a, b) in [
            ("amina", "amin"),
            ("hassan", "hussein"),
            ("ivan", "iman"),
            ("maria", "mario"),
            ("samir", "samira"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn a_skeleton_survives_what_scripts_do_not_write() {
        for (a, b) in [
            ("muhammad", "mhmd"),
            ("park", "bark"),
            ("kim", "gim"),
            ("said", "zayed"),
            ("dong", "ton"),
            ("yulia", "iulia"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
    }
}
