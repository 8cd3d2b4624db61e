import type { PolicyTokens } from '../policy.js'

/** A text as an expression of CEL. */
export const celText = (text: string): string => JSON.stringify(text)

/** The scopes that an accepted token holds, from its scope claims and the role claim. */
export function heldOf({ scopeClaims, roles }: PolicyTokens): Readonly<Record<string, string>> {
  return {
    // The scope claims that the token has, in order.
    scope_values: scopeClaims.map(valueAt).join(' + '),
    // A claim of another type gives no scopes: its reading is [null].
    readings: `V.scope_values.map(value,
  type(value) == string && C.scope_format != 'array' ? dyn(value.split(' ').filter(name, name != ''))
  : type(value) == list && C.scope_format != 'string' && value.all(name, type(name) == string) ? dyn(value)
  : dyn([null]))`,
    // Claims that contradict each other, none of which comes first.
    claims_differ:
      '!C.first_claim && V.readings.exists(reading, !sets.equivalent(reading, V.readings[0]))',
    role_values: roles ? valueAt(roles.claim) : '[]',
    role_names: `V.role_values.map(value,
  type(value) == string ? [dyn(value)]
  : type(value) == list && value.all(name, type(name) == string) ? dyn(value)
  : dyn([])).flatten()`,
    held: `V.readings.slice(0, V.readings.size() > 0 ? 1 : 0).flatten()
+ V.role_names.filter(name, name in C.roles).map(name, C.roles[name]).flatten()`,
  }
}

/** A list with the claim, or an empty one. Cerbos leaves out a null at the top, so that is read from the text. */
function valueAt([first = '', ...inner]: readonly string[]): string {
  const top = `V.jwt[${celText(first)}]`
  const steps = inner.map((_, i) => inner.slice(0, i).reduce(at, top))
  const present = [
    `${celText(first)} in V.jwt`,
    ...inner.map((step, i) => `type(${steps[i]}) == map && ${celText(step)} in ${steps[i]}`),
  ]
  const isNull = `(',' + V.claims).contains(${celText(`,${celText(first)}:null`)})`
  const otherwise = inner.length === 0 ? `${isNull} ? [dyn(null)] : []` : '[]'
  return `(${present.join(' && ')} ? [dyn(${inner.reduce(at, top)})] : ${otherwise})`
}

const at = (object: string, step: string): string => `${object}[${celText(step)}]`
