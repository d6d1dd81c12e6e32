-- What became of replies after they went out: what the asker thought of an automatic answer, and whether it came back.
ALTER TABLE outbox ADD COLUMN verdict TEXT;
ALTER TABLE outbox ADD COLUMN verdict_at BIGINT;
ALTER TABLE outbox ADD COLUMN bounced_at BIGINT;

-- Addresses that mail came back from, or that complained: no machine writes there any more. Apart from the mails, which may be erased.
CREATE TABLE unreachable (
    address       TEXT    PRIMARY KEY,
    reason        TEXT    NOT NULL,
    at            BIGINT  NOT NULL
);
