import { Op, type WhereOptions } from 'sequelize'

/** Where a list goes on: behind this row, in the list's own order. */
export interface Page {
  limit: number
  after: { createdAt: Date; id: string } | null
}

/** Stable even when rows share a time: the id decides. */
export const newestFirst: [string, 'DESC'][] = [
  ['createdAt', 'DESC'],
  ['id', 'DESC'],
]

/** The rows behind the page's start; spread it into a `where` that names the tenant. */
export const behind = ({ after }: Page): WhereOptions =>
  after
    ? {
        [Op.or]: [
          { createdAt: { [Op.lt]: after.createdAt } },
          { createdAt: after.createdAt, id: { [Op.lt]: after.id } },
        ],
      }
    : {}

export const oldestFirst: [string, 'ASC'][] = [
  ['createdAt', 'ASC'],
  ['id', 'ASC'],
]

/** The rows that follow the page's start in a list that is oldest first. */
export const ahead = ({ after }: Page): WhereOptions =>
  after
    ? {
        [Op.or]: [
          { createdAt: { [Op.gt]: after.createdAt } },
          { createdAt: after.createdAt, id: { [Op.gt]: after.id } },
        ],
      }
    : {}
