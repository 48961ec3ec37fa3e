//! When somebody last looked at what changed, so that they are told what is new to them.

use concert_coalition::Actor;
use concert_coverage::AllocationRule;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::changes::Instant;
use crate::{Asked, Secretariat};

impl Secretariat {
    /// The moment at which somebody last said that they had seen what changed; a week ago for who
    /// never did, as far as there was anything then.
    pub fn last_look(&self, actor: &Actor, today: Date) -> Asked<Instant> {
        let kept = self.writer()?.beside().setting(&key(actor))?;
        let rule = AllocationRule::default();
        let read = kept.as_deref().and_then(|kept| kept.split_once(' ')).and_then(|(size, day)| {
            Some(Instant { at: day.parse().ok()?, size: size.parse().ok()?, rule })
        });
        let now = self.picture().coalition.size;
        // A journal that was restored from an older copy has no such statement any more.
        if let Some(look) = read.filter(|look| look.size <= now && look.at <= today) {
            return Ok(look);
        }
        let at = today.saturating_sub(7.days());
        Ok(Instant { at, size: self.size_on(at)?, rule })
    }

    /// Notes that somebody has seen everything up to a moment.
    pub fn note_look(&self, actor: &Actor, seen: &Instant) -> Asked<()> {
        let kept = format!("{} {}", seen.size, seen.at);
        Ok(self.writer()?.beside().put_setting(&key(actor), &kept)?)
    }
}

fn key(actor: &Actor) -> String {
    format!("last-look/{}", actor.author)
}
