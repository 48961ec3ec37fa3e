//! The generated region: a coalition to look at before there is one.

use std::ops::ControlFlow;

use concert_coalition::{Actor, Coalition, Command, Declaration, Plan, Role, decide};
use concert_estimate::{CaptureTable, History, Method, Settings, estimate};
use concert_journal::{Answer, Batch, NewEntry};
use concert_region::{Parameters, Region, Truth, generate};
use concert_terms::{Id, Period};
use jiff::{SignedDuration, Timestamp};

use crate::decisions::{FOUNDED_DAYS_AGO, MadeUpAct, decide_in_region};
use crate::estimation::{EstimateSubject, recorded};
use crate::reviews::review_in_region;
use crate::{Asked, Fault, PlanHead, PlanTemplate, Refused, Secretariat, Unanswered};

/// Statements that are kept together while a region is made: one wait for the disk each.
const TOGETHER: usize = 5000;

impl From<concert_region::Refusal> for Unanswered {
    fn from(refusal: concert_region::Refusal) -> Self {
        Self::Refused(Refused {
            code: refusal.code(),
            facts: vec![("text", refusal.to_string())],
            text: refusal.to_string(),
        })
    }
}

impl Secretariat {
    /// Makes up a region and states everything that happened in it, two years of it, with the
    /// estimates from its case lists. Returns what is true in the region and nobody stated.
    pub fn make_region(
        &self,
        parameters: &Parameters,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Asked<Truth> {
        let region = generate(parameters)?;
        let all = region.number_of_acts() as u64;
        let mut chronicle = Chronicle::new(self, now);
        let mut decisions = MadeUpActs::Unwritten(self.template_plan(PlanTemplate::UnGlobalPlan)?);
        for (done, act) in region.acts().enumerate() {
            decisions.until(&mut chronicle, parameters.seed, act.at)?;
            chronicle.act(&act.command, act.at)?;
            if done % 256 == 0 {
                progress(done as u64, all);
            }
        }
        decisions.until(&mut chronicle, parameters.seed, now)?;
        for command in estimated(&region)? {
            chronicle.act(&command, now)?;
        }
        chronicle.flush()?;
        for template in PlanTemplate::ALL {
            let head = template_head(template);
            self.state_plan(&Actor::operator(), &head, &template.text()?, now)?;
        }
        self.make_up_commitments(now)?;
        self.make_up_recommendations(now)?;
        progress(all, all);
        Ok(region.truth)
    }

    fn template_plan(&self, template: PlanTemplate) -> Asked<Plan> {
        self.plan_of(&template_head(template), &template.text()?)
    }

    /// Who looks at a generated region: its coordinator.
    pub fn demo_visitor(&self) -> Option<Actor> {
        let generated = self.picture().coalition.instance.generated;
        let coordinator = Actor { role: Role::Coordinator, ..Actor::operator() };
        generated.then_some(coordinator)
    }
}

fn template_head(template: PlanTemplate) -> PlanHead {
    PlanHead {
        names: template.names(),
        source: template.source().to_owned(),
        paraphrase: true,
        ..PlanHead::default()
    }
}

/// What the region's members decide and review. It is made up on the day on which their coalition
/// is founded, from the organisations that are there by then, and stated in the order of time
/// between everything else.
enum MadeUpActs {
    Unwritten(Plan),
    Written(std::vec::IntoIter<MadeUpAct>),
}

impl MadeUpActs {
    /// States what happens until a moment.
    fn until(&mut self, chronicle: &mut Chronicle<'_>, seed: u64, at: Timestamp) -> Asked<()> {
        if let Self::Unwritten(plan) = self {
            let founded = SignedDuration::from_hours(24 * FOUNDED_DAYS_AGO);
            if at.duration_since(chronicle.now) < -founded {
                return Ok(());
            }
            let mut cast = decide_in_region(&chronicle.state, plan.clone(), seed, chronicle.now);
            let place = chronicle.state.places.iter().next().map(|(_, code, _)| code.clone());
            review_in_region(&mut cast, plan.id, place);
            let mut acts = cast.acts;
            acts.sort_by_key(|act| act.at);
            *self = Self::Written(acts.into_iter());
        }
        let Self::Written(acts) = self else { return Ok(()) };
        while let Some(act) = acts.as_slice().first()
            && act.at <= at
        {
            chronicle.act_as(&act.actor, &act.command, act.at)?;
            acts.next();
        }
        Ok(())
    }
}

/// States many things one after the other, each decided on the state after the one before, and
/// waits for the disk once for many of them.
struct Chronicle<'a> {
    secretariat: &'a Secretariat,
    now: Timestamp,
    state: Coalition,
    kept: u64,
    waiting: Vec<NewEntry>,
}

impl<'a> Chronicle<'a> {
    fn new(secretariat: &'a Secretariat, now: Timestamp) -> Self {
        let state = secretariat.picture().coalition.clone();
        Self { secretariat, now, kept: state.size, state, waiting: Vec::new() }
    }

    fn act(&mut self, command: &Command, at: Timestamp) -> Asked<()> {
        self.act_as(&Actor::operator(), command, at)
    }

    fn act_as(&mut self, actor: &Actor, command: &Command, at: Timestamp) -> Asked<()> {
        for statement in decide(&self.state, actor, command, at)? {
            self.state.apply(&statement);
            let salt = self.secretariat.entropy.bytes();
            self.waiting.push(NewEntry { salt, body: statement.to_bytes() });
        }
        if self.waiting.len() >= TOGETHER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Asked<()> {
        let entries = std::mem::take(&mut self.waiting);
        if entries.is_empty() {
            return Ok(());
        }
        let count = entries.len() as u64;
        let batch =
            Batch { expected_size: self.kept, at: self.now.as_microsecond(), key: None, entries };
        match self.secretariat.writer()?.append(batch)? {
            Answer::Appended(_) => {
                self.kept += count;
                Ok(())
            }
            Answer::Moved { .. } => {
                let text = "somebody else wrote to the journal while the region was made";
                Err(Fault::Broken(text.to_owned()).into())
            }
        }
    }
}

/// The estimates from the region's case lists, and the national needs that rest on them. A table
/// that carries no estimate leaves its country without one, as it would in life.
fn estimated(region: &Region) -> Asked<Vec<Command>> {
    let settings = Settings {
        replicates: 400,
        seed: region.parameters.seed,
        ..Settings::of_methods([Method::LoglinearBic])
    };
    let mut commands = Vec::new();
    for (lists, need) in region.capture_tables.iter().zip(&region.estimate_needs) {
        let cells = lists.counts.iter().map(|(bits, count)| (History::new(*bits), *count));
        let table = CaptureTable::new(lists.lists.clone(), cells)
            .map_err(|error| Fault::Broken(format!("a generated table: {error}")))?;
        let report = estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()));
        let year = Period::year(region.parameters.today.year());
        let subject = EstimateSubject { place: lists.country.clone(), period: year };
        if let Some(recorded) = recorded(&report, &subject) {
            let id: Id = recorded.id;
            commands.push(Command::RecordEstimate(Box::new(recorded)));
            commands.push(Command::Declare(vec![Declaration::Need(Box::new(need.need(id)))]));
        }
    }
    Ok(commands)
}
