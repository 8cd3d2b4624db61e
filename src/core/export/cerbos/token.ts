/** How deep the members of header and claims may nest. */
const DEPTH = 8

const TEXT = String.raw`"[^"\\{}\[\]\x00-\x1f]*"`
const NAME = String.raw`"[^"\\{}\[\]\x00-\x1f]+"`
const NUMBER = String.raw`-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`
/** An inner object or list is replaced with this, which is not JSON. */
const REDUCED = '#'
const VALUE = `(?:${TEXT}|${NUMBER}|true|false|null|${REDUCED})`
const VALUES = `(?:${VALUE}(?:,${VALUE})*)?`
const MEMBERS = `(?:${NAME}:${VALUE}(?:,${NAME}:${VALUE})*)?`

const PAIR = String.raw`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`

const PART =
  '(?:(?:[A-Za-z0-9_-]{4})+(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?|[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])'

/** A member of the header or the claims, by the text of its value in quotes. */
const texts = (of: string, name: string): string =>
  `regex.extractAll(${of}, r'(?:^|,)"${name}":"([^"]*)"')`

const has = (of: string, name: string): string => `${of}.matches(r'(?:^|,)"${name}":')`

const time = (name: string): string =>
  `regex.extractAll(V.claims, r'(?:^|,)"${name}":(-?[0-9][^,]*)').map(text, double(text))`

/** Without space between the parts; a text that has an escape or a bracket becomes an empty one. */
const TIDY = String.raw`r'(${TEXT})|(")(?:[^"\\]|\\.)*(")|[ \t\r\n]*([{}\[\],:])[ \t\r\n]*', r'\1\2\3\4'`

/** Which tokens are accepted: every check of `verify` that Cerbos does not make itself. */
export const TOKEN: Readonly<Record<string, string>> = {
  well_formed: `type(R.attr.token) == string && R.attr.token.size() <= 262144
&& R.attr.token.matches(r'^${PART}(?:\\.${PART}){2}$')`,
  // The header and the claims.
  json: `R.attr.token.split('.').slice(0, 2)
.map(part, string(base64.decode(part.replace('-', '+').replace('_', '/'))))`,
  tidy: `V.json.map(text, regex.replace(text, ${TIDY}))`,
  flat_0: `V.tidy.all(text, text.startsWith('{') && text.endsWith('}'))
? V.tidy.map(text, text.substring(1, text.size() - 1)).join('\\n') : '{'`,
  ...Object.fromEntries(
    Array.from({ length: DEPTH }, (_, i) => [
      `flat_${i + 1}`,
      String.raw`regex.replace(V.flat_${i}, r'\{[^{}\[\]]*\}|\[[^{}\[\]]*\]', '${REDUCED}')`,
    ]),
  ),
  flat: `V.flat_${DEPTH}.split('\\n')`,
  header: 'V.flat[0]',
  claims: 'V.flat[1]',
  // No name twice in an object: servers read those differently.
  levels: `[${Array.from({ length: DEPTH }, (_, i) => `V.flat_${i}`).join(', ')}]`,
  objects: String.raw`V.levels.map(text, regex.extractAll(text, r'\{([^{}\[\]]*)\}')).flatten() + V.flat`,
  lists: String.raw`V.levels.map(text, regex.extractAll(text, r'\[([^{}\[\]]*)\]')).flatten()`,
  json_accepted: `V.flat.size() == 2 && V.objects.all(text, text.matches(r'^${MEMBERS}$'))
&& V.lists.all(text, text.matches(r'^${VALUES}$'))`,
  // No name twice in an object: servers read those differently.
  names_once: `V.objects.map(object, regex.extractAll(object, r'"[^"]*":?').filter(text, text.endsWith(':')))
.all(names, names.distinct().size() == names.size())`,
  surrogates_paired: `V.json.all(text,
  !regex.replace(regex.replace(text, r'\\\\[^u]', ''), r'${PAIR}', '').matches(r'\\\\u[dD][89a-fA-F]'))`,
  strict: `V.well_formed && V.json_accepted && V.names_once && V.surrogates_paired`,
  algorithm_accepted: `${texts('V.header', 'alg')}.exists(alg, alg in C.algorithms)`,
  extensions_absent: `!V.header.matches(r'(?:^|,)"(?:crit|b64|zip)":')`,
  type_accepted: `${has('V.header', 'typ')}
? ${texts('V.header', 'typ')}.exists(typ, typ.lowerAscii() in C.types)
: !C.type_required`,
  key_accepted: `${has('V.header', 'kid')}
? ${texts('V.header', 'kid')}.exists(kid, C.any_kid || kid in C.kids)
: !C.kid_required`,
  now: `double((now() - timestamp('1970-01-01T00:00:00Z')).getMilliseconds()) / 1000.0`,
  expires: `${time('exp')}.exists(exp, V.now < exp + C.leeway)`,
  ...Object.fromEntries(
    ['nbf', 'iat'].map((name) => [
      `${name}_accepted`,
      `!${has('V.claims', name)} || ${time(name)}.exists(at, V.now >= at - C.leeway)`,
    ]),
  ),
  issuer_accepted: `C.any_issuer
|| 'iss' in V.jwt && V.jwt['iss'] in C.issuers
|| C.issuers.size() == 0 && !${has('V.claims', 'iss')}`,
  audience_accepted: `C.any_audience
|| 'aud' in V.jwt && V.jwt['aud'].exists(aud, aud in C.audiences)
|| C.audiences.size() == 0 && !${has('V.claims', 'aud')}`,
  subject_accepted: `'sub' in V.jwt && V.jwt['sub'] != ''
|| C.subject_optional && !${has('V.claims', 'sub')}`,
  // The claims that Cerbos verified: without them, nobody signed the text of the token.
  jwt: 'request.auxData.jwt',
  accepted: `'exp' in V.jwt && V.strict && V.algorithm_accepted && V.extensions_absent && V.type_accepted && V.key_accepted
&& V.expires && V.nbf_accepted && V.iat_accepted && V.issuer_accepted && V.audience_accepted && V.subject_accepted`,
}
