//! Counting positions, beside an independent count and the laws of voting.

use std::collections::BTreeMap;

use crate::ground::id;
use concert_coalition::{
    Base, Chamber, Choice, Fraction, Majority, Outcome, Reach, Reason, Rule, Seat, Standing, tally,
};
use concert_terms::{Id, OrganisationKind};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const STATE: OrganisationKind = OrganisationKind::State;
const NGO: OrganisationKind = OrganisationKind::Ngo;

fn vote(quorum: Fraction, share: Fraction, reach: Reach, of: Base) -> Rule {
    Rule::Vote { quorum, majority: Majority { share, reach, of }, chambers: Vec::new(), days: 1 }
}

fn in_two_chambers(rule: Rule) -> Rule {
    let chambers = [STATE, NGO].map(|kind| Chamber { kinds: vec![kind] }).to_vec();
    match rule {
        Rule::Vote { quorum, majority, days, .. } => {
            Rule::Vote { quorum, majority, chambers, days }
        }
        consensus @ Rule::Consensus { .. } => consensus,
    }
}

/// Members 1, 2, 3, ... of the given kinds, each with its position.
fn members(profile: &[(OrganisationKind, Option<Choice>)]) -> (Vec<Seat>, BTreeMap<Id, Choice>) {
    let numbered = || (1_u8..).zip(profile);
    let seat = |(number, (kind, _)): (u8, &(OrganisationKind, Option<Choice>))| Seat {
        organisation: id(number),
        kind: Some(*kind),
        standing: Standing::Votes,
    };
    let positions = numbered().filter_map(|(number, (_, choice))| Some((id(number), (*choice)?)));
    (numbered().map(seat).collect(), positions.collect())
}

fn outcome(rule: &Rule, profile: &[(OrganisationKind, Option<Choice>)]) -> Outcome {
    let (seats, positions) = members(profile);
    tally(rule, &seats, &positions).outcome
}

fn all_alike(choices: &[Option<Choice>]) -> Vec<(OrganisationKind, Option<Choice>)> {
    choices.iter().map(|choice| (STATE, *choice)).collect()
}

/// The same question answered slowly and by other means: members are struck off lists, and a
/// threshold is weighed by laying out `den` stones for each member in favour against `num` stones
/// for each member of the base.
fn oracle(rule: &Rule, profile: &[(OrganisationKind, Option<Choice>)]) -> Outcome {
    let stones = |each: u32, how_many: usize| vec![(); each as usize * how_many].len();
    let saying = |list: &[(OrganisationKind, Option<Choice>)], what: &[Option<Choice>]| {
        list.iter().filter(|(_, choice)| what.contains(choice)).count()
    };
    let (pro, con, abstain) = (Some(Choice::For), Some(Choice::Against), Some(Choice::Abstain));
    if profile.is_empty() {
        return Outcome::NoQuorum;
    }
    let (quorum, majority, chambers) = match rule {
        Rule::Consensus { .. } if profile.iter().any(|(_, choice)| *choice == con) => {
            return Outcome::Rejected;
        }
        Rule::Consensus { .. } => return Outcome::Adopted,
        Rule::Vote { quorum, majority, chambers, .. } => (quorum, majority, chambers),
    };
    let there = saying(profile, &[pro, con, abstain]);
    if stones(quorum.den, there) < stones(quorum.num, profile.len()) {
        return Outcome::NoQuorum;
    }
    let mut groups = Vec::new();
    for chamber in chambers {
        let of_it = profile.iter().filter(|(kind, _)| chamber.kinds.contains(kind));
        groups.push(of_it.copied().collect::<Vec<_>>());
    }
    if chambers.is_empty() {
        groups.push(profile.to_vec());
    }
    if groups.iter().all(Vec::is_empty) {
        return Outcome::Rejected;
    }
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let base = match majority.of {
            Base::Cast => saying(group, &[pro, con]),
            Base::Present => saying(group, &[pro, con, abstain]),
            Base::All => saying(group, &[pro, con, abstain, None]),
        };
        let in_favour = saying(group, &[pro]);
        let (ours, theirs) =
            (stones(majority.share.den, in_favour), stones(majority.share.num, base));
        let enough = match majority.reach {
            Reach::MoreThan => ours > theirs,
            Reach::AtLeast => ours >= theirs,
        };
        if in_favour == 0 || !enough {
            return Outcome::Rejected;
        }
    }
    Outcome::Adopted
}

