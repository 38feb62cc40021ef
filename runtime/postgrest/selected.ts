/** The rows of a select in either form. */

import type { Found } from './selection.js';
import type { SelectedText } from './select-text.js';
import type { RelationShape } from './shape.js';

export type Selected<Columns, Shape extends RelationShape> = string extends keyof Shape['Row']
  ? Shape['Row'][]
  : Columns extends string
    ? SelectedText<Columns, Shape>
    : Shape['Select'] extends Columns
      ? Partial<Shape['Row']>[]
      : Found<Columns, Shape>[];
