import type { Problem, ProblemArgs } from '../../core/problem.js'
import { escapeText } from '../escape.js'
import { asServerWords } from './as-server.js'
import { catalogWords } from './catalog.js'
import { decisionWords } from './decision.js'
import { exportWords } from './export.js'
import { fileWords } from './files.js'
import { filterWords } from './filter.js'
import { withoutSecrets } from './hidden.js'
import { importWords } from './import.js'
import { libraryVoice } from './in-library.js'
import { initWords } from './init.js'
import { issuingWords } from './issuing.js'
import { keyRuleWords } from './key-rules.js'
import { keyWords } from './keys.js'
import { learnWords } from './learn.js'
import { libraryWords } from './library.js'
import { lintWords } from './lint.js'
import { lockWords } from './lock.js'
import { measureWords } from './measure.js'
import { mergeWords } from './merge.js'
import { openApiWords } from './openapi.js'
import { probeWords } from './probe.js'
import { probeInputWords } from './probe-inputs.js'
import { probeTokenWords } from './probe-tokens.js'
import { proofWords } from './proof.js'
import { questionWords } from './question.js'
import { replayWords } from './replay.js'
import { revisionWords } from './revision.js'
import { serveWords } from './serve.js'
import { suiteWords } from './suite.js'
import { syntaxWords } from './syntax.js'
import { targetWords } from './target.js'
import { tokenWords } from './token.js'
import { urlWords } from './url.js'
import { usersWords } from './users.js'
import type { Sentence, Words } from './words.js'

const WORDS: Words<ProblemArgs> = {
  ...asServerWords,
  ...learnWords,
  ...catalogWords,
  ...decisionWords,
  ...exportWords,
  ...fileWords,
  ...filterWords,
  ...importWords,
  ...initWords,
  ...issuingWords,
  ...keyRuleWords,
  ...keyWords,
  ...libraryWords,
  ...lintWords,
  ...lockWords,
  ...measureWords,
  ...mergeWords,
  ...openApiWords,
  ...probeWords,
  ...probeInputWords,
  ...probeTokenWords,
  ...proofWords,
  ...questionWords,
  ...replayWords,
  ...revisionWords,
  ...serveWords,
  ...suiteWords,
  ...syntaxWords,
  ...targetWords,
  ...tokenWords,
  ...urlWords,
  ...usersWords,
}

/** The sentence for a problem, safe to show: every name is escaped, and possible secrets are masked. */
export const say = <P extends Problem>(problem: P): Sentence => sentenceOf(problem, {})

/** The sentence for a program that calls the library, with options in place of flags. */
export const sayInLibrary = <P extends Problem>(problem: P): Sentence =>
  sentenceOf(problem, libraryVoice)

function sentenceOf<P extends Problem>(problem: P, voice: typeof libraryVoice): Sentence {
  const { code, args, instead } = withoutSecrets(problem)
  // The table's type pairs each code with its own arguments; a union of codes loses the pairing.
  const words = WORDS[code] as (args: P['args']) => Sentence
  const own = voice[code] as ((args: P['args'], usual: Sentence) => Sentence) | undefined
  const typed = words(args)
  const { says, hint: usual, ...rest } = own ? own(args, typed) : typed
  const hint = instead === undefined ? usual : `try: ${instead}`
  const shown = { ...rest, says: escapeText(says) }
  return hint === undefined ? shown : { ...shown, hint: escapeText(hint) }
}
