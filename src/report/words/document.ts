import type { OpenApiProblems } from '../../core/problems/openapi.js'
import { escapeText } from '../escape.js'
import { routeFault } from './route.js'
import { didYouMean, quote, type Words } from './words.js'

type Refused =
  | 'openapi-not-one'
  | 'openapi-version'
  | 'openapi-no-operation'
  | 'openapi-outside-root'
  | 'openapi-too-much-work'
  | 'openapi-no-scheme'
  | 'openapi-scheme-kind'
  | 'openapi-bad-prefix'
  | 'openapi-flag-differs'
  | 'openapi-yaml-cycle'

/** Why an OpenAPI document cannot be read. */
export const documentWords: Words<Pick<OpenApiProblems, Refused>> = {
  'openapi-not-one': ({ file, both }) => ({
    says: both
      ? `${quote(file)} declares both \`swagger\` and \`openapi\``
      : `${quote(file)} is not an OpenAPI document: it has neither \`openapi\` nor \`swagger\``,
  }),
  'openapi-version': ({ file, version }) => ({
    says: `${quote(file)} has unsupported version ${quote(version)}`,
    hint: 'supported: OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0',
  }),
  'openapi-no-operation': ({ file }) => ({
    says: `${quote(file)} has no operations`,
    hint: 'webhooks and callbacks do not count as routes',
  }),
  'openapi-outside-root': ({ file, root }) => ({
    says: `${quote(file)} is not inside \`--root\` ${quote(root)}`,
    hint: 'use a folder that contains the document and the files that it refers to',
  }),
  'openapi-too-much-work': ({ file }) => ({
    says: `${quote(file)} uses the same parts too many times to be read`,
    hint: 'write shared path items, parameters and security in fewer places',
  }),
  'openapi-no-scheme': ({ scheme, suggestion }) => ({
    says: `the document has no security scheme ${quote(scheme)}`,
    hint: didYouMean(suggestion),
  }),
  'openapi-scheme-kind': ({ scheme, type }) => ({
    says: `the scheme ${quote(scheme)} (${escapeText(type)}) does not use tokens with scopes`,
    hint: 'choose one of type oauth2, openIdConnect or http bearer',
  }),
  'openapi-bad-prefix': ({ prefix, why, by }) => ({
    says: `${quote(by)} ${quote(prefix)} ${routeFault(why)}`,
    hint: 'use a path like /api/v1, or / for none',
  }),
  'openapi-flag-differs': ({ flag, key, value, remembered }) => {
    const said = key === 'any_of' ? flag : value.map((each) => `${flag} ${each}`).join(' ')
    const kept = remembered.length > 1 ? `[${remembered.join(', ')}]` : remembered.join('')
    return {
      says: `${quote(said)} overrides ${quote(`openapi: { ${key}: ${kept} }`)} of the catalog, which keeps its value`,
    }
  },
  'openapi-yaml-cycle': ({ name }) => ({
    says: `the alias ${quote(`*${name}`)} has no anchor before it, or refers to itself`,
  }),
}
