//! What every request shares: the secretariat, and how this server is reached.

use std::sync::Arc;
use std::time::Duration;

use concert_secretariat::{Fault, Secretariat};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::Semaphore;

use crate::attempts::Attempts;
use crate::serve::ServeOptions;
use crate::trouble::Trouble;

/// Passwords that are checked at the same time: each check takes 64 MiB on purpose.
const CHECKS_AT_ONCE: usize = 2;

/// Questions that take seconds and a processor each, answered at the same time.
const LONG_AT_ONCE: usize = 2;

/// How long such a question waits for room before whoever asks is told to come again. Well below
/// the time after which a request is given up.
const ROOM_WITHIN: Duration = Duration::from_secs(10);

/// In how many seconds somebody who found no room is told to come again.
const COME_AGAIN_SECONDS: u64 = 15;

/// Files that are taken at the same time.
const UPLOADS_AT_ONCE: usize = 2;

/// The shared state of all requests; a clone is the same house.
#[derive(Clone)]
pub(crate) struct House(Arc<Inside>);

pub(crate) struct Inside {
    /// Whom to ask.
    pub(crate) secretariat: Arc<Secretariat>,
    /// How the server is reached.
    pub(crate) options: ServeOptions,
    /// Who failed to sign in lately.
    pub(crate) attempts: Attempts,
    /// Room for password checks.
    pub(crate) checks: Semaphore,
    /// Room for files that are handed over: each is held in memory while it is read.
    pub(crate) uploads: Semaphore,
    /// Room for questions that take long.
    pub(crate) long: Arc<Semaphore>,
}

impl std::ops::Deref for House {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl House {
    pub(crate) fn new(secretariat: Arc<Secretariat>, options: ServeOptions) -> Self {
        Self(Arc::new(Inside {
            secretariat,
            options,
            attempts: Attempts::default(),
            checks: Semaphore::new(CHECKS_AT_ONCE),
            uploads: Semaphore::new(UPLOADS_AT_ONCE),
            long: Arc::new(Semaphore::new(LONG_AT_ONCE)),
        }))
    }

    /// Asks the secretariat on a thread that may wait for the disk.
    pub(crate) async fn ask<T, E>(
        &self,
        question: impl FnOnce(&Secretariat) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Trouble>
    where
        T: Send + 'static,
        E: Into<Trouble> + Send + 'static,
    {
        let secretariat = Arc::clone(&self.secretariat);
        let answer = tokio::task::spawn_blocking(move || question(&secretariat)).await;
        match answer {
            Ok(answer) => answer.map_err(Into::into),
            // The thread panicked: a defect of ours that ends this request only.
            Err(error) => Err(Trouble::broken(&error)),
        }
    }

    /// Asks what takes seconds and a processor, such as a plan with its bound. At most a few are
    /// answered at the same time, so that whoever asks what is quick does not wait for them; who
    /// finds no room for a while is told when to come again.
    pub(crate) async fn ask_at_length<T, E>(
        &self,
        question: impl FnOnce(&Secretariat) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Trouble>
    where
        T: Send + 'static,
        E: Into<Trouble> + Send + 'static,
    {
        let room = Arc::clone(&self.long).acquire_owned();
        let Ok(Ok(room)) = tokio::time::timeout(ROOM_WITHIN, room).await else {
            return Err(Trouble::Busy(COME_AGAIN_SECONDS));
        };
        // The room goes with the work, which goes on when whoever asked has left.
        self.ask(move |secretariat| {
            let answer = question(secretariat);
            drop(room);
            answer
        })
        .await
    }

    /// Asks what always has an answer.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Secretariat) -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        self.ask(|secretariat| Ok::<T, Fault>(question(secretariat))).await
    }
}

/// The time of a request.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day of a request: days are counted in UTC everywhere in Concert.
pub(crate) fn today() -> Date {
    TimeZone::UTC.to_datetime(now()).date()
}
