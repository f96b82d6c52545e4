/** The tables that planned runs wait for. */
export const SESSION_TABLE = 'shop-sessions';
export const TEAM_TABLE = 'shop-carts';

/** The state machine that the team's last step starts. */
export const TEAM_MACHINE = 'shop-reconcile';
