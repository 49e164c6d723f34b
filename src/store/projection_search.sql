-- What keeps the search index up to date with the documents. While many are written it is not there: the index is then
-- made in one go, which costs a fraction.

CREATE TRIGGER IF NOT EXISTS document_added AFTER INSERT ON document BEGIN
    INSERT INTO search (rowid, title, people, body) VALUES (new.id, new.title, new.people, new.body);
END;
CREATE TRIGGER IF NOT EXISTS document_removed AFTER DELETE ON document BEGIN
    INSERT INTO search (search, rowid, title, people, body)
    VALUES ('delete', old.id, old.title, old.people, old.body);
END;
CREATE TRIGGER IF NOT EXISTS document_changed AFTER UPDATE ON document BEGIN
    INSERT INTO search (search, rowid, title, people, body)
    VALUES ('delete', old.id, old.title, old.people, old.body);
    INSERT INTO search (rowid, title, people, body) VALUES (new.id, new.title, new.people, new.body);
END;
