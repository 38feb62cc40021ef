/** The rows of a select in either form. */

import type { CheckOpen, Found } from './selection.js';
import type { CheckText, SelectedText } from './select-text.js';
import type { RelationShape } from './shape.js';

/** What is selected, as it must be. */
export type Checked<Columns, Shape extends RelationShape> = Shape['names'] extends Columns
  ? Columns
  : Columns extends string
    ? CheckText<Columns, Shape>
    : CheckOpen<Columns, Shape>;

export type Selected<Columns, Shape extends RelationShape> = Columns extends string
  ? SelectedText<Columns, Shape>
  : Found<Columns, Shape>[];
