import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Widgets one below the other that are made when a dashboard is rendered, not when it is created. */
export class LateWidgets implements cloudwatch.IWidget {
  public readonly width: number = 24;
  private at: readonly [number, number] = [0, 0];

  constructor(private readonly make: () => cloudwatch.IWidget[]) {}

  public get height(): number {
    return new cloudwatch.Column(...this.make()).height;
  }

  public position(x: number, y: number): void {
    this.at = [x, y];
  }

  public toJson(): object[] {
    const column = new cloudwatch.Column(...this.make());
    column.position(...this.at);
    return column.toJson();
  }
}
