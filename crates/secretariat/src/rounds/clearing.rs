//! What the hub does with the lists: link them, erase them, close the round.

use std::path::PathBuf;

use concert_coalition::{Actor, Command, LinkageRecord, RoundAct, RoundCommand};
use concert_terms::Id;
use jiff::Timestamp;

use crate::{Asked, Done, Secretariat, Unanswered};

impl Secretariat {
    /// The files of the lists in force, by member, for whoever links them at the hub.
    pub fn lists_to_link(&self, actor: &Actor, round: Id) -> Asked<Vec<(Id, PathBuf)>> {
        if !actor.coordinates() {
            return Err(Unanswered::not_allowed("coordinators"));
        }
        let picture = self.picture();
        let open = picture.coalition.rounds.rounds.get(&round);
        let open = open.ok_or_else(|| Unanswered::absent("linkage round", &round.to_string()))?;
        let file = |organisation, digest: &str| self.lists.file(round, organisation, digest);
        let lists = open.lists_in_force();
        Ok(lists.map(|(member, list)| (member, file(member, &list.digest))).collect())
    }

    /// Records what a linking came to.
    pub fn record_linkage(
        &self,
        actor: &Actor,
        record: LinkageRecord,
        now: Timestamp,
    ) -> Asked<Done> {
        let round = record.round;
        self.act_in_round(actor, round, RoundAct::Record(Box::new(record)), now)
    }

    /// Erases the lists of a round, and says so once none is left: where the machine fails in
    /// between, lists are gone of which that is not said yet, and never the other way round.
    pub fn erase_lists(&self, actor: &Actor, round: Id, now: Timestamp) -> Asked<Done> {
        let _turn = self.lists.turn.lock();
        let command = Command::Round(RoundCommand::Act { round, act: RoundAct::Erase });
        self.would_accept(actor, &command, now)?;
        self.lists.erase_all(round)?;
        self.act(actor, command, now)
    }

    /// Does in a round what concerns no file: say that a share is destroyed, give the round up, close
    /// it, record a linkage. Lists are submitted, retracted and erased by calls of their own, which
    /// keep their files in step.
    pub fn act_in_round(
        &self,
        actor: &Actor,
        round: Id,
        act: RoundAct,
        now: Timestamp,
    ) -> Asked<Done> {
        match act {
            RoundAct::Erase => self.erase_lists(actor, round, now),
            RoundAct::Retract => {
                let size = self.picture().coalition.size;
                self.retract_list(actor, round, now)?;
                let count = self.picture().coalition.size - size;
                Ok(Done { first: size, count: count.min(1) })
            }
            RoundAct::Submit { .. } => {
                Err(Unanswered::unsound("act", "a list comes with its file"))
            }
            act => self.act(actor, Command::Round(RoundCommand::Act { round, act }), now),
        }
    }
}
