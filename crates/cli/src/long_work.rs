//! Work that takes a while: it shows how far it is, and Ctrl-C ends it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use concert_secretariat::{Interrupted, Tell};

use crate::output::{self, Failure, Progress};

/// Does the work until it is done or Ctrl-C ends it.
pub(crate) fn until_ended<T>(doing: &'static str, work: impl FnOnce(&mut Tell<'_>) -> T) -> T {
    let ended = Arc::new(AtomicBool::new(false));
    listen(&ended);
    let progress = Progress::new(doing);
    let mut tell = progress.teller();
    work(&mut |done, all| {
        tell(done, all);
        if ended.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
}

/// What was done, or that it was ended before there was anything to show.
pub(crate) fn whole<T>(done: Result<T, Interrupted>) -> Result<T, Failure> {
    done.map_err(|Interrupted| {
        eprintln!("ended before it was done; there is nothing to show");
        Failure::Interrupted
    })
}

/// Sets the mark at the first Ctrl-C and ends the process at the second. Where the system does not
/// let us listen, Ctrl-C ends the process as it always does.
fn listen(ended: &Arc<AtomicBool>) {
    let ended = Arc::clone(ended);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                ended.store(true, Ordering::Relaxed);
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(i32::from(output::INTERRUPTED));
            }
        });
    });
}
