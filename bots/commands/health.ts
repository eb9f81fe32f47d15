import { can } from '../../core/access/can.ts'
import { formatNumber } from '../../core/answers/figures.ts'
import { cardOf, fields, notes, toPerson } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'
import type { Command, CommandContext } from './command.ts'

const mostNamed = 10

const databaseText = async ({
  core,
  locale,
}: CommandContext): Promise<{ isGood: boolean; words: string }> => {
  const say = openWords(locale)
  const start = performance.now()
  const isGood = await core.db.isReady().catch(() => false)
  const took = formatNumber(Math.max(1, Math.round(performance.now() - start)), 0, locale)
  return { isGood, words: isGood ? say('health.database_ok', { took }) : say('health.database_down') }
}

/** Which models can be asked; without any, answers are computed and worded by rules. */
const modelsText = async ({ core, actor, locale }: CommandContext): Promise<string> => {
  const say = openWords(locale)
  const usable = (await core.listUsable?.(actor.tenantId)) ?? []
  if (usable.length === 0) return say('health.no_model')
  if (!can(actor, 'llm:manage')) return say('health.models', { count: usable.length })
  return usable
    .slice(0, mostNamed)
    .map(({ name }) => name)
    .join(', ')
}

/** `/sextant health` */
export const health: Command = {
  path: ['health'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const say = openWords(context.locale)
    const database = await databaseText(context)
    const models = database.isGood ? await modelsText(context) : null
    return toPerson(
      cardOf(
        say(database.isGood ? 'health.good' : 'health.bad'),
        [
          fields([
            [say('health.database'), database.words],
            models === null ? null : [say('health.models_title'), models],
          ]),
          notes('plain', [say('health.computed')]),
        ],
        { tone: database.isGood ? 'good' : 'bad' },
      ),
    )
  },
}
