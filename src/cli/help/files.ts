export const text = `Files

  scopes.yaml   the catalog: scopes, roles, what routes need, token settings
  users.yaml    users and clients, beside the catalog (or \`users: PATH\` in it);
                \`users passwd\` writes their passwords and secrets, as hashes;
                or users.json, users.ndjson, users.csv (\`users convert\`)
  scopes.test.yaml, *.scopes.test.yaml (or .yml, .json)
                suites, beside the catalog or in test/ or tests/ there; \`test\`
                warns of others that git tracks and nobody runs
  .scopectl/    development keys, beside the catalog; it ignores itself in git

The catalog is the one of --catalog; else of SCOPECTL_CATALOG; else the first
scopes.yaml or scopes.json on the way up from here to the repository's root
(outside of one: to your home folder). Two side by side are an error. -v names
what was used.

All files are strict YAML 1.2 or JSON: no anchors, aliases, tags or merge keys,
no key twice, none unknown. What parsers read differently is refused: line
ends other than LF and CRLF, and numbers such as 010, 0x10, 1_000, 1e3 or 1:30
(write a plain decimal number, or quote the text). Keys that start with \`x-\`
are yours. Paths in a file are relative to it.

Very many users: in users.ndjson each line is an object, in users.csv each row
below a header. \`user\` or \`client\` is the name, all else is as in users.yaml:
  {"user": "bob", "roles": ["editor"], "claims": {"email": "bob@example.test"}}
  {"client": "ci-bot", "scopes": ["read"]}
  user,client,roles,scopes,disabled,is_admin
  bob,,editor auditor,,,true
Lists in CSV have spaces between, \`claims\` is a JSON object; attributes read as
in YAML (a text that looks like a number or true is a JSON string). An empty
cell says nothing. Only who is asked for is read; \`lint\` looks at everybody.

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
