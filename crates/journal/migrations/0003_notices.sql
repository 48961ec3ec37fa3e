-- Beside the log: where people are written to, and which reminders they were sent. Both are about
-- persons, and both are removed with the address.

CREATE TABLE contact (
    user     TEXT PRIMARY KEY,
    address  TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;

CREATE TABLE notice_sent (
    user    TEXT NOT NULL,
    notice  TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (user, notice)
) STRICT, WITHOUT ROWID;
