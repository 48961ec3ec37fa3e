//! The secretariat: the one place where a door, the domain, the engines and what is kept meet.

use std::path::Path;
use std::sync::Arc;

use concert_coalition::{Actor, Coalition, Command, Refusal, Statement, decide};
use concert_journal::{Hold, Journal, NewEntry, Request, Unappended, Writer};
use concert_terms::Names;
use jiff::Timestamp;
use parking_lot::{RwLock, RwLockReadGuard};
use serde::Serialize;

use crate::corridors::CovariateTable;
use crate::drafts::KeptDrafts;
use crate::frame::FrameCache;
use crate::hexadecimal::hex;
use crate::kept::{self, Kept};
use crate::kept_runs::KeptRuns;
use crate::kept_tables::KeptTables;
use crate::past::PastPictures;
use crate::picture::Picture;
use crate::reading::Reader;
use crate::rounds::{KeptLists, LinkingDesk};
use crate::run_desk::Runs;
use crate::statement_days::StatementDays;
use crate::statements::Proof;
use crate::uploads::Uploads;
use crate::{Asked, Candidates, Entropy, Fault, Unanswered, published};

/// How many statements may follow a snapshot before a new one is made at the next close.
const SNAPSHOT_EVERY: u64 = 20_000;

/// One coalition, open for work.
pub struct Secretariat {
    pub(crate) journal: Journal,
    writer: Option<Writer<Kept>>,
    picture: Arc<RwLock<Picture>>,
    pub(crate) entropy: Entropy,
    pub(crate) frames: FrameCache,
    pub(crate) pasts: PastPictures,
    pub(crate) statement_days: StatementDays,
    pub(crate) uploads: Uploads,
    pub(crate) drafts: KeptDrafts,
    pub(crate) lists: KeptLists,
    pub(crate) linkings: LinkingDesk,
    pub(crate) tables: KeptTables<Candidates>,
    pub(crate) covariates: KeptTables<CovariateTable>,
    pub(crate) reader: Option<Reader>,
    pub(crate) runs: Runs,
    snapshot_at: u64,
}

/// What stands at the head and foot of every page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct About {
    /// The coalition's names by language; empty for an instance that nobody named yet.
    pub names: Names,
    /// Whether everything here was made up.
    pub generated: bool,
    /// Statements in the journal.
    pub size: u64,
    /// The root of the journal's tree, in hexadecimal; empty for an empty journal.
    pub root: String,
}

/// The statements that carried out a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Index of the first.
    pub first: u64,
    /// How many; none when what was asked for held already.
    pub count: u64,
}

impl Secretariat {
    /// Opens the coalition that is kept in a folder, founding it if the folder is empty. Only one
    /// process at a time can; others can [`Secretariat::open_to_read`]. `progress` hears how many
    /// statements were read, and of how many.
    pub fn open(
        folder: &Path,
        entropy: Entropy,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Asked<Self> {
        let hold = Hold::take(folder)?;
        let journal = hold.journal().clone();
        let (coalition, snapshot_at) = kept::from_snapshot(&journal)?;
        let picture = Arc::new(RwLock::new(Picture::of(coalition)));
        let kept = Kept::new(Arc::clone(&picture), journal.clone());
        let writer = hold.writer(kept, snapshot_at, progress)?;
        let secretariat = Self::new(journal, Some(writer), picture, entropy, snapshot_at);
        if secretariat.picture().coalition.size == 0 {
            let founding = Command::Declare(published::built_in());
            secretariat.act(&Actor::operator(), founding, now)?;
        }
        Ok(secretariat)
    }

    /// Opens a coalition for reading only, also while another process has it open.
    pub fn open_to_read(folder: &Path, progress: &mut dyn FnMut(u64, u64)) -> Asked<Self> {
        let journal = Journal::open(folder)?;
        let picture = Arc::new(RwLock::new(kept::replayed(&journal, progress)?));
        Ok(Self::new(journal, None, picture, Entropy::of_the_system(), u64::MAX))
    }

    fn new(
        journal: Journal,
        writer: Option<Writer<Kept>>,
        picture: Arc<RwLock<Picture>>,
        entropy: Entropy,
        snapshot_at: u64,
    ) -> Self {
        let (frames, pasts, uploads) =
            (FrameCache::default(), PastPictures::default(), Uploads::default());
        let runs = Runs::new(journal.dir().join(KeptRuns::FOLDER));
        let drafts = KeptDrafts::new(journal.dir().join(KeptDrafts::FOLDER));
        let lists = KeptLists::new(journal.dir().join(KeptLists::FOLDER));
        if writer.is_some() {
            runs.sweep();
            drafts.sweep();
            lists.sweep(&picture.read().coalition);
        }
        let (tables, covariates) = (KeptTables::default(), KeptTables::default());
        Self {
            journal,
            writer,
            picture,
            entropy,
            frames,
            pasts,
            statement_days: StatementDays::default(),
            uploads,
            tables,
            covariates,
            reader: None,
            runs,
            drafts,
            lists,
            linkings: LinkingDesk::default(),
            snapshot_at,
        }
    }

    /// The same, with the program that reads files for it.
    #[must_use]
    pub fn reading_with(mut self, reader: Reader) -> Self {
        self.reader = Some(reader);
        self
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.journal.dir()
    }

    /// Whoever works at the machine that keeps the journal.
    pub fn operator() -> Actor {
        Actor::operator()
    }

    /// The picture as it is now. It does not change while it is held, and nothing can be stated:
    /// let go of it before asking for anything that writes.
    pub fn picture(&self) -> RwLockReadGuard<'_, Picture> {
        // A reader that is inside already must not wait for a writer that waits for it.
        self.picture.read_recursive()
    }

