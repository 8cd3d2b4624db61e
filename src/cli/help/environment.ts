export const text = `Environment

  SCOPECTL_CATALOG   the catalog's path, unless --catalog is given
  HTTPS_PROXY        the proxy for key sets and documents behind https URLs:
                     http://HOST:PORT or https://HOST:PORT; name and password
                     may come before HOST. Never used for this machine
  NO_PROXY           hosts that are asked directly: HOST (and what ends in
                     .HOST), HOST:PORT or *, with commas between
  https_proxy, no_proxy
                     the same, and they come first; HTTP_PROXY and ALL_PROXY
                     are not used
  NODE_EXTRA_CA_CERTS
                     PEM file of authorities to trust besides those of Node
  NO_COLOR           no colours, if set and not empty; so does --no-color
  FORCE_COLOR        colours even if the output is not a terminal (0: none)
  TERM=dumb          no colours and no progress
  LC_ALL, LC_CTYPE, LANG, WT_SESSION
                     marks are ✓ ✗ in a UTF-8 locale (if none is set, in Windows
                     Terminal), + x in others
  HOME               outside of a repository, the search for a catalog ends here
  PATH, HOME, XDG_CONFIG_HOME, USERPROFILE, SYSTEMROOT, PATHEXT
                     find git and its settings; git is given no other variable
  NODE_DISABLE_COMPILE_CACHE
                     if set, no compiled code is kept for the next run
  any NAME           where a key or token is given as env:NAME

--env FILE adds the variables of a file for env:NAME, and for nothing else; the
environment comes first. A .env file is only read if it is named.

Nothing turns checks off: certificates are verified whatever
NODE_TLS_REJECT_UNAUTHORIZED says, and HTTP is parsed strictly whatever
NODE_OPTIONS=--insecure-http-parser says.

Node obeys variables of its own before scopectl starts (node --help lists them).
NODE_OPTIONS can run any code: whoever sets it decides every answer. The binary
ignores it.

Node also looks for its own flags --env-file, --env-file-if-exists and (22, 24)
--experimental-config-file and --experimental-default-config-file among the
arguments of scopectl, and runs code that such a file names. scopectl refuses
them, but by then the code has run. So never let others choose a whole argument:
use --user="$X", env:NAME or stdin, or put it after --.
`
