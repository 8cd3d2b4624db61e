import { freePort } from '../../support/free-port.js'
import { untilTrue } from '../../support/until-true.js'
import { servedCatalog } from './served-catalog.js'
import { startServer } from './start-server.js'

/** The exported folder in `opa run --server`, with the keys of a running `scopectl serve`. */
export async function servedOpa(program: string) {
  const { cwd, env, cli } = await servedCatalog()
  await cli('export', 'opa', 'policy')
  const at = await freePort()
  const start = `"$0" run --server --addr 127.0.0.1:${at} --bundle policy & echo http://127.0.0.1:${at}; wait`
  const { origin } = await startServer('sh', ['-c', start, program], { cwd, env })
  await untilTrue('opa answers', async () => (await fetch(`${origin}/health`)).ok)
  const decide = async (method: string, path: string, token = ''): Promise<unknown> => {
    const body = JSON.stringify({ input: { method, path, token } })
    const reply = await fetch(`${origin}/v1/data/scopectl/decision`, { method: 'POST', body })
    const { result } = (await reply.json()) as { result: { allow: boolean; status: number } }
    return result.allow === (result.status === 200) ? result.status : result
  }
  return { cli, decide, cwd }
}
