-- What a gesture took back of what the matcher had learned: the author's phrasings, and the mails by their numbers, whose words stand elsewhere and are erased there.
ALTER TABLE gestures ADD COLUMN unlearned TEXT;
ALTER TABLE gestures ADD COLUMN unlearned_mails TEXT;
