-- Beside the log: erasable, unproven, no part of the tree.

CREATE TABLE credential (
    user          TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL
) STRICT;

-- Tokens are kept as their SHA-256 only, so that a stolen file opens no session.
CREATE TABLE session (
    token     BLOB PRIMARY KEY CHECK (length(token) = 32),
    user      TEXT NOT NULL,
    created   INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    expires   INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user);

CREATE TABLE once_link (
    token   BLOB PRIMARY KEY CHECK (length(token) = 32),
    user    TEXT NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
