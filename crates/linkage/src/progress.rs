//! How far long work has come, told to whoever waits, who may end it.

use std::ops::ControlFlow;

/// Told how many of how many steps are done; answers whether to go on. The number of steps may
/// grow while more to do is found; it never shrinks.
pub type Tell<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// The caller's answer was to stop; nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work was interrupted by its caller")]
pub struct Interrupted;
