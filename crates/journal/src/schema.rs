//! The numbered steps that bring a database file to the schema this program knows.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::error::{Error, Refusal};
use crate::sqlite::engine;

/// What marks a database as a journal: "CNCT".
pub(crate) const APPLICATION_ID: i32 = 0x434e_4354;

/// Step `n` leads from schema `n` to `n + 1`. A step that has been released is never edited.
const STEPS: &[&str] = &[
    include_str!("../migrations/0001_log.sql"),
    include_str!("../migrations/0002_beside.sql"),
    include_str!("../migrations/0003_notices.sql"),
];

/// The schema number this program knows.
pub(crate) fn known() -> u32 {
    STEPS.len() as u32
}

/// Tells the schema number of a file, and refuses one that is no journal or newer than this
/// program. Nothing is written. An empty database counts as schema 0.
pub(crate) fn inspect(connection: &Connection, path: &Path) -> Result<u32, Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let read = || -> rusqlite::Result<(i64, i64, i64)> {
        let tables =
            connection.query_row("SELECT count(*) FROM sqlite_schema", (), |r| r.get(0))?;
        Ok((pragma("application_id")?, pragma("user_version")?, tables))
    };
    let (id, version, tables) = match read() {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(Refusal::NotAJournal { path: path.into() }.into());
        }
        other => other.map_err(engine("reading the schema number"))?,
    };
    let fresh = (id, version, tables) == (0, 0, 0);
    let Ok(found) = u32::try_from(version) else {
        return Err(Refusal::NotAJournal { path: path.into() }.into());
    };
    if !fresh && id != i64::from(APPLICATION_ID) {
        return Err(Refusal::NotAJournal { path: path.into() }.into());
    }
    if found > known() {
        return Err(Refusal::Newer { found, known: known() }.into());
    }
    Ok(found)
}

/// Takes the steps that are missing, each in a transaction of its own, so that an interruption
/// leaves the file at one number or the next and the following start goes on from there.
pub(crate) fn bring_up_to_date(connection: &Connection, path: &Path) -> Result<(), Error> {
    let found = inspect(connection, path)?;
    for (step, number) in STEPS.iter().zip(1u32..).skip(found as usize) {
        let sql = format!(
            "BEGIN IMMEDIATE; {step} PRAGMA application_id = {APPLICATION_ID};
             PRAGMA user_version = {number}; COMMIT;"
        );
        if let Err(error) = connection.execute_batch(&sql) {
            // What is left of the step is undone; when even that fails, closing undoes it.
            let _ = connection.execute_batch("ROLLBACK");
            return Err(engine("bringing the schema up to date")(error).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_number_leads_to_the_same_schema() {
        let schema = |connection: &Connection| -> Vec<String> {
            let mut query =
                connection.prepare("SELECT sql FROM sqlite_schema ORDER BY name").unwrap();
            let rows = query.query_map((), |row| row.get::<_, Option<String>>(0)).unwrap();
            rows.filter_map(Result::unwrap).collect()
        };
        let whole = Connection::open_in_memory().unwrap();
        bring_up_to_date(&whole, Path::new("whole")).unwrap();
        assert_eq!(inspect(&whole, Path::new("whole")).unwrap(), known());
        for stop in 0..STEPS.len() {
            let half = Connection::open_in_memory().unwrap();
            for (step, number) in STEPS[..stop].iter().zip(1..) {
                half.execute_batch(step).unwrap();
                half.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
                half.pragma_update(None, "user_version", number).unwrap();
            }
            bring_up_to_date(&half, Path::new("half")).unwrap();
            assert_eq!(schema(&half), schema(&whole), "from {stop}");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_number_where_it_was() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection.execute_batch("CREATE TABLE once_link (x)").unwrap();
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        assert!(bring_up_to_date(&connection, Path::new("x")).is_err());
        assert_eq!(inspect(&connection, Path::new("x")).unwrap(), 1);
        let left: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'credential'", (), |r| {
                r.get(0)
            })
            .unwrap();
        assert_eq!(left, 0);
    }
}
