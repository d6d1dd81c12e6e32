-- What a gesture took back of what the matcher had learned, in the words in which people asked.
ALTER TABLE gestures ADD COLUMN unlearned TEXT;
