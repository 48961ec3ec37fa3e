//! What a person asks of Concert, once, for every door.
