import type { RecoverableApp } from './recoverable-app';
import type { Scenario, Sides } from './scenarios';
import type { BudgetSpan, DrRegion, FailoverOrchestrator, RecoveryBudget, RecoveryPlan } from '../../../src';
import { BranchPurpose, RunMode } from '../../../src';
import type { Deployment } from '../../simulation/deployment/deployment';
import type { PlannedRun, PlannedSpan, PlannedStep, PlannedTime, ReportSubject } from '../../simulation/report-writer/subject';

const DISCLAIMER = 'This is a simulation, on a virtual clock, of the recovery that was rendered for this app: its own state machines, functions and alarms, '
  + 'against models of the AWS services that they call. It shows how the parts act together. It does not measure AWS: how long a promotion or a change of '
  + 'DNS takes is drawn from ranges, each with its source or as a stated assumption. What a failover takes in your account, a drill tells.';

/** What the page of a simulation says beside what happened in it. */
export function subjectOf({ topology, orchestrator, dns }: RecoverableApp, deployment: Deployment, scenario: Scenario): ReportSubject {
  const { primary, secondary, applicationName, environmentName } = topology;
  const budget = orchestrator.budget(secondary);
  return {
    scenario: scenario.name,
    title: scenario.title(sidesOf(topology)),
    names: {
      application: applicationName,
      environment: environmentName,
      home: primary.name,
      standby: secondary.name,
      publicName: dns.domainName,
      database: deployment.clusters[0]?.globalIdentifier,
    },
    plans: [
      planned(orchestrator, secondary, RunMode.FAILOVER),
      planned(orchestrator, primary, RunMode.FAILOVER),
      planned(orchestrator, secondary, RunMode.SWITCHOVER),
      planned(orchestrator, primary, RunMode.FAILBACK),
    ],
    objectives: { rtoSeconds: seconds(budget.objective ?? budget.typical), rpoSeconds: recoveryPoint(budget) },
    disclaimer: DISCLAIMER,
  };
}

export function sidesOf({ primary, secondary }: RecoverableApp['topology']): Sides {
  return { home: primary.name, standby: secondary.name };
}

/** Of the databases: the writes that are counted are theirs. Without one, of the stores that there are. */
function recoveryPoint({ recoveryPoints }: RecoveryBudget): number {
  const databases = recoveryPoints.filter(({ recoverableId }) => recoverableId.startsWith('database-'));
  return Math.max(0, ...(databases.length > 0 ? databases : recoveryPoints).map(({ target }) => seconds(target)));
}

function planned(orchestrator: FailoverOrchestrator, target: DrRegion, mode: RunMode): PlannedRun {
  return { mode, target: target.name, steps: stepsOf(orchestrator.plan(target, mode)), budget: timeOf(orchestrator.budget(target, mode)) };
}

function stepsOf({ phases }: RecoveryPlan): PlannedStep[] {
  return phases.flatMap(({ id: phase, branches }) => branches.flatMap(({ purpose, steps }) => steps.map(({ id, description, runsIn }) => ({
    id, label: description, region: runsIn.name, phase, isCheck: purpose === BranchPurpose.READINESS,
  }))));
}

function timeOf({ lines, best, typical, worst }: RecoveryBudget): PlannedTime {
  return {
    parts: lines.map(line => ({
      id: line.id, label: line.description, best: spanOf(line.best), typical: spanOf(line.typical), worst: spanOf(line.worst), source: line.source,
    })),
    best: seconds(best),
    typical: seconds(typical),
    worst: seconds(worst),
  };
}

function spanOf({ start, end }: BudgetSpan): PlannedSpan {
  return { start: seconds(start), end: seconds(end) };
}

function seconds(duration: BudgetSpan['start']): number {
  return duration.toSeconds({ integral: false });
}
