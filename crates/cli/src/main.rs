//! The `concert` command.
fn main() {}
