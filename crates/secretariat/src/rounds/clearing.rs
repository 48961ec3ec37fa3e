//! What is done in a round beside submitting and linking: erase the lists, say that a share is destroyed, close.

use concert_coalition::{Actor, Command, RoundAct, RoundCommand};
use concert_terms::Id;
use jiff::Timestamp;

use crate::{Asked, Done, Secretariat, Unanswered};

impl Secretariat {
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
