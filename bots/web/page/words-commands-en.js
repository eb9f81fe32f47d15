/** English words about commands, their cards and forms. Spread into words-en.js. */
export const commandsEn = {
  'commands.label': 'Commands',
  'commands.offered_one': '{{count}} command offered. Arrows to choose, Enter to take it.',
  'commands.offered_other': '{{count}} commands offered. Arrows to choose, Enter to take one.',
  'commands.working': 'One moment…',
  'commands.busy': 'An answer is on its way: wait for it or stop it, then try again.',
  'commands.continued': 'The conversation is open. Ask the next question.',
  'commands.only': 'Type / to see the commands',
  'commands.inactive': 'This assistant is switched off; / shows the commands',
  'card.label': 'Answer to the command',
  'card.choose': 'Choose',
  'card.save': 'Save {{file}}',
  'card.step.waiting': 'to come',
  'card.step.running': 'under way',
  'card.step.done': 'done',
  'card.step.failed': 'failed',
  'form.optional': '(optional)',
}
