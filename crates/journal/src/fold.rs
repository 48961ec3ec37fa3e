//! What the caller computes from the journal and wants to keep in step with it.

/// A state that is computed from the entries in their order.
///
/// The writer owns one such state and calls it from its own thread:
///
/// 1. [`apply`](Fold::apply) for every entry, in order of index, as soon as it is accepted. The
///    next request is decided on the state after it, so that many requests can share one commit. At
///    this moment the entry is **not yet durable** and must not be shown to anybody.
/// 2. [`durable`](Fold::durable) when everything applied so far is on the disk, before any of the
///    requests is answered. This is the moment to show it.
///
/// If the commit fails, `durable` is not called, no request is acknowledged, the state is dropped
/// and the journal accepts no more writes. So a state that readers see changes only in `durable`:
/// keep the working state here, and publish from it (a second copy behind a lock that takes in what
/// was applied since, or columns shared behind `Arc` that are copied when they change).
///
/// The state is fed with bytes as they are kept, never with the caller's own values, so that a
/// state that lived through the writes and one that was replayed cannot differ.
pub trait Fold: Send + 'static {
    /// Takes in one entry. `body` is `None` if it has been erased; that happens only in a replay.
    ///
    /// # Errors
    /// The reason why the bytes cannot be taken in. In a replay it is the answer to the opening; in
    /// a running writer nothing of the commit is kept and the writer stops.
    fn apply(&mut self, index: u64, at: i64, body: Option<&[u8]>) -> Result<(), String>;

    /// Everything below `size` is durable.
    fn durable(&mut self, size: u64);
}

/// Nothing is computed.
impl Fold for () {
    fn apply(&mut self, _: u64, _: i64, _: Option<&[u8]>) -> Result<(), String> {
        Ok(())
    }

    fn durable(&mut self, _: u64) {}
}
