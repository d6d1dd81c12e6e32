-- The letters to the author, one for each time at which one is due (the day, where she lives); those that she asks for by hand bear their moment. The bytes are
-- kept until the letter is out: they hold what askers wrote, and the secrets of its gestures. earned is which posts machines could send by then.
CREATE TABLE letters (
    id            INTEGER PRIMARY KEY,
    period        TEXT    NOT NULL UNIQUE,
    by_hand       BOOLEAN NOT NULL,
    step          TEXT    NOT NULL,
    message_id    TEXT    UNIQUE,
    mime          BLOB,
    since         BIGINT  NOT NULL,
    until         BIGINT  NOT NULL,
    earned        TEXT    NOT NULL,
    next_try_at   BIGINT  NOT NULL,
    sending_at    BIGINT,
    done_at       BIGINT,
    trouble       TEXT
);
CREATE INDEX letters_by_step ON letters (step, id);

-- The gestures that a letter offers: of each secret the digest only, the mail, and the post that the letter named.
CREATE TABLE letter_gestures (
    digest        TEXT    PRIMARY KEY,
    letter_id     INTEGER NOT NULL REFERENCES letters (id),
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    kind          TEXT    NOT NULL,
    post_id       TEXT,
    given_at      BIGINT  NOT NULL,
    expires_at    BIGINT  NOT NULL,
    used_at       BIGINT
);
CREATE INDEX letter_gestures_by_letter ON letter_gestures (letter_id);

-- The mails that brought a gesture back. Open until it was done, or refused: trouble says why. told_at is when she was told of that.
CREATE TABLE letter_orders (
    mail_id       INTEGER PRIMARY KEY REFERENCES mails (id),
    digest        TEXT    NOT NULL,
    trouble       TEXT,
    proven        BOOLEAN NOT NULL,
    lodged_at     BIGINT  NOT NULL,
    closed_at     BIGINT,
    told_at       BIGINT
);
CREATE INDEX letter_orders_open ON letter_orders (mail_id) WHERE closed_at IS NULL;