/// Every sound rule out of a few quorums and shares, with and without chambers.
fn rules() -> Vec<Rule> {
    let quorums = [(0, 1), (1, 3), (1, 2), (1, 1)].map(|(num, den)| Fraction::new(num, den));
    let shares = [(0, 1), (1, 3), (1, 2), (2, 3), (1, 1)].map(|(num, den)| Fraction::new(num, den));
    let mut rules = vec![Rule::Consensus { days: 7 }];
    for quorum in quorums {
        for share in shares {
            for of in [Base::Cast, Base::Present, Base::All] {
                for reach in [Reach::MoreThan, Reach::AtLeast] {
                    if (share.num, reach) == (share.den, Reach::MoreThan) {
                        continue;
                    }
                    let rule = vote(quorum, share, reach, of);
                    rules.extend([rule.clone(), in_two_chambers(rule)]);
                }
            }
        }
    }
    rules
}

const CHOICES: [Option<Choice>; 4] =
    [None, Some(Choice::Against), Some(Choice::Abstain), Some(Choice::For)];

#[test]
fn every_profile_of_up_to_five_members_comes_out_as_the_slow_count_says() {
    let mut profiles = 0_u32;
    let mut seen = BTreeMap::new();
    for rule in rules() {
        for size in 0..=5_u32 {
            for code in 0..4_usize.pow(size) {
                // States and NGOs by turns.
                let choice = |place: u32| CHOICES[code / 4_usize.pow(place) % 4];
                let kind = |place: u32| if place.is_multiple_of(2) { STATE } else { NGO };
                let profile: Vec<_> = (0..size).map(|place| (kind(place), choice(place))).collect();
                let found = outcome(&rule, &profile);
                assert_eq!(found, oracle(&rule, &profile), "{rule:?} {profile:?}");
                *seen.entry(format!("{found:?}")).or_insert(0) += 1;
                profiles += 1;
            }
        }
    }
    assert_eq!(profiles, 1365 * rules().len() as u32);
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 1000), "{seen:?}");
}

#[test]
fn a_two_thirds_majority_of_votes_cast_is_exact() {
    let two_thirds = vote(Fraction::new(1, 2), Fraction::new(2, 3), Reach::AtLeast, Base::Cast);
    let (pro, con, abstain) = (Some(Choice::For), Some(Choice::Against), Some(Choice::Abstain));
    let six_of_nine = [pro, pro, pro, pro, pro, pro, con, con, con, abstain, None, None];
    let (seats, positions) = members(&all_alike(&six_of_nine));
    let counted = tally(&two_thirds, &seats, &positions);
    assert_eq!(counted.outcome, Outcome::Adopted);
    assert_eq!(
        counted.reasons,
        [
            Reason::Quorum { present: 10, needed: 6, members: 12 },
            Reason::Majority { chamber: None, in_favour: 6, needed: 6, of: 9 },
        ]
    );
    let votes = counted.votes;
    assert_eq!((votes.in_favour, votes.against, votes.abstaining, votes.absent), (6, 3, 1, 2));
    let six_of_ten = [pro, pro, pro, pro, pro, pro, con, con, con, con, None, None];
    assert_eq!(outcome(&two_thirds, &all_alike(&six_of_ten)), Outcome::Rejected);
    // A half in whole numbers: three of six are not more than half, four are.
    let of_all = vote(Fraction::new(0, 1), Fraction::new(1, 2), Reach::MoreThan, Base::All);
    assert_eq!(outcome(&of_all, &all_alike(&[pro, pro, pro, con, None, None])), Outcome::Rejected);
    assert_eq!(outcome(&of_all, &all_alike(&[pro, pro, pro, pro, None, None])), Outcome::Adopted);
}

