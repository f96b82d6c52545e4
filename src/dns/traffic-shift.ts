/** Who moves traffic to the other Region. */
export class TrafficShift {
  /**
   * Only the latch moves traffic, so that traffic and database writer move on one decision. For systems with a database.
   */
  public static byPlan(): TrafficShift {
    return new TrafficShift('by-plan', false);
  }

  /**
   * The latch moves traffic, and so does the home Region's endpoint when its health check fails; it returns when the check
   * recovers. For systems without a database, where an answer from the standby Region is always right. A latch that was closed holds the
   * traffic since Route 53 has read it, a minute or two later: an endpoint that recovers before has the traffic until then.
   */
  public static onEndpointHealth(): TrafficShift {
    return new TrafficShift('on-endpoint-health', true);
  }

  /** `by-plan` or `on-endpoint-health`. */
  public readonly name: string;
  /** @internal */
  public readonly _followsEndpoint: boolean;

  private constructor(name: string, followsEndpoint: boolean) {
    this.name = name;
    this._followsEndpoint = followsEndpoint;
  }
}
