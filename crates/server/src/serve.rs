//! Listens, answers, and stops cleanly.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use concert_secretariat::Secretariat;
use tokio::net::TcpListener;

use crate::daily;
use crate::house::House;
use crate::router::router;

/// How the server is reached.
#[derive(Debug, Clone, Copy)]
pub struct ServeOptions {
    /// Where to listen. Port 0 lets the system choose.
    pub address: SocketAddr,
    /// Signs every visitor in as the coordinator. Only for made-up data on a loopback address.
    pub demo: bool,
    /// Whether visitors come over HTTPS, through a proxy that states their address last in
    /// `X-Forwarded-For`. Then cookies are bound to HTTPS.
    pub https_behind_proxy: bool,
}

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system answered.
        source: std::io::Error,
    },
    /// A demonstration signs everybody in and may be reached from this machine only.
    #[error("a demonstration listens on a loopback address, not on {address}")]
    OpenDemo {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// Serving ended with an error.
    #[error("serving failed: {0}")]
    Serving(std::io::Error),
}

/// Serves the pages of a coalition until `shutdown` is over; requests under way are finished.
///
/// `listening` hears the address once requests are accepted.
///
/// # Errors
///
/// When the address cannot be listened on, or when a demonstration would be reachable from other
/// machines.
pub async fn serve(
    secretariat: Arc<Secretariat>,
    options: ServeOptions,
    listening: impl FnOnce(SocketAddr),
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Fault> {
    let address = options.address;
    if options.demo && !address.ip().is_loopback() {
        return Err(Fault::OpenDemo { address });
    }
    let refused = |source| Fault::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    listening(listener.local_addr().map_err(refused)?);
    let stop = Arc::new(AtomicBool::new(false));
    let reminding = (!options.demo)
        .then(|| tokio::spawn(daily::remind(Arc::clone(&secretariat), Arc::clone(&stop))));
    let app = router(House::new(secretariat, options));
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(shutdown).await;
    // The letter that is under way is finished; those after it go the next time.
    stop.store(true, Ordering::Relaxed);
    if let Some(reminding) = reminding {
        reminding.abort();
    }
    served.map_err(Fault::Serving)
}
