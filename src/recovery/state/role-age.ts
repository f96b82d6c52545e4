/**
 * How long an application may rest on what it read of its role, by the contract of roles, whether or not it can read it again: so long it may
 * write after its Region was told. Teams whose applications keep it for less may say so.
 */
export const ROLE_MAX_AGE_IN_SECONDS = 60;
