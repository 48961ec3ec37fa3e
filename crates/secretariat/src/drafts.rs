//! Drafts of commitments: what an organisation has begun to write and has not promised. They are no
//! statements and never reach the journal: a draft is a file, `drafts/<id>.json` in the data folder,
//! that only its owners are shown and that goes when the promise is made.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use concert_coalition::{Actor, Author};
use concert_terms::Id;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Asked, Fault, Refused, Secretariat, Unanswered, whole_file};

/// So many drafts one owner may keep.
pub const MOST_DRAFTS: usize = 200;
/// So many bytes a draft may have.
const MOST_BYTES: usize = 64 * 1024;

/// A draft: the fields of the form as they were typed, since what is unfinished makes no
/// commitment yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The identifier of the commitment that it is to become.
    pub id: Id,
    /// Towards which plan.
    pub plan: Id,
    /// When it was kept last.
    pub kept: Timestamp,
    /// Names of fields and what was typed, in the order of the form; some names stand several times.
    pub fields: Vec<(String, String)>,
    owner: Owner,
}

/// Whose a draft is: all members of an organisation see its drafts; who belongs to none, alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Owner {
    Organisation(Id),
    Author(Author),
}

impl Owner {
    fn of(actor: &Actor) -> Self {
        Secretariat::states_for(actor).map_or(Self::Author(actor.author), Self::Organisation)
    }
}

impl Draft {
    /// What was typed into the first field of a name; nothing if there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, typed)| typed)
    }
}

/// The folder of drafts.
#[derive(Debug)]
pub(crate) struct KeptDrafts {
    folder: PathBuf,
}

impl KeptDrafts {
    /// What the folder is called below the data folder.
    pub(crate) const FOLDER: &str = "drafts";

    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(crate) fn sweep(&self) {
        whole_file::sweep(&self.folder);
    }

    fn keep(&self, draft: &Draft) -> Asked<()> {
        let bytes = serde_json::to_vec(draft)
            .map_err(|error| Fault::Broken(format!("draft {}: {error}", draft.id)))?;
        if bytes.len() > MOST_BYTES {
            return Err(Unanswered::unsound("text", "at most 64 kB for a draft"));
        }
        let fault = |source| Fault::File { what: format!("keeping draft {}", draft.id), source };
        Ok(whole_file::write(&self.folder, &name(draft.id), &bytes).map_err(fault)?)
    }

    /// A draft, if there is one that can be read.
    fn get(&self, id: Id) -> Result<Option<Draft>, Fault> {
        match fs::read(self.folder.join(name(id))) {
            Ok(bytes) => {
                let broken = |error| Fault::Broken(format!("draft {id}: {error}"));
                serde_json::from_slice(&bytes).map(Some).map_err(broken)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Fault::File { what: format!("reading draft {id}"), source }),
        }
    }

    /// The drafts of an owner, the latest first. One that cannot be read is passed over: it must not
    /// keep the others from their owner.
    fn of(&self, owner: Owner) -> Result<Vec<Draft>, Fault> {
        let fault = |source| Fault::File { what: "listing the drafts".to_owned(), source };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        let mut drafts = Vec::new();
        for entry in entries {
            let file = entry.map_err(fault)?.file_name();
            let id = file.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok());
            let Some(id) = id else { continue };
            drafts.extend(self.get(id).ok().flatten().filter(|draft| draft.owner == owner));
        }
        drafts.sort_by(|a, b| b.kept.cmp(&a.kept).then(a.id.cmp(&b.id)));
        Ok(drafts)
    }

    fn drop(&self, id: Id) -> Result<(), Fault> {
        match fs::remove_file(self.folder.join(name(id))) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(source) => Err(Fault::File { what: format!("dropping draft {id}"), source }),
            Ok(()) => Ok(()),
        }
    }
}

fn name(id: Id) -> String {
    format!("{id}.json")
}

impl Secretariat {
    /// The drafts that somebody may see, the latest first: those of the own organisation.
    pub fn drafts(&self, actor: &Actor) -> Asked<Vec<Draft>> {
        Ok(self.drafts.of(Owner::of(actor))?)
    }

    /// One draft. Somebody else's is refused as one that is not there, so that nobody learns of it.
    pub fn draft(&self, actor: &Actor, id: Id) -> Asked<Draft> {
        let theirs = self.drafts.get(id)?.filter(|draft| draft.owner == Owner::of(actor));
        theirs.ok_or_else(|| Unanswered::absent("draft", &id.to_string()))
    }

    /// Keeps a draft, in place of what was kept of it before. Refused: to whoever may not promise
    /// towards the plan, where the promise is made already or the draft is somebody else's, and
    /// beyond [`MOST_DRAFTS`].
    pub fn keep_draft(
        &self,
        actor: &Actor,
        (id, plan): (Id, Id),
        fields: Vec<(String, String)>,
        now: Timestamp,
    ) -> Asked<()> {
        if !self.plan_rights(actor, Some(plan), now).promise {
            return Err(Unanswered::not_allowed("members of an organisation"));
        }
        let owner = Owner::of(actor);
        let is_made = self.picture().coalition.plan.promises.commitment(&id).is_some();
        let before = self.drafts.get(id)?;
        if is_made || before.as_ref().is_some_and(|before| before.owner != owner) {
            return Err(Unanswered::unsound("id", "not of something else"));
        }
        if before.is_none() && self.drafts.of(owner)?.len() >= MOST_DRAFTS {
            let text = format!("{MOST_DRAFTS} drafts are kept already");
            let facts = vec![("most", MOST_DRAFTS.to_string())];
            return Err(Refused { code: "secretariat/too-many-drafts", facts, text }.into());
        }
        self.drafts.keep(&Draft { id, plan, kept: now, fields, owner })
    }

    /// Lets a draft go for good, if it is theirs.
    pub fn drop_draft(&self, actor: &Actor, id: Id) -> Asked<()> {
        self.draft(actor, id)?;
        Ok(self.drafts.drop(id)?)
    }

    /// Lets the draft go of which a promise was made, whoever made it.
    pub(crate) fn forget_draft(&self, id: Id) {
        // What stays is shown once more as a draft that can be dropped; the promise stands.
        let _ = self.drafts.drop(id);
    }
}
