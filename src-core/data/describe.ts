import { formatShape } from '../tensor/shape';
import type { Dataset } from './dataset';
import { noneOf, type Examples } from './examples';

interface Parts {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly training: Examples;
  /** Null: there is none. */
  readonly test: Examples | null;
  /** What was done to the examples, if anything, as half a sentence. */
  readonly done?: string;
}

/**
 * A data set from its parts, with its description: "Fashion-MNIST: 60000 training and 10000 test images of 1×28×28, 10
 * classes".
 */
export function describeDataset({ name, classNames, training, test, done }: Parts): Dataset {
  const counts = test ? `${training.count} training and ${test.count} test` : `${training.count} training`;
  const kind =
    training.shape.length === 1 ? `vectors of ${training.shape[0]}` : `images of ${formatShape(training.shape)}`;
  const parts = [
    `${name}: ${counts} ${kind}`,
    ...(test ? [] : ['no test set']),
    `${classNames.length} classes`,
    ...(done === undefined ? [] : [done]),
  ];
  return { description: parts.join(', '), classNames, training, test: test ?? noneOf(training) };
}
