import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Widgets one below the other that are made when a dashboard is rendered, not when it is created. */
export class LateWidgets implements cloudwatch.IWidget {
  public readonly width: number = 24;
  private at: readonly [number, number] = [0, 0];
  /** What was measured is what is drawn next: a dashboard asks for the height first, and making its widgets twice is most of its time. */
  private measured: cloudwatch.IWidget[] | undefined;

  constructor(private readonly make: () => cloudwatch.IWidget[]) {}

  public get height(): number {
    this.measured = this.make();
    return new cloudwatch.Column(...this.measured).height;
  }

  public position(x: number, y: number): void {
    this.at = [x, y];
  }

  public toJson(): object[] {
    const column = new cloudwatch.Column(...this.measured ?? this.make());
    this.measured = undefined;
    column.position(...this.at);
    return column.toJson();
  }
}
