-- The folders into which she moves mails, made by us below one parent: which one stands for which post, or for what else (meaning), whatever it is called today.
-- What lies below first_uid was there before we knew the folder; without uid_validity, all that lies there counts. made_at is empty while it may not be there yet.
CREATE TABLE teaching_folders (
    mailbox       TEXT    NOT NULL,
    parent        TEXT    NOT NULL,
    meaning       TEXT    NOT NULL,
    post_id       TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    uid_validity  BIGINT,
    first_uid     BIGINT  NOT NULL DEFAULT 0,
    made_at       BIGINT,
    PRIMARY KEY (mailbox, parent, meaning, post_id)
);

-- The mails that lie in these folders and have been dealt with; each goes from here once it is moved on. mail_id is empty for what is left where it lies.
-- target and moving_at: where it was about to be moved when somebody last wrote of it.
CREATE TABLE moved_mails (
    mailbox       TEXT    NOT NULL,
    parent        TEXT    NOT NULL,
    folder        TEXT    NOT NULL,
    uid_validity  BIGINT  NOT NULL,
    uid           TEXT    NOT NULL,
    mail_id       INTEGER REFERENCES mails (id),
    at            BIGINT  NOT NULL,
    target        TEXT,
    moving_at     BIGINT,
    PRIMARY KEY (mailbox, parent, folder, uid_validity, uid)
);
