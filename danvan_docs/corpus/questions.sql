-- What the citation graph can be asked, as views; docs/questions.md explains each beside the command.

-- What the reading of each document says of itself: what was left out, is doubtful or was not found.
CREATE VIEW notices AS
SELECT d.source, substr(w.value, 1, instr(w.value, ':') - 1) AS code, substr(w.value, instr(w.value, ':') + 2) AS message
FROM documents d, json_each(d.directive, '$.warnings') w;

-- What an instrument stands on, with the words that say it: one row for each mention.
CREATE VIEW standing AS
SELECT e.source AS instrument, s.level, s.province, s.date, s.in_corpus, s.source AS file,
    e.target AS basis, t.level AS basis_level, t.date AS basis_date,
    e.relation, e.document, e.start, e."end", e.quote, e.confidence
FROM edges e JOIN instruments s ON s.id = e.source JOIN instruments t ON t.id = e.target
WHERE e.relation IN ('implements', 'continues', 'guides', 'based_on');

-- One row for each pair: who puts what into practice, itself.
CREATE VIEW implementations AS
SELECT DISTINCT e.target AS instrument, t.date AS instrument_date, e.source AS implementer,
    s.level, s.province, s.date, substr(s.date, 1, 4) AS year, s.in_corpus,
    CASE WHEN length(s.date) = 10 AND length(t.date) = 10
        THEN CAST(julianday(s.date) - julianday(t.date) AS INTEGER) END AS days_after
FROM edges e JOIN instruments s ON s.id = e.source JOIN instruments t ON t.id = e.target
WHERE e.relation IN ('implements', 'continues', 'guides');

-- The same, also through others: `hops` is the shortest way. All pairs are made before any is shown.
CREATE VIEW implementations_through AS
WITH RECURSIVE down (instrument, implementer, hops) AS (
    SELECT instrument, implementer, 1 FROM implementations
    UNION
    SELECT d.instrument, u.instrument, d.hops + 1
    FROM down d JOIN standing u ON u.basis = d.implementer
    WHERE d.hops < 8 AND u.instrument <> d.instrument
)
SELECT d.instrument, d.implementer, min(d.hops) AS hops, s.level, s.province, s.date,
    substr(s.date, 1, 4) AS year, s.in_corpus
FROM down d JOIN instruments s ON s.id = d.implementer
GROUP BY d.instrument, d.implementer;

-- How many put an instrument into practice, by province and year.
CREATE VIEW implementers_by_province_and_year AS
SELECT instrument, province, year, sum(hops = 1) AS direct, sum(hops > 1) AS through
FROM implementations_through
GROUP BY instrument, province, year;

-- All that a document stands on, hop by hop, with the words of every hop.
CREATE VIEW chains AS
WITH RECURSIVE up (document, instrument, hop) AS (
    SELECT source, id, 0 FROM instruments WHERE in_corpus
    UNION
    SELECT u.document, s.basis, u.hop + 1 FROM up u JOIN standing s ON s.instrument = u.instrument
    WHERE u.hop < 8
),
nearest AS (SELECT document, instrument, min(hop) AS hop FROM up GROUP BY document, instrument)
SELECT n.document AS asked, n.hop + 1 AS hop, s.instrument, s.basis, s.basis_level, s.relation,
    s.document, s.start, s."end", s.quote
FROM nearest n JOIN standing s ON s.instrument = n.instrument;

-- Days from an instrument to those who put it into practice.
CREATE VIEW lag AS
SELECT instrument, count(*) AS implementers, min(days_after) AS shortest, avg(days_after) AS mean,
    max(days_after) AS longest
FROM implementations WHERE days_after >= 0
GROUP BY instrument;

-- Each province of the corpus and each central instrument that any of them carries out; NULL is missing.
CREATE VIEW coverage AS
SELECT p.province, i.instrument, min(x.date) AS first_date, count(x.implementer) AS implementers
FROM (SELECT DISTINCT province FROM instruments WHERE in_corpus AND province IS NOT NULL) p
CROSS JOIN (
    SELECT DISTINCT instrument FROM implementations JOIN instruments t ON t.id = instrument
    WHERE t.level = 'central' AND implementations.province IS NOT NULL
) i
LEFT JOIN implementations x ON x.instrument = i.instrument AND x.province = p.province
GROUP BY p.province, i.instrument;

