//! Two years of acts, in the order in which they were done.

use concert_coalition::{Command, Declaration, Instance, Need, day_number};
use jiff::Timestamp;

use crate::chance::{Chance, Purpose};
use crate::declaration::Writer;
use crate::land::COUNTRIES;
use crate::parameters::HISTORY_DAYS;
use crate::sketch::Fate;

/// One act: what was asked for, and when. Acts are decided one after the other as the operator.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// What.
    pub command: Command,
}

/// What is done in an act. Of acts of one second, earlier kinds come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Describe,
    Places,
    Organisations { first: u32 },
    Needs { country: u8, current: bool },
    Report(u32),
    Declare(u32),
    Confirm { initiative: u32, last: bool },
    End(u32),
    Withdraw(u32),
    Flows,
}

/// When, in seconds since the first midnight of the history, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    second: u32,
    deed: Deed,
}

/// How many organisations are declared in one act.
const TOGETHER: usize = 500;
/// Days before today of the two surveys of needs.
const EARLIER_SURVEY: i32 = 700;
const CURRENT_SURVEY: i32 = 40;
/// Days before today of the figures of people moved along corridors.
const FLOWS: i32 = 35;
const HOUR: u32 = 3600;

/// The history of a region: a plan of every act, written out when it is asked for.
#[derive(Debug)]
pub(crate) struct History {
    events: Vec<Event>,
}

impl History {
    pub(crate) fn new(writer: &Writer) -> Self {
        let mut chance = Chance::of(writer.seed, Purpose::History, 0);
        let mut events = vec![
            event(HISTORY_DAYS, 5 * HOUR, Deed::Describe),
            event(HISTORY_DAYS, 5 * HOUR, Deed::Places),
        ];
        for first in (0..writer.members.all.len()).step_by(TOGETHER) {
            let deed = Deed::Organisations { first: first as u32 };
            events.push(event(HISTORY_DAYS, 6 * HOUR, deed));
        }
        for country in 0..COUNTRIES as u8 {
            for (ago, current) in [(EARLIER_SURVEY, false), (CURRENT_SURVEY, true)] {
                events.push(event(ago, 5 * HOUR, Deed::Needs { country, current }));
            }
        }
        events.push(event(FLOWS, 5 * HOUR, Deed::Flows));
        reports(writer, &mut events, &mut chance);
        initiatives(writer, &mut events, &mut chance);
        events.sort_unstable();
        Self { events }
    }

    /// How many acts there are.
    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// Writes every act out, one at a time.
    pub(crate) fn acts<'a>(
        &'a self,
        writer: &'a Writer,
        instance: &'a Instance,
        needs: &'a [Vec<[Need; 2]>],
    ) -> impl ExactSizeIterator<Item = Act> + 'a {
        self.events.iter().map(move |event| act(writer, instance, needs, *event))
    }
}

/// Silent organisations report a last time; the others every quarter, the last time within seven
/// weeks.
fn reports(writer: &Writer, events: &mut Vec<Event>, chance: &mut Chance) {
    for (number, member) in writer.members.all.iter().enumerate() {
        let deed = Deed::Report(number as u32);
        let mut ago = member.silent_since.unwrap_or_else(|| chance.whole(0, 49));
        while ago < HISTORY_DAYS {
            events.push(event(ago, in_working_hours(chance), deed));
            ago += chance.whole(80, 100);
        }
    }
}

fn initiatives(writer: &Writer, events: &mut Vec<Event>, chance: &mut Chance) {
    for (number, sketch) in writer.sketches.iter().enumerate() {
        let initiative = number as u32;
        let mut add = |ago: i32, chance: &mut Chance, deed: Deed| {
            events.push(event(ago, in_working_hours(chance), deed));
        };
        add(sketch.declared, chance, Deed::Declare(initiative));
        if sketch.confirmed < sketch.declared {
            let between = sketch.declared - sketch.confirmed;
            if between > 60 && chance.happens(0.3) {
                let ago = sketch.confirmed + chance.whole(20, between - 20);
                let deed = Deed::Confirm { initiative, last: false };
                add(ago, chance, deed);
            }
            let deed = Deed::Confirm { initiative, last: true };
            add(sketch.confirmed, chance, deed);
        }
        match sketch.fate {
            Fate::Stands => {}
            Fate::Ended(ago) => add(ago, chance, Deed::End(initiative)),
            // After working hours, when everything else of that day has been said.
            Fate::Withdrawn(ago) => {
                events.push(event(ago, 18 * HOUR, Deed::Withdraw(initiative)));
            }
        }
    }
}

fn in_working_hours(chance: &mut Chance) -> u32 {
    8 * HOUR + chance.below(9 * HOUR as usize) as u32
}

fn event(ago: i32, second_of_day: u32, deed: Deed) -> Event {
    Event { second: (HISTORY_DAYS - ago).max(0) as u32 * 24 * HOUR + second_of_day, deed }
}

fn act(writer: &Writer, instance: &Instance, needs: &[Vec<[Need; 2]>], event: Event) -> Act {
    let first_day = i64::from(day_number(writer.day(HISTORY_DAYS)));
    let second = first_day * 24 * i64::from(HOUR) + i64::from(event.second);
    let at = Timestamp::from_second(second)
        .expect("the years that parameters allow lie within the calendar of time stamps");
    let on = writer.day(HISTORY_DAYS - (event.second / (24 * HOUR)) as i32);
    let command = match event.deed {
        Deed::Describe => Command::Describe(instance.clone()),
        Deed::Places => {
            let places = &writer.geography.places;
            Command::Declare(places.iter().cloned().map(Declaration::Place).collect())
        }
        Deed::Organisations { first } => {
            let members = writer.members.all.iter().skip(first as usize).take(TOGETHER);
            let declared = members.map(|member| member.organisation.clone());
            Command::Declare(declared.map(Declaration::Organisation).collect())
        }
        Deed::Needs { country, current } => {
            let needs = &needs[usize::from(country)];
            let edition = needs.iter().map(|need| need[usize::from(current)].clone());
            Command::Declare(edition.map(|need| Declaration::Need(Box::new(need))).collect())
        }
        Deed::Flows => {
            let flows = &writer.flows;
            let places = flows.places.iter().cloned().map(Declaration::Place);
            let figures = flows.figures.iter().cloned().map(Box::new).map(Declaration::Published);
            Command::Declare(places.chain(figures).collect())
        }
        Deed::Report(organisation) => {
            Command::Report { organisation: writer.organisation_id(organisation), on }
        }
        Deed::Declare(initiative) => declare(writer.before_the_end(initiative)),
        Deed::Confirm { initiative, last } => Command::Confirm {
            initiative: writer.initiative_id(initiative),
            on,
            capacity: None,
            answers: writer.sketches[initiative as usize].answers.filter(|_| last),
        },
        Deed::End(initiative) => declare(writer.declaration(initiative)),
        Deed::Withdraw(initiative) => Command::WithdrawInitiative {
            initiative: writer.initiative_id(initiative),
            reason: "Entered twice".to_owned(),
        },
    };
    Act { at, command }
}

fn declare(initiative: concert_coalition::InitiativeDeclaration) -> Command {
    Command::Declare(vec![Declaration::Initiative(Box::new(initiative))])
}
