//! Spreads long work over the processors without letting their number show in the result.
//!
//! Each item is worked alone, from its own index and its own stream of random numbers, and results
//! come back in the order of the items. The caller's thread counts what is done and asks whether
//! to go on.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::progress::{Interrupted, Meter};

/// The work on every item of `0..count`, results in order of the items. `room` makes what a thread
/// uses again for each of its items; what is left in it must not show in a result.
///
/// Steps of the work: one for each item, which the caller has told the meter to expect.
pub(crate) fn in_parallel<R, T: Send>(
    count: usize,
    meter: &mut Meter<'_, '_>,
    room: impl Fn() -> R + Sync,
    work: impl Fn(&mut R, usize) -> T + Sync,
) -> Result<Vec<T>, Interrupted> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    if threads <= 1 {
        let mut room = room();
        let mut one = |item| {
            let result = work(&mut room, item);
            meter.advance(1).map(|()| result)
        };
        return (0..count).map(&mut one).collect();
    }
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, next, stop, room, work) = (send.clone(), &next, &stop, &room, &work);
            scope.spawn(move || {
                let mut room = room();
                while !stop.load(Ordering::Relaxed) {
                    let item = next.fetch_add(1, Ordering::Relaxed);
                    // The receiver hangs up when it has heard that the work is to end.
                    if item >= count || send.send((item, work(&mut room, item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for (item, result) in receive {
            results[item] = Some(result);
            if let Err(interrupted) = meter.advance(1) {
                stop.store(true, Ordering::Relaxed);
                return Err(interrupted);
            }
        }
        Ok(())
    })?;
    // A thread that panicked has already carried its panic out of the scope.
    Ok(results.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn every_item_is_worked_once_and_results_come_in_order() {
        let mut tell = |_, _| ControlFlow::Continue(());
        let mut meter = Meter::new(&mut tell);
        let squares = in_parallel(500, &mut meter, || (), |(), item| item * item);
        assert_eq!(squares, Ok((0..500).map(|item| item * item).collect()));
        assert_eq!(in_parallel(0, &mut meter, || (), |(), item| item), Ok(Vec::new()));
    }

    #[test]
    fn a_caller_who_has_heard_enough_ends_the_work() {
        let mut tell =
            |done, _| if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let mut meter = Meter::new(&mut tell);
        let endless = in_parallel(100_000, &mut meter, || (), |(), item| item);
        assert_eq!(endless, Err(Interrupted));
    }
}
