import * as rds from 'aws-cdk-lib/aws-rds';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** How long Performance Insights keeps its data unless told otherwise: advanced mode knows one value. */
export function defaultInsightsRetention(mode?: rds.DatabaseInsightsMode): rds.PerformanceInsightRetention {
  return mode === rds.DatabaseInsightsMode.ADVANCED ? rds.PerformanceInsightRetention.MONTHS_15 : rds.PerformanceInsightRetention.DEFAULT;
}

/** Refuses advanced Database Insights with a retention that the API refuses. */
export function validateInsights(scope: IConstruct, retention: rds.PerformanceInsightRetention, mode?: rds.DatabaseInsightsMode): void {
  if (mode === rds.DatabaseInsightsMode.ADVANCED && retention !== rds.PerformanceInsightRetention.MONTHS_15) {
    refuse(scope, {
      prop: 'performanceInsightsRetention',
      value: `${retention} days`,
      rule: 'the advanced mode of Database Insights keeps its data for 15 months, 465 days',
      remedy: 'Leave it out, write rds.PerformanceInsightRetention.MONTHS_15, or leave databaseInsightsMode at STANDARD',
    });
  }
}
