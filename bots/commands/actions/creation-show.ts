import { validate as isUuid } from 'uuid'
import { AppError } from '../../../core/errors.ts'
import type { Action } from '../command.ts'
import { creationCard } from '../creation-card.ts'

/** How far the making of an assistant has come by now, in place of the card that was pressed. */
export const creationShow: Action = {
  name: 'creation.show',
  permission: 'assistants:create',
  run: async (context, { id = '' }) => {
    if (!isUuid(id)) throw new AppError('not_found', 'No such assistant.')
    const { card, isEnded } = await creationCard(context, id)
    return { kind: 'card', card, audience: 'edit', ...(!isEnded && { follow: { creationId: id } }) }
  },
}