#[test]
fn each_chamber_that_has_a_member_must_agree() {
    let simple = vote(Fraction::new(0, 1), Fraction::new(1, 2), Reach::MoreThan, Base::Cast);
    let chambers = in_two_chambers(simple.clone());
    let (pro, con) = (Some(Choice::For), Some(Choice::Against));
    let outvoted = [(STATE, pro), (STATE, pro), (STATE, pro), (NGO, con)];
    assert_eq!(outcome(&simple, &outvoted), Outcome::Adopted);
    assert_eq!(outcome(&chambers, &outvoted), Outcome::Rejected);
    let (seats, positions) = members(&outvoted[..3]);
    let counted = tally(&chambers, &seats, &positions);
    assert_eq!(counted.outcome, Outcome::Adopted);
    assert_eq!(counted.reasons.last(), Some(&Reason::EmptyChamber { chamber: 1 }));
    let silent = [(STATE, pro), (NGO, None)];
    assert_eq!(outcome(&chambers, &silent), Outcome::Rejected, "silence does not agree");
}

#[test]
fn where_no_chamber_has_a_member_nothing_is_adopted() {
    let simple = vote(Fraction::new(0, 1), Fraction::new(1, 2), Reach::MoreThan, Base::Cast);
    let outside = [(OrganisationKind::Private, Some(Choice::For)); 3];
    assert_eq!(outcome(&simple, &outside), Outcome::Adopted);
    let (seats, positions) = members(&outside);
    let counted = tally(&in_two_chambers(simple), &seats, &positions);
    assert_eq!(counted.outcome, Outcome::Rejected);
    let empty = [0, 1].map(|chamber| Reason::EmptyChamber { chamber });
    assert_eq!(counted.reasons[1..], empty);
}

/// The no-show paradox of every quorum by presence: an opponent that comes and votes against
/// helps the proposal to a quorum, and does better to stay away.
#[test]
fn an_opponent_can_stop_by_staying_away_what_it_cannot_stop_by_voting() {
    let half = Fraction::new(1, 2);
    let rule = vote(half, half, Reach::MoreThan, Base::Cast);
    let (pro, con) = (Some(Choice::For), Some(Choice::Against));
    assert_eq!(outcome(&rule, &all_alike(&[pro, pro, con, None, None])), Outcome::Adopted);
    assert_eq!(outcome(&rule, &all_alike(&[pro, pro, None, None, None])), Outcome::NoQuorum);
    // A majority of all members has no quorum to deny.
    let of_all = vote(Fraction::new(0, 1), half, Reach::MoreThan, Base::All);
    for absent_or_against in [None, con] {
        let profile = all_alike(&[pro, pro, pro, absent_or_against, None]);
        assert_eq!(outcome(&of_all, &profile), Outcome::Adopted);
    }
}

#[test]
fn who_speaks_or_observes_is_not_counted_whatever_it_says() {
    let rule = vote(Fraction::new(1, 1), Fraction::new(1, 1), Reach::AtLeast, Base::All);
    let (mut seats, mut positions) = members(&all_alike(&[Some(Choice::For)]));
    for (number, standing) in [(8, Standing::Speaks), (9, Standing::Observes)] {
        seats.push(Seat { organisation: id(number), kind: Some(STATE), standing });
        positions.insert(id(number), Choice::Against);
    }
    positions.insert(id(10), Choice::Against);
    let counted = tally(&rule, &seats, &positions);
    assert_eq!((counted.votes.members, counted.outcome), (1, Outcome::Adopted));
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let share = || (1_u32..9).prop_flat_map(|den| (0..=den, Just(den)));
    let reach = select(&[Reach::MoreThan, Reach::AtLeast][..]);
    let of = select(&[Base::Cast, Base::Present, Base::All][..]);
    (share(), share(), reach, of, any::<bool>()).prop_map(|(quorum, share, reach, of, chambers)| {
        let reach = if share.0 == share.1 { Reach::AtLeast } else { reach };
        let (quorum, share) = (Fraction::new(quorum.0, quorum.1), Fraction::new(share.0, share.1));
        let rule = vote(quorum, share, reach, of);
        if chambers { in_two_chambers(rule) } else { rule }
    })
}

fn any_profile() -> impl Strategy<Value = Vec<(OrganisationKind, Option<Choice>)>> {
    vec((select(&[STATE, NGO][..]), select(CHOICES.as_slice())), 1..40)
}

