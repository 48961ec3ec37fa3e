//! How far long work has come, told to whoever waits, who may end it.

use std::ops::ControlFlow;

/// Told how many of how many steps are done; answers whether to go on. The number of steps may
/// grow while a search finds more to do; it never shrinks.
pub type Tell<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// The caller's answer was to stop; nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work was interrupted by its caller")]
pub struct Interrupted;

/// Counts steps over several pieces of work that report as one.
pub(crate) struct Meter<'a, 'b> {
    done: u64,
    total: u64,
    tell: &'a mut Tell<'b>,
}

impl<'a, 'b> Meter<'a, 'b> {
    pub(crate) fn new(tell: &'a mut Tell<'b>) -> Self {
        Self { done: 0, total: 0, tell }
    }

    pub(crate) fn expect(&mut self, steps: u64) {
        self.total += steps;
    }

    /// Does a piece of work that counts its own steps, and counts them with the others.
    pub(crate) fn part<T>(&mut self, work: impl FnOnce(&mut Tell<'_>) -> T) -> T {
        let (mut counted, mut expected) = (0, 0);
        work(&mut |done: u64, total: u64| {
            self.expect(total.saturating_sub(expected));
            expected = expected.max(total);
            let more = done.saturating_sub(counted);
            counted = counted.max(done);
            self.advance(more).map_or(ControlFlow::Break(()), ControlFlow::Continue)
        })
    }

    pub(crate) fn advance(&mut self, steps: u64) -> Result<(), Interrupted> {
        self.done += steps;
        match (self.tell)(self.done, self.total.max(self.done)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Interrupted),
        }
    }
}
