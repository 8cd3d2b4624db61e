import type { ProbeProblems } from '../../core/problems/probe.js'
import { instant } from '../time.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

export const probeWords: Words<ProbeProblems> = {
  'probe-unreachable': ({ url, why }) => ({
    says: `cannot reach ${quote(url)}: ${why}`,
    hint: 'is the server running?',
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
  'probe-stopped': ({ route, status }) => ({
    says: `stopped: ${quote(route)} worked before, and now ${status === undefined ? 'does not answer' : `answers ${status}`}`,
    hint: 'the server may have locked the user out or limited the rate: try --rate 5',
    fails: true,
  }),
  'probe-interrupted': () => ({ says: 'interrupted: this is what was found so far', fails: true }),
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
