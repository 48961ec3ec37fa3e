//! Forms with a file in them.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use crate::asked::line_ends;
use crate::trouble::Trouble;

/// The largest file that is taken, in bytes.
pub(crate) const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// The room that a form needs around its file.
pub(crate) const LARGEST_UPLOAD: usize = LARGEST_FILE + 64 * 1024;
/// The longest text of a field beside the file, and how many such fields there may be.
const LONGEST_TEXT: usize = 4 * 1024;
const MOST_FIELDS: usize = 64;

/// What a form with a file says.
#[derive(Default)]
pub(crate) struct Upload {
    /// Name and content of the field `file`, if one was chosen.
    pub(crate) file: Option<(String, Vec<u8>)>,
    /// The same of the field `second`, in a form that takes two.
    pub(crate) second: Option<(String, Vec<u8>)>,
    /// The other fields.
    pub(crate) fields: Vec<(String, String)>,
}

impl Upload {
    /// Reads a form.
    pub(crate) async fn read(mut form: Multipart) -> Result<Self, Trouble> {
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let is_second = field.name() == Some("second");
            if field.name() == Some("file") || is_second {
                // The name without any folder that a browser may have sent along.
                let name = field.file_name().unwrap_or_default();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                let bytes = bytes(field, LARGEST_FILE).await?;
                let chosen = (!name.is_empty()).then_some((name, bytes));
                if is_second {
                    upload.second = chosen;
                } else {
                    upload.file = chosen;
                }
            } else if upload.fields.len() < MOST_FIELDS {
                let name = field.name().unwrap_or_default().to_owned();
                let text = bytes(field, LONGEST_TEXT).await?;
                upload.fields.push((name, line_ends(&String::from_utf8_lossy(&text))));
            } else {
                return Err(Trouble::TooLarge);
            }
        }
        Ok(upload)
    }
}

async fn bytes(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unread)? {
        if bytes.len() + chunk.len() > most {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "errors are handed over to be turned")]
fn unread(error: MultipartError) -> Trouble {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::Unreadable("file".to_owned()),
    }
}
