-- What the author says of the phrasings of a post: those that she adds, and those of its file that she hides. Apart from the posts, which the
-- folder and the feed write anew: nothing of hers is lost when a file changes, or a post vanishes and returns.
CREATE TABLE phrasings (
    post_id       TEXT    NOT NULL,
    folded        TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    hidden        INTEGER NOT NULL,
    at            BIGINT  NOT NULL,
    PRIMARY KEY (post_id, folded)
);

-- What one of her answers taught and she took back, or what was erased with the mail: a running service reads on from the last number. An empty
-- post_id stands for a mail that she had answered without a post.
CREATE TABLE forgotten (
    id            INTEGER PRIMARY KEY,
    mail_id       INTEGER NOT NULL REFERENCES mails (id),
    post_id       TEXT    NOT NULL,
    UNIQUE (mail_id, post_id)
);

-- When what was personal in a mail was erased.
ALTER TABLE mails ADD COLUMN erased_at BIGINT;
