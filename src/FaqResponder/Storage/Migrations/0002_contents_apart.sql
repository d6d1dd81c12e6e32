-- What never changes stands apart from what does: each step of a mail writes its whole row anew, and the mail itself is the most of it.

CREATE TABLE mail_contents (
    mail_id       INTEGER PRIMARY KEY REFERENCES mails (id),
    content       TEXT    NOT NULL
);
INSERT INTO mail_contents (mail_id, content) SELECT id, content FROM mails;
ALTER TABLE mails DROP COLUMN content;

CREATE TABLE outbox_contents (
    outbox_id     INTEGER PRIMARY KEY REFERENCES outbox (id),
    mime          BLOB    NOT NULL
);
INSERT INTO outbox_contents (outbox_id, mime) SELECT id, mime FROM outbox;
ALTER TABLE outbox DROP COLUMN mime;
