import { SESSION_TABLE, TEAM_MACHINE, TEAM_TABLE } from './apps/names';
import { TEAM_HANDLERS } from './apps/team-handlers';
import type { System } from './system';
import { CHECKED, systemOf } from './system';
import type { Templates } from '../deployment/deployment';
import { deploymentOf } from '../deployment/deployment';

/** Systems beside the payments app: each has what that one does not. */
export type OtherSystem = 'team' | 'sessions';

/** The templates of the payments app, and beside them those of the others where they are tried. */
export interface AllTemplates extends Templates {
  readonly others?: { readonly [name in OtherSystem]: Templates };
}

export type OtherSystems = { readonly [name in OtherSystem]: System };

export function otherSystems({ team, sessions }: NonNullable<AllTemplates['others']>): OtherSystems {
  const ofTeam = systemOf(deploymentOf(team), { ...CHECKED, teamMachine: TEAM_MACHINE, drainedTables: [TEAM_TABLE] });
  return {
    team: { ...ofTeam, handlers: [...ofTeam.handlers, ...TEAM_HANDLERS] },
    sessions: systemOf(deploymentOf(sessions), { ...CHECKED, trafficShift: 'endpoint', withoutDatabase: true, drainedTables: [SESSION_TABLE] }),
  };
}
