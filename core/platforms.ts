/** Where people meet Sextant. */
export const platforms = ['web', 'slack', 'discord'] as const
export type Platform = (typeof platforms)[number]

/** Where Sextant sends to; nobody asks by mail. */
export type Outlet = Platform | 'mail'
