//! Statements kept, proven and replayed.
