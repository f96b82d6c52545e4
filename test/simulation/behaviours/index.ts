import { CLOUDWATCH, CLOUDWATCH_FIGURES } from './cloudwatch';
import { DYNAMODB, DYNAMODB_FIGURES } from './dynamodb';
import { CALL_FAULTS, CALL_FIGURES, DIRECTED_CALL_FAULTS, WORLD_FAULTS } from './faults';
import { LAMBDA, LAMBDA_FIGURES } from './lambda';
import { RDS, RDS_FIGURES } from './rds';
import { ROUTE53, ROUTE53_FIGURES } from './route53';
import { SNS } from './sns';
import type { Sourced } from './sourced';
import { STEP_FUNCTIONS, STEP_FUNCTIONS_FIGURES } from './step-functions';
import { WORKLOAD, WORKLOAD_FIGURES } from './workload';
import { ASL_FACTS } from '../asl/facts';

/** All that the simulator takes for true about AWS. */
export const BEHAVIOURS: { readonly [service: string]: { readonly [id: string]: Sourced } } = {
  'call-faults': CALL_FAULTS,
  'directed-call-faults': DIRECTED_CALL_FAULTS,
  'call-figures': CALL_FIGURES,
  'world-faults': WORLD_FAULTS,
  'cloudwatch': CLOUDWATCH,
  'cloudwatch-figures': CLOUDWATCH_FIGURES,
  'dynamodb': DYNAMODB,
  'dynamodb-figures': DYNAMODB_FIGURES,
  'lambda': LAMBDA,
  'lambda-figures': LAMBDA_FIGURES,
  'rds': RDS,
  'rds-figures': RDS_FIGURES,
  'route53': ROUTE53,
  'route53-figures': ROUTE53_FIGURES,
  'sns': SNS,
  'states-language': ASL_FACTS,
  'step-functions': STEP_FUNCTIONS,
  'step-functions-figures': STEP_FUNCTIONS_FIGURES,
  'workload': WORKLOAD,
  'workload-figures': WORKLOAD_FIGURES,
};

export interface Assumption {
  readonly id: string;
  readonly claim: string;
  readonly proof: string;
}

/** What rests on no source, and how an account would prove it: the rows that `docs/fidelity.md` owes the simulator. */
export function assumptions(): Assumption[] {
  return Object.entries(BEHAVIOURS).flatMap(([service, entries]) => Object.entries(entries)
    .filter(([, { assumed }]) => assumed !== undefined)
    .map(([id, { says, assumed }]) => ({ id: `${service}/${id}`, claim: says, proof: assumed! })));
}
