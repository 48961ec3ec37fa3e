//! What a commitment must be to be made or changed, by hand or from a table.

use std::collections::BTreeSet;

use concert_terms::Id;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::decide::{must, not_in_future};
use crate::declaring::Declaring;
use crate::plan::promising::open;
use crate::plan::{Commitment, CommitmentHistory, MatchStanding, PlanRefusal, PromiseRefusal};
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
        due_from(declared, declared.promised.unwrap_or_else(|| self.today()))?;
        self.holds(declared, None)
    }

    /// Whether what is declared of a known commitment is anything new, wherever it was read. A
    /// late commitment may stay late; its day is never moved into the past.
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
        if declared.due != now.due {
            due_from(declared, self.today())?;
        }
        self.holds(declared, Some(now))?;
        Ok(true)
    }

    /// Whether what the commitment names is there, and leaves standing what rests on it.
    fn holds(&self, declared: &Commitment, now: Option<&Commitment>) -> Result<(), Refusal> {
        sound::promise::commitment(declared)?;
        self.knows_organisation(declared.maker)?;
        let mut places = declared.cells.iter().map(|cell| &cell.place);
        places.try_for_each(|place| self.knows_place(place))?;
        let plan = self.coalition.plan.in_force(&declared.plan);
        let plan = plan.ok_or_else(|| crate::decide::absent("plan", &declared.plan))?;
        if plan.action(&declared.action).is_none() {
            let (plan, code) = (declared.plan, declared.action.clone());
            return Err(PlanRefusal::UnknownAction { plan, code }.into());
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

    /// The day in UTC.
    fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.now).date()
    }

    fn commitment_now(&self, id: Id) -> Option<&Commitment> {
        let held = || Some(&self.coalition.plan.promises.commitment(&id)?.current.commitment);
        self.commitments.get(&id).copied().or_else(held)
    }
}

fn due_from(declared: &Commitment, day: Date) -> Result<(), Refusal> {
    let due = declared.due;
    if due < day { Err(PromiseRefusal::DuePassed { due, day }.into()) } else { Ok(()) }
}
