//! What a server does by itself once a day: it posts reminders, where the data folder says how.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use concert_secretariat::Secretariat;
use tokio::time::{MissedTickBehavior, interval};

use crate::house::{now, today};
use crate::post::{PostSettings, post_reminders};

/// How often it is looked whether the day's reminders went: what failed is tried again then.
const EVERY: Duration = Duration::from_hours(1);

/// Posts the reminders of each day until it is stopped. Settings are read anew each time.
pub(crate) async fn remind(secretariat: Arc<Secretariat>, stop: Arc<AtomicBool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut done = None;
    loop {
        ticks.tick().await;
        let day = today();
        if done == Some(day) {
            continue;
        }
        let (secretariat, stop) = (Arc::clone(&secretariat), Arc::clone(&stop));
        let round = tokio::task::spawn_blocking(move || round(&secretariat, &stop));
        if matches!(round.await, Ok(true)) {
            done = Some(day);
        }
    }
}

/// Posts what is due today, and tells whether nothing is left to try again.
fn round(secretariat: &Secretariat, stop: &AtomicBool) -> bool {
    let settings = match PostSettings::of_folder(secretariat.folder()) {
        Ok(Some(settings)) => settings,
        // They may be put there any hour.
        Ok(None) => return false,
        Err(fault) => {
            tracing::warn!(%fault, "reminders are not posted");
            return false;
        }
    };
    match post_reminders(secretariat, &settings, (today(), now()), stop) {
        Ok(Ok(posted)) if posted.failed.is_empty() => true,
        Ok(Ok(posted)) => {
            let why = posted.failed.join("; ");
            let left = posted.failed.len() + posted.not_tried;
            tracing::warn!(sent = posted.sent, left, why, "reminders are tried again in an hour");
            false
        }
        Ok(Err(unanswered)) => {
            tracing::warn!(%unanswered, "reminders are not posted");
            false
        }
        Err(fault) => {
            tracing::warn!(%fault, "reminders are not posted");
            false
        }
    }
}
