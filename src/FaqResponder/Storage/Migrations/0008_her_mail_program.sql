-- Where our drafts lie in her Drafts, and what became of each. What lies there never changes: a program that edits a draft puts another one there.
-- ended is how it went, empty while it lies there as it was put. A draft without a row is hers: nobody knows whether she has touched it.
CREATE TABLE drafts (
    outbox_id     INTEGER PRIMARY KEY REFERENCES outbox (id),
    uid_validity  BIGINT  NOT NULL,
    uid           TEXT    NOT NULL,
    size          BIGINT  NOT NULL,
    removing_at   BIGINT,
    ended         TEXT,
    ended_at      BIGINT
);
CREATE INDEX drafts_lying ON drafts (outbox_id) WHERE ended IS NULL;

-- The replies that she wrote in her mail program, as her Sent folder shows them. words is what she wrote above the quotation; erased with the mail's text.
CREATE TABLE own_replies (
    id            INTEGER PRIMARY KEY,
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    digest        TEXT    NOT NULL,
    message_id    TEXT,
    sent_at       BIGINT  NOT NULL,
    recorded_at   BIGINT  NOT NULL,
    draft         TEXT    NOT NULL,
    words         TEXT    NOT NULL,
    UNIQUE (mail_id, digest)
);

CREATE INDEX own_replies_by_message_id ON own_replies (message_id);

-- The posts in such a reply, and how they were told: by their address, or by their words.
CREATE TABLE own_reply_posts (
    reply_id      INTEGER NOT NULL REFERENCES own_replies (id),
    post_id       TEXT    NOT NULL,
    told_by       TEXT    NOT NULL,
    PRIMARY KEY (reply_id, post_id)
);
CREATE INDEX own_reply_posts_by_post ON own_reply_posts (post_id, reply_id);

-- How far a folder beside the inbox was read.
CREATE TABLE folder_positions (
    mailbox       TEXT    NOT NULL,
    folder        TEXT    NOT NULL,
    uid_validity  BIGINT  NOT NULL,
    last_uid      BIGINT  NOT NULL,
    checked_at    BIGINT  NOT NULL,
    PRIMARY KEY (mailbox, folder)
);

-- Few of very many automatic answers; what she corrected in her mail program is one of them now.
DROP INDEX outbox_gone_wrong;
CREATE INDEX outbox_gone_wrong ON outbox (mail_id) WHERE verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected') OR bounced_at IS NOT NULL;

-- Why a post is held back, and the posts that the author lets machines send on her word.
ALTER TABLE held_posts ADD COLUMN because TEXT NOT NULL DEFAULT 'WrongAnswer';
UPDATE held_posts SET because = 'Author' WHERE mail_id IS NULL;
CREATE TABLE allowed_posts (
    post_id       TEXT    PRIMARY KEY,
    at            BIGINT  NOT NULL
);
CREATE INDEX suggestions_best ON suggestions (post_id, confidence) WHERE place = 0;
