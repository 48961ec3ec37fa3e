//! A folder of one's own and the command itself.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("the system has a temporary folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file; gives its path as it is typed.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a temporary folder can be written");
        path.to_str().expect("a temporary path is text").to_owned()
    }

    pub(crate) fn concert(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the command can be started")
    }

    /// The same on a machine whose clock shows the time of a zone.
    pub(crate) fn in_zone(&self, zone: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        command.env("TZ", zone).output().expect("the command can be started")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_concert"));
        command.args(arguments).env("CONCERT_DATA", self.path("data")).env("LANG", "en");
        command
    }

    /// What the command prints when it succeeds.
    pub(crate) fn printed(&self, arguments: &[&str]) -> String {
        let output = self.concert(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("the command prints text")
    }

    /// What the command says, when it succeeds, while nobody reads what it prints.
    pub(crate) fn unread(&self, arguments: &[&str]) -> String {
        let mut command = self.command(arguments);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the command can be started");
        drop(process.stdout.take());
        let output = process.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    }

    /// What the command prints when it succeeds and hears this.
    pub(crate) fn answered(&self, arguments: &[&str], heard: &str) -> String {
        let mut command = self.command(arguments);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut process = command.spawn().expect("the command can be started");
        let mut mouth = process.stdin.take().expect("it hears");
        mouth.write_all(heard.as_bytes()).expect("it listens");
        drop(mouth);
        let output = process.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("the command prints text")
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.printed(arguments)).expect("the command prints JSON")
    }

    /// What the command says when it refuses.
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.concert(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        // Facts stand between marks that keep their direction apart from that of the sentence.
        said.replace(['\u{2068}', '\u{2069}'], "")
    }
}
