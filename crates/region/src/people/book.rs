//! Books of names: `data/names/*.txt`, written down from general knowledge for made-up people.
//!
//! A book has sections in brackets. Entries are parted by `;` and stand in order of frequency:
//! `own script = Latin | other spelling ~ short form, short form = Latin`. Without `=` both are
//! one; Cyrillic is romanised by rule.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::cyrillic::{self, Alphabet};
use super::word::Word;
use crate::chance::{Chance, running};

/// The books in the order of [`super::Tradition::book`].
pub(crate) static BOOKS: LazyLock<Vec<Book>> = LazyLock::new(|| {
    let plain = |text| Book::read(text, None);
    vec![
        plain(include_str!("../../data/names/albanian.txt")),
        plain(include_str!("../../data/names/romanian.txt")),
        Book::read(include_str!("../../data/names/russian.txt"), Some(Alphabet::Russian)),
        Book::read(include_str!("../../data/names/ukrainian.txt"), Some(Alphabet::Ukrainian)),
        plain(include_str!("../../data/names/arabic.txt")),
        plain(include_str!("../../data/names/nigerian.txt")),
        plain(include_str!("../../data/names/ethiopian.txt")),
        plain(include_str!("../../data/names/bengali.txt")),
        plain(include_str!("../../data/names/hindi.txt")),
        plain(include_str!("../../data/names/nepali.txt")),
        plain(include_str!("../../data/names/vietnamese.txt")),
        plain(include_str!("../../data/names/thai.txt")),
        plain(include_str!("../../data/names/burmese.txt")),
        plain(include_str!("../../data/names/chinese.txt")),
        plain(include_str!("../../data/names/filipino.txt")),
        plain(include_str!("../../data/names/spanish.txt")),
        plain(include_str!("../../data/names/portuguese.txt")),
    ]
});

/// The names of a tradition.
#[derive(Debug)]
pub(crate) struct Book(HashMap<String, Section>);

#[derive(Debug)]
struct Section {
    words: Vec<Word>,
    running: Vec<f64>,
}

impl Book {
    fn read(text: &str, alphabet: Option<Alphabet>) -> Self {
        let mut sections: HashMap<String, Vec<Word>> = HashMap::new();
        let mut name = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[') {
                name = heading.trim_end().trim_end_matches(']');
            } else {
                let entries = line.split(';').filter(|entry| !entry.trim().is_empty());
                let words = entries.map(|entry| word(entry, alphabet));
                sections.entry(name.to_owned()).or_default().extend(words);
            }
        }
        let section = |(name, words): (String, Vec<Word>)| {
            // Zipf's law as Mandelbrot has it (1953), with exponent 1 and shift 1.
            let running = running((0..words.len()).map(|rank| 1.0 / (rank as f64 + 2.0)));
            (name, Section { words, running })
        };
        Self(sections.into_iter().map(section).collect())
    }

    pub(crate) fn knows(&self, section: &str) -> bool {
        self.0.contains_key(section)
    }

    /// A word of a section, by its frequency; nothing where there is no such section.
    pub(crate) fn draw(&self, section: &str, chance: &mut Chance) -> Word {
        self.0.get(section).map_or_else(Word::default, |section| {
            section.words[chance.by_running_weight(&section.running)].clone()
        })
    }

    /// A word that is composed of a start and an end, each as common as any other.
    pub(crate) fn compose(&self, starts: &str, ends: &str, chance: &mut Chance) -> Word {
        match (self.0.get(starts), self.0.get(ends)) {
            (Some(starts), Some(ends)) => {
                chance.pick(&starts.words).followed_by(chance.pick(&ends.words))
            }
            _ => Word::default(),
        }
    }
}

fn word(entry: &str, alphabet: Option<Alphabet>) -> Word {
    let (name, short) = entry.split_once('~').unwrap_or((entry, ""));
    let spelled = |text: &str| match (text.split_once('='), alphabet) {
        (Some((own, latin)), _) => {
            (own.to_owned(), latin.split('|').map(str::to_owned).collect::<Vec<_>>())
        }
        (None, Some(alphabet)) => (text.to_owned(), cyrillic::romanised(text, alphabet)),
        (None, None) => {
            let latin: Vec<String> = text.split('|').map(str::to_owned).collect();
            (latin[0].clone(), latin)
        }
    };
    let (own, latin) = spelled(name);
    let short = short
        .split(',')
        .filter(|form| !form.is_empty())
        .map(|form| {
            let (own, mut latin) = spelled(form);
            (own, latin.swap_remove(0))
        })
        .collect();
    Word { own, latin, short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn an_entry_has_a_name_spellings_and_short_forms() {
        let read = word("فاطمة=Fatima|Fatma~فطوم=Fattoum", None);
        assert_eq!((read.own.as_str(), read.latin.len()), ("فاطمة", 2));
        assert_eq!(read.short, [("فطوم".to_owned(), "Fattoum".to_owned())]);
        let read = word("Stephen|Steven~Steve", None);
        assert_eq!((read.own.as_str(), read.latin[1].as_str()), ("Stephen", "Steven"));
    }

    #[test]
    fn names_are_as_frequent_as_their_rank_has_it() {
        // Least squares of log frequency on log (rank + 1) over the first thirty names.
        let section = &BOOKS[1].0["family"];
        let mut chance = Chance::of(8, Purpose::People, 0);
        let mut times = vec![0_u32; section.words.len()];
        for _ in 0..200_000 {
            times[chance.by_running_weight(&section.running)] += 1;
        }
        let points: Vec<(f64, f64)> =
            (0..30).map(|rank| ((rank as f64 + 2.0).ln(), f64::from(times[rank]).ln())).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / 30.0;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
        let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
        let slope = above / below;
        assert!((slope + 1.0).abs() < 0.05, "{slope}");
    }

    #[test]
    fn no_section_repeats_a_name_and_none_holds_an_empty_one() {
        for book in BOOKS.iter() {
            for (name, section) in &book.0 {
                let composed = name.ends_with("-start") || name.ends_with("-end");
                assert!(composed || section.words.len() >= 3, "{name}");
                let mut own: Vec<&str> = section.words.iter().map(|it| it.own.as_str()).collect();
                assert!(section.words.iter().all(|it| it.latin.iter().all(|it| !it.is_empty())));
                own.sort_unstable();
                let before = own.len();
                own.dedup();
                assert!(composed || own.len() == before, "{name} repeats a name");
            }
        }
    }
}
