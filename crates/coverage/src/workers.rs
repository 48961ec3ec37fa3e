//! Spreads work over the processors without letting their number show in the result.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More threads than this wait for memory rather than compute.
const MOST_THREADS: usize = 8;

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
}

/// The work on every part of `0..count`, parts in order: one part per thread, or a single one when
/// there are fewer than `smallest` items for each. How the range is cut depends on the machine, so
/// the results must be such that their combination does not: whole numbers, sets, maxima.
pub(crate) fn in_parts<T: Send>(
    count: usize,
    smallest: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Parts<T> {
    let parts = threads().min(count / smallest.max(1)).max(1);
    if parts == 1 {
        return Parts { first: work(0..count), others: Vec::new() };
    }
    let cut = |part: usize| count * part / parts;
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> =
            (1..parts).map(|part| scope.spawn(move || work(cut(part)..cut(part + 1)))).collect();
        let first = work(0..cut(1));
        Parts { first, others: running.into_iter().map(join).collect() }
    })
}

/// The results of the parts of a range, in order; there is always one.
pub(crate) struct Parts<T> {
    first: T,
    others: Vec<T>,
}

impl<T> Parts<T> {
    /// The parts made one, each added to those before it.
    pub(crate) fn combined(self, add: impl FnMut(&mut T, T)) -> T {
        let (mut whole, mut add) = (self.first, add);
        for part in self.others {
            add(&mut whole, part);
        }
        whole
    }
}

/// The work on every item of `0..count`, results in order of the items. When it is large, threads
/// share it; each takes the next item when it is done with one, so that a few large items do not
/// hold up the rest.
pub(crate) fn one_by_one<T: Send>(
    count: usize,
    is_large: bool,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    if !is_large || threads() == 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let item = next.fetch_add(1, Ordering::Relaxed);
            if item >= count {
                return done;
            }
            done.push((item, work(item)));
        }
    };
    let mut results: Vec<(usize, T)> = std::thread::scope(|scope| {
        let running: Vec<_> = (1..threads()).map(|_| scope.spawn(take)).collect();
        let mut results = take();
        results.extend(running.into_iter().flat_map(join));
        results
    });
    results.sort_unstable_by_key(|(item, _)| *item);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A panic in one thread goes on in the thread that waits for it.
fn join<T>(running: std::thread::ScopedJoinHandle<'_, T>) -> T {
    running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_once_and_results_come_in_order() {
        let parts = in_parts(1000, 10, Iterator::collect::<Vec<_>>);
        let parts = parts.combined(Extend::extend);
        assert_eq!(parts, (0..1000).collect::<Vec<_>>());
        for is_large in [false, true] {
            let squares = one_by_one(100, is_large, |item| item * item);
            assert_eq!(squares, (0..100).map(|item| item * item).collect::<Vec<_>>());
        }
        assert_eq!(in_parts(0, 10, |range| range.len()).combined(|a, b| *a += b), 0);
    }
}
