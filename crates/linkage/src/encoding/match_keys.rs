//! Match keys: what is said of a person in several ways at once, and how many positions each sets.
//!
//! A match key joins parts of what a record says, a name and the whole day of birth, two names and the year, until hardly two
//! people share it (Office for National Statistics 2013, "Beyond 2011: Matching anonymous data", which compares such keys one after the
//! other). Two records of one person share many of them, whatever one slip does, and those of two people none. That is what
//! an encoding wants: who knows some people and their encodings learns nothing of anybody who shares no match key with
//! them, whereas bigrams of a name and digits of a date, of which everybody shares some with everybody, teach all of them.
//!
//! Each key here is shared by two random people a few times in a million pairs. Names enter by their
//! consonants ([`crate::names::skeleton`]), which most slips and most ways of writing in another script leave alone, and by their sounds
//! ([`crate::names::key`]) where two of them are joined to what many share, a year or a place: short names have few consonants. What says less than that
//! (sex, citizenship, a town, a name alone) is no match key; sex and age travel beside the encoding as strata.

use std::collections::BTreeSet;

use concert_terms::CaseField;

/// A part of what a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The consonants of one part of a name.
    Name,
    /// One part of a name by its sounds, vowels among them.
    Sound,
    /// The whole day of birth, whichever of day and month is written first; not one of the days that stand for an unknown one.
    Day,
    /// Day and month of birth, likewise.
    DayMonth,
    /// The year of birth; of an age, the three years that it may be.
    Year,
    /// The consonants of a place of birth, of a town or district, of a street.
    BirthPlace,
    Place,
    Postal,
    Street,
    House,
    Phone,
    Email,
    Identity,
}

/// How many parts there are.
pub(crate) const PARTS: usize = 13;

/// Parts of one kind in a record beyond which no more are joined.
pub(crate) const MOST_OF_A_PART: usize = 8;

/// A match key: the parts that it joins, two of one kind being two different ones, and how many positions all keys of it set together in a
/// record that has one.
pub(crate) struct MatchKey {
    pub(crate) parts: &'static [Part],
    positions: f32,
}

/// All match keys. The number of a key goes into its tokens, so that tokens of two kinds never meet.
///
/// The positions are fixed with the version, since members of a round do not see each other's data and must agree: most where
/// the parts are most often there and right (Durham et al. 2014, IEEE TKDE 26(12)).
pub(crate) const MATCH_KEYS: [MatchKey; 15] = {
    use Part as P;
    [
        key(&[P::Name, P::Day], 16.0),
        key(&[P::Sound, P::Sound, P::Year], 8.0),
        key(&[P::Name, P::Name, P::DayMonth], 8.0),
        key(&[P::Identity], 10.0),
        key(&[P::Name, P::Phone], 10.0),
        key(&[P::Name, P::Email], 10.0),
        key(&[P::Day, P::BirthPlace], 6.0),
        key(&[P::Day, P::Postal], 6.0),
        key(&[P::Day, P::Place], 5.0),
        key(&[P::Day, P::House], 5.0),
        key(&[P::Sound, P::Sound, P::BirthPlace], 6.0),
        key(&[P::Name, P::Name, P::Postal], 6.0),
        key(&[P::Name, P::Postal, P::House], 6.0),
        key(&[P::Name, P::Street, P::House], 6.0),
        key(&[P::Name, P::Street, P::Postal], 5.0),
    ]
};

const fn key(parts: &'static [Part], positions: f32) -> MatchKey {
    MatchKey { parts, positions }
}

impl MatchKey {
    /// Positions of one of so many tokens that a record has of the key. Many names make many pairs, which together say more
    /// than one, and less than so many times as much.
    pub(crate) fn positions_of_one(&self, tokens: usize) -> f32 {
        self.positions / (tokens.max(1) as f32).sqrt()
    }

    /// How many tokens of the key a record usually has: people have two names.
    pub(crate) fn usual_tokens(&self) -> f64 {
        if self.parts.iter().filter(|&&part| part == Part::Name).count() == 1 { 2.0 } else { 1.0 }
    }

