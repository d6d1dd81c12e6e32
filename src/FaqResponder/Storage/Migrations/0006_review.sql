-- What a mail asks, in the asker's words, for lists: the mail itself is long, and reading it anew for each line of a list takes too long. Apart from the
-- mails, whose rows are written anew at each step.
CREATE TABLE mail_questions (
    mail_id       INTEGER PRIMARY KEY REFERENCES mails (id),
    language      TEXT,
    asked         TEXT    NOT NULL
);

-- Until when the author has put a waiting mail off.
ALTER TABLE mails ADD COLUMN later_at BIGINT;

-- What the author did with one gesture, so that it can be undone as one. The kind of gesture, and the mails as a list of numbers.
CREATE TABLE gestures (
    id            INTEGER PRIMARY KEY,
    at            BIGINT  NOT NULL,
    kind          TEXT    NOT NULL,
    mails         TEXT    NOT NULL,
    undone_at     BIGINT
);

-- Posts that no machine sends until she allows it again, and the mail to which one was wrongly sent.
CREATE TABLE held_posts (
    post_id       TEXT    PRIMARY KEY,
    mail_id       INTEGER REFERENCES mails (id),
    at            BIGINT  NOT NULL
);

-- Links that open the review page once; of each, the digest only.
CREATE TABLE page_links (
    digest        TEXT    PRIMARY KEY,
    expires_at    BIGINT  NOT NULL
);

-- Lists and figures read ranges of time.
CREATE INDEX mails_by_arrival ON mails (arrived_at, state);
CREATE INDEX mails_by_change ON mails (state, changed_at, arrived_at);
CREATE INDEX outbox_posts_by_post ON outbox_posts (post_id, outbox_id);

-- Few of very many automatic answers.
CREATE INDEX outbox_gone_wrong ON outbox (mail_id) WHERE verdict IN ('WrongAnswer', 'NotSatisfied') OR bounced_at IS NOT NULL;
