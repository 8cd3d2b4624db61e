export const text = `Files

  scopes.yaml   the catalog: scopes, roles, routes and token settings
  users.yaml    users and clients, next to the catalog (or \`users: PATH\` in it);
                \`users passwd\` writes password and secret hashes to it;
                also users.json, users.ndjson or users.csv (\`users convert\`)
  scopes.test.yaml, *.scopes.test.yaml (or .yml, .json)
                suites, next to the catalog or in test/ or tests/; \`test\`
                warns about others that git tracks but that are not run
  .scopectl/    development keys, next to the catalog; ignored by git

The catalog is found by --catalog, then SCOPECTL_CATALOG, then as the first
scopes.yaml or scopes.json from the current folder up to the repository's root
(outside a repository: up to your home folder). Both in one folder are an error.
-v shows the files that were used.

All files are strict YAML 1.2 or JSON: no anchors, aliases, tags or merge keys,
no duplicate or unknown keys. What parsers read differently is rejected: line
ends other than LF and CRLF, and numbers like 010, 0x10, 1_000, 1e3 or 1:30
(write a plain decimal number, or quote the text). Keys that start with \`x-\`
are for your own notes. Paths in a file are relative to it.

For many users: users.ndjson has one object per line, and users.csv has one row
per entry below a header. \`user\` or \`client\` is the name; other keys are as
in users.yaml:
  {"user": "bob", "roles": ["editor"], "claims": {"email": "bob@example.test"}}
  {"client": "ci-bot", "scopes": ["read"]}
  user,client,roles,scopes,disabled,is_admin
  bob,,editor auditor,,,true
In CSV, lists are separated by spaces, and \`claims\` is a JSON object. Attributes
are read as in YAML (write text that looks like a number or true as a JSON
string). An empty cell means not set. Only the entries in question are read;
\`lint\` reads all.

A small catalog:
  scopes:
    read: Read data
    write: Write data
  roles:
    reader: { default: true, scopes: [read] }
    editor: { extends: [reader], scopes: [write] }
  routes:
    GET /health: public
    GET /items/: read
    POST /items/: write
`
