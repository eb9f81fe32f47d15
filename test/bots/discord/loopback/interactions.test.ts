import test from 'ava'
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  Locale,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { openClientTown } from './town.ts'

const commands = [
  {
    name: 'sextant',
    description: 'The data',
    options: [
      {
        type: 2,
        name: 'assistant',
        description: 'Assistants',
        options: [
          {
            type: 1,
            name: 'new',
            description: 'A new one',
            options: [{ type: 3, name: 'name', description: 'Its name', required: true }],
          },
          {
            type: 1,
            name: 'use',
            description: 'One of them',
            options: [{ type: 3, name: 'assistant', description: 'Which', autocomplete: true }],
          },
        ],
      },
      { type: 1, name: 'help', description: 'Help' },
    ],
  },
  { type: 3, name: 'Ask about this' },
]

const openCommands = async (
  t: Parameters<typeof openClientTown>[0],
  options: Parameters<typeof openClientTown>[1] = {},
) => {
  const town = await openClientTown(t, options)
  town.discord.register(commands)
  const on = (act: (interaction: Interaction) => unknown): void => {
    town.client.on(
      'interactionCreate',
      (interaction) => void Promise.resolve(act(interaction)).catch(() => undefined),
    )
  }
  return { ...town, on }
}

const row = (label: string, id: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setLabel(label).setCustomId(id).setStyle(ButtonStyle.Primary),
  )

test('a command is deferred, its placeholder filled, and more follows', async (t) => {
  const { discord, person, general, ada, on } = await openCommands(t)
  on(async (interaction) => {
    const command = interaction as ChatInputCommandInteraction
    t.is(command.options.getSubcommandGroup(), 'assistant')
    t.is(command.options.getString('name'), 'Reach')
    t.is(command.locale, Locale.French)
    t.true(command.memberPermissions?.has('ManageGuild'))
    await command.deferReply({ flags: ['Ephemeral'] })
    await command.editReply('made')
    await command.followUp('and told')
  })
  const outcome = await person.slash('assistant new', { name: 'Reach' }, { channel: general.id })
  t.is(outcome.kind, 'deferred')
  t.true(outcome.message?.isEphemeral)
  await discord.until(() => discord.messages(general.id).length === 1)
  await discord.settle()
  t.deepEqual(
    discord.ephemerals(ada.id).map(({ words, isThinking }) => [words, isThinking]),
    [['made', false]],
  )
  t.is(discord.messages(general.id)[0]?.words, 'and told')
  t.deepEqual(discord.violations, [])
})

test('the client refuses what a command does not take', async (t) => {
  const { discord, person, general } = await openCommands(t)
  const without = await person.slash('sextant assistant new', {}, { channel: general.id })
  t.deepEqual([without.kind, without.errors], ['refused', { name: 'required' }])
  const wrong = await person.slash('assistant new', { name: 3, colour: 'red' }, { channel: general.id })
  t.deepEqual(Object.keys(wrong.errors).toSorted(), ['colour', 'name'])
  await t.throwsAsync(person.slash('assistant lose'), { message: /has no « lose »/ })
  t.is(discord.interactions.length, 0)
})

test('choices while typing', async (t) => {
  const { person, on, general, discord } = await openCommands(t)
  on(async (interaction) => {
    if (!interaction.isAutocomplete()) return
    await interaction.respond([{ name: `${interaction.options.getFocused()}…`, value: 'a' }])
  })
  const choices = await person.autocomplete('assistant use', 'assistant', 'rea', { channel: general.id })
  t.deepEqual(choices, [{ name: 'rea…', value: 'a' }])
  t.deepEqual(discord.violations, [])
})

test('a form with a text and a file, opened by a button of a direct conversation', async (t) => {
  const { discord, person, ada, on } = await openCommands(t)
  const received: unknown[] = []
  on(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'press', components: [row('Open', 'open')] })
    if (interaction.isButton())
      await interaction.showModal(
        new ModalBuilder()
          .setCustomId('form')
          .setTitle('A form')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('Name')
              .setTextInputComponent(
                new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short).setMaxLength(5),
              ),
            new LabelBuilder()
              .setLabel('File')
              .setFileUploadComponent(new FileUploadBuilder().setCustomId('file').setRequired(false)),
          ),
      )
    if (interaction.isModalSubmit()) {
      const file = interaction.fields.getUploadedFiles('file')?.first()
      received.push(interaction.fields.getTextInputValue('name'), await (await fetch(file!.url)).text())
      if (interaction.isFromMessage()) await interaction.update({ content: 'done', components: [] })
    }
  })
  const said = await person.slash('help')
  t.is(said.message?.channel, person.directChannel())
  const opened = await person.click(said.message!, 'Open')
  t.is(opened.kind, 'modal')
  const [modal] = discord.modals(ada.id)
  t.deepEqual(
    modal?.fields.map(({ label, isRequired }) => [label, isRequired]),
    [
      ['Name', true],
      ['File', false],
    ],
  )
  t.deepEqual((await person.submit(modal!, { Name: 'too long' })).errors, {
    name: 'between 0 and 5 characters',
  })
  const files = { File: [{ name: 'a.csv', bytes: 'a;b' }] }
  t.is((await person.submit(modal!, { name: 'Ada' }, { files })).kind, 'update')
  t.deepEqual(received, ['Ada', 'a;b'])
  t.deepEqual(discord.modals(ada.id), [])
  const [message] = discord.messages(person.directChannel())
  t.deepEqual([message?.words, message?.buttons], ['done', []])
  t.deepEqual(discord.violations, [])
})

test('a select, and a message command with the words of a message that the app may not read', async (t) => {
  const { discord, person, general, on } = await openCommands(t)
  const heard: unknown[] = []
  on(async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) {
      heard.push(interaction.targetMessage.content)
      const options = [
        { label: 'One', value: '1' },
        { label: 'Two', value: '2' },
      ]
      await interaction.reply({
        components: [{ type: 1, components: [{ type: 3, customId: 'pick', placeholder: 'Which', options }] }],
      })
    }
    if (interaction.isStringSelectMenu()) {
      heard.push(interaction.values)
      await interaction.deferUpdate()
    }
  })
  const said = await person.say(general.id, 'what do they watch?')
  const { message } = await person.menu('Ask about this', said)
  t.regex(message!.words, /Which\nOne\nTwo/)
  t.is((await person.choose(message!, 'Which', 'Two')).kind, 'deferred_update')
  t.deepEqual(heard, ['what do they watch?', ['2']])
  discord.deleteMessage(general.id, message!.id)
  t.is((await person.choose(message!, 'Which', 'One')).failure, 'message_gone')
  t.deepEqual(discord.violations, [])
})

test('an app that says nothing in time has failed, and its token is dead', async (t) => {
  const { discord, person, general, on, ada } = await openCommands(t, { responseMs: 100 })
  const codes: unknown[] = []
  on(async (interaction) => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    await (interaction as ChatInputCommandInteraction).reply('late').catch((error) => codes.push(error.code))
  })
  const outcome = await person.slash('help', {}, { channel: general.id })
  t.is(outcome.kind, 'failed')
  t.is(discord.failures[0]?.user, ada.id)
  await discord.until(() => codes.length > 0)
  t.deepEqual(codes, [10062])
  t.deepEqual(
    discord.violations.map(({ kind }) => kind),
    ['interaction_unanswered'],
  )
})
