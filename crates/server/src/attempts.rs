//! Slows down whoever guesses passwords, without ever locking anybody out.
//!
//! Each failure doubles the wait before the next attempt on the same account, and from the same
//! address, is looked at. The wait is bounded and failures are forgotten, so that nobody can shut
//! a colleague out by failing in their name.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 3;
/// The longest wait.
const LONGEST: SignedDuration = SignedDuration::from_secs(30);
/// After this time without a failure everything is forgotten.
const MEMORY: SignedDuration = SignedDuration::from_mins(15);
/// Keys that are remembered at most; beyond it the oldest are forgotten.
const MOST_KEYS: usize = 10_000;

/// Failed attempts by key.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    failures: Mutex<HashMap<Key, Failures>>,
}

/// What is counted: an account or an address, as a digest, so that what somebody mistyped into the
/// field of the name is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 16]);

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

impl Key {
    /// The key of an account's name.
    pub(crate) fn account(name: &str) -> Self {
        Self::of("account", name)
    }

    /// The key of a network address. Of an IPv6 address the network counts, since one visitor has
    /// 2^64 addresses in it.
    pub(crate) fn address(address: std::net::IpAddr) -> Self {
        match address {
            std::net::IpAddr::V4(address) => Self::of("v4", &address.to_string()),
            std::net::IpAddr::V6(address) => {
                Self::of("v6", &format!("{:x?}", &address.segments()[..4]))
            }
        }
    }

    fn of(kind: &str, text: &str) -> Self {
        let digest = Sha256::digest(format!("{kind}\0{text}"));
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Self(key)
    }
}

impl Attempts {
    /// How long an attempt under these keys has to wait, counted from `now`.
    pub(crate) fn wait(&self, keys: &[Key], now: Timestamp) -> SignedDuration {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        keys.iter()
            .filter_map(|key| failures.get(key))
            .map(|failures| failures.until().duration_since(now))
            .fold(SignedDuration::ZERO, Ord::max)
    }

    /// Notes that an attempt failed.
    pub(crate) fn failed(&self, keys: &[Key], now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.retain(|_, failures| now.duration_since(failures.last) < MEMORY);
        for key in keys {
            if failures.len() >= MOST_KEYS
                && let Some(oldest) =
                    failures.iter().min_by_key(|(_, failures)| failures.last).map(|(key, _)| *key)
            {
                failures.remove(&oldest);
            }
            let entry = failures.entry(*key).or_insert(Failures { count: 0, last: now });
            entry.count = entry.count.saturating_add(1);
            entry.last = now;
        }
    }

    /// Notes that an attempt succeeded.
    pub(crate) fn succeeded(&self, keys: &[Key]) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            failures.remove(key);
        }
    }
}

impl Failures {
    fn until(self) -> Timestamp {
        let beyond = self.count.saturating_sub(FREE).min(6);
        let wait = match beyond {
            0 => SignedDuration::ZERO,
            beyond => SignedDuration::from_secs(1 << (beyond - 1)).min(LONGEST),
        };
        self.last.saturating_add(wait).unwrap_or(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn each_failure_beyond_the_third_doubles_the_wait_up_to_half_a_minute() {
        let attempts = Attempts::default();
        let keys = [Key::account("somebody")];
        let mut waits = Vec::new();
        for _ in 0..12 {
            attempts.failed(&keys, at(0));
            waits.push(attempts.wait(&keys, at(0)).as_secs());
        }
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]);
        assert_eq!(attempts.wait(&keys, at(31)).as_secs().max(0), 0);
    }

    #[test]
    fn failures_are_forgotten_after_a_quarter_of_an_hour_or_a_success() {
        let attempts = Attempts::default();
        let keys = [Key::account("somebody"), Key::address("10.1.2.3".parse().unwrap())];
        for _ in 0..8 {
            attempts.failed(&keys, at(0));
        }
        attempts.failed(&[Key::account("another")], at(901));
        assert_eq!(attempts.wait(&keys, at(901)), SignedDuration::ZERO);
        for _ in 0..8 {
            attempts.failed(&keys, at(902));
        }
        attempts.succeeded(&keys);
        assert_eq!(attempts.wait(&keys, at(902)), SignedDuration::ZERO);
    }

    #[test]
    fn one_network_of_version_six_is_one_visitor() {
        let key = |text: &str| Key::address(text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }
}