    /// Calls back with each choice of parts for the key, from how many there are of each: their numbers.
    pub(crate) fn each_choice(&self, of: impl Fn(Part) -> usize, mut each: impl FnMut(&[usize])) {
        let mut chosen = Vec::with_capacity(self.parts.len());
        self.choose(&of, &mut chosen, &mut each);
    }

    fn choose(
        &self,
        of: &impl Fn(Part) -> usize,
        chosen: &mut Vec<usize>,
        each: &mut impl FnMut(&[usize]),
    ) {
        let at = chosen.len();
        let Some(&part) = self.parts.get(at) else { return each(chosen) };
        // Of two parts of one kind the second stands behind the first.
        let is_again = at > 0 && self.parts[at - 1] == part;
        let from = if is_again { chosen[at - 1] + 1 } else { 0 };
        for number in from..of(part) {
            chosen.push(number);
            self.choose(of, chosen, each);
            chosen.pop();
        }
    }
}

/// Nominal positions of a typical record that has all of these fields: what the density of a round is reckoned by.
pub(crate) fn typical_positions(fields: &BTreeSet<CaseField>) -> f32 {
    use CaseField as F;
    let any = |list: &[CaseField]| list.iter().any(|field| fields.contains(field));
    let one = |list: &[CaseField]| usize::from(any(list));
    let is_whole = any(&[F::BirthDate]) || any(&[F::BirthMonth]) && any(&[F::BirthDay]);
    let of = |part: Part| match part {
        Part::Name | Part::Sound
            if any(&[F::FullName]) || any(&[F::GivenName]) && any(&[F::FamilyName]) =>
        {
            2
        }
        Part::Name | Part::Sound => {
            one(&[F::GivenName, F::FamilyName, F::MiddleName, F::OtherName])
        }
        Part::Day => usize::from(is_whole && any(&[F::BirthDate, F::BirthYear])),
        Part::DayMonth => usize::from(is_whole),
        Part::Year => one(&[F::BirthDate, F::BirthYear, F::Age]),
        Part::BirthPlace => one(&[F::BirthPlace]),
        Part::Place => one(&[F::District, F::Locality]),
        Part::Postal => one(&[F::PostalCode]),
        Part::Street => one(&[F::Street]),
        Part::House => one(&[F::HouseNumber]),
        // Few lists have all means of contact and documents, and few records of those that do.
        Part::Phone | Part::Email | Part::Identity => 0,
    };
    let sum = MATCH_KEYS.iter().map(|key| {
        let mut tokens = 0;
        key.each_choice(of, |_| tokens += 1);
        tokens as f32 * key.positions_of_one(tokens)
    });
    let sum: f32 = sum.sum();
    let contact = one(&[F::IdentityNumber, F::Phone, F::Email]) as f32 * 10.0;
    sum + if sum > 0.0 || any(&[F::IdentityNumber]) { contact } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_joined_once_and_never_one_with_itself() {
        let mut seen = Vec::new();
        let of = |part| if part == Part::Name { 3 } else { 1 };
        MATCH_KEYS[2].each_choice(of, |numbers| seen.push(numbers.to_vec()));
        assert_eq!(seen, [[0, 1, 0], [0, 2, 0], [1, 2, 0]]);
        MATCH_KEYS[2].each_choice(|_| 1, |numbers| panic!("one name makes no pair: {numbers:?}"));
    }

    #[test]
    fn every_part_is_in_a_match_key_and_no_name_alone_is_one() {
        let parts: BTreeSet<Part> = MATCH_KEYS.iter().flat_map(|key| key.parts).copied().collect();
        assert_eq!(parts.len(), PARTS);
        assert!(MATCH_KEYS.iter().all(|key| key.parts != [Part::Name]));
        let only = |fields: &[CaseField]| typical_positions(&fields.iter().copied().collect());
        assert!(only(&[CaseField::FullName, CaseField::Sex]) < 1e-6);
        assert!(only(&[CaseField::FullName, CaseField::BirthDate]) > 30.0);
    }
}
