//! The reading process alone, for tests and benchmarks; the `concert` command has it built in.
//! With the argument `probe` it tells what its sandbox still lets it do.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("probe") {
        let (confinement, probe) =
            concert_exchange::sandbox::probe(&concert_exchange::Limits::default());
        println!("{confinement:?} {probe:?}");
        return ExitCode::SUCCESS;
    }
    concert_exchange::child::run()
}
