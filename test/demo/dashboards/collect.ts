import type { Widget } from '../../monitoring/published-metrics/dashboard-body';
import { widgetsOf } from '../../monitoring/published-metrics/dashboard-body';
import { textOf } from '../../monitoring/published-metrics/template-values';
import type { AppTree } from '../app-tree';

/** A dashboard as its template holds it. */
export interface Dashboard {
  readonly name: string;
  /** The Region in which it is looked at. */
  readonly region: string;
  readonly stack: string;
  readonly widgets: readonly Widget[];
}

/** Every dashboard of an app, in the order of its stacks. */
export function dashboardsOf({ stacks }: AppTree): Dashboard[] {
  return stacks.flatMap(({ name: stack, region, resources }) => resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Dashboard')
    .map(({ logicalId, properties: { DashboardName, DashboardBody } }) => ({
      name: DashboardName === undefined ? logicalId : textOf(DashboardName, region), region, stack, widgets: widgetsOf(DashboardBody, region),
    })));
}
