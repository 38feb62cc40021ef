// Makes the command in `dist/` of a folder out of the modules in its `modules/`, as the real build does.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { addShipped, bundle } from '../../generator/build-command.mjs';

const folder = process.argv[2];
await addShipped(join(folder, 'modules'), () => {});
cpSync(join(folder, 'modules'), join(folder, 'dist'), { recursive: true });
await bundle(join(folder, 'dist'));
