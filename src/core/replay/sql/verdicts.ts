/** What each set of scopes is enough for, and the answer to each call. The words are those of docs/replay.md. */
export const judgedSteps = (): string[] => [
  `holders AS (
  SELECT DISTINCT held FROM calls WHERE held IS NOT NULL
)`,
  // Scopes are names between spaces.
  `holdings AS (
  SELECT DISTINCT h.held, g.scope
  FROM holders h
  JOIN givers g ON position(' ' || g.giver || ' ' IN ' ' || h.held || ' ') > 0
)`,
  `entitled AS (
  SELECT DISTINCT held, need
  FROM (
    SELECT h.held, w.need, w.way
    FROM holdings h
    JOIN ways w ON w.scope = h.scope
    GROUP BY h.held, w.need, w.way, w.size
    HAVING COUNT(*) = w.size
  ) AS t
)`,
  `answered AS (
  SELECT c.is_invalid, c.role, c.client, g.route AS governing,
    CASE
      WHEN c.is_invalid = 1 THEN 'invalid'
      WHEN c.path IS NULL THEN 'bad_path'
      WHEN g.need IS NULL THEN 'no_route'
      WHEN g.need <> g.other_need OR (g.routes > 1 AND n.level = 'undecided') THEN 'ambiguous'
      WHEN n.level = 'undecided' THEN 'undecided'
      WHEN n.level = 'public' THEN 'allowed'
      WHEN c.held IS NULL THEN 'refused'
      WHEN n.level = 'authenticated' THEN 'allowed'
      WHEN e.need IS NOT NULL THEN 'allowed'
      ELSE 'refused'
    END AS answer,
    CASE
      WHEN c.is_invalid = 1 THEN NULL
      WHEN c.status IS NULL THEN 'unknown'
      WHEN c.status IN (401, 403) THEN 'refused'
      WHEN c.status BETWEEN 200 AND 299 OR c.status IN (304, 404, 409, 410, 412, 422) THEN 'passed'
      ELSE 'unclear'
    END AS baseline
  FROM calls c
  LEFT JOIN governing g ON g.method = c.method AND g.path = c.path
  LEFT JOIN needs n ON n.need = g.need
  LEFT JOIN entitled e ON e.held = c.held AND e.need = g.need
)`,
  `changed AS (
  SELECT answer, baseline,
    CASE WHEN is_invalid = 0 THEN role END AS role,
    CASE WHEN is_invalid = 0 THEN client END AS client,
    CASE WHEN answer IN ('allowed', 'refused', 'undecided') THEN governing END AS route,
    CASE
      WHEN baseline = 'passed' AND answer = 'refused' THEN 'newly-refused'
      WHEN baseline = 'refused' AND answer = 'allowed' THEN 'newly-allowed'
    END AS change
  FROM answered
)`,
]

/** Every number of a report is a sum of rows of it. */
export const SUMMARY = `SELECT c.answer, c.baseline, c.change, r.name AS route, c.role, c.client, COUNT(*) AS calls
FROM changed c
LEFT JOIN routes r ON r.route = c.route
GROUP BY c.answer, c.baseline, c.change, r.name, c.role, c.client
ORDER BY
  CASE c.change WHEN 'newly-refused' THEN 1 WHEN 'newly-allowed' THEN 2 ELSE 3 END,
  calls DESC, c.answer, c.baseline, route, c.role, c.client;
`
