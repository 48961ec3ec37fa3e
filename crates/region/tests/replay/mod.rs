//! Tells a region's history to a coalition.

use concert_coalition::{Actor, Coalition, Statement, decide};
use concert_region::Region;

/// The state that follows from all acts, every one of which must be accepted and state something,
/// and every statement handed to `note`.
pub(crate) fn replay(region: &Region, mut note: impl FnMut(&Statement)) -> Coalition {
    let mut coalition = Coalition::default();
    for act in region.acts() {
        let statements = decide(&coalition, &Actor::operator(), &act.command, act.at)
            .unwrap_or_else(|refusal| panic!("{refusal}: {:?}", act.command));
        assert!(!statements.is_empty(), "nothing new: {:?}", act.command);
        for statement in statements {
            coalition.apply(&statement);
            note(&statement);
        }
    }
    coalition
}
