export const text = `Environment

  SCOPECTL_CATALOG   the catalog's path, unless --catalog is given
  HTTPS_PROXY        the proxy for key sets and documents at https URLs:
                     http://HOST:PORT or https://HOST:PORT; a user name and
                     password may come before HOST. Not used for localhost
  NO_PROXY           hosts to reach without the proxy: HOST (also matches
                     subdomains), HOST:PORT or *, separated by commas
  https_proxy, no_proxy
                     same as above, and take precedence; HTTP_PROXY and
                     ALL_PROXY are not used
  NODE_EXTRA_CA_CERTS
                     PEM file of extra certificate authorities to trust
  NO_COLOR           no colours, if set and not empty; same as --no-color
  FORCE_COLOR        colours even if the output is not a terminal (0: none)
  TERM=dumb          no colours and no progress; if CI is set, no progress
  LC_ALL, LC_CTYPE, LANG, WT_SESSION
                     in a UTF-8 locale, or in Windows Terminal if no locale
                     is set, marks are not ASCII; otherwise they are + x
  GITHUB_ACTIONS     if true, token says how to hide the token in the log
  HOME               outside a repository, the search for a catalog ends here
  PATH, HOME, XDG_CONFIG_HOME, USERPROFILE, SYSTEMROOT, PATHEXT
                     find git and its settings; git gets no other variables
  NODE_DISABLE_COMPILE_CACHE
                     if set, compiled code is not cached for the next run
  any NAME           used by a key or token given as env:NAME

--env FILE adds the variables of a file, only for env:NAME; variables set in the
environment take precedence. A .env file is only read if you name it.

Checks cannot be disabled: certificates are verified whatever
NODE_TLS_REJECT_UNAUTHORIZED says, and HTTP is parsed strictly whatever
NODE_OPTIONS=--insecure-http-parser says.

Node reads its own variables before scopectl starts (see node --help).
NODE_OPTIONS can run any code: anyone who sets it controls every answer. The
binary ignores it.

Node also looks for its own flags --env-file, --env-file-if-exists and (22, 24)
--experimental-config-file and --experimental-default-config-file among the
arguments of scopectl, and runs code that such a file names. scopectl rejects
them, but by then the code has run. Never let others choose a whole argument:
use --user="$X", env:NAME or stdin, or put it after --.
`
