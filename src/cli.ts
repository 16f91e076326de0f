#!/usr/bin/env node
import { Argument, Command } from 'commander'
import type { LintOptions } from './commands/lint.ts'
import { readConfig } from './config/config.ts'
import { AppError } from './domain/errors.ts'
import { queueNames } from './jobs.ts'

const program = new Command('assent').description(
  'Consent for WhatsApp: asks, understands, remembers, and lets no message out without a reason.',
)

const config = () => readConfig(process.env)

program
  .command('start')
  .description(
    'everything in one process: ingress, workers, database, queue, and the sandbox when no account is set',
  )
  .action(async () => (await import('./commands/start.ts')).runStart(config()))

program
  .command('ingress')
  .description('webhooks and API only (needs REDIS_URL)')
  .action(async () => (await import('./commands/roles.ts')).runIngress(config()))

program
  .command('worker')
  .description('workers only (needs REDIS_URL); all roles when none is named')
  .addArgument(new Argument('[roles...]', 'which work to do').choices([...queueNames, 'upkeep']).default([]))
  .action(async (named: string[]) => {
    const { runWorker, workerRoles } = await import('./commands/roles.ts')
    const roles = workerRoles.filter((role) => named.length === 0 || named.includes(role))
    await runWorker(config(), roles)
  })

program
  .command('migrate')
  .description('bring the database up to this version')
  .action(async () => {
    const settings = config()
    await (await import('./commands/roles.ts')).prepareDatabase(settings, true)()
    process.stdout.write(`${settings.databaseFile} is up to date.\n`)
  })

program
  .command('sandbox')
  .description('the pretend platform as a process of its own')
  .action(async () => (await import('./commands/sandbox.ts')).runSandbox(config()))

program
  .command('demo')
  .description('walk through the story on the running system')
  .action(async () => (await import('./commands/demo.ts')).runDemo(config()))

program
  .command('replay')
  .description('post every *.json of a folder through a throw-away stack and tell what became of it')
  .argument('<folder>', 'where the webhook bodies are')
  .action(async (folder: string) => {
    const { runReplay } = await import('./commands/replay.ts')
    if (!(await runReplay(folder))) process.exitCode = 1
  })

program
  .command('scenario')
  .description(
    'play stories (YAML) on a stage of their own, days in milliseconds, and tell where one goes otherwise',
  )
  .argument('[files...]', 'the stories')
  .option('--schema', 'print the JSON Schema of a story and end')
  .action(async (files: string[], options: { schema?: boolean }) => {
    const { runScenario, storyJsonSchema } = await import('./commands/scenario.ts')
    if (options.schema) process.stdout.write(`${storyJsonSchema()}\n`)
    else if (!(await runScenario(files))) process.exitCode = 1
  })

program
  .command('lint')
  .description(
    'say what is wrong with templates, of ours or in the format of the platform, each with its line',
  )
  .argument('[paths...]', "files or folders; none: the business's own texts")
  .option('--business <id>', 'whose name and categories count; the first business when left out')
  .option('--languages <codes>', 'the languages that must be there, with commas between: en,pt_BR')
  .option('--purpose <purpose>', 'of templates in the format of the platform: opt-in-request or message')
  .option('--json', 'print the findings as JSON')
  .action(async (paths: string[], options: LintOptions) => {
    const { runLint } = await import('./commands/lint.ts')
    if (!runLint(config(), paths, options)) process.exitCode = 1
  })

program
  .command('eval')
  .description('measure the reply parser on a corpus (JSONL, as in test/corpus)')
  .argument('<file>', 'the cases, one a line')
  .option('--misses', 'print a line for every case that was read otherwise')
  .option('--table', 'print a Markdown table per language')
  .option('--write <file>', 'write that table between the markers of a Markdown file')
  .action(async (file: string, options: { misses?: boolean; table?: boolean; write?: string }) => {
    const { runEval } = await import('./commands/eval.ts')
    runEval(file, options)
  })

program
  .command('why')
  .description('say which record let a message out, by which rules, and whether the history still says so')
  .argument('<message>', 'the id of a message: msg_…')
  .action(async (message: string) => {
    const { runWhy } = await import('./commands/why.ts')
    if (!(await runWhy(config(), message))) process.exitCode = 1
  })

program
  .command('campaign')
  .description('show how far a campaign is, until it is over; Ctrl+C ends the looking and nothing else')
  .argument('<campaign>', 'the id of a campaign: cmp_…')
  .action(async (campaign: string) =>
    (await import('./commands/campaign.ts')).runCampaignBar(config(), campaign),
  )

program
  .command('key')
  .description('make a key of the API for a business; its secret is printed once and kept nowhere')
  .argument('<business>', 'the id of the business; biz_main when there is only one')
  .argument('<name>', 'what the key is for, such as "the CRM"')
  .argument('<scopes...>', 'what it may do: read, write, send, admin')
  .action(async (business: string, name: string, wanted: string[]) =>
    (await import('./commands/key.ts')).runKey(config(), { business, name, scopes: wanted }),
  )

program
  .command('doctor')
  .description('check configuration, templates, database, queue and provider credentials')
  .action(async () => {
    const { runDoctor } = await import('./commands/doctor.ts')
    if (!(await runDoctor(config()))) process.exitCode = 1
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof AppError) && process.env.ASSENT_LOG_LEVEL === 'debug') throw error
  process.stderr.write(`assent: ${error instanceof Error ? error.message : 'unknown failure'}\n`)
  if (!(error instanceof AppError)) process.stderr.write('  (ASSENT_LOG_LEVEL=debug shows where)\n')
  process.exit(1)
}
