/** One file per topic, loaded on demand. */
export const TOPICS: Readonly<Record<string, () => Promise<{ readonly text: string }>>> = {
  'exit-codes': () => import('./exit-codes.js'),
  files: () => import('./files.js'),
  settings: () => import('./settings.js'),
  tokens: () => import('./tokens.js'),
  requirements: () => import('./requirements.js'),
  environment: () => import('./environment.js'),
  agents: () => import('./agents.js'),
}

export const TOPIC_NAMES: readonly string[] = Object.keys(TOPICS)