-- In which order provinces took an instrument up, themselves or through others.
CREATE VIEW adopters AS
SELECT instrument, province, min(date) AS first_date, count(*) AS implementers,
    rank() OVER (PARTITION BY instrument ORDER BY min(date) IS NULL, min(date)) AS place
FROM implementations_through WHERE province IS NOT NULL
GROUP BY instrument, province;

-- What a document of the corpus cites itself, once for each instrument.
CREATE VIEW cited_by AS
SELECT DISTINCT s.id AS document, s.date, e.target AS instrument
FROM edges e JOIN instruments s ON s.id = e.source AND s.source = e.document;

-- Two documents, by what both cite (bibliographic coupling).
CREATE VIEW coupling AS
SELECT a.document AS one, b.document AS other, count(*) AS shared
FROM cited_by a JOIN cited_by b ON b.instrument = a.instrument AND b.document > a.document
GROUP BY a.document, b.document;

-- Two instruments, by the documents that cite both (co-citation).
CREATE VIEW cocitation AS
SELECT a.instrument AS one, b.instrument AS other, count(*) AS documents
FROM cited_by a JOIN cited_by b ON b.document = a.document AND b.instrument > a.instrument
GROUP BY a.instrument, b.instrument;

-- How often an instrument was cited in which year.
CREATE VIEW most_cited_by_year AS
SELECT c.instrument, t.level, substr(c.date, 1, 4) AS year, count(*) AS documents
FROM cited_by c JOIN instruments t ON t.id = c.instrument
WHERE c.date IS NOT NULL
GROUP BY c.instrument, year;

-- Documents of the corpus by their day; one without date was written after all that it cites.
CREATE VIEW written AS
SELECT i.id, i.source AS file, coalesce(i.date, max(CASE WHEN length(t.date) = 10 THEN t.date END)) AS not_before
FROM instruments i LEFT JOIN edges e ON e.source = i.id AND e.document = i.source
LEFT JOIN instruments t ON t.id = e.target
WHERE i.in_corpus
GROUP BY i.id;

-- When an instrument ended: by the registry, else by a document of the corpus that says that it replaces it.
CREATE VIEW ends AS
SELECT id AS instrument, ended, replaced_by, 'registry' AS known_by FROM instruments WHERE ended IS NOT NULL
UNION ALL
SELECT e.target, min(date(r.date, '+1 day')), r.id, e.document
FROM edges e JOIN instruments r ON r.id = e.source JOIN instruments t ON t.id = e.target
WHERE e.relation = 'replaces' AND length(r.date) = 10 AND t.ended IS NULL
GROUP BY e.target;

-- Documents that stood on something that no longer held when they were written.
CREATE VIEW outdated_bases AS
SELECT w.file, w.id AS instrument, w.not_before, s.basis, s.relation, n.ended, n.replaced_by, n.known_by, s.start,
    s."end", s.quote, s.confidence
FROM written w JOIN standing s ON s.instrument = w.id AND s.document = w.file JOIN ends n ON n.instrument = s.basis
WHERE length(w.not_before) = 10 AND n.ended <= w.not_before AND n.replaced_by IS NOT w.id
    AND (s.confidence >= 0.8 OR n.known_by <> 'registry');

-- Documents of the corpus that neither cite nor are cited.
CREATE VIEW orphans AS
SELECT i.source AS file, i.id, i.level, i.province, i.date FROM instruments i
WHERE i.in_corpus
    AND NOT EXISTS (SELECT 1 FROM edges e WHERE e.source = i.id)
    AND NOT EXISTS (SELECT 1 FROM edges e WHERE e.target = i.id);

-- What acts on an instrument of a later date: a wrong date, a wrong link, or a text that was changed afterwards.
CREATE VIEW forward_edges AS
SELECT e.document, e.source, s.date, e.target, t.date AS target_date, e.relation, e.start, e."end", e.quote, e.rule
FROM edges e JOIN instruments s ON s.id = e.source JOIN instruments t ON t.id = e.target
WHERE length(s.date) = 10 AND length(t.date) = 10 AND t.date > s.date;
