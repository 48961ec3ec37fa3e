//! The review band: pairs of records of which nobody knows whether they are one person are shown to a person, who decides.
//!
//! What is shown first is a pattern: which fields agree and what that says, and no value. Values are disclosed one column at a time, and which ones
//! stands beside the decision. Encoded lists have nothing to disclose: there the pattern is all. Decisions are kept in a file, a row for each, which is
//! only added to; the last word about a pair counts. A linkage that rests on decisions says how many and by which file.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use concert_linkage::CaseList;
use concert_linkage::encoding::Stratum;
use concert_linkage::partition::Decisions;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;
use crate::linking::{Linked, Shows};
use crate::{Asked, Fault, Refused};

/// The largest file of decisions that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What somebody decides of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairDecision {
    /// The records are one person.
    OnePerson,
    /// They are two people.
    TwoPeople,
    /// Whoever looked cannot say: the odds stand.
    Unsure,
}

/// A record by its list and the identifier that it has there.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordName {
    /// The list.
    pub list: String,
    /// The record's identifier in it.
    pub id: String,
}

impl fmt::Debug for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a record of {}", self.list)
    }
}

/// A decision as it stands in the file: who decided what of which pair when, and what they saw.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedPair {
    /// List of the one record.
    pub list_a: String,
    /// Its identifier.
    pub id_a: String,
    /// List of the other.
    pub list_b: String,
    /// Its identifier.
    pub id_b: String,
    /// What was decided.
    pub decision: PairDecision,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Headings of the columns whose values were shown, with semicolons between them.
    pub shown: String,
}

impl fmt::Debug for DecidedPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a decision of a pair of {} and {}", self.list_a, self.list_b)
    }
}

impl DecidedPair {
    /// The pair, whichever of the two stands first.
    fn pair(&self) -> [RecordName; 2] {
        let name = |list: &str, id: &str| RecordName { list: list.to_owned(), id: id.to_owned() };
        let mut pair = [name(&self.list_a, &self.id_a), name(&self.list_b, &self.id_b)];
        pair.sort();
        pair
    }
}

/// Decisions that a linkage rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairDecisions {
    /// The last word about each pair.
    last: BTreeMap<[RecordName; 2], PairDecision>,
    digest: String,
}

/// What a linkage says of the decisions that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionsUsed {
    /// Pairs that somebody said are one person.
    pub one_person: usize,
    /// Pairs that somebody said are two people.
    pub two_people: usize,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// A pair that is in doubt.
#[derive(Clone, PartialEq)]
pub struct InDoubt {
    /// The one record.
    pub first: RecordName,
    /// The other.
    pub second: RecordName,
    /// The probability that they are one person.
    pub probability: f64,
    /// What agrees and what does not.
    pub pattern: Vec<Agrees>,
    /// Their numbers, for the disclosure of values.
    numbers: [u32; 2],
}

impl fmt::Debug for InDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a pair in doubt of {} and {}", self.first.list, self.second.list)
    }
}

/// How two records agree in something, without what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Agrees {
    /// In what.
    pub what: String,
    /// Whether they agree: none where one of them does not say, or where it is no question of agreement.
    pub alike: Option<bool>,
    /// What that adds to the odds, in bits; none where it adds nothing.
    pub bits: Option<f64>,
}

