//! `concert serve`: the pages and the API, until somebody stops them.

use std::sync::Arc;

use concert_secretariat::Secretariat;
use concert_server::ServeOptions;
use jiff::Timestamp;

use crate::flags::Serve;
use crate::office;
use crate::output::Failure;

pub(crate) fn run(flags: &Serve) -> Result<(), Failure> {
    let secretariat = Arc::new(office::open(&flags.data)?.reading_with(office::reader()?));
    let first = secretariat.first_link(Timestamp::now())?;
    let options =
        ServeOptions { address: flags.listen, demo: false, https_behind_proxy: flags.https };
    serve(&secretariat, options, |address| {
        say!("Concert is at http://{address}");
        if let Some(token) = first {
            say!(
                "Nobody can sign in yet. This link, for the user \"administrator\", works once within \
                 three days:\n  http://{address}/first/{}",
                token.reveal()
            );
        }
    })
}

/// Serves until Ctrl-C or a request to end; what is under way is finished.
pub(crate) fn serve(
    secretariat: &Arc<Secretariat>,
    options: ServeOptions,
    listening: impl FnOnce(std::net::SocketAddr),
) -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(concert_server::serve(
        Arc::clone(secretariat),
        options,
        listening,
        asked_to_end(),
    ));
    served.map_err(|fault| Failure::Broken(fault.to_string()))?;
    Ok(secretariat.keep_snapshot()?)
}

async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
