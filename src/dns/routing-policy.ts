import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

const PRIMARY_WEIGHT = 100;
const MAX_WEIGHT = 255;

/** Options of `RoutingPolicy.weighted()`. */
export interface WeightedRoutingOptions {
  /**
   * The weight of the standby Region, a whole number from 0 to 255, beside the 100 of the home Region: of the answers while both may
   * answer, the standby gives `weight / (100 + weight)`. With 0 it gives none until the home Region may not answer.
   * @default 0
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
   */
  readonly secondaryWeight?: number;
}

/** How Route 53 chooses between the two Regions' records. */
export class RoutingPolicy {
  /**
   * One Region answers: the home Region while it may, otherwise the standby.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html
   */
  public static failover(): RoutingPolicy {
    return new RoutingPolicy('failover', {});
  }

  /**
   * Both Regions answer, each with its share, for a cutover in steps or for a drill with a few clients. Both records have a health
   * check, so that a Region that may not answer leaves and the other one gives all answers.
   *
   * A latch outranks the weights: while one is closed its Region gives every answer, whatever the weights. So weights move nothing in a
   * disaster, and no weight takes all traffic from the home Region: a latch does. A changed weight is a deployment in us-east-1.
   *
   * The clients of the standby's share need what is right in both Regions at once. A database is not: its standby is read-only.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
   */
  public static weighted(options: WeightedRoutingOptions = {}): RoutingPolicy {
    return new RoutingPolicy('weighted', { primary: PRIMARY_WEIGHT, secondary: options.secondaryWeight ?? 0 });
  }

  /** `failover` or `weighted`. */
  public readonly name: string;
  /**
   * The weights of both Regions, none with `failover`.
   * @internal
   */
  public readonly _weights: { readonly primary?: number; readonly secondary?: number };

  private constructor(name: string, weights: { readonly primary?: number; readonly secondary?: number }) {
    this.name = name;
    this._weights = weights;
  }

  /** @internal */
  public _validate(scope: IConstruct): void {
    const { secondary = 0 } = this._weights;
    if (!Number.isInteger(secondary) || secondary < 0 || secondary > MAX_WEIGHT) {
      refuse(scope, {
        prop: 'routingPolicy.secondaryWeight',
        value: `${secondary}`,
        rule: `a weight is a whole number from 0 to ${MAX_WEIGHT}, known at synthesis; the home Region has ${PRIMARY_WEIGHT}`,
        remedy: 'Write for example 11 for a tenth of the answers, or 0 for none until the home Region may not answer',
      });
    }
  }
}
