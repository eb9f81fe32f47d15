/** French words about commands, their cards and forms. Spread into words-fr.js. */
export const commandsFr = {
  'commands.label': 'Commandes',
  'commands.offered_one': '{{count}} commande proposée. Flèches pour choisir, Entrée pour la prendre.',
  'commands.offered_other': '{{count}} commandes proposées. Flèches pour choisir, Entrée pour prendre.',
  'commands.working': 'Un instant…',
  'commands.busy': 'Une réponse est en cours : attendez-la ou arrêtez-la, puis recommencez.',
  'commands.continued': 'La conversation est ouverte. Posez la question suivante.',
  'commands.only': 'Tapez / pour voir les commandes',
  'commands.inactive': 'Cet assistant est désactivé ; / montre les commandes',
  'card.label': 'Réponse à la commande',
  'card.choose': 'Choisir',
  'card.save': 'Enregistrer {{file}}',
  'card.step.waiting': 'à venir',
  'card.step.running': 'en cours',
  'card.step.done': 'fait',
  'card.step.failed': 'échec',
  'form.optional': '(facultatif)',
}
