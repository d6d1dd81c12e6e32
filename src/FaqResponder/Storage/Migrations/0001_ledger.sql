-- Times are milliseconds since 1970 (UTC). Lists and records are JSON. The SQL keeps to what PostgreSQL also understands.

CREATE TABLE mails (
    id            INTEGER PRIMARY KEY,
    mailbox       TEXT    NOT NULL,
    digest        TEXT    NOT NULL,
    message_id    TEXT,
    state         TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    details       TEXT    NOT NULL,
    changed_at    BIGINT  NOT NULL,
    arrived_at    BIGINT  NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    asker         TEXT    NOT NULL,
    asker_name    TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    language      TEXT,
    content       TEXT    NOT NULL,
    UNIQUE (mailbox, digest)
);
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_by_message_id ON mails (message_id);
CREATE INDEX mails_by_asker ON mails (asker);

-- Every place where a mail was seen. mail_id is empty for mail that was there before the first start.
CREATE TABLE sightings (
    mailbox       TEXT    NOT NULL,
    uid_validity  BIGINT  NOT NULL,
    uid           TEXT    NOT NULL,
    mail_id       INTEGER REFERENCES mails (id),
    PRIMARY KEY (mailbox, uid_validity, uid)
);
CREATE INDEX sightings_by_mail ON sightings (mail_id);

CREATE TABLE positions (
    mailbox       TEXT    PRIMARY KEY,
    uid_validity  BIGINT  NOT NULL,
    last_uid      BIGINT  NOT NULL,
    history       INTEGER NOT NULL,
    checked_at    BIGINT  NOT NULL
);

CREATE TABLE history (
    id            INTEGER PRIMARY KEY,
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    at            BIGINT  NOT NULL,
    state         TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    details       TEXT    NOT NULL
);
CREATE INDEX history_by_mail ON history (mail_id, id);

-- What matching proposed, best first, with its explanation.
CREATE TABLE suggestions (
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    place         INTEGER NOT NULL,
    post_id       TEXT    NOT NULL,
    post_title    TEXT    NOT NULL,
    confidence    DOUBLE PRECISION NOT NULL,
    explanation   TEXT    NOT NULL,
    PRIMARY KEY (mail_id, place)
);

-- Replies, recorded before anything is sent. step: recorded, sending, done, refused, uncertain, withdrawn.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    kind          TEXT    NOT NULL,
    step          TEXT    NOT NULL,
    message_id    TEXT    NOT NULL UNIQUE,
    recipient     TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    mime          BLOB    NOT NULL,
    recorded_at   BIGINT  NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    next_try_at   BIGINT  NOT NULL,
    done_at       BIGINT,
    copied_at     BIGINT,
    flagged_at    BIGINT,
    trouble       TEXT
);
CREATE INDEX outbox_by_step ON outbox (step, id);
CREATE INDEX outbox_by_mail ON outbox (mail_id);
CREATE INDEX outbox_by_time ON outbox (kind, recorded_at, step);

CREATE TABLE outbox_posts (
    outbox_id     INTEGER NOT NULL REFERENCES outbox (id),
    post_id       TEXT    NOT NULL,
    PRIMARY KEY (outbox_id, post_id)
);

CREATE TABLE posts (
    id            TEXT    PRIMARY KEY,
    source        TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    published     TEXT,
    tags          TEXT    NOT NULL,
    phrasings     TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    first_seen_at BIGINT  NOT NULL,
    changed_at    BIGINT,
    gone_at       BIGINT
);

CREATE TABLE feeds (
    url           TEXT    PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    checked_at    BIGINT  NOT NULL
);

CREATE TABLE leases (
    name          TEXT    PRIMARY KEY,
    owner         TEXT    NOT NULL,
    machine       TEXT    NOT NULL,
    process       INTEGER NOT NULL,
    expires_at    BIGINT  NOT NULL
);

CREATE TABLE switches (
    name          TEXT    PRIMARY KEY,
    value         TEXT    NOT NULL,
    at            BIGINT  NOT NULL
);
