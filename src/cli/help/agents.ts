export const text = `Using scopectl from scripts and coding agents

scopes.yaml (the catalog) says which scopes, roles and routes exist; users.yaml
who has them; scopes.test.yaml what must hold; access.lock what was approved.

Ask for data, not text: \`--json\` on any command prints one document with
"kind", "version", "ok" and "exit"; schema/output/KIND.schema.json in the
package describes it. Ignore members that you do not know. Codes are stable,
sentences are not. \`scopectl help --json\` prints all commands with their flags,
choices and defaults; \`scopectl help COMMAND --json\` prints one.
Add --no-input: then nothing is ever asked. Without --json, errors are on
stderr, each as error[CODE] with file:line:column and a hint; with it, they are
in "problem" and its "problems".

Decide by the exit code, and never read 2 as a denial. What to do about it:
  0  yes
  1  a bug in scopectl: report it; it says nothing about access
  2  the question could not be answered: fix the file, name or flag that
     "problem" names, and ask again
  3  401, no acceptable token: "reasons" says why; issue another one
  4  403, a scope is missing: "missing" has the scopes, --explain the changes
     that would allow it, narrowest first. Ask a person before you make one
  5  a check failed: fix what it found, not the check
To assert a denial, use --expect 403, not \`!\`, which also passes on a typo.

What a role may call, who may call a route, and why a call is denied:
  scopectl can --role editor --json
  scopectl who-can "DELETE /users/42" --json
  scopectl check --user bob --route "POST /items/" --explain --json

To change permissions, edit scopes.yaml (help files, help requirements), then
repeat this until it is clean:
  scopectl lint --json
  scopectl test --json
  scopectl diff HEAD --json
  scopectl lock --check --json

  lint   each of "findings" has a position and a hint; \`lint --explain RULE\`
         says more. Do not add an ignore on your own
  test   "assertions" that failed have a "why". If the test is right, fix the
         catalog; never widen a requirement to make a test pass
  diff   show every gain and every opened route to the person who asked
  lock   5 is expected after a change. \`scopectl lock\` records that a person has
         agreed: do not run it to make the check pass

Never print tokens or keys. Pass tokens on stdin, as env:NAME or file:PATH, not
as arguments. \`token --flaw NAME\` makes tokens that an API must refuse.
`
