-- The record of a corpus: what was read from each document, and the graph derived from it.
-- `start` and `end` are character offsets into the text of the document. Every change of this file raises
-- `user_version`; docs/store.md explains the tables and views.
PRAGMA application_id = 1685483091;
PRAGMA user_version = 6;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    rules TEXT NOT NULL,
    type TEXT, symbol TEXT, date TEXT, place TEXT, issuer TEXT, title TEXT, signer TEXT, signer_title TEXT,
    level TEXT, province TEXT,
    registry TEXT NOT NULL, -- digest of the authority files of the user, '' for none
    instrument TEXT, copy_of TEXT, -- settled at the end of a build, with the graph
    directive TEXT NOT NULL
) STRICT;
CREATE INDEX documents_symbol ON documents (symbol);

-- A stretch of text for each section, up to the next one; with path '' what stands before the first.
CREATE TABLE sections (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, body_end INTEGER NOT NULL, text_end INTEGER NOT NULL,
    path TEXT NOT NULL, label TEXT NOT NULL, title TEXT NOT NULL, heading INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX sections_document ON sections (document_id);

-- The words of the sections, in one spelling, and again without diacritics (đ is d).
CREATE VIRTUAL TABLE section_words USING fts5 (
    title, text, plain_title, plain_text, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER sections_gone AFTER DELETE ON sections BEGIN
    DELETE FROM section_words WHERE rowid = old.id;
END;

-- Digests of the paragraphs of a document: what shares some may be a copy.
CREATE TABLE paragraphs (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    digest INTEGER NOT NULL,
    PRIMARY KEY (document_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX paragraphs_digest ON paragraphs (digest);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL, suggestion TEXT, text TEXT NOT NULL
) STRICT;
CREATE INDEX findings_document ON findings (document_id);

CREATE TABLE citations (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    symbol TEXT NOT NULL, type TEXT, date TEXT, issuer TEXT,
    "use" TEXT NOT NULL, pinpoint TEXT, short_for TEXT,
    instrument_id TEXT, confidence REAL, reason TEXT,
    issues TEXT NOT NULL, candidates TEXT NOT NULL
) STRICT;
CREATE INDEX citations_document ON citations (document_id);
CREATE INDEX citations_instrument ON citations (instrument_id);

CREATE TABLE named (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    name TEXT NOT NULL, type TEXT NOT NULL, date TEXT,
    "use" TEXT NOT NULL, pinpoint TEXT,
    instrument_id TEXT, confidence REAL, reason TEXT,
    candidates TEXT NOT NULL
) STRICT;
CREATE INDEX named_document ON named (document_id);

CREATE TABLE relations (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, type TEXT NOT NULL
) STRICT;
CREATE INDEX relations_document ON relations (document_id);

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    deadline TEXT, deadline_text TEXT, deadline_start INTEGER, deadline_end INTEGER, due TEXT, next_due TEXT,
    frequency TEXT, frequency_start INTEGER, frequency_end INTEGER, recurrence TEXT,
    product TEXT, product_start INTEGER, product_end INTEGER, section TEXT NOT NULL,
    suggested TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL
) STRICT;
CREATE INDEX tasks_document ON tasks (document_id);

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, role TEXT NOT NULL, body TEXT, level TEXT, kind TEXT, successors TEXT NOT NULL,
    via TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL
) STRICT;
CREATE INDEX actors_task ON actors (task_id);

CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    op TEXT NOT NULL, low REAL NOT NULL, high REAL, open INTEGER NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL,
    deadline TEXT, frequency TEXT, section TEXT NOT NULL,
    subject TEXT, "rank" INTEGER NOT NULL, baseline REAL, baseline_year TEXT,
    part_of INTEGER REFERENCES targets ON DELETE SET NULL
) STRICT;
CREATE INDEX targets_document ON targets (document_id);
CREATE INDEX targets_part_of ON targets (part_of); -- a row that goes is looked for here

CREATE TABLE errors (
    source TEXT PRIMARY KEY,
    message TEXT NOT NULL
) STRICT;

-- What tells whether rows are as they were written: for each table those of a document, or of the graph (NULL).
CREATE TABLE digests (
    document_id INTEGER REFERENCES documents ON DELETE CASCADE,
    name TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE INDEX digests_document ON digests (document_id);

-- What the graph was derived by; no row while documents wait for it.
CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The graph: written as a whole, from all documents, at the end of a build.
CREATE TABLE instruments (
    id TEXT PRIMARY KEY,
    symbol TEXT, type TEXT, date TEXT, issuer TEXT, title TEXT, level TEXT, province TEXT,
    in_corpus INTEGER NOT NULL,
    source TEXT,
    ended TEXT, replaced_by TEXT -- first day on which it surely no longer held, by the registry
) STRICT;

CREATE TABLE edges (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES instruments,
    target TEXT NOT NULL REFERENCES instruments,
    relation TEXT NOT NULL,
    document TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    confidence REAL,
    rule TEXT,
    CHECK (source <> target)
) STRICT;
CREATE INDEX edges_source ON edges (source);
CREATE INDEX edges_target ON edges (target);
CREATE INDEX edges_document ON edges (document);

-- The graph once more as arrays of numbers, for questions on all of it.
CREATE TABLE arrays (
    name TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE aliases (
    instrument TEXT NOT NULL REFERENCES instruments,
    alias TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (instrument, alias)
) STRICT, WITHOUT ROWID;

CREATE VIEW implementers AS
SELECT t.symbol, t.date AS symbol_date, s.id AS implementer, s.title, s.level, s.province, s.date,
    CAST(julianday(s.date) - julianday(t.date) AS INTEGER) AS days_after,
    e.relation, e.document, e.quote
FROM edges e JOIN instruments s ON s.id = e.source JOIN instruments t ON t.id = e.target
WHERE e.relation IN ('implements', 'continues', 'guides');

CREATE VIEW most_cited AS
SELECT t.id, t.symbol, t.date, t.title, t.level, t.province,
    count(DISTINCT e.document) AS documents, count(*) AS mentions
FROM edges e JOIN instruments t ON t.id = e.target JOIN instruments s ON s.id = e.source AND s.source = e.document
GROUP BY t.id
ORDER BY documents DESC, mentions DESC, t.id;

CREATE VIEW versions AS
SELECT t.id AS instrument, s.id AS later, e.relation, s.date, e.document, e.start, e."end", e.quote
FROM edges e JOIN instruments s ON s.id = e.source JOIN instruments t ON t.id = e.target
WHERE e.relation IN ('amends', 'replaces', 'repeals')
ORDER BY t.id, s.date;

CREATE VIEW unlinked_citations AS
SELECT d.source, c.start, c."end", c.symbol, c.date, c.issuer, c.reason, c.candidates
FROM citations c JOIN documents d ON d.id = c.document_id
WHERE c.instrument_id IS NULL;

CREATE VIEW duties AS
SELECT d.source, d.symbol, d.province, a.role, coalesce(a.body, a.text) AS body, t.text AS duty,
    t.deadline, t.deadline_text, t.due, t.next_due, t.frequency, t.recurrence, t.product, t.section, t.start, t."end"
FROM tasks t JOIN documents d ON d.id = t.document_id JOIN actors a ON a.task_id = t.id;

CREATE VIEW goals AS
SELECT d.source, d.symbol, d.level, d.province, t.text, t.op, t.low, t.high, t.unit, t.subject, t."rank",
    t.baseline, t.baseline_year, t.deadline, t.frequency, t.section, t.start, t."end"
FROM targets t JOIN documents d ON d.id = t.document_id
WHERE t.kind = 'target';
