import type {
  DocumentPathFault,
  DocumentPathFaults,
  PathFaults,
  RouteFaults,
  TemplateFaults,
} from '../../core/problems/route.js'
import { type FaultWords, faultText, quote } from './words.js'

// Each is the end of a sentence that begins with what is at fault: `the path "/a//b" …`.

const PATH: FaultWords<PathFaults> = {
  'no-slash': 'has to start with `/`',
  'dot-segment': 'has a dot segment',
  'empty-segment': 'has an empty segment (`//`)',
  'bad-escape': 'has a `%` without two hex digits',
  semicolon: 'has a `;`, which some servers cut at',
  backslash: 'has a backslash, which some servers read as `/`',
  control: 'has a control character',
  unencoded: ({ char }) => `has a character that must be percent-encoded: ${quote(char)}`,
  'not-utf8': 'has escapes that are not UTF-8',
  'encoded-slash': 'has an encoded slash',
  'encoded-control': 'has an encoded control character',
  'encoded-percent': 'has an encoded `%`, which a second decoding would change',
  'needless-escape': ({ char }) =>
    `has an escape of ${quote(char)}, which another server may or may not undo`,
  'lower-case-escape': 'has escapes in lower case: write `%C3`, not `%c3`',
  'query-unencoded': 'is followed by a query with characters that must be percent-encoded',
}

const TEMPLATE: FaultWords<TemplateFaults> = {
  'no-slash': PATH['no-slash'],
  'tail-not-last': 'may have `{…*}` at its very end only',
  'tail-beside-text': 'has `{…*}` beside other text',
  'empty-template-segment': 'has an empty segment',
  'same-parameter': ({ name }) => `names the parameter ${quote(name)} twice`,
  'bad-segment': ({ text }) => `has ${quote(text)}, which is neither a parameter nor text`,
}

const ROUTE: FaultWords<RouteFaults> = {
  ...PATH,
  ...TEMPLATE,
  form: 'is not of the form `METHOD /path`',
  'no-method': 'has no method',
  'lower-case-method': 'has a method that is not in upper case',
  'escape-in-template': 'has an escape of a character that needs none: write the character itself',
}

const DOCUMENT_PATH: FaultWords<DocumentPathFaults> = {
  ...ROUTE,
  query: 'has a query',
  fragment: 'has a fragment',
  'too-long': ({ limit }) => `is longer than ${limit} characters`,
  'own-pattern': ({ parameter }) =>
    `has a parameter with a pattern of its own: ${quote(parameter)}`,
}

/** What is wrong with a path, a template or a route; the faults of documents have all the others among them. */
export const routeFault = (fault: DocumentPathFault): string => faultText(DOCUMENT_PATH, fault)
