-- The place above which every mail of the folder must be in the ledger; what lies below was there before the first look.
ALTER TABLE positions ADD COLUMN history_uid BIGINT NOT NULL DEFAULT 0;
UPDATE positions SET history_uid = last_uid;

-- When the text of a closed mail was erased because it had been kept for as long as the author wants.
ALTER TABLE mails ADD COLUMN expired_at BIGINT;

-- What the author was told of by mail, so that a restart doesn't tell it again.
CREATE TABLE alerts (
    kind          TEXT    PRIMARY KEY,
    since         BIGINT  NOT NULL,
    told_at       BIGINT  NOT NULL
);
