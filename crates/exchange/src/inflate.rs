//! Counting while unpacking: what an archive says about its own size is not believed.

use std::io::{self, Read};

use crate::limits::Limits;
use crate::refusal::Rule;

/// Bytes unpacked so far, beside what the packed file allows.
pub(crate) struct Inflation {
    inflated: u64,
    most: u64,
    too_far: Rule,
}

impl Inflation {
    /// The allowance of a file of this many packed bytes.
    pub(crate) fn new(packed_bytes: u64, limits: &Limits) -> Self {
        let by_ratio = packed_bytes.saturating_mul(limits.inflation_ratio).max(Limits::RATIO_FLOOR);
        let (limit, ratio) = (limits.inflated_bytes, limits.inflation_ratio);
        if by_ratio < limit {
            Self { inflated: 0, most: by_ratio, too_far: Rule::InflatesTooSteeply { limit: ratio } }
        } else {
            Self { inflated: 0, most: limit, too_far: Rule::InflatesTooFar { limit } }
        }
    }

    /// Counts some more bytes.
    pub(crate) fn add(&mut self, bytes: usize) -> Result<(), Rule> {
        self.inflated += bytes as u64;
        if self.inflated > self.most { Err(self.too_far.clone()) } else { Ok(()) }
    }
}

/// A reader that counts, and fails once the allowance is spent.
pub(crate) struct Counted<R> {
    inner: R,
    inflation: Inflation,
    /// The rule that was broken, if the last error was that.
    pub(crate) broken: Option<Rule>,
}

impl<R: Read> Counted<R> {
    pub(crate) fn new(inner: R, inflation: Inflation) -> Self {
        Self { inner, inflation, broken: None }
    }

    /// What is left of the allowance, for the next part.
    pub(crate) fn into_inflation(self) -> Inflation {
        self.inflation
    }

    /// Fills as much of the buffer as there is, and says how much.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, Rule> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.rule(&error)),
            }
        }
        Ok(filled)
    }

    /// What a failure to read means.
    pub(crate) fn rule(&mut self, error: &io::Error) -> Rule {
        self.broken.take().unwrap_or_else(|| Rule::DamagedArchive {
            detail: error.to_string().chars().take(200).collect(),
        })
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Err(rule) = self.inflation.add(count) {
            self.broken = Some(rule);
            return Err(io::Error::other("unpacks too far"));
        }
        Ok(count)
    }
}
