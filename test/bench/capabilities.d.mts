export const LIMIT: number;
export const CAPABILITIES: readonly string[];
export const STYLES: readonly (readonly [writer: string, style: string])[];
export const ENDPOINT: string;
export function size(program: string): Promise<number>;
export function sizeWith(names: string): Promise<number>;
