-- REPLACE deletes without asking the delete trigger, unless recursive triggers are on.
CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq)
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
