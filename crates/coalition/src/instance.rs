//! What this instance of Concert is.

use concert_terms::Names;
use serde::{Deserialize, Serialize};

/// The instance: the name of the coalition that it serves, and whether what it holds was made up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Names by language.
    pub names: Names,
    /// Whether organisations, initiatives and figures were generated. Every page says so then.
    #[serde(default)]
    pub generated: bool,
    /// The seed of the generated region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}