    /// Carries out a command: decides, states, and returns when that is durable and in every
    /// figure.
    pub fn act(&self, actor: &Actor, command: Command, now: Timestamp) -> Asked<Done> {
        let (actor, entropy) = (*actor, self.entropy);
        let decided = move |kept: &Kept, _| {
            let statements = kept.with(|state| decide(state, &actor, &command, now))?;
            let entry = |statement: &Statement| NewEntry {
                salt: entropy.bytes(),
                body: statement.to_bytes(),
            };
            Ok::<_, Refusal>(statements.iter().map(entry).collect())
        };
        let request = Request { at: now.as_microsecond(), key: None };
        match self.writer()?.submit(request, decided) {
            Ok(appended) => Ok(Done { first: appended.first, count: appended.count }),
            Err(Unappended::Declined(refusal)) => Err(refusal.into()),
            Err(Unappended::Journal(error)) => Err(error.into()),
        }
    }

    /// What stands at the head and foot of every page.
    pub fn about(&self) -> Result<About, Fault> {
        let (names, generated) = {
            let instance = &self.picture().coalition.instance;
            (instance.names.clone(), instance.generated)
        };
        let checkpoint = self.journal.checkpoint()?;
        let (size, root) = checkpoint.map_or_else(Default::default, |c| (c.size, hex(&c.root)));
        Ok(About { names, generated, size, root })
    }

    /// Keeps a snapshot, so that the next start need not read the journal from its beginning.
    /// Nothing is lost without one.
    pub fn keep_snapshot(&self) -> Result<(), Fault> {
        let Some(writer) = &self.writer else { return Ok(()) };
        let (size, bytes) = {
            let coalition: &Coalition = &self.picture().coalition;
            if coalition.size < self.snapshot_at.saturating_add(SNAPSHOT_EVERY) {
                return Ok(());
            }
            (coalition.size, coalition.to_snapshot())
        };
        Ok(writer.save_snapshot(size, Coalition::SNAPSHOT_TAG, &bytes)?)
    }

    pub(crate) fn writer(&self) -> Asked<&Writer<Kept>> {
        self.writer.as_ref().ok_or_else(Unanswered::opened_to_read)
    }

    /// The statement with an index; `None` if its body was erased.
    pub(crate) fn statement_at(&self, index: u64) -> Result<Option<Statement>, Fault> {
        Ok(self.statements_between(index, index + 1)?.pop().and_then(|(_, statement)| statement))
    }

    /// The statements from an index to before another.
    pub(crate) fn statements_between(
        &self,
        from: u64,
        to: u64,
    ) -> Result<Vec<(u64, Option<Statement>)>, Fault> {
        let read = |entry: concert_journal::Entry| {
            let statement = entry.body.as_deref().map(Statement::from_bytes).transpose();
            let malformed = |source| Fault::Malformed { index: entry.index, source };
            Ok((entry.index, statement.map_err(malformed)?))
        };
        self.journal.read(from..to)?.into_iter().map(read).collect()
    }

    pub(crate) fn proof(&self, index: u64) -> Result<Proof, Fault> {
        let size = self.journal.size()?;
        let proof = self.journal.prove_inclusion(index, size)?;
        let leaf = self.journal.read(index..index + 1)?.pop().map(|entry| hex(&entry.leaf));
        Ok(Proof {
            leaf: leaf.unwrap_or_default(),
            path: proof.path.iter().map(|hash| hex(hash)).collect(),
            size,
            root: hex(&self.journal.root_at(size)?),
        })
    }
}

impl std::fmt::Debug for Secretariat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secretariat({})", self.journal.dir().display())
    }
}