proptest! {
    #[test]
    fn it_does_not_matter_who_of_a_chamber_says_what(
        rule in any_rule(), profile in any_profile(), keys in vec(any::<u32>(), 40),
    ) {
        let mut shuffled = profile.clone();
        for kind in [STATE, NGO] {
            let of_kind: Vec<_> = (0..profile.len()).filter(|i| profile[*i].0 == kind).collect();
            let mut turned = of_kind.clone();
            turned.sort_by_key(|i| keys[*i]);
            for (to, from) in of_kind.into_iter().zip(turned) {
                shuffled[to] = profile[from];
            }
        }
        let (seats, positions) = members(&profile);
        let (_, turned) = members(&shuffled);
        prop_assert_eq!(tally(&rule, &seats, &positions), tally(&rule, &seats, &turned));
    }

    #[test]
    fn a_vote_that_changes_towards_for_never_spoils_an_adoption(
        rule in any_rule(), profile in any_profile(), who in any::<prop::sample::Index>(),
    ) {
        let who = who.index(profile.len());
        let mut warmer = profile.clone();
        // A member that stayed away may come to vote for; coming to abstain is no step towards
        // it, since an abstention counts among those present.
        warmer[who].1 = match profile[who].1 {
            Some(Choice::Against) => Some(Choice::Abstain),
            Some(Choice::Abstain | Choice::For) | None => Some(Choice::For),
        };
        if outcome(&rule, &profile) == Outcome::Adopted {
            prop_assert_eq!(outcome(&rule, &warmer), Outcome::Adopted);
            warmer[who].1 = Some(Choice::For);
            prop_assert_eq!(outcome(&rule, &warmer), Outcome::Adopted);
        }
    }

    #[test]
    fn a_simple_majority_of_an_odd_turnout_favours_neither_side(
        choices in vec(select(CHOICES.as_slice()), 1..40),
    ) {
        let turnout = choices.iter().filter(|it| matches!(it, Some(Choice::For | Choice::Against)));
        prop_assume!(turnout.count() % 2 == 1);
        let half = Fraction::new(1, 2);
        let rule = vote(Fraction::new(0, 1), half, Reach::MoreThan, Base::Cast);
        let mirrored = choices.iter().map(|choice| match choice {
            Some(Choice::For) => Some(Choice::Against),
            Some(Choice::Against) => Some(Choice::For),
            other => *other,
        });
        let mirrored: Vec<_> = mirrored.collect();
        let both = [outcome(&rule, &all_alike(&choices)), outcome(&rule, &all_alike(&mirrored))];
        prop_assert!(both.contains(&Outcome::Adopted) && both.contains(&Outcome::Rejected));
    }

    #[test]
    fn one_more_that_comes_never_breaks_a_quorum_and_a_higher_quorum_never_helps(
        rule in any_rule(), profile in any_profile(), who in any::<prop::sample::Index>(),
        choice in select(&CHOICES[1..]),
    ) {
        let who = who.index(profile.len());
        let (seats, positions) = members(&profile);
        let before = tally(&rule, &seats, &positions);
        let mut fuller = profile.clone();
        fuller[who].1 = fuller[who].1.or(choice);
        let (_, positions) = members(&fuller);
        prop_assert!(!before.quorum_reached || tally(&rule, &seats, &positions).quorum_reached);
        let Rule::Vote { quorum, majority, chambers, days } = rule else { unreachable!() };
        let higher = Fraction { num: quorum.den.min(quorum.num + 1), den: quorum.den };
        let stricter = Rule::Vote { quorum: higher, majority, chambers, days };
        let after = outcome(&stricter, &profile);
        prop_assert!(after == before.outcome || after == Outcome::NoQuorum);
    }

    #[test]
    fn everybody_is_counted_once(rule in any_rule(), profile in any_profile()) {
        let (seats, positions) = members(&profile);
        let counted = tally(&rule, &seats, &positions);
        let votes = counted.votes;
        prop_assert_eq!(votes.present() + votes.absent, profile.len() as u64);
        let in_chambers: u64 = counted.chambers.iter().map(|votes| votes.members).sum();
        prop_assert!(counted.chambers.is_empty() || in_chambers == votes.members);
        prop_assert_eq!(counted.outcome, oracle(&rule, &profile));
    }
}
