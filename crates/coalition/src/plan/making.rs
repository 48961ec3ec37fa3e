//! What a commitment must be to be made or changed, by hand or from a table.

use std::collections::BTreeSet;

use concert_terms::Id;
use jiff::civil::Date;

use crate::day::day_of_greenwich;
use crate::decide::{must, not_in_future};
use crate::declaring::Declaring;
use crate::plan::promising::open;
use crate::plan::{Commitment, CommitmentHistory, MatchStanding, PromiseRefusal, known_action};
use crate::{Body, Refusal, sound};

impl Declaring<'_> {
    /// What is stated of a commitment that was declared: it is made, or an import changes it. By
    /// hand it is changed with a reason.
    pub(crate) fn commitment(&self, declared: &Commitment) -> Result<Option<Body>, Refusal> {
        let Some(history) = self.coalition.plan.promises.commitment(&declared.id) else {
            self.makes(declared)?;
            return Ok(Some(Body::CommitmentMade(Box::new(declared.clone()))));
        };
        if !self.changes(history, declared)? {
            return Ok(None);
        }
        if self.import.is_none() {
            return Err(PromiseRefusal::MadeBefore { commitment: declared.id }.into());
        }
        let commitment = Box::new(declared.clone());
        Ok(Some(Body::CommitmentChanged { commitment, reason: String::new() }))
    }

    fn makes(&self, declared: &Commitment) -> Result<(), Refusal> {
        must(self.actor.speaks_for(declared.maker), "members of the organisation")?;
        if let Some(promised) = declared.promised {
            not_in_future("promised", promised, self.now)?;
        }
        due_from(declared, declared.promised.unwrap_or_else(|| day_of_greenwich(self.now)))?;
        self.holds(declared, None)
    }

    /// Whether what is declared of a known commitment is anything new, wherever it was read. A
    /// late commitment may stay late; its day is never moved into the past, and it does not stop
    /// being late by waiting for something from now on. What the public could read stays public.
    pub(crate) fn changes(
        &self,
        history: &CommitmentHistory,
        declared: &Commitment,
    ) -> Result<bool, Refusal> {
        let now = &history.current.commitment;
        must(self.actor.speaks_for(now.maker), "members of the organisation")?;
        if *declared == (Commitment { source: declared.source.clone(), ..now.clone() }) {
            return Ok(false);
        }
        open(declared.id, history)?;
        if (declared.maker, declared.promised) != (now.maker, now.promised) {
            return Err(PromiseRefusal::KeepsItsMaker { commitment: declared.id }.into());
        }
        let today = day_of_greenwich(self.now);
        if declared.due != now.due {
            due_from(declared, today)?;
        }
        condition_in_time(declared, now, today)?;
        stays_public(declared, now, today)?;
        self.keeps_what_was_agreed(declared, now)?;
        self.holds(declared, Some(now))?;
        Ok(true)
    }

    /// Whether what the commitment names is there, and leaves standing what rests on it.
    fn holds(&self, declared: &Commitment, now: Option<&Commitment>) -> Result<(), Refusal> {
        sound::promise::commitment(declared)?;
        self.knows_organisation(declared.maker)?;
        let mut places = declared.cells.iter().map(|cell| &cell.place);
        places.try_for_each(|place| self.knows_place(place))?;
        // A commitment outlasts its action: where a later version of the plan has dropped that, the
        // commitment can still be reworded, but none can be turned towards it any more.
        if now.is_none_or(|now| now.number() != declared.number()) {
            known_action(self.coalition, declared.plan, &declared.action)?;
        }
        self.condition_holds(declared, now)?;
        self.matches_hold(declared)
    }

    /// What is waited for is there, was not withdrawn when it was chosen, and does not wait for
    /// this one at any remove.
    fn condition_holds(
        &self,
        declared: &Commitment,
        now: Option<&Commitment>,
    ) -> Result<(), Refusal> {
        let Some(condition) = declared.condition else { return Ok(()) };
        let promises = &self.coalition.plan.promises;
        let other = promises.commitment(&condition.commitment);
        let is_chosen_now = now.is_none_or(|now| now.condition != declared.condition);
        if is_chosen_now && other.is_some_and(|history| history.withdrawn.is_some()) {
            let commitment = condition.commitment;
            return Err(PromiseRefusal::WaitsInVain { commitment }.into());
        }
        let mut next = condition.commitment;
        let mut met = BTreeSet::from([declared.id]);
        loop {
            if !met.insert(next) {
                return Err(PromiseRefusal::WaitsForItself { commitment: declared.id }.into());
            }
            let there = self.commitment_now(next);
            let there = there.ok_or_else(|| crate::decide::absent("commitment", &next))?;
            match there.condition {
                Some(condition) => next = condition.commitment,
                None => return Ok(()),
            }
        }
    }

    /// An agreement is to what is promised, so that what a maker has put into a pair stays as it is
    /// from the day on which the other one agrees to the pair. Whoever wants to put in something
    /// else ends the pair first, with a reason, and proposes it anew: then the other one is asked
    /// again. The change is refused, and does not quietly turn an agreed pair into a proposed one,
    /// because the other maker may have begun to carry out its half.
    fn keeps_what_was_agreed(
        &self,
        declared: &Commitment,
        now: &Commitment,
    ) -> Result<(), Refusal> {
        let promises = &self.coalition.plan.promises;
        let rests = promises.matches.values().find(|history| {
            let other = history.pair.partner_of(declared.id);
            let partner = other.and_then(|id| promises.commitment(&id));
            partner.is_some_and(|partner| history.has_agreed(partner.current.commitment.maker))
                && !history.pair.puts_in_the_same(declared, now)
                && promises.match_standing(history) != MatchStanding::Ended
        });
        match rests {
            Some(history) => {
                let pledge_match = history.pair.id;
                Err(PromiseRefusal::MatchRestsOnMeans { pledge_match }.into())
            }
            None => Ok(()),
        }
    }

    fn matches_hold(&self, declared: &Commitment) -> Result<(), Refusal> {
        let promises = &self.coalition.plan.promises;
        let mut matches = promises.matches.values();
        let bereft = matches.find(|history| {
            let pair = &history.pair;
            let misses = (pair.policy == declared.id && !declared.offers_policy())
                || (pair.resources == declared.id && !declared.offers_resources());
            misses && promises.match_standing(history) != MatchStanding::Ended
        });
        match bereft {
            Some(history) => {
                let pledge_match = history.pair.id;
                Err(PromiseRefusal::MatchRestsOnMeans { pledge_match }.into())
            }
            None => Ok(()),
        }
    }

    fn commitment_now(&self, id: Id) -> Option<&Commitment> {
        let held = || Some(&self.coalition.plan.promises.commitment(&id)?.current.commitment);
        self.commitments.get(&id).copied().or_else(held)
    }
}

/// A condition that is taken anew is taken while the commitment is in time: a commitment that waits
/// is not late, and one that is late would stop being so.
fn condition_in_time(declared: &Commitment, now: &Commitment, today: Date) -> Result<(), Refusal> {
    let is_anew = declared.condition.is_some() && declared.condition != now.condition;
    let due = declared.due;
    if is_anew && due < today {
        return Err(PromiseRefusal::TooLateToWait { due, day: today }.into());
    }
    Ok(())
}

/// Once its public day has come, a commitment is not taken out of the public's sight again: that day
/// can be put before the one that came, and neither be taken back nor moved on.
fn stays_public(declared: &Commitment, now: &Commitment, today: Date) -> Result<(), Refusal> {
    let Some(from) = now.public_from.filter(|from| *from <= today) else { return Ok(()) };
    if declared.public_from.is_some_and(|anew| anew <= from) {
        return Ok(());
    }
    Err(PromiseRefusal::PublicAlready { commitment: declared.id, from }.into())
}

fn due_from(declared: &Commitment, day: Date) -> Result<(), Refusal> {
    let due = declared.due;
    if due < day { Err(PromiseRefusal::DuePassed { due, day }.into()) } else { Ok(()) }
}
