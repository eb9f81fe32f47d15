import { type Actor, operatorActor } from '../core/access/can.ts'

/** Whoever may run this program on the machine that holds the data may do what operators may; the trail says how. */
export const terminalActor: Actor = { ...operatorActor('cli', null), kind: 'system' }
