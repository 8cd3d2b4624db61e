export const text = `Environment

  SCOPECTL_CATALOG   the catalog's path, unless --catalog is given
  NO_COLOR           no colours, if set and not empty; so does --no-color
  FORCE_COLOR        colours also where output is no terminal (0: none)
  TERM=dumb          no colours
  LC_ALL, LC_CTYPE, LANG
                     marks are ✓ ✗ in a UTF-8 locale, + x in others
  NODE_DISABLE_COMPILE_CACHE
                     1: nothing is kept for the next run
  any NAME           where a key or token is given as env:NAME

--env FILE adds the variables of a file for env:NAME; the environment's own
win. A .env file is never read by itself. Nothing else in the environment has an
influence.
`
