import type { CheckedSystem } from '../checker/invariant';
import type { Deployment } from '../deployment/deployment';
import { HANDLERS } from '../deployment/handlers';
import type { HandlerBinding } from '../models/lambda';

export const HOME = 'us-east-1';
export const STANDBY = 'us-west-2';
export const REGIONS: readonly [string, string] = [HOME, STANDBY];
export const PUBLIC_NAME = 'api.example.com';
export const CHECKED: CheckedSystem = { home: HOME, standby: STANDBY, trafficShift: 'plan' };

/** What is put to the test: an app as it was rendered, with the handlers of its functions. A mutant is one of these with one rule taken out. */
export interface System {
  readonly deployment: Deployment;
  readonly handlers: readonly HandlerBinding[];
  /** What its histories are held against. @default CHECKED */
  readonly checked?: CheckedSystem;
}

export function systemOf(deployment: Deployment, checked = CHECKED): System {
  return { deployment, handlers: HANDLERS, checked };
}

/** Takes something away from a system, or changes it. */
export type Alteration = (system: System) => System;