impl PairDecisions {
    /// Reads decisions; a file that is not there yet has none.
    pub fn read(path: &Path) -> Asked<Self> {
        let fault = |source| Fault::File { what: format!("reading {}", path.display()), source };
        let bytes = match std::fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Ok(found) if found.len() > LARGEST => {
                return Err(not_decisions(path, 0, &format!("it has more than {LARGEST} bytes")));
            }
            _ => std::fs::read(path).map_err(fault)?,
        };
        let mut last = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        for (row, decided) in (2..).zip(reader.deserialize::<DecidedPair>()) {
            let decided = decided.map_err(|error| not_decisions(path, row, &error.to_string()))?;
            last.insert(decided.pair(), decided.decision);
        }
        Ok(Self { last, digest: hex(&Sha256::digest(&bytes)) })
    }

    /// How many pairs were decided, also those of which nobody is sure.
    pub fn len(&self) -> usize {
        self.last.len()
    }

    /// Nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.last.is_empty()
    }

    /// Whether somebody looked at a pair already.
    pub fn has(&self, pair: &InDoubt) -> bool {
        let mut names = [pair.first.clone(), pair.second.clone()];
        names.sort();
        self.last.contains_key(&names)
    }

    /// The decisions by the numbers of records. A record that is on none of the lists is refused: the file is of
    /// other lists.
    pub(crate) fn numbered(
        &self,
        names: impl Iterator<Item = (String, Option<String>)>,
    ) -> Asked<(Decisions, Option<DecisionsUsed>)> {
        let mut decisions = Decisions::default();
        if self.last.is_empty() {
            return Ok((decisions, None));
        }
        let numbers: HashMap<RecordName, u32> = names
            .zip(0..)
            .filter_map(|((list, id), number)| Some((RecordName { list, id: id? }, number)))
            .collect();
        let number = |name: &RecordName| {
            numbers.get(name).copied().ok_or_else(|| Refused {
                code: "secretariat/decision-of-no-record",
                facts: vec![("list", name.list.clone()), ("id", name.id.clone())],
                text: format!("there is no record {} on a list {}", name.id, name.list),
            })
        };
        for ([first, second], decision) in &self.last {
            let pair = (number(first)?, number(second)?);
            match decision {
                PairDecision::OnePerson => decisions.one_person.push(pair),
                PairDecision::TwoPeople => decisions.two_people.push(pair),
                PairDecision::Unsure => {}
            }
        }
        let used = DecisionsUsed {
            one_person: decisions.one_person.len(),
            two_people: decisions.two_people.len(),
            sha256: self.digest.clone(),
        };
        Ok((decisions, Some(used)))
    }
}

/// Adds a decision to a file, which is made with its head where it is not there. It is on the disk when this returns.
pub fn keep_decision(path: &Path, decided: &DecidedPair) -> Result<(), Fault> {
    let fault = |source| Fault::File { what: format!("writing {}", path.display()), source };
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(fault)?;
    let is_new = file.metadata().map_err(fault)?.len() == 0;
    let mut writer = csv::WriterBuilder::new().has_headers(is_new).from_writer(Vec::new());
    let written = writer.serialize(decided);
    written.map_err(|error| Fault::Broken(error.to_string()))?;
    let row = writer.into_inner().map_err(|error| Fault::Broken(error.to_string()))?;
    file.write_all(&row).and_then(|()| file.sync_all()).map_err(fault)
}

fn not_decisions(path: &Path, row: usize, text: &str) -> crate::Unanswered {
    Refused {
        code: "secretariat/not-decisions",
        facts: vec![
            ("path", path.display().to_string()),
            ("row", row.to_string()),
            ("text", text.to_owned()),
        ],
        text: format!("{} is no file of decisions: row {row}: {text}", path.display()),
    }
    .into()
}

impl Linked {
    /// The pairs whose probability lies between two others, those most in doubt first; decoys are nobody's business.
    pub fn in_doubt(&self, between: [f64; 2]) -> Vec<InDoubt> {
        let [low, high] = between;
        let mut pairs: Vec<InDoubt> = self
            .posterior
            .in_doubt()
            .iter()
            .map(|pair| (pair.first, pair.second, f64::from(pair.probability)))
            .filter(|(_, _, probability)| (low..=high).contains(probability))
            .filter_map(|(first, second, probability)| {
                let name = |record| {
                    let (list, id) = self.record(record)?;
                    Some(RecordName { list, id })
                };
                Some(InDoubt {
                    first: name(first)?,
                    second: name(second)?,
                    probability,
                    pattern: self.pattern(first, second),
                    numbers: [first, second],
                })
            })
            .collect();
        let doubt = |pair: &InDoubt| (pair.probability - 0.5).abs();
        pairs.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)).then(a.numbers.cmp(&b.numbers)));
        pairs
    }

    fn pattern(&self, first: u32, second: u32) -> Vec<Agrees> {
        match &self.shows {
            Shows::Fields(compared) => {
                let said = compared.explain(first, second).into_iter();
                let names = compared.variable_names();
                said.map(|it| Agrees {
                    alike: (it.level > 0 && names.contains(&it.variable)).then_some(it.bits > 0.0),
                    bits: (it.bits != 0.0).then_some(it.bits),
                    what: it.variable,
                })
                .collect()
            }
            Shows::Strata(strata) => {
                let [a, b] = [first, second].map(|record| &strata[record as usize]);
                strata_agree(a, b)
            }
        }
    }
}

