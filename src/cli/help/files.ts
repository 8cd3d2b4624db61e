export const text = `Files

  scopes.yaml   the catalog: scopes, roles, what routes need, token settings
  users.yaml    users and clients, beside the catalog (or \`users: PATH\` in it);
                \`users passwd\` writes their passwords and secrets, as hashes
  scopes.test.yaml, *.scopes.test.yaml
                suites, beside the catalog or in test/ or tests/ there
  .scopectl/    development keys, beside the catalog; it ignores itself in git

The catalog is the one of --catalog; else of SCOPECTL_CATALOG; else the first
scopes.yaml or scopes.json on the way up from here to the repository's root
(outside of one: to your home folder). Two side by side are an error. -v names
what was used.

All files are strict YAML 1.2 or JSON: no anchors, aliases, tags or merge keys,
no key twice, none unknown. Keys that start with \`x-\` are yours. Paths in a
file are relative to it.

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
