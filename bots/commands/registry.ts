import { ask } from './ask.ts'
import { assistantBind } from './assistant/bind.ts'
import { assistantDelete } from './assistant/delete.ts'
import { assistantEdit } from './assistant/edit.ts'
import { assistantList } from './assistant/list.ts'
import { assistantNew } from './assistant/new.ts'
import { assistantShow } from './assistant/show.ts'
import { assistantStats } from './assistant/stats.ts'
import { chatExport } from './chat/export.ts'
import { chatHistory } from './chat/history.ts'
import { chatList } from './chat/list.ts'
import type { Command } from './command.ts'
import { dataCheck } from './figures/check.ts'
import { dataCompare } from './figures/compare.ts'
import { dataExplain } from './figures/explain.ts'
import { dataProfile } from './figures/profile.ts'
import { dataTop } from './figures/top.ts'
import { health } from './health.ts'
import { openHelp } from './help.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { link } from './link.ts'
import { meExport } from './me/export.ts'
import { meForget } from './me/forget.ts'
import { meShow } from './me/show.ts'
import { prefs } from './prefs.ts'
import { projectHistory } from './project/history.ts'
import { projectList } from './project/list.ts'
import { projectMembers } from './project/members.ts'
import { projectNew } from './project/new.ts'
import { projectPhases } from './project/phases.ts'
import { projectReport } from './project/report.ts'
import { projectShow } from './project/show.ts'
import { projectSteps } from './project/steps.ts'
import { reportTenant } from './report/tenant.ts'
import { scheduleList } from './schedule/list.ts'
import { schedulePause } from './schedule/pause.ts'
import { schedulePreview } from './schedule/preview.ts'
import { scheduleRun } from './schedule/run.ts'
import { search } from './search.ts'
import { setup } from './setup.ts'
import { taskDone } from './task/done.ts'
import { taskList } from './task/list.ts'
import { taskNew } from './task/new.ts'
import { teamAdmin } from './team/admin.ts'
import { teamInvite } from './team/invite.ts'
import { teamRole } from './team/role.ts'
import { teamRoles } from './team/roles.ts'
import { teamServices } from './team/services.ts'
import { teamUsers } from './team/users.ts'
import { usage } from './usage.ts'
import { workspaceKey } from './workspace/key.ts'
import { workspaceModels } from './workspace/models.ts'
import { workspaceRetention } from './workspace/retention.ts'
import { workspaceShow } from './workspace/show.ts'
import { workspaceUse } from './workspace/use.ts'

/** Every command, in the order in which help and menus show them. */
export const commands: readonly Command[] = [
  ask,
  home,
  inbox,
  search,
  usage,
  prefs,
  link,
  setup,
  health,
  openHelp(() => commands),
  assistantList,
  assistantNew,
  assistantShow,
  assistantEdit,
  assistantStats,
  assistantBind,
  assistantDelete,
  dataTop,
  dataCompare,
  dataProfile,
  dataCheck,
  dataExplain,
  projectList,
  projectNew,
  projectShow,
  projectPhases,
  projectSteps,
  projectMembers,
  projectReport,
  projectHistory,
  taskList,
  taskNew,
  taskDone,
  chatList,
  chatHistory,
  chatExport,
  teamUsers,
  teamInvite,
  teamRole,
  teamRoles,
  teamServices,
  teamAdmin,
  workspaceShow,
  workspaceUse,
  workspaceKey,
  workspaceModels,
  workspaceRetention,
  reportTenant,
  scheduleList,
  schedulePreview,
  scheduleRun,
  schedulePause,
  meShow,
  meExport,
  meForget,
]