fn strata_agree(a: &Stratum, b: &Stratum) -> Vec<Agrees> {
    fn agree<T: PartialEq>(what: &str, a: Option<&T>, b: Option<&T>) -> Agrees {
        let alike = a.zip(b).map(|(a, b)| a == b);
        Agrees { what: what.to_owned(), alike, bits: None }
    }
    vec![
        agree("sex", a.sex.as_ref(), b.sex.as_ref()),
        agree("age", a.age.as_ref(), b.age.as_ref()),
        agree("form", a.form.as_ref(), b.form.as_ref()),
        agree("place", a.place.as_ref(), b.place.as_ref()),
        agree("year", a.year.as_ref(), b.year.as_ref()),
    ]
}

/// The values of one column for both records of a pair, by list and heading: what is missing is none. Empty where no list has
/// such a column.
pub fn disclosed(
    lists: &[CaseList],
    pair: &InDoubt,
    heading: &str,
) -> Vec<(String, Option<String>)> {
    let mut shown = Vec::new();
    for number in pair.numbers {
        let mut row = number as usize;
        for list in lists {
            if row >= list.len() {
                row -= list.len();
                continue;
            }
            let columns = list.columns.iter().filter(|it| is_called(&it.heading, heading));
            let values = columns.map(|column| column.values.get(row).map(str::to_owned));
            shown.extend(values.map(|value| (list.name.clone(), value)));
            break;
        }
    }
    shown
}

fn is_called(heading: &str, name: &str) -> bool {
    heading.trim().to_lowercase() == name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(a: &str, b: &str, decision: PairDecision) -> DecidedPair {
        DecidedPair {
            list_a: "police".into(),
            id_a: a.into(),
            list_b: "shelter".into(),
            id_b: b.into(),
            decision,
            by: "Reviewer".into(),
            at: "2026-03-01T12:00:00Z".parse().unwrap(),
            shown: "surname;date of birth".into(),
        }
    }

    fn names() -> impl Iterator<Item = (String, Option<String>)> {
        let of = |list: &'static str, ids: [Option<&'static str>; 2]| {
            ids.map(|id| (list.to_owned(), id.map(str::to_owned)))
        };
        of("police", [Some("p1"), None]).into_iter().chain(of("shelter", [Some("s1"), Some("s2")]))
    }

    #[test]
    fn the_last_word_about_a_pair_counts_whichever_record_stands_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        assert!(PairDecisions::read(&path).unwrap().is_empty());
        keep_decision(&path, &decided("p1", "s1", PairDecision::OnePerson)).unwrap();
        keep_decision(&path, &decided("p1", "s2", PairDecision::Unsure)).unwrap();
        let turned = DecidedPair {
            list_a: "shelter".into(),
            id_a: "s1".into(),
            list_b: "police".into(),
            id_b: "p1".into(),
            ..decided("", "", PairDecision::TwoPeople)
        };
        keep_decision(&path, &turned).unwrap();
        let read = PairDecisions::read(&path).unwrap();
        assert_eq!(read.len(), 2);
        let (decisions, used) = read.numbered(names()).unwrap();
        assert_eq!((decisions.one_person, decisions.two_people), (vec![], vec![(0, 2)]));
        let used = used.unwrap();
        assert_eq!((used.one_person, used.two_people), (0, 1));
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 4, "one head and a row for each: {text}");
    }

    #[test]
    fn a_decision_of_no_record_and_a_file_of_something_else_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decisions.csv");
        keep_decision(&path, &decided("p9", "s1", PairDecision::OnePerson)).unwrap();
        let refused = PairDecisions::read(&path).unwrap().numbered(names()).unwrap_err();
        assert!(refused.to_string().contains("p9"), "{refused}");
        std::fs::write(&path, "name,age\nAmina,20\n").unwrap();
        let refused = PairDecisions::read(&path).unwrap_err();
        assert!(refused.to_string().contains("row 2"), "{refused}");
        let other = "list_a,id_a,list_b,id_b,decision,by,at,shown\na,1,b,2,perhaps,x,\
                     2026-03-01T12:00:00Z,\n";
        std::fs::write(&path, other).unwrap();
        assert!(PairDecisions::read(&path).is_err());
    }
}
