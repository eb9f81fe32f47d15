import type { Loose, SlackFile, World } from '../world-state.ts'

const extensionOf = (name: string): string => name.split('.').at(-1) ?? ''

export const presentFile = (world: World, file: SlackFile): Loose => {
  const path = `files-pri/${file.teamId}-${file.id}`
  const created = Math.floor(world.clock.now() / 1000)
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extensionOf(file.name),
    pretty_type: extensionOf(file.name).toUpperCase(),
    user: file.user,
    user_team: file.teamId,
    editable: false,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${world.url}/${path}/${encodeURIComponent(file.name)}`,
    url_private_download: `${world.url}/${path}/download/${encodeURIComponent(file.name)}`,
    permalink: `${world.url}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(file.altText && { alt_txt: file.altText }),
    has_rich_preview: false,
    file_access: 'visible',
  }
}
