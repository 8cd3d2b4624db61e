import type { CommandEnd, ProbeProblems, RecordFault } from '../../core/problems/probe.js'
import { instant } from '../time.js'
import { unreachable } from './network.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

export const probeWords: Words<ProbeProblems> = {
  'probe-unreachable': ({ url, why }) => ({
    hint: 'check that this is the address of the API, and that it is running',
    ...unreachable(url, { code: why }, 'probe an API on this machine'),
  }),
  'probe-nothing': ({ routes }) => ({
    says: `nothing to probe: ${plural(routes, 'route')}, none with a known path and a permitted method`,
    hint: 'scopectl probe URL --dry-run lists the reasons',
  }),
  'probe-bad-number': ({ flag, text, least, most }) => ({
    says: `invalid \`${flag}\` ${quote(text)}: use ${least} to ${most}`,
  }),
  'probe-bad-pair': ({ flag, text, form }) => ({
    says: `invalid \`${flag}\` ${quote(text)}: use ${form}`,
  }),
  'probe-no-such-param': ({ name, suggestion }) => ({
    says: `no route has a parameter ${quote(name)}`,
    hint: didYouMean(suggestion),
  }),
  'probe-subject': ({ name, role, why }) => ({
    says:
      why === 'disabled'
        ? `user ${quote(name)} is disabled: no token is issued`
        : `user ${quote(name)} does not have the role ${quote(role)}`,
    hint: 'name a user who can sign in and has the role',
  }),
  'probe-method': ({ method, suggestion }) => ({
    says: `no route has the method ${quote(method)}`,
    hint: didYouMean(suggestion),
  }),
  'probe-not-trusted': ({ url, status, subjects }) => ({
    says: `${quote(url)} answers ${status} to every token: it does not trust the key, or does not know the subject`,
    hint: `the tokens are for ${list(subjects, 'and')}: check the key, issuer and audience, or use --subject ROLE=USER`,
  }),
  'probe-rate-limited': ({ route, retries }) => ({
    says: `stopped at ${quote(route)}: the server still answers 429 (too many requests) after ${plural(retries, 'pause')}`,
    hint: 'allow this caller more requests, or try --rate 1',
    fails: true,
  }),
  'probe-stopped': ({ route, status }) => ({
    says: `stopped: ${quote(route)} worked before, and now ${status === undefined ? 'does not answer' : `answers ${status}`}`,
    hint: 'the server may have locked the user out or limited the rate: try --rate 5',
    fails: true,
  }),
  'probe-interrupted': () => ({ says: 'interrupted: this is what was found so far', fails: true }),
  'fixture-route': ({ name, suggestion }) => ({
    says: `no route ${quote(name)}`,
    hint: didYouMean(suggestion) ?? 'write it as `routes:` does',
  }),
  'fixture-method': ({ key, name }) => ({
    says: `\`${key}\` must be a route that writes, and ${quote(name)} only reads`,
  }),
  'fixture-parameter': ({ create, remove, ids }) => ({
    says:
      ids.length === 1
        ? `${quote(remove)} ends in any path: the id must be a segment`
        : `${quote(remove)} must have one parameter that ${quote(create)} does not have: the id${ids.length === 0 ? '' : `; it has ${list(ids, 'and')}`}`,
  }),
  'fixture-not-sent': ({ create, methods }) => ({
    says: `the fixture ${quote(create)} needs ${list(methods, 'and')}, which --methods does not name`,
    hint: `add ${methods.join(',')} to --methods`,
  }),
  'fixture-left': ({ paths }) => ({
    says: `created, and could not be removed: ${list(paths, 'and')}`,
    hint: 'remove it by hand',
    warns: true,
  }),
  'record-damaged': ({ file, line, why, version }) => ({
    says: `${quote(file)}, line ${line}: ${RECORD_FAULTS[why]}`,
    hint:
      why === 'version' ? `this scopectl reads version ${version}` : 'record it again: --record',
  }),
  'record-other': ({ file }) => ({
    says: `nothing to compare: ${quote(file)} has no request of this plan`,
    hint: 'it is of another catalog, or of other parameters, users or methods',
    fails: true,
  }),
  'record-apart': ({ file, routes }) => ({
    says: `not everything was compared: ${quote(file)} has other requests for ${list(routes.slice(0, 5), 'and')}${routes.length > 5 ? ` and ${routes.length - 5} more` : ''}`,
    hint: 'use the flags and users of that run, or record it again',
    fails: true,
  }),
  'record-unfinished': ({ file }) => ({
    says: `the run did not finish: ${quote(file)} was not used`,
    fails: true,
  }),
  'probe-bad-command': ({ flag, text, why }) => ({
    says:
      why === 'shell'
        ? `\`${flag}\` is not run by a shell: ${quote(text)} would be passed to the program`
        : `invalid \`${flag}\` ${quote(text)}: a quote is not closed, or it is empty`,
    hint: why === 'shell' ? `write ${flag} "sh -c '…'"` : undefined,
  }),
  'probe-command-failed': ({ flag, route, why, output }) => ({
    says: `\`${flag}\` failed for ${quote(route)}: ${commandEnd(why)}${output === '' ? '' : `: ${quote(output)}`}`,
    fails: true,
  }),
  'probe-command-unused': ({ flag }) => ({
    says: `\`${flag}\` runs around writes, and no write is sent`,
    hint: 'name the methods to probe, like --methods POST,DELETE',
  }),
  'waiver-until': ({ text }) => ({
    says: `invalid \`until\` ${quote(text)}`,
    hint: 'use a day like 2027-01-31, or a time like 2027-01-31T12:00:00Z',
  }),
  'waiver-expired': ({ id, until }) => ({
    says: `the waiver of ${quote(id)} expired at ${instant(until)}`,
    hint: 'fix the API and remove the waiver, or review it and change `until`',
    fails: true,
  }),
  'waiver-unused': ({ id, suggestion }) => ({
    says: `the waiver of ${quote(id)} matches no finding`,
    hint: didYouMean(suggestion) ?? 'remove it: it would hide the next one',
    warns: true,
  }),
  'probe-clock': ({ seconds }) => ({
    says: `the server's clock is ${plural(Math.abs(seconds), 'second')} ${seconds > 0 ? 'ahead' : 'behind'}; tokens were issued for its time`,
  }),
  'probe-clock-apart': ({ here, there }) => ({
    says: `the server says that it is ${instant(there)}, and here it is ${instant(here)}: the clocks are too far apart to issue tokens`,
    hint: 'set the clock that is wrong, and probe again',
  }),
}

const RECORD_FAULTS: Readonly<Record<RecordFault['why'], string>> = {
  kind: 'this is not a record of `probe --record`',
  version: 'the record has another version',
  json: 'this is not a JSON object',
  keys: 'unexpected keys or values',
  twice: 'the route appears twice',
  end: 'the file is not complete',
}

function commandEnd(why: CommandEnd): string {
  switch (why.is) {
    case 'exit':
      return `it exited with ${why.code}`
    case 'signal':
      return `it was ended by ${why.signal}`
    case 'late':
      return `it took longer than ${plural(why.seconds, 'second')}`
    case 'missing':
      return `it could not be started (${why.code})`
  }
}
