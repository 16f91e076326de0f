import { join } from 'node:path'
import { startUpkeep } from '../../workers/start-upkeep.ts'
import { startWorkers } from '../../workers/start-workers.ts'
import type { Config } from '../config/config.ts'
import { buildApp } from '../http/build-app.ts'
import { queueNames } from '../jobs.ts'
import { openLogger } from '../logger.ts'
import { buildAssent } from '../services.ts'
import { type Closer, listen, lockDataDir, prepareDatabase, stopOnSignal } from './roles.ts'
import { openSandbox, teachTemplates } from './sandbox.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** `assent start`: everything in one process. */
export const runStart = async (config: Config): Promise<void> => {
  const closers: Closer[] = [lockDataDir(config)]
  say('Assent is starting…')
  await prepareDatabase(config, true)()
  const assent = await buildAssent(config, openLogger(config.logLevel ?? 'warn'))
  closers.push(() => assent.close())
  const { shared, businesses, services, backend } = assent
  await shared.shared.takeOver(shared.instance)

  const app = buildApp(assent, backend, config)
  await listen(app, config.host, config.port, 'ASSENT_PORT')
  const url = `http://${config.host}:${config.port}`

  const sandbox = openSandbox(
    config,
    `http://127.0.0.1:${config.port}`,
    join(config.dataDir, 'sandbox.sqlite'),
  )
  const sandboxUrl = `http://127.0.0.1:${config.sandboxPort}`
  if (sandbox) {
    await listen(sandbox, '127.0.0.1', config.sandboxPort, 'ASSENT_SANDBOX_PORT')
    await teachTemplates(sandboxUrl, services.texts)
    closers.push(() => sandbox.close())
  }
  closers.push(() => app.close())
  const workers = await startWorkers(assent, backend, queueNames)
  closers.push(() => workers.close())
  const upkeep = startUpkeep(assent)
  closers.push(() => upkeep.close())

  say('')
  const names = [...businesses.values()].map(({ business }) => business.name)
  say(`Assent runs for ${new Intl.ListFormat('en').format(names)}.`)
  say('')
  say(`  webhooks and API    ${url}   (the API described: ${url}/docs)`)
  for (const { accounts } of businesses.values())
    for (const { id, channel, isPretend } of accounts)
      say(
        `  account ${id.padEnd(12)}${channel === 'sms' ? 'SMS' : 'WhatsApp'}${isPretend ? ', on the sandbox' : ''}; webhooks to /webhooks/${id}`,
      )
  for (const { business } of businesses.values())
    say(`  form                ${config.publicUrl}/forms/${business.id}   (where people opt in themselves)`)
  if (sandbox) say(`  sandbox             ${sandboxUrl}   (pretend phones: open it and answer as a customer)`)
  say(`  database            ${config.databaseFile}`)
  say(
    `  queue               ${backend.kind === 'redis' ? 'Redis' : 'in this process, kept on disk (REDIS_URL for Redis)'}`,
  )
  say('')
  if (sandbox) say('  Try next, in a second terminal:   npm run demo')
  say('  Stop with Ctrl+C; everything is kept.')
  stopOnSignal(closers, 'Assent has stopped.')
}
