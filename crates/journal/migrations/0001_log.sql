-- The log: what was said, when, and the tree that proves it.

-- One statement. `salt` and `body` are both NULL once the body has been erased; `leaf` stays.
CREATE TABLE entry (
    idx  INTEGER PRIMARY KEY,              -- 0-based, dense
    at   INTEGER NOT NULL,                 -- microseconds since 1970-01-01T00:00:00Z
    salt BLOB CHECK (length(salt) = 32),
    body BLOB,
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT;

-- The hashes of the tree, 256 to a full tile (C2SP tlog-tiles, tile height 8). The tile at the
-- right edge of each level is shorter and grows.
CREATE TABLE tile (
    level  INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, n)
) STRICT;

-- The root after each commit that added entries. `at` is that of the last entry below `size`.
CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 32),
    at   INTEGER NOT NULL
) STRICT;

-- What was answered to a request that bore an idempotency key.
CREATE TABLE answer (
    key    TEXT PRIMARY KEY,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    first  INTEGER NOT NULL,
    count  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_at ON answer (at);
