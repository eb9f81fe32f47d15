import { Command, Option } from 'commander'
import { type CommandContext, exitCodes } from '../context.ts'
import type { Check, CheckState } from '../doctor/check.ts'
import { print, printJson, styled } from '../print.ts'

const colours = { ok: 'green', warning: 'yellow', failed: 'red', off: 'dim' } as const
const marks: Record<CheckState, string> = { ok: '✓', warning: '!', failed: '✗', off: '·' }

const runChecks = async (context: CommandContext): Promise<Check[]> => {
  const environment = await import('../doctor/check-environment.ts')
  const { config, checks } = environment.checkConfiguration(context.env)
  const first = [environment.checkNode(), ...checks]
  if (!config) return first
  const [machine, { checkDatabase }, { checkMail }, { checkSlack }, { checkDiscord }] = await Promise.all([
    import('../doctor/check-machine.ts'),
    import('../doctor/check-database.ts'),
    import('../doctor/check-mail.ts'),
    import('../doctor/check-slack.ts'),
    import('../doctor/check-discord.ts'),
  ])
  const database = await checkDatabase(config, context)
  return [
    ...first,
    environment.checkSecrets(config),
    environment.checkMasterKey(config),
    await machine.checkDataDir(config),
    await machine.checkDisk(config),
    ...database.checks,
    await machine.checkPort(config, database.isRunning),
    await checkMail(config),
    await checkSlack(config),
    await checkDiscord(config),
    ...environment.listWhatIsOff(config),
  ]
}

const worded = ({ name, state, message, advice, values }: Check, { say }: CommandContext) => ({
  name,
  state,
  message: say(`doctor.${message}`, values),
  advice: advice === undefined ? null : say(`doctor.advice.${advice}`, values),
})

const doctor = async (options: { json?: boolean }, context: CommandContext): Promise<void> => {
  const { readSettings } = await import('../with-database.ts')
  // Only for its silence: a fault of the configuration is one of the findings.
  await readSettings(context).catch(() => undefined)
  const checks = (await runChecks(context)).map((check) => worded(check, context))
  const failed = checks.filter(({ state }) => state === 'failed').length
  if (options.json) await printJson({ ok: failed === 0, checks })
  else {
    for (const { state, message, advice } of checks) {
      await print(`${styled(colours[state], marks[state])} ${message}`)
      if (advice) await print(`  → ${advice}`)
    }
    await print(`\n${context.say(failed === 0 ? 'doctor.all_well' : 'doctor.failed', { count: failed })}`)
  }
  if (failed > 0) process.exitCode = exitCodes.failed
}

/** `doctor`: what is wrong with this installation, and what to do about it. */
export const doctorCommand = (context: CommandContext): Command =>
  new Command('doctor')
    .description(context.say('doctor.description'))
    .usage(context.say('doctor.usage'))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('doctor.examples')}`)
    .action((options: { json?: boolean }) => doctor(options, context))
