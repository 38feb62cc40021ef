/** The rows of a select in either form. */

import type { Found } from './selection.js';
import type { SelectedText } from './select-text.js';
import type { RelationShape } from './shape.js';

export type Selected<Columns, Shape extends RelationShape> = Columns extends string
  ? SelectedText<Columns, Shape>
  : Found<Columns, Shape>[];
