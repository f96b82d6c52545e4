import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DashboardSection } from './dashboard-section';

/** Each section says in a line what to look at. */
const HEADINGS: Readonly<Record<DashboardSection, readonly [title: string, advice: string]>> = {
  [DashboardSection.REPLICATION]: ['Replication', 'How far each Region is behind the other: what a forced failover would lose now.'],
  [DashboardSection.STORES]: ['Stores', 'Load and errors where the workload writes; beside them, whether the other Region could carry it.'],
  [DashboardSection.TRAFFIC]: ['Traffic', 'Where the name leads: endpoints, health checks and latches.'],
  [DashboardSection.DETECTION]: ['Detection', 'What recovery sees, and whether its own parts work: without them nobody takes over.'],
  [DashboardSection.WORKLOAD]: ['Workload', 'What the team watches of its own.'],
  [DashboardSection.COST]: ['Cost', 'What is paid for by use: a step here is a step on the bill.'],
};

/** Begins a section of a dashboard. */
export function sectionHeading(section: DashboardSection): cloudwatch.TextWidget {
  const [title, advice] = HEADINGS[section];
  return new cloudwatch.TextWidget({ width: 24, height: 2, markdown: `## ${title}\n${advice}` });
}
