//! Concert's pages and API.
